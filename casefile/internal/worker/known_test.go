package worker

import (
	"io"
	"testing"

	"github.com/klippa-app/go-pdfium/requests"
)

// TestKnownLimits keeps what we work round in a library, with the reason, so that a mended library makes a test say so. Each
// entry gives true while the fault is there.
func TestKnownLimits(t *testing.T) {
	d := &desk{out: io.Discard, cache: cacheFolder()}
	p, err := d.open(marked(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	for name, c := range map[string]struct {
		still func() bool
		then  string
	}{
		"go-pdfium v1.20.0, WebAssembly: FPDFBookmark_GetDest calls FPDFBookmark_Find and finds no destination": {func() bool {
			first, err := p.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: p.doc})
			if err != nil || first.Bookmark == nil {
				t.Fatal(err)
			}
			dest, err := p.FPDFBookmark_GetDest(&requests.FPDFBookmark_GetDest{Document: p.doc, Bookmark: *first.Bookmark})
			return err != nil || dest.Dest == nil
		}, "walk the outline once in bookmark.go and ask for each destination on the way"},
		"go-pdfium v1.20.0, WebAssembly: GetBookmarks looks at an action only where there is none": {func() bool {
			all, err := p.GetBookmarks(&requests.GetBookmarks{Document: p.doc})
			if err != nil || len(all.Bookmarks) != 2 {
				t.Fatal(err)
			}
			return all.Bookmarks[1].ActionInfo == nil
		}, "take the page from ActionInfo in bookmark.go"},
	} {
		if !c.still() {
			t.Errorf("no longer so: %s. Now %s.", name, c.then)
		}
	}
}
