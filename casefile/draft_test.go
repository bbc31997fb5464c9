package casefile

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const halfSentence = "Mrs Marsh said the plan would"

// Unsaved writing comes back after the file was closed, and is no part of what happened.
func TestADraftIsKeptAndIsNoRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.casefile")
	f, err := Create(path, Passphrase("four brown owls"), clock())
	if err != nil {
		t.Fatal(err)
	}
	told := false
	f.OnChange(func() { told = true })
	before, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat(halfSentence+" ", 20_000) // over one part
	for _, words := range []string{long, halfSentence} {
		if err := f.KeepDraft([]byte(words)); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Draft(); err != nil || string(got) != words {
			t.Fatalf("%d bytes came back as %d: %v", len(words), len(got), err)
		}
	}
	if after, err := f.Root(); err != nil || after != before || told {
		t.Errorf("a draft is told as a change: %v, %v", after, err)
	}
	if err := f.Update(func(tx *Tx) error { _, err := Put(tx, Family{Name: "Hale"}); return err }); err != nil {
		t.Fatalf("nothing can be saved after a draft: %v", err)
	}
	if err := f.Lock(); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Draft(); err == nil {
		t.Errorf("a locked file gave %q", got)
	}
	f.Close()
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("Mrs Marsh")) {
		t.Errorf("the words can be read in the file: %v", err)
	}
	f = openFile(t, path, Passphrase("four brown owls"))
	if got, err := f.Draft(); err != nil || string(got) != halfSentence {
		t.Errorf("after opening: %q, %v", got, err)
	}
	if h, err := f.Verify(context.Background()); err != nil || len(h.Damaged) > 0 {
		t.Errorf("verify: %v, %v", h.Damaged, err)
	}
	if err := f.KeepDraft(nil); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Draft(); err != nil || got != nil {
		t.Errorf("after it was removed: %q, %v", got, err)
	}
}

// A draft goes along where the file is tidied, sealed anew or backed up, and is taken into a file of an earlier version.
func TestADraftGoesAlong(t *testing.T) {
	dir := t.TempDir()
	f, err := Create(filepath.Join(dir, "a.casefile"), NoPassphrase(), clock())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := f.db.Begin(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.DeleteBucket([]byte{bucketDraft}); err != nil { // as in a file made earlier
		t.Fatal(err)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Draft(); err != nil || got != nil {
		t.Fatalf("an earlier file gave %q, %v", got, err)
	}
	if err := f.KeepDraft([]byte(halfSentence)); err != nil {
		t.Fatal(err)
	}
	if err := f.Tidy(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	sealed := filepath.Join(dir, "sealed.casefile")
	if err := f.CopySealed(context.Background(), sealed, Passphrase("four brown owls")); err != nil {
		t.Fatal(err)
	}
	s := openFile(t, sealed, Passphrase("four brown owls"))
	for name, file := range map[string]*File{"tidied": f, "sealed": s} {
		if got, err := file.Draft(); err != nil || string(got) != halfSentence {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
