package bundle_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

func TestReasonsAreWholeSentences(t *testing.T) {
	var docs []bundle.Document
	for _, err := range []error{fmt.Errorf("read evidence: %w", casefile.ErrDamaged), errors.New("Something odd.")} {
		docs = append(docs, loads(err.Error(), deadlines.Date{}, func() ([]byte, error) { return nil, err }))
	}
	docs = append(docs, doc("Good", deadlines.Date{}, []byte("good")))
	_, r := made(t, bundle.Plan{Sections: []bundle.Section{{Documents: docs}}})
	if len(r.Left) != 2 || !strings.Contains(r.Left[0].Note, "damaged inside the case file. Add it again") || r.Left[1].Note != "It could not be read: Something odd." {
		t.Errorf("%+v", r.Left)
	}
}
