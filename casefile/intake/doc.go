// Package intake takes papers into a case file: PDFs, JPEG and PNG pictures and plain text, told by their content and never
// by their name.
//
// What it promises:
//
//   - The original stays as it came: its bytes, its SHA-256 and its name. Nothing read from it replaces it.
//   - Kept means kept. A paper is committed to the case file before it is reported; ending the program in the middle loses none
//     that was reported.
//   - One bad paper never stops the others. What cannot be read (a password, a broken file, a picture of a billion pixels) is
//     kept as it is with a note that says what to do. What cannot be used at all (a folder, an empty file, a program, a kind this
//     program does not know) is refused with a reason.
//   - Nothing foreign is parsed in this process. Pages and words are read by a bounded child process of the same program
//     (package worker), which gets neither key nor path.
//
// A paper is kept first and read after that. If the program ends in between, the paper says so by the note [NotRead], and
// [ReadAgain], or the next Add, reads it then.
package intake
