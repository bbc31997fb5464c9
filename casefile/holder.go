package casefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// While a file is open, a small notice lies beside it and says on which computer and since when, so that a second program can tell. It decides nothing (the lock
// of the file does) and one that a crash left behind is only read where the file is in use. It names nobody.

// holder is what the notice says.
type holder struct {
	Computer string    `json:"computer"`
	Program  int       `json:"program"` // its number on that computer
	Since    time.Time `json:"since"`
}

// HeldError says who has the file open. It is an [ErrLocked].
type HeldError struct {
	Computer string    // its name on the network
	Here     bool      // it is this computer
	Since    time.Time // in UTC
}

// Error says who and where.
func (e *HeldError) Error() string {
	where := "on this computer"
	if !e.Here {
		where = "on the computer " + e.Computer
	}
	return fmt.Sprintf("%s It has been open %s since %s.", ErrLocked, where, e.Since.Local().Format("15:04 on 2 January 2006"))
}

// Is makes it an ErrLocked.
func (e *HeldError) Is(target error) bool { return target == ErrLocked }

// notice gives the name of the notice beside a file.
func notice(path string) string { return path + ".open" }

// hold leaves the notice. A folder that does not take it is no reason not to work.
func (f *File) hold() {
	if f.readOnly != nil {
		return
	}
	computer, _ := os.Hostname()
	text, err := json.Marshal(holder{computer, os.Getpid(), f.now().UTC().Round(0)})
	if err != nil || os.WriteFile(notice(f.path), text, 0o600) != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held = notice(f.path)
}

// letGo removes the notice.
func (f *File) letGo() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held != "" {
		os.Remove(f.held)
		f.held = ""
	}
}

// heldBy adds to ErrLocked who has the file, where the notice says so.
func heldBy(path string, err error) error {
	if !errors.Is(err, ErrLocked) {
		return err
	}
	text, readErr := os.ReadFile(notice(path))
	var h holder
	if readErr != nil || len(text) > 4096 || json.Unmarshal(text, &h) != nil || h.Since.IsZero() {
		return err
	}
	computer, _ := os.Hostname()
	return &HeldError{h.Computer, h.Computer == computer, h.Since}
}
