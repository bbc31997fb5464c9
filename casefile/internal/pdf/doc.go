// Package pdf reads PDF files that others made and puts them together into one
// book: copied page by page, numbered, bookmarked and linked.
//
// What it promises:
//
//   - A page looks as it did. Content is copied byte for byte, and where a page
//     has to be scaled onto A4 it is placed under one matrix, never redrawn.
//     Only content that leaves something open behind it is closed, and put into
//     a form, lest it swallow the number.
//   - The number stands upright in the bottom right corner that a reader sees,
//     on every rotated, cropped, offset, oversized or tiny page, on white and over
//     nothing: a page that draws there is laid a little smaller above it.
//   - Only what a reader can see or follow is copied. Titles, authors, file
//     names, scripts, attached files, form data and whatever no page draws
//     stay behind, and so does what is said of photographs inside them. Page
//     keys, annotations, fonts and pictures are copied by allow-list. Comments
//     in content, and its descriptions of what it shows, are blanked. (The
//     programs of typefaces and colour profiles are copied as they are.)
//   - Words that a scan shows without holding them lie unseen on their picture,
//     whatever way the page is turned, cropped or scaled. Nothing looks different.
//   - A tagged book holds every page in its structure tree: a source's own tags
//     without what they name or replace, a page without any as one paragraph,
//     links and remarks in their place. The number is an artifact.
//   - The same input gives the same bytes, whatever the machine.
//   - No file can take the program down. Depth, objects, pages, decoded bytes
//     and work are bounded by [Limits]; the parser does not recurse further
//     than they say; a panic inside becomes an error.
//
// What it does not do: it opens no encrypted file, draws no page, reads no
// words and fills in no form. The worker's renderer does that.
//
// How the source is laid out: object.go, parse.go and encode.go are the eight
// kinds of object and their spelling; file.go, xref.go and rebuild.go find
// objects in a file, whole or broken; filter.go and its neighbours decode
// streams; page.go and geometry.go say what a reader sees; copy.go carries
// objects across, scrub.go, spare.go and hush.go say which; sheet.go makes one page of the book
// out of one page of a source; corner.go, ink.go and inktext.go look whether
// anything stands where its number goes; words.go writes unseen words in a font that
// face.go makes; tags.go and branch.go grow the structure tree; assemble.go and writer.go
// put the book on disk.
//
// Sources: ISO 32000-1:2008 (PDF 1.7), cited in comments by clause.
package pdf
