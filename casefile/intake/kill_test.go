package intake

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"ehccasefile/casefile"
)

const killed = "INTAKE_TEST_CASE" // names the case file for the process that will be killed

// Ending the program at any moment of adding 100 papers loses none that was reported, and what was kept but not read is read
// the next time. The process is killed after some number of reports; then its own words are held against the file.
func TestKillingTheProgramLosesNothingReported(t *testing.T) {
	if path := os.Getenv(killed); path != "" {
		addHundred(path)
		return
	}
	for _, after := range []int{1, 13, 37, 80} {
		path := filepath.Join(t.TempDir(), "t.casefile")
		f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		said := killAfter(t, path, after)
		if f, err = casefile.Open(path, casefile.NoPassphrase(), noon); err != nil {
			t.Fatalf("after a kill the file does not open: %v", err)
		}
		checkAfterKill(t, f, said)
		f.Close()
	}
}

// addHundred adds 100 papers and prints each name once it is reported as kept.
func addHundred(path string) {
	f, err := casefile.Open(path, casefile.NoPassphrase(), noon)
	if err != nil {
		panic(err)
	}
	var items []Item
	for i := range 100 {
		items = append(items, paper(fmt.Sprintf("paper-%d.pdf", i), pdf(fmt.Sprintf("These are the words of paper %d", i))))
	}
	_, err = Keep(context.Background(), f, items, Options{}, func(r Result) {
		if r.Kept {
			fmt.Println("kept", r.Name)
		}
	})
	if err != nil {
		panic(err)
	}
	select {} // if it was not killed by now the test says so, as it read all 100
}

// killAfter starts a process that adds papers, kills it after so many were reported, and gives every report it made until
// it was dead.
func killAfter(t *testing.T, path string, after int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillingTheProgramLosesNothingReported$")
	cmd.Env, cmd.Stderr = append(os.Environ(), killed+"="+path), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var name string
		if _, err := fmt.Sscanf(lines.Text(), "kept %s", &name); err == nil {
			said = append(said, name)
		}
		if len(said) == after {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	if len(said) < after || len(said) == 100 {
		t.Fatalf("killed after %d reports, heard %d", after, len(said))
	}
	return said
}

func checkAfterKill(t *testing.T, f *casefile.File, said []string) {
	t.Helper()
	if _, err := Read(context.Background(), f, nil); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range all[casefile.Document](t, f) {
		names = append(names, d.Name)
		if d.Pages != 1 || !d.Searchable || len(d.Notes) != 0 {
			t.Errorf("after %d reports: %+v", len(said), d)
		}
		if b, err := f.Read(d.Blob); err != nil || len(b) == 0 {
			t.Errorf("after %d reports the bytes of %s are gone: %v", len(said), d.Name, err)
		}
	}
	for _, name := range said {
		if !slices.Contains(names, name) {
			t.Errorf("%s was reported as kept and is lost", name)
		}
	}
	if health, err := f.Verify(context.Background()); err != nil || len(health.Damaged) > 0 {
		t.Errorf("the file is not whole: %+v, %v", health, err)
	}
}
