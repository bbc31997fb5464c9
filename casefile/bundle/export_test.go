package bundle

import "ehccasefile/casefile"

// Loaded gives a document whose bytes come from load: the tests of how pages are put together need no case file for each.
func Loaded(d Document, load func() ([]byte, error)) Document {
	d.bytes = loading(load)
	return d
}

type loading func() ([]byte, error)

func (l loading) read() (casefile.Shown, error) {
	data, err := l()
	return casefile.Shown{Data: data}, err
}
func (l loading) still() error { return nil }
