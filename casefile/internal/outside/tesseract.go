package outside

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehccasefile/casefile/internal/layer"
)

// Tesseract is a tesseract that this computer has. It may be used by several goroutines; each Read is a process of its own, on
// one processor core.
type Tesseract struct {
	path      string
	version   string
	languages []string      // that we read in: of what it has
	patience  time.Duration // with one page
}

// reads are the languages of papers in England and Wales, as tesseract calls them. The first must be there.
var reads = []string{"eng", "cym"}

// FindTesseract looks for tesseract and asks it for its version and languages. ErrMissing if it is not installed, or has no
// English; ErrFailed if it does not run.
func FindTesseract(ctx context.Context) (*Tesseract, error) {
	path := find("tesseract")
	if path == "" {
		return nil, ErrMissing
	}
	t := &Tesseract{path: path, patience: readTime}
	out, err := t.errand("--version").run(ctx)
	if err != nil {
		return nil, err
	}
	t.version = versionIn(string(out), "tesseract ")
	if out, err = t.errand("--list-langs").run(ctx); err != nil {
		return nil, err
	}
	has := strings.Fields(string(out))
	for _, l := range reads {
		if slices.Contains(has, l) {
			t.languages = append(t.languages, l)
		}
	}
	if !slices.Contains(t.languages, reads[0]) {
		return nil, fmt.Errorf("%w (tesseract is there, but not its English)", ErrMissing)
	}
	return t, nil
}

// Version is what it calls itself, such as "5.3.0".
func (t *Tesseract) Version() string { return t.version }

// Languages are those it reads for us: "eng", and "cym" where Welsh is installed.
func (t *Tesseract) Languages() []string { return slices.Clone(t.languages) }

// Read reads the words off a picture of a page, a PNG or a JPEG drawn at dpi dots an inch, upright. Places are in points from
// the picture's bottom left corner. Words it was unsure of are kept and marked; what is no writing, such as a photograph's
// leaves and bricks, is dropped, so that a page may have none. Errors: ErrKind for another kind of picture, ErrTooLarge,
// ErrTooLong after a minute, ErrFailed, or ctx's own.
func (t *Tesseract) Read(ctx context.Context, picture []byte, dpi int) (layer.Page, error) {
	switch {
	case !bytes.HasPrefix(picture, []byte("\x89PNG\r\n\x1a\n")) && !bytes.HasPrefix(picture, []byte("\xff\xd8\xff")):
		return layer.Page{}, fmt.Errorf("%w (it is neither PNG nor JPEG)", ErrKind)
	case len(picture) > pictureBytes:
		return layer.Page{}, fmt.Errorf("%w (%d MB; the limit is %d MB)", ErrTooLarge, len(picture)>>20, pictureBytes>>20)
	case dpi < 36 || dpi > 2400:
		return layer.Page{}, fmt.Errorf("%w (a picture of %d dots an inch)", ErrKind, dpi)
	}
	// The settings are named here and not by a file of tesseract's, which some packages leave out.
	e := t.errand("stdin", "stdout", "-l", strings.Join(t.languages, "+"), "--psm", "3", "--dpi", strconv.Itoa(dpi),
		"-c", "tessedit_create_tsv=1")
	e.in, e.time, e.most = picture, t.patience, tsvBytes
	out, err := e.run(ctx)
	if err != nil {
		return layer.Page{}, err
	}
	sheet, err := readTSV(out)
	if err != nil {
		return layer.Page{}, err
	}
	return sheet.page(float64(dpi)), nil
}

func (t *Tesseract) errand(args ...string) errand {
	return errand{path: t.path, args: args, env: environment(os.TempDir(), "OMP_THREAD_LIMIT=1"), dir: os.TempDir(), time: askTime, most: sayBytes}
}

// environment is all that a program is told: where the system's own programs are, where it may put its files, and that it
// should speak plainly. home is a private folder.
func environment(home string, more ...string) []string {
	env := append([]string{}, more...)
	if runtime.GOOS == "windows" {
		root := os.Getenv("SystemRoot")
		for _, key := range []string{"TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"} {
			env = append(env, key+"="+home)
		}
		return append(env, "SystemRoot="+root, "PATH="+filepath.Join(root, "System32"))
	}
	env = append(env, "PATH=/usr/bin:/bin", "HOME="+home, "TMPDIR="+home, "LC_ALL=C.UTF-8")
	if data := os.Getenv("TESSDATA_PREFIX"); filepath.IsAbs(data) {
		env = append(env, "TESSDATA_PREFIX="+data)
	}
	return env
}

// versionIn gives the first word after the mark that begins with a digit; "" if there is none.
func versionIn(said, mark string) string {
	_, rest, _ := strings.Cut(said, mark)
	for _, word := range strings.Fields(rest) {
		if word = strings.TrimPrefix(word, "v"); word[:min(1, len(word))] >= "0" && word[:min(1, len(word))] <= "9" {
			return layer.Clean(word)
		}
	}
	return ""
}
