package intake

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"testing"

	"ehccasefile/casefile"
)

func TestPicturesForTheWindow(t *testing.T) {
	for _, c := range []struct {
		kind      casefile.FileType
		data      []byte
		page, dpi int
		w, h      int
	}{
		{casefile.FilePDF, pdf("one", "two"), 1, 72, 595, 842},
		{casefile.FilePDF, pdf("one"), 0, 144, 1190, 1684},
		{casefile.FileJPEG, photo(t, "jpeg"), 0, 150, 60, 40},
		{casefile.FilePNG, photo(t, "png"), 0, 2, 23, 15},
	} {
		drawn, err := Picture(context.Background(), c.data, c.kind, c.page, c.dpi)
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		m, err := png.Decode(bytes.NewReader(drawn))
		if err != nil || m.Bounds().Dx() != c.w || m.Bounds().Dy() != c.h {
			t.Errorf("%s at %d: %v, want %d by %d, %v", c.kind, c.dpi, m.Bounds(), c.w, c.h, err)
		}
	}
}

func TestWhatHasNoPictureSaysSo(t *testing.T) {
	if _, err := Picture(context.Background(), []byte("words"), casefile.FileText, 0, 72); !errors.Is(err, ErrNoPicture) {
		t.Errorf("text gives %v", err)
	}
	if _, err := Picture(context.Background(), pdf("one"), casefile.FilePDF, 1, 72); err == nil {
		t.Error("the second page of one has a picture")
	}
	if _, err := Picture(context.Background(), photo(t, "png"), casefile.FilePNG, 1, 72); err == nil {
		t.Error("the second page of a photo has a picture")
	}
	if _, err := Picture(context.Background(), []byte("%PDF-1.7"), casefile.FilePDF, 0, 72); err == nil {
		t.Error("a broken PDF has a picture")
	}
}
