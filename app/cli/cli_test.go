package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// TestMain makes this test program the command line too: as "casefile" it runs Main, and as its own worker it reads PDFs.
func TestMain(m *testing.M) {
	intake.WorkerIfAsked()
	testscript.Main(m, map[string]func(){
		"casefile": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now)) },
	})
}

// TestScripts runs every script of testdata, each in an empty folder of its own.
func TestScripts(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	agree, err := filepath.Abs("testdata/agree.py")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := filepath.Abs("../../deadlines/rules")
	if err != nil {
		t.Fatal(err)
	}
	council, err := filepath.Abs("../../casefile/bundle/testdata/council.py")
	if err != nil {
		t.Fatal(err)
	}
	with := python(t)
	testscript.Run(t, testscript.Params{
		Dir:      "testdata",
		Deadline: time.Now().Add(8 * time.Minute), // a script that waits for an answer must not hold the others up
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", cache) // the reader's compiled form; without it each start takes seconds
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("PYTHON", with)
			e.Setenv("AGREE", agree)
			e.Setenv("RULES", rules)
			e.Setenv("COUNCIL", council)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"hold": hold, "cut": cut},
	})
}

// python gives a Python that has pikepdf.
func python(t *testing.T) string {
	t.Helper()
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import pikepdf").Run() == nil {
			return p
		}
	}
	t.Fatal("this test needs Python 3 with pikepdf (Debian: python3-pikepdf)")
	return ""
}

// hold opens a case file without a passphrase, as another program would, and keeps it until the script ends.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold FILE")
	}
	f, err := casefile.Open(ts.MkAbs(args[0]), casefile.NoPassphrase(), time.Now)
	ts.Check(err)
	ts.Defer(func() { f.Close() })
}

// cut leaves only the first bytes of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

// TestEveryCommandHasAScript keeps the table and the scripts together.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range commands() {
		if _, err := os.Stat(filepath.Join("testdata", c.name+".txt")); err != nil {
			t.Errorf("the command %s has no script: %v", c.name, err)
		}
	}
}

// TestKnows decides what is for the command line and what is a file for the window.
func TestKnows(t *testing.T) {
	for _, c := range commands() {
		if !Knows(c.name) {
			t.Errorf("%s is not known", c.name)
		}
	}
	for name, want := range map[string]bool{"--help": true, "-h": true, "--nonsense": true, "okoro.casefile": false, "": false} {
		if Knows(name) != want {
			t.Errorf("Knows(%q) = %v", name, !want)
		}
	}
}

// TestTheClockIsTheOneHandedIn looks at a family's own file on the day of the clock, and dates what it writes by it.
func TestTheClockIsTheOneHandedIn(t *testing.T) {
	clock := func() time.Time { return time.Date(2031, time.May, 6, 9, 0, 0, 0, time.Local) }
	path := filepath.Join(t.TempDir(), "a.casefile")
	say := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := Main(args, strings.NewReader(""), &out, &errs, clock); code != exitOK {
			t.Fatalf("%q ended with %d: %s", args, code, &errs)
		}
		return out.String()
	}
	say("new", path, "--no-passphrase", "--child", "Sam")
	say("log", path, "--kind", "note", "--on", "2031-05-05", "--said", "x")
	if out := say("deadlines", path); !strings.Contains(out, "seen on Tuesday 6 May 2031") {
		t.Error(out)
	}
	f, err := casefile.Open(path, casefile.NoPassphrase(), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = f.View(func(tx *casefile.Tx) error {
		for _, e := range casefile.All[casefile.Entry](tx, "") {
			if !e.Made.Equal(clock()) {
				t.Errorf("made at %s", e.Made)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
