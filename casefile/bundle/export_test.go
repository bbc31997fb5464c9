package bundle

import (
	"context"

	"ehccasefile/casefile"
)

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

// ProveBlack runs the proof of a redacted copy of p on another file, and gives what it found.
func ProveBlack(ctx context.Context, p Plan, file []byte) ([]Finding, error) {
	k := desk{redacted: true}
	defer k.close()
	p.Redacted = true
	l, err := k.gather(ctx, p, func(Progress) {})
	if err == nil {
		err = l.settle()
	}
	if err != nil {
		return nil, err
	}
	seen, err := k.inspect(ctx, file)
	if err != nil {
		return nil, err
	}
	r := Report{Checked: compare(seen)}
	k.proveBlack(ctx, l, file, seen, &r)
	return r.Checked.Findings, nil
}
