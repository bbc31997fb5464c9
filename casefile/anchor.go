package casefile

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Nothing in a file can show that the whole of it is an older copy. So how far each file had come is noted outside it, by its random id, in a folder of this user on this
// computer. A stick carried to another computer finds no note there, and that is no warning.

// NotesFolder is where the program keeps these notes for this user: window and command line keep them together.
func NotesFolder() (string, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for notes: %w", err)
	}
	return filepath.Join(config, "ehc-casefile", "heads"), nil
}

// head is how far a file has come.
type head struct {
	Seq  uint64 `json:"seq"`
	Link string `json:"link"`
}

// ID gives the file's random id, in hexadecimal: it stays the same in every copy and backup, and says nothing about the family.
func (f *File) ID() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return hex.EncodeToString(f.header.File)
}

// Remember compares the file with the note kept of it in dir, and from now on keeps that note up to date. It gives [ErrOlder] where the file
// was further on when it was last used on this computer, or had gone another way: a backup or a cloud copy took its place. The file can be used all the same; what was noted is then replaced.
// Any other error says that no note can be kept, which harms nothing.
func (f *File) Remember(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("note how far %q has come: %w", f.path, err)
	}
	f.mu.Lock()
	f.notes = dir
	f.mu.Unlock()
	noted, known := readHead(f.noteName())
	var now state
	err := f.View(func(tx *Tx) error {
		now = tx.state
		if known && !tx.follows(noted) {
			return fmt.Errorf("open %q: %w", f.path, ErrOlder)
		}
		return nil
	})
	if err == nil && (!known || noted.Seq != now.Seq) {
		f.noteHead(now)
	}
	return err
}

// follows tells whether the file's history goes through the noted head.
func (tx *Tx) follows(noted head) bool {
	if noted.Seq > tx.state.Seq {
		return false
	}
	_, link, err := tx.event(noted.Seq)
	return err == nil && link == noted.Link
}

func (f *File) noteName() string { return filepath.Join(f.notes, f.ID()+".json") }

func readHead(name string) (h head, ok bool) {
	text, err := os.ReadFile(name)
	if err != nil || json.Unmarshal(text, &h) != nil || h.Seq == 0 {
		return head{}, false
	}
	return h, true
}

// noteHead notes how far the file has come. It does not wait for the disk: a note that is behind the file warns of nothing, and it is written whole or not at all.
func (f *File) noteHead(s state) {
	f.mu.Lock()
	dir := f.notes
	f.mu.Unlock()
	if dir == "" {
		return
	}
	text, err := json.Marshal(head{s.Seq, s.Link})
	if err != nil {
		return
	}
	temp, err := os.CreateTemp(dir, ".*.new")
	if err != nil {
		return
	}
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), f.noteName())
	}
	if err != nil {
		os.Remove(temp.Name())
	}
}
