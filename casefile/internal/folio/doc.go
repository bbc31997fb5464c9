// Package folio reads how a bundle that anybody made names its pages: the numbers printed on them, the lines of its index, its bookmarks
// and its page labels; and from these, which documents it holds. A council's bundle has its index typed in Word, numbers in any corner, and
// bookmarks of any wording, so nothing of how we make ours is taken for granted.
//
// It promises that
//
//   - it says what is there and never what should be: whether it agrees is for package bundle to judge;
//   - what it cannot tell it does not guess: a page without a number that runs on has none here, and a bundle whose numbers do not run
//     through it has no printed numbers at all;
//   - it works on what the child process saw ([worker.Inspection]) and opens no file; the same pages give the same answer.
//
// How the source is laid out: number.go is one page number and what may follow it; margin.go finds what may be one at the edges of a page;
// series.go finds those that run through the bundle; line.go puts words into lines; reference.go finds the pages that a line of an index
// names and index.go the index; mark.go reads bookmarks; split.go divides the bundle into its documents.
package folio
