package intake

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"testing"

	"ehccasefile/casefile"
)

// taking adds one paper and gives its record.
func taking(t testing.TB, f *casefile.File, name string, data []byte) casefile.Document {
	t.Helper()
	return add(t, f, Options{}, paper(name, data))[0].Document
}

func TestPicturesForTheWindow(t *testing.T) {
	f := newCase(t)
	for _, c := range []struct {
		name      string
		data      []byte
		page, dpi int
		w, h      int
	}{
		{"a.pdf", pdf("one", "two"), 1, 72, 595, 842},
		{"b.pdf", pdf("three"), 0, 144, 1190, 1684},
		{"c.jpg", photo(t, "jpeg"), 0, 72, 595, 842}, // on a sheet of A4
		{"d.txt", []byte("Rang the council."), 0, 72, 595, 842},
	} {
		drawn, err := Picture(context.Background(), f, taking(t, f, c.name, c.data), c.page, c.dpi)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		m, err := png.Decode(bytes.NewReader(drawn))
		if err != nil || m.Bounds().Dx() != c.w || m.Bounds().Dy() != c.h {
			t.Errorf("%s at %d: %v, want %d by %d, %v", c.name, c.dpi, m.Bounds(), c.w, c.h, err)
		}
	}
}

func TestWhatHasNoPictureSaysSo(t *testing.T) {
	f := newCase(t)
	if _, err := Picture(context.Background(), f, taking(t, f, "voice.amr", []byte("#!AMR\nsounds")), 0, 72); !errors.Is(err, ErrNoPicture) {
		t.Errorf("a recording gives %v", err)
	}
	if _, err := Picture(context.Background(), f, taking(t, f, "a.pdf", pdf("one")), 1, 72); err == nil {
		t.Error("the second page of one has a picture")
	}
	if _, err := Picture(context.Background(), f, taking(t, f, "a.png", photo(t, "png")), 1, 72); err == nil {
		t.Error("the second page of a photo has a picture")
	}
	if _, err := Picture(context.Background(), f, taking(t, f, "b.pdf", []byte("%PDF-1.7")), 0, 72); err == nil {
		t.Error("a broken PDF has a picture")
	}
}
