package worker

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// bomb is a page whose content is 600 MB of spaces, deflated twice to some kilobytes.
var bomb = sync.OnceValue(func() []byte {
	spaces := bytes.Repeat([]byte{' '}, 1<<20)
	var once bytes.Buffer
	z, _ := zlib.NewWriterLevel(&once, zlib.BestSpeed)
	for range 600 {
		z.Write(spaces)
	}
	z.Close()
	return objects("<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Count 1 /Kids [4 0 R]>>", "<<>>",
		"<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R>>",
		stream("/Filter [/FlateDecode /FlateDecode]", deflated(once.Bytes())))
})

func deflated(b []byte) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.String()
}

// laughs draws a form that draws ten forms that each draw ten, and so on: a hundred thousand million strokes to draw, from 3 kB.
func laughs() []byte {
	all := []string{"<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Count 1 /Kids [4 0 R]>>", "<<>>",
		"<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources<</XObject<</X 6 0 R>>>>>>", stream("", "/X Do")}
	for i := range 11 {
		next := fmt.Sprintf("/Type/XObject /Subtype/Form /BBox [0 0 595 842] /Resources<</XObject<</X %d 0 R>>>>", 7+i)
		all = append(all, stream(next, strings.Repeat("/X Do ", 10)))
	}
	return objects(append(all, stream("/Type/XObject /Subtype/Form /BBox [0 0 595 842]", "0 0 m 9 9 l S"))...)
}

// slow fills a page with a colour that takes a long sum for every dot: half an hour from 100 kB, and hardly any memory.
func slow() []byte {
	return objects("<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Count 1 /Kids [4 0 R]>>", "<<>>",
		"<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources<</Shading<</S 6 0 R>>>>>>", stream("", "/S sh"),
		"<</ShadingType 1 /ColorSpace/DeviceGray /Domain [0 595 0 842] /Function 7 0 R>>",
		stream("/FunctionType 4 /Domain [0 595 0 842] /Range [0 1]", "{ "+strings.Repeat("sin exch cos exch ", 5000)+" pop }"))
}

// ring is an outline whose lines follow each other in a circle.
func ring() []byte {
	return paperOf("/Outlines 7 0 R", sheets(1), "<</Type/Outlines /First 8 0 R /Last 9 0 R>>",
		"<</Title (A) /Parent 7 0 R /Next 9 0 R /First 9 0 R>>", "<</Title (B) /Parent 7 0 R /Next 8 0 R /First 8 0 R>>")
}

// cycle is a tree of pages that holds itself.
func cycle() []byte {
	return objects("<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Count 3 /Kids [2 0 R 2 0 R]>>", "<<>>")
}

// hugePNG says in its first bytes that it is w by h pixels.
func hugePNG(w, h uint32) []byte {
	head := make([]byte, 13)
	binary.BigEndian.PutUint32(head, w)
	binary.BigEndian.PutUint32(head[4:], h)
	head[8], head[9] = 8, 6
	chunk := append([]byte("IHDR"), head...)
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b.Write(chunk)
	binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(chunk))
	return b.Bytes()
}

// photoOf is a picture whose top left quarter is red and the rest white.
func photoOf(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.NRGBA{255, 0, 0, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostilePapersEndInPlainErrors(t *testing.T) {
	w := start(t)
	photo := asJPEG(t, photoOf(64, 48))
	whole := paperOf("", sheets(3))
	ctx := context.Background()
	read := func(b []byte) error { _, err := w.Read(ctx, b); return err }
	look := func(b []byte) error { _, err := w.Ready(ctx, b, "png"); return err }
	draw := func(b []byte) error { _, err := w.Picture(ctx, b, 0, 72); return err }
	for name, c := range map[string]struct {
		do   func([]byte) error
		data []byte
		want error
	}{
		"nothing":                            {read, nil, ErrDamaged},
		"HTML":                               {read, []byte("<!doctype html><p>Not found</p>"), ErrDamaged},
		"a JPEG named PDF":                   {read, photo, ErrDamaged},
		"only a PDF's first bytes":           {read, whole[:60], ErrDamaged},
		"a tree of pages with no page in it": {read, cycle(), ErrDamaged},
		"sealed with a password":             {read, qpdf(t, whole, "--encrypt", "secret", "owner", "256", "--"), ErrPassword},
		"a hundred thousand million strokes": {draw, laughs(), ErrTooLarge},
		"page 4 of 1":                        {func(b []byte) error { _, err := w.Picture(ctx, b, 3, 72); return err }, paperOf("", sheets(1)), ErrNoPage},
		"more than the file limit":           {read, make([]byte, MaxFile+1), ErrTooLarge},
		"30,000 by 30,000 pixels":            {look, append(hugePNG(30000, 30000), "\x00\x00\x00\x04IDATabcd\x00\x00\x00\x00"...), ErrTooLarge},
		"a PNG of no height":                 {look, hugePNG(10, 0), ErrDamaged},
		"a PNG without a picture":            {look, hugePNG(10, 10), ErrDamaged},
		"a JPEG's first bytes":               {look, photo[:len(photo)/4], ErrDamaged},
		"a PDF as a picture":                 {look, whole, ErrKind},
		"a drawn PDF that is none":           {draw, []byte("%PDF-1.7 and no more"), ErrDamaged},
	} {
		if err := c.do(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
	if c, err := w.Read(ctx, whole); err != nil || c.Pages != 3 {
		t.Errorf("after all that, a good paper gives %+v, %v", c, err)
	}
}

func TestWhatIsHostileButReadableIsRead(t *testing.T) {
	w := start(t)
	ctx := context.Background()
	cut := paperOf("", sheets(40))
	for name, c := range map[string]struct {
		pdf   []byte
		pages int
	}{
		"junk before it":            {append([]byte(strings.Repeat("junk\n", 100)), cut...), 40},
		"an outline in a circle":    {ring(), 1},
		"sealed without a password": {qpdf(t, cut, "--encrypt", "", "owner", "128", "--use-aes=y", "--"), 40},
	} {
		got, err := w.Inspect(ctx, c.pdf)
		if err != nil || len(got.Pages) != c.pages || got.Bookmarks != nil {
			t.Errorf("%s: %d pages, bookmarks %v, %v", name, len(got.Pages), got.Bookmarks, err)
		}
		read, err := w.Read(ctx, c.pdf)
		if err != nil || read.Pages != c.pages || !strings.HasPrefix(read.Text[0], "This is page 1") {
			t.Errorf("%s: read %d pages, %v", name, read.Pages, err)
		}
		if want := strings.Contains(name, "sealed"); read.Encrypted != want {
			t.Errorf("%s: encrypted is %v", name, read.Encrypted)
		}
	}
}

func TestPagesThatPdfiumGivesUpAreFoundAgain(t *testing.T) {
	w := start(t)
	whole := paperOf("", sheets(40))
	cut := whole[:len(whole)-900]
	got, err := w.Read(context.Background(), cut)
	if err != nil || got.Pages != 40 || len(got.Text) != 40 || got.Text[39] != "This is page 40 of the report" || len(got.Warnings) != 1 {
		t.Errorf("a PDF whose table is cut off: %d pages, %q, %q, %v", got.Pages, got.Text, got.Warnings, err)
	}
	drawn, err := w.Picture(context.Background(), cut, 39, 72)
	if dark(asPicture(t, drawn, err)).Empty() {
		t.Error("its last page is drawn without its words")
	}
	if _, err := w.Inspect(context.Background(), cut); !errors.Is(err, ErrDamaged) {
		t.Errorf("a check of it, which must not mend what it checks, gives %v", err)
	}
}

func TestABombLeavesTheParentSmall(t *testing.T) {
	w := start(t)
	pdf := bomb()
	if len(pdf) > 100<<10 {
		t.Fatalf("the bomb has %d bytes: it is none", len(pdf))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := w.Read(context.Background(), pdf)
	runtime.ReadMemStats(&after)
	t.Logf("the bomb gave %v; the parent took %d kB more from the system", err, (int64(after.Sys)-int64(before.Sys))>>10)
	if after.Sys > before.Sys+64<<20 {
		t.Errorf("the parent grew by %d MB", (after.Sys-before.Sys)>>20)
	}
	if c, err := w.Read(context.Background(), paperOf("", sheets(1))); err != nil || c.Pages != 1 {
		t.Errorf("after the bomb a good paper gives %+v, %v", c, err)
	}
}

func TestAHangIsStoppedAndTheNextJobWorks(t *testing.T) {
	w := start(t)
	w.times = timing{warm: time.Minute, step: 2 * time.Second}
	if _, err := w.Picture(context.Background(), slow(), 0, 72); !errors.Is(err, ErrTooLong) {
		t.Errorf("a page that takes for ever gives %v", err)
	}
	w.times = usual
	if c, err := w.Read(context.Background(), paperOf("", sheets(1))); err != nil || c.Pages != 1 {
		t.Errorf("after a hang a good paper gives %+v, %v", c, err)
	}
}

func TestThreeThousandPagesAreRead(t *testing.T) {
	w := start(t)
	pdf := paperOf("", sheets(3000))
	c, err := w.Read(context.Background(), pdf)
	if err != nil || c.Pages != 3000 || c.Text[2999] != "This is page 3000 of the report" {
		t.Fatalf("%d pages, %v", c.Pages, err)
	}
	i, err := w.Inspect(context.Background(), pdf)
	if err != nil || len(i.Pages) != 3000 || len(i.Pages[2999].Words) != 7 {
		t.Errorf("%d pages, %v", len(i.Pages), err)
	}
}

func TestPagesPastTheLimitAreCountedAndSaid(t *testing.T) {
	c, err := start(t).Read(context.Background(), paperOf("", sheets(MaxPages+7)))
	if err != nil || c.Pages != MaxPages+7 || len(c.Text) != MaxPages || len(c.Warnings) != 1 {
		t.Errorf("%d pages, %d texts, %q, %v", c.Pages, len(c.Text), c.Warnings, err)
	}
}
