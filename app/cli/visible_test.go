package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWhatSteersATerminalIsShownAsAMark looks at every way words of others come to the page; JSON keeps them as they are.
func TestWhatSteersATerminalIsShownAsAMark(t *testing.T) {
	const odd = "a\x1b[31mb\u202Ec\u2066d\u009be"
	dir := t.TempDir()
	path, out := filepath.Join(dir, "a.casefile"), filepath.Join(dir, "b.pdf")
	paper := filepath.Join(dir, "fdp.txt")
	if err := os.WriteFile(paper, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		Main(args, strings.NewReader(""), &out, &errs, time.Now)
		return out.String() + errs.String()
	}
	run("new", path, "--no-passphrase", "--child", "Sam"+odd)
	for _, args := range [][]string{
		{"show", path}, {"log", path, "--kind", "note", "--on", "2026-03-16", "--with", odd, "--said", "x"}, {"add", path, paper, "--title", odd, "--kind", "report"},
		{"add", path, filepath.Join(dir, odd)}, {"bundle", path, "-o", out}, {"show", filepath.Join(dir, odd)}, {odd}, {"show", path, odd},
	} {
		said := run(args...)
		if said == "" || strings.ContainsAny(said, "\x1b\u202E\u2066\u009b") {
			t.Errorf("%q said %q", args, said)
		}
	}
	if said := run("show", path); !strings.Contains(said, "Sama\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe") {
		t.Errorf("no marks: %q", said)
	}
	var v struct{ Children []struct{ Name string } }
	if said := run("show", path, "--json"); json.Unmarshal([]byte(said), &v) != nil || v.Children[0].Name != "Sam"+odd {
		t.Errorf("JSON changed: %s", fmt.Sprintf("%.200q", said))
	}
}
