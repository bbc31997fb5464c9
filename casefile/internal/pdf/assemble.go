package pdf

import (
	"context"
	"errors"
	"io"
)

// Assemble writes the book to w as it is made and tells said, if not nil, how
// far it is. The same book gives the same bytes. A cancelled ctx stops it at
// once; what was written by then is worthless.
func Assemble(ctx context.Context, w io.Writer, b Book, said func(page, of int)) error {
	return errors.New("assembling is not built yet")
}
