package casefile

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// ExportPlain writes the whole case into a folder of ordinary files, for somebody who goes on without this program: the papers as they came, a
// table for each kind of record, the log as a page to read, the history, and hashes.txt, which sha256sum -c checks. The folder must be new or empty, or it
// gives [ErrFolderInUse]. Nothing in it is sealed: anybody who has the folder can read it. It gives [ErrDamaged] where anything that belongs in it
// cannot be read, and the error of ctx. After an error nothing of it is left: it is made beside its place and moved there when it is whole.
func ExportPlain(ctx context.Context, f *File, dir string) error {
	if err := exportPlain(ctx, f, dir); err != nil {
		return fmt.Errorf("export to the folder %q: %w", dir, err)
	}
	return nil
}

func exportPlain(ctx context.Context, f *File, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := emptyFolder(dir); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), ".casefile-*.part") // for its owner alone
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp) // gone already when all went well
	root, err := os.OpenRoot(temp)
	if err != nil {
		return err
	}
	err = f.View(func(tx *Tx) error { return newPlainFolder(ctx, tx, root).fill() })
	if closeErr := root.Close(); err == nil { // before it is moved: Windows moves no open folder
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // takes away nothing but an empty folder
		return err
	}
	return errors.Join(os.Rename(temp, dir), syncFolder(filepath.Dir(dir)))
}

// emptyFolder refuses a place where something is.
func emptyFolder(dir string) error {
	info, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return ErrExists
	}
	there, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer there.Close()
	if _, err := there.Readdirnames(1); err != io.EOF {
		return errors.Join(err, ErrFolderInUse)
	}
	return nil
}

// plainFolder is the folder while it is filled. It is written through an os.Root, so that no name can lead out of it.
type plainFolder struct {
	ctx    context.Context
	tx     *Tx
	root   *os.Root
	names  names           // taken already
	homes  map[ID]string   // the folder of each child's papers
	called map[ID]string   // each child's name
	papers map[ID]string   // where each document lies
	hashes strings.Builder // a line for every file
}

func newPlainFolder(ctx context.Context, tx *Tx, root *os.Root) *plainFolder {
	return &plainFolder{ctx: ctx, tx: tx, root: root, names: names{}, homes: map[ID]string{}, called: map[ID]string{}, papers: map[ID]string{}}
}

func (p *plainFolder) fill() error {
	for _, step := range []func() error{p.allPapers, p.tables, p.log, p.history, p.readMe} {
		if err := step(); err != nil {
			return err
		}
	}
	if p.tx.err != nil { // something All left out
		return p.tx.err
	}
	return p.put("hashes.txt", writeBytes([]byte(p.hashes.String())))
}

// put makes one file, synced, and notes its hash.
func (p *plainFolder) put(name string, write func(io.Writer) error) error {
	f, err := p.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	h := sha256.New()
	out := bufio.NewWriterSize(f, 256<<10)
	err = write(untilDone{p.ctx, io.MultiWriter(out, h)})
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	fmt.Fprintf(&p.hashes, "%s  %s\n", hex.EncodeToString(h.Sum(nil)), name)
	return errors.Join(err, f.Close())
}

// allPapers writes every document's bytes as they came: papers/<child>/<date title>.<ending>.
func (p *plainFolder) allPapers() error {
	if err := p.root.Mkdir("papers", 0o700); err != nil {
		return err
	}
	if err := p.home("", "Family"); err != nil {
		return err
	}
	for _, c := range All[Child](p.tx, "") {
		p.called[c.ID] = c.Name
		if err := p.home(c.ID, c.Name); err != nil {
			return err
		}
	}
	for _, d := range All[Document](p.tx, "") {
		if err := p.paper(d); err != nil {
			return err
		}
	}
	return nil
}

// home makes the folder for a child's papers.
func (p *plainFolder) home(child ID, name string) error {
	p.homes[child] = p.names.take("papers", SafeName(name, 40), "")
	return p.root.Mkdir(filepath.FromSlash(p.homes[child]), 0o700)
}

// endings are those of the types of file a case takes. Of a recording and of what is not known, the name it came with tells.
var endings = map[FileType]string{
	FilePDF: ".pdf", FileJPEG: ".jpg", FilePNG: ".png", FileText: ".txt", FileTIFF: ".tif", FileWebP: ".webp", FileHEIC: ".heic", FileGIF: ".gif",
	FileBMP: ".bmp", FileMail: ".eml", FileMailbox: ".mbox", FileOutlook: ".msg", FileDOCX: ".docx", FileODT: ".odt", FileRTF: ".rtf", FileDOC: ".doc",
}

// endingOf gives the ending for a copy of a document. One taken from its name is a few letters and digits and never one that a system starts.
func endingOf(d Document) string {
	if e := endings[d.Type]; e != "" {
		return e
	}
	e := strings.ToLower(filepath.Ext(d.Name))
	if len(e) < 3 || len(e) > 6 || strings.Trim(e[1:], "abcdefghijklmnopqrstuvwxyz0123456789") != "" || d.Type == FileOther {
		return ".bin"
	}
	return e
}

func (p *plainFolder) paper(d Document) error {
	on := "undated"
	if !d.On.IsZero() {
		on = d.On.String()
	}
	name := p.names.take(p.homes[d.Child], SafeName(on+" "+d.Title, 80), endingOf(d))
	p.papers[d.ID] = name
	e, err := p.tx.evidence(d.Blob)
	if err != nil {
		return fmt.Errorf("document %s: %w", d.ID, ErrDamaged)
	}
	return p.put(name, func(w io.Writer) error { return p.tx.copyTo(w, e) })
}

// history writes the events as they are stored, so that the chain can be checked without this program.
func (p *plainFolder) history() error {
	return p.put("history.jsonl", newPacker(p.ctx, p.tx).writeHistory)
}

func (p *plainFolder) readMe() error {
	return p.put("Read me first.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, byteOrderMark+strings.ReplaceAll(readMe, "\n", "\r\n"))
		return err
	})
}

// byteOrderMark tells programs on Windows that a text is UTF-8.
const byteOrderMark = "\uFEFF"

const readMe = `This folder holds everything from a case file of EHC Casefile. You need no special program to read it.

papers         every paper, exactly as it was added, in one folder for each child
log.html       what happened, in order: open it with any web browser
*.csv          the same and the rest as tables: open them with any spreadsheet program
history.jsonl  when each thing was written down and changed, with its SHA-256; it holds no words
hashes.txt     the SHA-256 of every file here: sha256sum -c hashes.txt checks that none was changed

A cell that begins with = + - or @ has an apostrophe before it, so that a spreadsheet program does not take it for a sum.
Nothing here is sealed. Anybody who has this folder can read it: keep it where you would keep the papers.
`

// names are the names taken in each folder, without regard to capitals, because Windows has none.
type names map[string]bool

// take gives a path in a folder that nothing else has.
func (n names) take(dir, name, ending string) string {
	for i := 1; ; i++ {
		try := path.Join(dir, name+ending)
		if i > 1 {
			try = path.Join(dir, fmt.Sprintf("%s (%d)%s", name, i, ending))
		}
		if key := strings.ToUpper(try); !n[key] {
			n[key] = true
			return try
		}
	}
}
