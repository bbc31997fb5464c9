package casefile

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A stranger has the comment in archive.go, the program age, tar, and Python's standard library: no line of ours.
func TestAStrangerCanReadAnArchive(t *testing.T) {
	dir := t.TempDir()
	run := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	run("go", "build", "-o", at("age"), "filippo.io/age/cmd/age")
	id, to, _ := travelKey(t)
	if err := os.WriteFile(at("key.txt"), []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteExport(context.Background(), lived(t, NoPassphrase()), at("case.age"), to); err != nil {
		t.Fatal(err)
	}
	run(at("age"), "-d", "-i", at("key.txt"), "-o", at("case.tar"), at("case.age"))
	if err := os.Mkdir(at("in"), 0o700); err != nil {
		t.Fatal(err)
	}
	run("tar", "-x", "-f", at("case.tar"), "-C", at("in"))
	if out := run("python3", "testdata/stranger.py", at("in")); !strings.Contains(out, "14 records, 2 papers, all as the history says") {
		t.Error(out)
	}
	for _, name := range []string{"records/entries.json", "history/events.jsonl", "end", "manifest.json"} { // and it would see a change
		was := readBytes(t, at("in/"+name))
		changed := append([]byte(nil), was...)
		changed[len(changed)/2] ^= 1
		if err := os.WriteFile(at("in/"+name), changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if exec.Command("python3", "testdata/stranger.py", at("in")).Run() == nil {
			t.Errorf("a changed %s is not seen", name)
		}
		if err := os.WriteFile(at("in/"+name), was, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
