// Package office reads word-processor files (docx, odt, rtf) as written words with their form: what is left to see of them
// where no office program is installed. It takes bytes and gives values; it opens no file, runs no macro, follows no link.
//
// It promises that
//
//   - any bytes end in words, with notes of what is not shown, or in an error that says what to do, within the bounds of
//     package limit: never a panic, never a hang;
//   - tracked changes are never merged in silence: inserted words come out underlined, deleted ones struck out, and a note
//     says that the file holds them;
//   - what cannot be shown (a drawing, a part that is damaged) is said in a note.
//
// Sources: ECMA-376 (docx), OASIS OpenDocument 1.3 (odt), Microsoft's RTF specification 1.9.1, MS-CFB (the old compound files).
package office
