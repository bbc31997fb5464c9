package outside

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile/internal/page"
)

var mutations = flag.Int("mutations", 1000, "how many broken copies of a table are read")

// tesseract is the one this machine has.
func tesseract(t testing.TB) *Tesseract {
	t.Helper()
	r, err := FindTesseract(context.Background())
	if errors.Is(err, ErrMissing) {
		t.Skip("tesseract is not installed: apt-get install tesseract-ocr")
	}
	if err != nil {
		t.Fatal(err)
	}
	r.patience = patient
	return r
}

// patient is the time a test gives to work that is short on a computer with nothing else to do.
const patient = 5 * time.Minute

// tool runs another program, in a folder, and skips the test where it is not installed.
func tool(t testing.TB, dir, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return out
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// madeLetter is a letter as a council might write it, with invented names.
var madeLetter = []string{
	"Westmere County Council", "SEND Casework Team, Civic House, Station Road, Westmere WM4 7QP",
	"Our reference: SEN/2026/01874", "4 March 2026", "Dear Ms Adeyemi-Hart,",
	"Notice of decision not to secure an Education, Health and Care assessment",
	"Thank you for your request of 21 January 2026. We have considered the advice from Larkfield Primary School, the report of the " +
		"educational psychologist, Dr Rowan Pettifer, dated 12 November 2025, and the letter from the community paediatrician.",
	"The local authority has decided that it is not necessary for special educational provision to be made for Tobias in accordance " +
		"with a plan. He reads at the level expected of a child of 6 years and 4 months, and his teacher reports that he can attend to a " +
		"task for up to twenty minutes when an adult sits beside him. The school may spend up to £6,000 a year on his support.",
	"You have the right to appeal to the First-tier Tribunal within two months of the date of this letter, or within one month of " +
		"the date of a mediation certificate, whichever is the later. Before you register an appeal you must contact a mediation adviser.",
	"The provision the school will make is as follows: one hour of small-group reading three times a week; a quiet place to work " +
		"when the classroom is noisy; a visual timetable; and a weekly call between his class teacher and you.",
	"If you would like to talk about this decision, please telephone 01632 960482 or write to the address above.",
	"Yours sincerely,", "Marguerite Oldfield", "Assessment and Review Manager",
}

// scanned draws a made letter and makes it look as if it came from a scanner: grey, a little crooked, with specks.
func scanned(t testing.TB, dpi int) []byte {
	t.Helper()
	p := page.New("")
	p.Page()
	for _, s := range madeLetter {
		p.Write(page.Body, s)
		p.Gap(6)
	}
	made, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.pdf"), made, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, dir, "pdftoppm", "-r", strconv.Itoa(dpi), "-gray", "-singlefile", "-png", "p.pdf", "p")
	tool(t, dir, "convert", "p.png", "-background", "#f4f4f0", "-rotate", "0.4", "-seed", "7", "-attenuate", "0.25", "+noise", "Gaussian",
		"-colorspace", "Gray", "-blur", "0x0.4", "scan.png")
	return read(t, filepath.Join(dir, "scan.png"))
}

func TestALetterIsReadOffAScan(t *testing.T) {
	r := tesseract(t)
	t.Logf("tesseract %s, %v", r.Version(), r.Languages())
	want := strings.Fields(strings.Join(madeLetter, " "))
	for _, dpi := range []int{200, 300} {
		p, err := r.Read(context.Background(), scanned(t, dpi), dpi)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Fields(p.Text())
		right := float64(inOrder(want, got)) / float64(len(want))
		words, doubts := p.Count()
		t.Logf("at %d dots an inch: %.2f%% of %d words right; %d read, %d in doubt, page %.1f × %.1f", dpi, 100*right, len(want), words, doubts, p.Width, p.Height)
		if right < .98 || len(got) > len(want)+5 {
			t.Errorf("at %d dots an inch only %.2f%% of the words are right:\n%s", dpi, 100*right, p.Text())
		}
		if p.Width < 590 || p.Width > 605 || p.Height < 838 || p.Height > 850 {
			t.Errorf("the page is %v by %v points", p.Width, p.Height)
		}
		first, last := p.Lines[0][0], p.Lines[len(p.Lines)-1][0]
		if first.Box[1] < 700 || first.Box[0] < 40 || first.Box[0] > 90 || last.Box[1] > first.Box[1]-300 {
			t.Errorf("places: %+v … %+v", first, last)
		}
	}
}

// inOrder is how many words both have in the same order: the longest common subsequence.
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = above
		}
	}
	return row[len(b)]
}

// Pictures without writing, and pictures that are none.
func TestPicturesWithoutWriting(t *testing.T) {
	r := tesseract(t)
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"rose": {"rose:", "-resize", "1400x"}, "wizard": {"wizard:", "-resize", "1200x"}, "granite": {"granite:", "-resize", "1200x"},
		"clouds":  {"-seed", "3", "-size", "1200x1600", "plasma:tomato-steelblue"},
		"gravel":  {"-seed", "5", "-size", "1200x1600", "xc:gray", "+noise", "Random", "-blur", "0x3", "-normalize"},
		"leaves":  {"-seed", "9", "-size", "300x400", "xc:gray", "+noise", "Random", "-blur", "0x1", "-paint", "3", "-resize", "1200x"},
		"bricks":  {"-size", "1200x1600", "pattern:bricks", "-scale", "1200x1600"},
		"fishes":  {"-size", "300x400", "pattern:fishscales", "-scale", "1200x1600!"},
		"nothing": {"-size", "1654x2339", "xc:white"}, "night": {"-size", "1654x2339", "xc:black"}, "dot": {"-size", "1x1", "xc:white"},
	} {
		file := name + ".png"
		tool(t, dir, "convert", append(args, file)...)
		p, err := r.Read(context.Background(), read(t, filepath.Join(dir, file)), 200)
		if err != nil && !errors.Is(err, ErrFailed) {
			t.Errorf("%s: %v", name, err)
		}
		if n, _ := p.Count(); n > 0 {
			t.Errorf("%s: words were read: %q", name, p.Text())
		}
	}
	good := scanned(t, 100)
	for name, c := range map[string]struct {
		b    []byte
		dpi  int
		want error
	}{
		"nothing": {nil, 200, ErrKind}, "text": {[]byte("hello"), 200, ErrKind}, "tiff": {[]byte("II*\x00aaaa"), 200, ErrKind},
		"cut": {good[:len(good)/3], 200, ErrFailed}, "head": {good[:20], 200, ErrFailed}, "no dots": {good, 0, ErrKind},
		"gigapixel": {pngOf(60000, 60000), 200, ErrFailed}, "long": {append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, pictureBytes)...), 200, ErrTooLarge},
	} {
		_, err := r.Read(context.Background(), c.b, c.dpi)
		if !errors.Is(err, c.want) && !(name == "cut" && err == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// pngOf is a PNG that says it is very large and holds nothing.
func pngOf(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	for _, v := range []uint32{w, h} {
		b = append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	return append(b, "\x08\x00\x00\x00\x00\x00\x00\x00\x00"...)
}

// running are the processes of a group, as the kernel lists them.
func running(t *testing.T, path string) []int {
	t.Helper()
	var out []int
	list, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil || len(list) == 0 {
		t.Skip("there is no /proc here")
	}
	for _, file := range list {
		b, _ := os.ReadFile(file)
		if strings.Contains(string(b), path) {
			pid, _ := strconv.Atoi(strings.Split(file, "/")[2])
			out = append(out, pid)
		}
	}
	return out
}

func TestCancelKillsAtOnce(t *testing.T) {
	r := tesseract(t)
	picture := scanned(t, 300)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, cancel)
	if _, err := r.Read(ctx, picture, 299); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left := running(t, "--dpi\x00299"); len(left) > 0 {
		t.Errorf("still running: %v", left)
	}
	if _, err := r.Read(ctx, picture, 299); !errors.Is(err, context.Canceled) {
		t.Errorf("with a ctx that ended: %v", err)
	}
}

// A program that starts others, says too much, or never ends.
func TestWhatIsStartedEndsWithIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("this test's programs are those of Unix")
	}
	sh := func(script string, most int, limit time.Duration) errand {
		return errand{path: "/bin/sh", args: []string{"-c", script}, env: environment(t.TempDir()), dir: os.TempDir(), time: limit, most: most}
	}
	const mark = "98761"
	if _, err := sh("sleep "+mark+" & sleep "+mark, 100, 300*time.Millisecond).run(context.Background()); !errors.Is(err, ErrTooLong) {
		t.Errorf("a sleeper: %v", err)
	}
	if out, err := sh("sleep "+mark+" >/dev/null 2>&1 & echo done", 100, 10*time.Second).run(context.Background()); err != nil || string(out) != "done\n" {
		t.Errorf("one that leaves another behind: %q, %v", out, err)
	}
	if _, err := sh("yes", 1000, 10*time.Second).run(context.Background()); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a talker: %v", err)
	}
	if left := running(t, "sleep\x00"+mark); len(left) > 0 {
		t.Errorf("still running: %v", left)
	}
	_, err := sh("printf 'not\\001 good\\n' >&2; exit 3", 10, 10*time.Second).run(context.Background())
	if !errors.Is(err, ErrFailed) || !strings.Contains(err.Error(), "exit status 3: not good") {
		t.Errorf("one that fails: %v", err)
	}
	t.Setenv("EHC_PASSPHRASE", "a secret of the parent")
	if out, err := sh("env; ulimit -c; nice", 4000, 10*time.Second).run(context.Background()); err != nil || strings.Contains(string(out), "secret") {
		t.Errorf("what it is told: %q, %v", out, err)
	} else if runtime.GOOS == "linux" && !strings.HasSuffix(string(out), "\n0\n5\n") {
		t.Errorf("its bounds: %q", out)
	}
}

func TestOnlyInstalledProgramsAreStarted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("this test's programs are those of Unix")
	}
	here := t.TempDir()
	for _, name := range []string{"tesseract", "soffice"} {
		if err := os.WriteFile(filepath.Join(here, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(here)
	there := t.TempDir()
	for _, c := range []string{".", "", here, "bin", ".:" + here} {
		t.Setenv("PATH", c)
		if got := find("tesseract"); strings.HasPrefix(got, here) || got != "" && !filepath.IsAbs(got) {
			t.Errorf("with PATH %q it found %q", c, got)
		}
	}
	t.Setenv("PATH", there)
	if err := os.WriteFile(filepath.Join(there, "tesseract"), []byte("#!/bin/sh\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := find("tesseract"); strings.HasPrefix(got, there) {
		t.Errorf("a file that is no program was taken: %q", got)
	}
	os.Chmod(filepath.Join(there, "tesseract"), 0o700)
	if got := find("tesseract"); got != filepath.Join(there, "tesseract") {
		t.Errorf("PATH comes first; found %q", got)
	}
	if _, err := FindTesseract(context.Background()); !errors.Is(err, ErrMissing) {
		t.Errorf("a tesseract without English: %v", err)
	}
}
