package bundle

import (
	"context"
	"errors"
	"io"

	"ehccasefile/casefile"
)

var errSoon = errors.New("not yet made")

func Make(ctx context.Context, w io.Writer, p Plan, said func(Progress)) (Report, error) {
	return Report{}, errSoon
}

func Save(ctx context.Context, path string, p Plan, said func(Progress)) (Report, error) {
	return Report{}, errSoon
}

func Check(ctx context.Context, pdf []byte) (Proof, error) { return Proof{}, errSoon }

func FromCase(f *casefile.File, b casefile.Bundle) (Plan, error) { return Plan{}, errSoon }

func Suggest(f *casefile.File, child casefile.CaseID) (casefile.Bundle, error) {
	return casefile.Bundle{}, errSoon
}

func FromFolder(dir string) (Plan, error) { return Plan{}, errSoon }
