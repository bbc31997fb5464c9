// Package bundle makes the one PDF a family sends: by default the parent's evidence submission to the council and the
// Tribunal, which is not the hearing bundle (the council makes that). It puts the chosen documents in order behind a
// cover and an index, numbers every page, and adds links and bookmarks.
//
// It promises that
//
//   - the number printed on a page is the page a reader goes to: index, link, bookmark, page label and printed number
//     agree, and Make has read the finished file again with another reader, by Check, before it says so;
//   - a paper that is held back goes into no bundle, whichever way it is asked for: a document has bytes only through the case
//     file's proof that it is open (casefile.Showable), or as a file of a folder whose words do not hold it back;
//   - nothing is left out in silence: each document that cannot go in stands in the report with the reason, and never
//     stops the others;
//   - no original file name, author, place or path is inside, and the same documents give the same bytes, on any day
//     and any machine.
//
// Page allowances are data (plans/allowances.toml) with their source and how sure we are of it. They come from published
// summaries of Practice Direction No. 1 of 2025, so the family's own directions always come first.
package bundle
