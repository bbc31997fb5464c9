package bundle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Destination is where parts are saved. Path is "X.pdf" for "X part 1 of 3.pdf" and so on, or a folder, where they get the names in the
// Tribunal's form. May gives an error for a file that must not be replaced; nothing is saved then.
type Destination struct {
	Path string
	May  func(path string) error
}

// SaveParts makes the bundle in parts and saves them beside one another. Either the whole set is there in the end or none of it: whatever happens before, a
// cancel too, leaves an earlier set as it was. An earlier set of the same name is replaced, also where it had more parts.
func SaveParts(ctx context.Context, to Destination, p Plan, limit PartLimit, said func(Progress)) (Report, error) {
	path, may := to.Path, to.May
	files, report, err := MakeParts(ctx, p, limit, said)
	if err != nil {
		return report, err
	}
	dir, stem := filepath.Dir(path), strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		dir, stem = path, strings.TrimSuffix(strings.TrimSuffix(report.Parts[0].Name, ".pdf"), partWords(1, len(files)))
	}
	for i := range report.Parts {
		report.Parts[i].Path = filepath.Join(dir, stem+partWords(i+1, len(files))+".pdf")
	}
	s := set{dir: dir, stem: stem, may: may}
	defer s.end()
	err = s.write(ctx, files)
	if err == nil {
		err = s.swap(ctx, report.Parts)
	}
	if err != nil {
		return report, fmt.Errorf("save the parts: %w", err)
	}
	return report, nil
}

// set is a set of parts on its way to the disk.
type set struct {
	dir, stem string
	may       func(string) error
	temps     []string    // the new ones, until they have their names
	aside     [][2]string // earlier ones: their names, and where they lie meanwhile
	placed    []string
}

// write puts every part on the disk under a name of its own.
func (s *set) write(ctx context.Context, files [][]byte) error {
	for _, data := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		temp, err := os.CreateTemp(s.dir, ".bundle-*.part")
		if err != nil {
			return err
		}
		s.temps = append(s.temps, temp.Name())
		_, err = temp.Write(data)
		if err == nil {
			err = temp.Sync()
		}
		if err = errors.Join(err, temp.Close()); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// swap puts the earlier set aside and the new one in its place; where anything fails, all is as it was.
func (s *set) swap(ctx context.Context, parts []PartFile) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, s.back())
		}
	}()
	old, err := s.earlier(parts)
	if err != nil {
		return err
	}
	for _, name := range old {
		hold, err := os.MkdirTemp(s.dir, ".bundle-*.old")
		if err != nil {
			return err
		}
		away := filepath.Join(hold, filepath.Base(name))
		if err := os.Rename(name, away); err != nil {
			os.Remove(hold)
			return err
		}
		s.aside = append(s.aside, [2]string{name, away})
	}
	for i, temp := range s.temps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := os.Rename(temp, parts[i].Path); err != nil {
			return err
		}
		s.placed = append(s.placed, parts[i].Path)
	}
	s.temps = nil
	return nil
}

// back takes the new parts away again and puts the earlier ones back.
func (s *set) back() (err error) {
	for _, name := range s.placed {
		err = errors.Join(err, os.Remove(name))
	}
	for _, a := range s.aside {
		err = errors.Join(err, os.Rename(a[1], a[0]), os.Remove(filepath.Dir(a[1])))
	}
	s.placed, s.aside = nil, nil
	return err
}

// end takes away what is no longer needed.
func (s *set) end() {
	for _, name := range s.temps {
		os.Remove(name)
	}
	for _, a := range s.aside {
		os.Remove(a[1])
		os.Remove(filepath.Dir(a[1]))
	}
}

// earlier gives the files that the new set replaces: those of its own names, and the parts of an earlier set of that name.
func (s *set) earlier(parts []PartFile) (old []string, err error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	like := regexp.MustCompile(`^` + regexp.QuoteMeta(s.stem) + ` part \d{1,4} of \d{1,4}\.pdf$`)
	for _, e := range entries {
		name := filepath.Join(s.dir, e.Name())
		mine := false
		for _, p := range parts {
			mine = mine || filepath.Base(p.Path) == e.Name()
		}
		if !mine && !like.MatchString(e.Name()) {
			continue
		}
		switch err := s.may(name); {
		case err == nil:
			old = append(old, name)
		case mine:
			return nil, err
		}
	}
	return old, nil
}
