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
// There are two products: the evidence, and the full bundle for when it is directed or the council fails to make it. What each holds, in
// which order and within which limits is data: plans/*.toml, one file for each kind of appeal, over the sections and rules of
// plans/shared. Every rule has its source and how sure we are of it. Those of the Tribunal come from published summaries of Practice
// Direction No. 1 of 2025, so the family's own directions always come first (Scheme.Own).
//
// Look says before the making, and Report.Preflight after it, what does not keep to a rule. Nothing of that stops a bundle.
//
// What was served is kept with the saved bundle (Serve). From then on its papers keep their pages and numbers: later ones go to the end,
// under an index of their own, or in between as 12A and 12B. A paper that has gone since leaves sheets in its place.
//
// Every edition has the same page numbers (edition.go): for the screen, which is what is served; for paper, with sheets that have no number
// (paper.go); in large print, where page 10 goes on as 10 (i) (large.go); and each of these redacted. Parts for e-mail (parts.go, saveparts.go)
// are cut between documents, each with the whole index.
//
// How the source is laid out: scheme.go reads the plans; suggest.go chooses papers; case.go, folder.go and late.go make a Plan;
// load.go makes pages of each paper and ours.go the pages of our own; front.go and number.go settle every page's place and number (layout, of
// which an edition is drawn); book.go tells the assembler; check.go, rows.go, marks.go and foot.go prove the finished file;
// preflight.go and checks.go look it over.
package bundle
