package outside

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"ehccasefile/casefile/internal/limit"
)

// Kind is a kind of written paper that LibreOffice lays out. The caller has told it by the paper's content.
type Kind string

// The kinds.
const (
	DOCX Kind = "docx" // Word since 2007
	DOC  Kind = "doc"  // Word 97 to 2003
	ODT  Kind = "odt"
	RTF  Kind = "rtf"
)

// readers are LibreOffice's names for what reads each kind. Naming it keeps a web page that calls itself a letter from being
// read as a web page, with all that it would load.
var readers = map[Kind]string{DOCX: "MS Word 2007 XML", DOC: "MS Word 97", ODT: "writer8", RTF: "Rich Text Format"}

// LibreOffice is a LibreOffice that this computer has. It may be used by several goroutines; each PDF is a process of its own.
type LibreOffice struct {
	path, version string
	patience      time.Duration // with one paper
}

// FindLibreOffice looks for LibreOffice and asks it for its version. ErrMissing if it is not installed; ErrFailed if it does
// not run.
func FindLibreOffice(ctx context.Context) (*LibreOffice, error) {
	l := &LibreOffice{path: find("soffice"), patience: layTime}
	if l.path == "" {
		return nil, ErrMissing
	}
	dir, err := privateFolder()
	if err != nil {
		return nil, err
	}
	defer wipe(dir)
	out, err := l.run(ctx, dir, "--version")
	if err != nil {
		return nil, err
	}
	l.version = versionIn(string(out), "LibreOffice ")
	return l, nil
}

// Version is what it calls itself, such as "7.4.7.2".
func (l *LibreOffice) Version() string { return l.version }

// PDF lays out a paper as LibreOffice would print it. Tracked changes stand in it as LibreOffice shows them, in colour,
// underlined or struck out; each comment is a mark on its page, an annotation that holds its words. Macros do
// not run, and nothing is loaded from anywhere. The paper lies in a private folder for as long as that takes. Errors: ErrKind,
// ErrTooLarge, ErrTooLong after a minute, ErrFailed, or ctx's own.
func (l *LibreOffice) PDF(ctx context.Context, data []byte, kind Kind) (pdf []byte, err error) {
	reader, ok := readers[kind]
	if !ok {
		return nil, ErrKind
	}
	if len(data) > limit.File {
		return nil, fmt.Errorf("%w (%d MB; the limit is %d MB)", ErrTooLarge, len(data)>>20, limit.File>>20)
	}
	dir, err := privateFolder()
	if err != nil {
		return nil, err
	}
	defer func() {
		if left := wipe(dir); err == nil && left != nil {
			err = fmt.Errorf("%w (its files could not be removed: %v)", ErrFailed, left)
		}
	}()
	paper := filepath.Join(dir, "paper."+string(kind))
	if err := os.WriteFile(paper, data, 0o600); err != nil {
		return nil, fmt.Errorf("%w (the paper could not be put down: %v)", ErrFailed, err)
	}
	if _, err := l.run(ctx, dir, "--infilter="+reader, "--convert-to", "pdf:writer_pdf_Export", "--outdir", dir, paper); err != nil {
		return nil, err
	}
	return result(filepath.Join(dir, "paper.pdf"))
}

// run starts LibreOffice, with a profile of its own in dir.
func (l *LibreOffice) run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	profile := filepath.Join(dir, "profile")
	if err := writeProfile(profile); err != nil {
		return nil, fmt.Errorf("%w (its settings could not be put down: %v)", ErrFailed, err)
	}
	always := []string{"-env:UserInstallation=" + fileURL(profile), "--headless", "--invisible", "--nologo", "--nodefault",
		"--nofirststartwizard", "--norestore", "--nolockcheck"}
	return errand{path: l.path, args: append(always, args...), env: environment(dir, "SAL_USE_VCLPLUGIN=svp", "SAL_DISABLE_OPENCL=1"),
		dir: dir, time: l.patience, most: sayBytes}.run(ctx)
}

// fileURL writes a whole path as a URL.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// result reads the PDF that was made. LibreOffice ends well even where it could not read the paper; there is no file then.
func result(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w (it made nothing of the file)", ErrFailed)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit.File+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w (its result cannot be read: %v)", ErrFailed, err)
	case len(b) > limit.File:
		return nil, fmt.Errorf("%w (as a PDF it has more than %d MB)", ErrTooLarge, limit.File>>20)
	case !bytes.HasPrefix(b, []byte("%PDF")):
		return nil, fmt.Errorf("%w (what it made is no PDF)", ErrFailed)
	}
	return b, nil
}
