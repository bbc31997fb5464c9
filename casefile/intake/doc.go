// Package intake takes papers into a case file, whatever a family has and as it arrives: PDFs, photos and scans, e-mails and mailboxes, Word files,
// recordings. It tells them by their content and never by their name.
//
// What it promises:
//
//   - The original stays as it came: its bytes, its SHA-256 and its name. Nothing read from it, and no page made of it, replaces it.
//   - Kept means kept. A paper is committed to the case file before it is reported; ending the program in the middle loses none
//     that was reported.
//   - One bad paper never stops the others. What cannot be read (a password, a broken file, a picture of a billion pixels) or shown (a recording, a kind
//     this program does not know) is kept as it is with a note that says what to do. Only a folder, a device, an empty file and one past [MaxFile] are refused.
//   - Nothing foreign is parsed in this process. Pages and words are read, and made, by a bounded child process of the same program
//     (package worker), which gets neither key nor path. tesseract and LibreOffice are used where the computer has them (package outside).
//   - What looks private is held back until the family opens it. What a paper seems to be, and what it looks like, is offered and never imposed.
//
// A paper is kept first ([Keep]) and read after that ([Read]). If the program ends in between, the paper says so by the note [NotRead], and
// the next Read takes it up. The words on pages that are pictures are read last of all ([ReadScans]), because that takes seconds a page.
//
// A new kind of paper: a beginning in casefile/sniff.go, a type in document.go beside it, its words in note.go, a maker in package worker, and a row in the table of the test of awkward papers.
package intake
