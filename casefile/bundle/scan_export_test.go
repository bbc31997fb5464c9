package bundle

import "ehccasefile/casefile"

// Scanned gives a document of these pages, with what was read off their pictures.
func Scanned(d Document, data, layer []byte) Document {
	d.bytes = scan{data, layer}
	return d
}

type scan struct{ data, layer []byte }

func (s scan) read() (casefile.Shown, error) {
	return casefile.Shown{Data: s.data, Made: true, Layer: s.layer}, nil
}

func (s scan) still() error { return nil }
