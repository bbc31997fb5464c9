package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
)

// TestKilledWhileAddingLosesNothingReported adds 100 papers in a process of its own, kills it in the middle, and looks whether
// every paper whose line was printed is in the file, byte for byte.
func TestKilledWhileAddingLosesNothingReported(t *testing.T) {
	papers := hundredPapers(t)
	for _, after := range []int{1, 7, 40} {
		path := filepath.Join(t.TempDir(), "a.casefile")
		for tries, reported := 0, []string(nil); len(reported) == 0 || len(reported) == len(papers); tries++ {
			if tries == 20 {
				t.Fatalf("killed after line %d, the program was through each time", after)
			}
			os.Remove(path)
			run(t, "new", path, "--no-passphrase", "--child", "Sam")
			reported = killAfter(t, after, append([]string{"add", path}, papers...)...)
			holds(t, path, reported)
		}
		run(t, append([]string{"add", path}, papers...)...) // what is left goes in as if nothing had happened
		holds(t, path, papers)
	}
}

// hundredPapers makes papers that tell by their name what they hold.
func hundredPapers(t *testing.T) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for i := range 100 {
		path := filepath.Join(dir, fmt.Sprintf("paper %03d.txt", i))
		if err := os.WriteFile(path, fmt.Appendf(nil, "This is paper %d.", i), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// commandLine is the command line in a process of its own.
func commandLine(args ...string) *exec.Cmd {
	cmd := exec.Command("casefile", args...)
	cmd.Stderr = os.Stderr
	return cmd
}

func run(t *testing.T, args ...string) {
	t.Helper()
	if err := commandLine(args...).Run(); err != nil {
		t.Fatalf("casefile %s: %v", args[0], err)
	}
}

// killAfter runs a command, kills it once it has printed so many lines, and gives the papers its lines say are in the file,
// those it printed after that too.
func killAfter(t *testing.T, lines int, args ...string) (kept []string) {
	t.Helper()
	cmd := commandLine(args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan(); {
		name, what, _ := strings.Cut(s.Text(), ": ")
		if strings.HasPrefix(what, "kept") || strings.HasPrefix(what, "already here") {
			kept = append(kept, name)
		}
		if len(kept) == lines {
			cmd.Process.Kill()
		}
	}
	cmd.Wait() // with an error, unless it was through before the kill reached it; then every line was printed
	return kept
}

// holds opens the file as the next start would, and looks for the papers and their bytes.
func holds(t *testing.T, path string, names []string) {
	t.Helper()
	f, err := casefile.Open(path, casefile.NoPassphrase(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	health, err := f.Verify(context.Background())
	if err != nil || len(health.Damaged) > 0 {
		t.Fatalf("after the kill: %v, damaged: %q", err, health.Damaged)
	}
	inside := map[string]casefile.Blob{}
	err = f.View(func(tx *casefile.Tx) error {
		for _, d := range casefile.All[casefile.Document](tx, "") {
			inside[d.Name] = d.Blob
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		name = filepath.Base(name)
		got, err := f.Read(inside[name])
		var n int
		fmt.Sscanf(name, "paper %d.txt", &n)
		if want := fmt.Sprintf("This is paper %d.", n); err != nil || string(got) != want {
			t.Errorf("%q was reported as kept: %v, holds %q", name, err, got)
		}
	}
}
