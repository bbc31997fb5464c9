package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"ehccasefile/casefile"
)

// Two batches of the same files, kept at the same time, leave each file once.
func TestTheSameFolderKeptTwiceAtOnceIsThereOnce(t *testing.T) {
	f := newCase(t)
	items := func() (list []Item) {
		for i := range 30 {
			list = append(list, paper(fmt.Sprintf("%d.txt", i), fmt.Appendf(nil, "The words of paper %d.", i)))
		}
		return list
	}
	ended := make(chan error)
	for range 3 {
		go func() {
			results, err := Keep(context.Background(), f, items(), Options{}, nil)
			for _, r := range results {
				if !r.Kept || r.Document.ID == "" {
					err = errors.Join(err, fmt.Errorf("%+v", r))
				}
			}
			ended <- err
		}()
	}
	for range 3 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if n := len(all[casefile.Document](t, f)); n != 30 {
		t.Errorf("30 files became %d papers", n)
	}
}

// A paper that somebody else adds in the middle of a batch is seen by the rest of it.
func TestWhatIsAddedMeanwhileIsNotAddedTwice(t *testing.T) {
	f := newCase(t)
	late := []byte("The late one.")
	items := []Item{paper("first.txt", []byte("The first.")), {Name: "late.txt", Open: func() (io.ReadCloser, error) {
		if _, err := Keep(context.Background(), f, []Item{paper("sooner.txt", late)}, Options{}, nil); err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(late)), nil
	}}}
	results, err := Keep(context.Background(), f, items, Options{}, nil)
	if err != nil || !results[1].Already || results[1].Document.Name != "sooner.txt" || len(all[casefile.Document](t, f)) != 2 {
		t.Errorf("%+v, %v", results, err)
	}
}
