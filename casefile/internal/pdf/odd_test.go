package pdf

import (
	"math/rand/v2"

	"ehccasefile/casefile/internal/pdf/odd"
)

// The files of package odd, by the short names these tests know them by.

type draft struct{ *odd.Draft }

func (d draft) add(format string, args ...any) int { return d.Add(format, args...) }
func (d draft) stream(dict, data string) int       { return d.Stream(dict, data) }
func (d draft) bytes() []byte                      { return d.Bytes() }

func paper(n int, keys string, content func(page int) string) draft {
	return draft{odd.Paper(n, keys, content)}
}
func simple(n int) draft              { return draft{odd.Simple(n)} }
func linked() draft                   { return draft{odd.Linked()} }
func form() draft                     { return draft{odd.Form()} }
func layered() draft                  { return draft{odd.Layered()} }
func remarked(keys string) draft      { return draft{odd.Remarked(keys)} }
func deflated(s string) string        { return odd.Deflated(s) }
func lzwOf(s string) string           { return odd.LZWOf(s) }
func ascii85Of(s string) string       { return odd.ASCII85Of(s) }
func runLengthOf(s string) string     { return odd.RunLengthOf(s) }
func treeOf(root string) []byte       { return odd.TreeOf(root) }
func sceneOn(r rect) func(int) string { return odd.SceneOn(odd.Rect(r)) }

func scene(r rect, words string) string { return odd.Scene(odd.Rect(r), words) }

const (
	a4Box  = odd.A4Box
	secret = odd.Secret
)

// awkward is one of them with the error that Read must give.
type awkward struct {
	name         string
	data         []byte
	pages        int
	err          error
	loose, alone bool
}

var faultErrors = map[odd.Fault]error{odd.NotPDF: ErrNotPDF, odd.Damaged: ErrDamaged, odd.TooLarge: ErrTooLarge}

func known(list []odd.File) []awkward {
	var out []awkward
	for _, f := range list {
		out = append(out, awkward{f.Name, f.Data, f.Pages, faultErrors[f.Fault], f.Loose, f.Alone})
	}
	return out
}

func awkwardSet() []awkward { return known(odd.Set()) }
func geometries() []awkward { return known(odd.Geometries()) }
func contents() []awkward   { return known(odd.Contents()) }
func living() []awkward     { return known(odd.Living()) }

// scan is n pages of one picture each, of so many bytes that do not pack.
func scan(n, size int) []byte {
	noise := make([]byte, size)
	rand.NewChaCha8([32]byte{7}).Read(noise)
	return odd.Scan(n, []byte("\xFF\xD8\xFF\xDA"+string(noise)+"\xFF\xD9"))
}
