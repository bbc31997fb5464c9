package intake

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// MaxFolder is the most files that are taken out of folders at once: 5,000. A family's papers are fewer; a whole disk is more.
const MaxFolder = 5000

// maxSeen is the most names that are looked at in folders at once, so that a tree of empty folders has an end too.
const maxSeen = 20 * MaxFolder

// PathItems gives the papers at some paths, in the order of the paths: a file as it is, and of a folder every file in it and in the folders
// below, by name. Left out are hidden and system files, case files of this program, and links, which may lead anywhere, even round in a circle; a path that
// is a link itself is meant, and followed. notes are sentences to show: links that were left out, a folder with nothing in it, one that may not be
// looked into, more than [MaxFolder] files. The error is ctx's own.
func PathItems(ctx context.Context, paths []string) (items []Item, notes []string, err error) {
	w := walk{ctx: ctx}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			w.items = append(w.items, FileItem(path)) // whose own words say what is wrong with it
			continue
		}
		if err := w.folder(path); err != nil {
			return nil, nil, err
		}
	}
	if w.full {
		w.notes = append(w.notes, fmt.Sprintf("Only the first %d files of these folders were taken. Add the other folders one by one.", w.taken))
	}
	return w.items, w.notes, nil
}

// walk gathers the files of folders.
type walk struct {
	ctx         context.Context
	items       []Item
	notes       []string
	taken, seen int
	links       int  // left out, of the folder at hand
	full        bool // there were more than are taken
}

// folder takes the files of one folder and of those below it.
func (w *walk) folder(root string) error {
	before := len(w.items)
	w.links = 0
	name := filepath.Base(root)
	root, err := filepath.EvalSymlinks(root) // WalkDir does not look behind a link, even one it begins with
	if err != nil {
		w.shut(name)
		return nil
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		w.seen++
		switch {
		case w.ctx.Err() != nil:
			return w.ctx.Err()
		case err != nil:
			if path == root {
				w.shut(name)
			} else {
				w.shut(filepath.Base(path))
			}
			return fs.SkipDir
		case path != root && notPaper(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0: // a junction of Windows comes as a file, and is refused as the folder it is
			w.links++
			return nil
		case d.IsDir():
			return nil
		case w.taken >= MaxFolder || w.seen > maxSeen:
			w.full = true
			return fs.SkipAll
		}
		w.items = append(w.items, FileItem(path))
		w.taken++
		return nil
	})
	switch {
	case err != nil:
		return err
	case w.links > 0:
		say := fmt.Sprintf("1 link in the folder “%s” was left out, because a link may lead anywhere. Add what it leads to by itself.", name)
		if w.links > 1 {
			say = fmt.Sprintf("%d links in the folder “%s” were left out, because a link may lead anywhere. Add what they lead to by itself.", w.links, name)
		}
		w.notes = append(w.notes, say)
	case len(w.items) == before && !w.full:
		w.notes = append(w.notes, fmt.Sprintf("There are no files in the folder “%s”.", name))
	}
	return nil
}

// shut says that a folder may not be looked into.
func (w *walk) shut(name string) {
	w.notes = append(w.notes, fmt.Sprintf("The folder “%s” may not be looked into. Copy it to a folder of your own and add that copy.", name))
}

// systemNames are files and folders that systems and programs put beside people's own, in lower case.
var systemNames = map[string]bool{
	"thumbs.db": true, "ehthumbs.db": true, "desktop.ini": true, "$recycle.bin": true, "system volume information": true, "__macosx": true, "icon\r": true,
}

// notPaper tells by its name what is no paper of anybody: hidden, the system's, the lock of an open Word file, or a case file.
func notPaper(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || systemNames[lower] || strings.HasSuffix(lower, ".casefile")
}
