package casefile

import (
	"errors"
	"testing"
	"time"
)

func TestLockAndUnlock(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	put(t, f, Child{Name: "Maya"})
	if err := f.Lock(); err != nil || !f.Locked() {
		t.Fatalf("Lock gives %v, and Locked %v", err, f.Locked())
	}
	for name, err := range map[string]error{
		"View":   f.View(func(*Tx) error { t.Error("a View ran"); return nil }),
		"Update": f.Update(func(*Tx) error { t.Error("an Update ran"); return nil }),
		"Change": f.ChangePassphrase(Passphrase("correct horse"), Passphrase("battery staple")),
	} {
		if !errors.Is(err, ErrKeyNeeded) {
			t.Errorf("%s of a locked file gives %v", name, err)
		}
	}
	if _, err := Open(f.Path(), Passphrase("correct horse"), clock()); !errors.Is(err, ErrLocked) {
		t.Errorf("another program gets %v while the file is only locked, not closed", err)
	}
	if err := f.Unlock(Passphrase("wrong horse")); !errors.Is(err, ErrWrongKey) || !f.Locked() {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	if err := f.Unlock(Passphrase("correct horse")); err != nil {
		t.Fatal(err)
	}
	if got := all[Child](t, f, ""); len(got) != 1 || got[0].Name != "Maya" {
		t.Errorf("after unlocking there is %v", got)
	}
	put(t, f, Child{Name: "Leo"})
	healthy(t, f)
}

// Lock waits for what is running: nobody loses the keys in the middle of saving.
func TestLockWaits(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	inside, locked := make(chan bool), make(chan error)
	go func() {
		<-inside
		locked <- f.Lock()
	}()
	must(t, f, func(tx *Tx) error {
		inside <- true
		time.Sleep(20 * time.Millisecond)
		_, err := Put(tx, Child{Name: "Maya"})
		return err
	})
	if err := <-locked; err != nil {
		t.Fatal(err)
	}
	if err := f.Unlock(Passphrase("correct horse")); err != nil {
		t.Fatal(err)
	}
	if got := all[Child](t, f, ""); len(got) != 1 {
		t.Errorf("there are %d children", len(got))
	}
}

func TestAFileWithoutAPassphraseCannotBeLocked(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var p Problem
	if err := f.Lock(); !errors.As(err, &p) {
		t.Errorf("Lock gives %v", err)
	}
	if err := f.ChangePassphrase(NoPassphrase(), Passphrase("new words")); !errors.As(err, &p) {
		t.Errorf("ChangePassphrase gives %v", err)
	}
	put(t, f, Child{Name: "Maya"})
}

func TestChangePassphrase(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	recovery, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	addDocument(t, f, "Report", pattern(5000, 1))
	size := len(readBytes(t, f.Path()))
	if err := f.ChangePassphrase(Passphrase("not this"), Passphrase("battery staple")); !errors.Is(err, ErrWrongKey) {
		t.Errorf("with a wrong old passphrase it gives %v", err)
	}
	if err := f.ChangePassphrase(Passphrase("correct horse"), Passphrase(" ")); err == nil {
		t.Error("an empty new passphrase was taken")
	}
	if err := f.ChangePassphrase(Passphrase("correct horse"), Passphrase("battery staple")); err != nil {
		t.Fatal(err)
	}
	if grown := len(readBytes(t, f.Path())) - size; grown > 64<<10 {
		t.Errorf("the file grew by %d bytes: more than the header was written again", grown)
	}
	f.Close()
	if _, err := Open(f.Path(), Passphrase("correct horse"), clock()); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the old passphrase gives %v", err)
	}
	for _, key := range []Key{Passphrase("battery staple"), RecoveryKey(recovery)} {
		g := openFile(t, f.Path(), key)
		healthy(t, g)
		g.Close()
	}
}

func TestARecoveryKeyIsTypedBack(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	first, _ := f.AddRecoveryKey()
	second, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CheckRecoveryKey(second); err != nil {
		t.Errorf("the right key gives %v", err)
	}
	if err := f.CheckRecoveryKey(first); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the key from before gives %v", err)
	}
	var p Problem
	if err := f.CheckRecoveryKey("7" + second[1:]); second[0] != '7' && !errors.As(err, &p) {
		t.Errorf("a slip gives %v", err)
	}
}

// TestCalibration holds the cost of a guess between the floor and what an older machine can bear.
func TestCalibration(t *testing.T) {
	salt := make([]byte, 16)
	for _, row := range []struct {
		took time.Duration
		want cost
	}{
		{0, floorCost}, // a clock that stands still
		{900 * time.Millisecond, floorCost},
		{500 * time.Millisecond, cost{128 << 10, 3, 4}},
		{200 * time.Millisecond, cost{256 << 10, 4, 4}},
		{time.Millisecond, cost{256 << 10, 6, 4}},
	} {
		calls := 0
		now := func() time.Time { calls++; return time.Unix(0, 0).Add(time.Duration(calls-1) * row.took) }
		got := calibrate([]byte("x"), salt, now)
		if got != row.want || !got.bearable() {
			t.Errorf("where the floor takes %v a guess costs %+v, want %+v", row.took, got, row.want)
		}
	}
}
