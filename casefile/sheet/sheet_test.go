package sheet

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/deadlines"
)

// TestRecovery reads the sheet with a second program: one page, the key whole and in order, and what it is for.
func TestRecovery(t *testing.T) {
	const key = "7K2QX-ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"
	pdf, err := Recovery("Our case.casefile", key, deadlines.On(2026, time.November, 27))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	run("qpdf", "--check", path)
	if info := run("pdfinfo", path); !strings.Contains(info, "Pages:           1\n") {
		t.Errorf("it is not one page:\n%s", info)
	}
	text := strings.Join(strings.Fields(run("pdftotext", "-layout", path, "-")), " ")
	spaced := strings.ReplaceAll(strings.ReplaceAll(text, " – ", "-"), " ", "")
	if !strings.Contains(strings.ReplaceAll(spaced, "MNPQRSTVWX", "MNPQR-STVWX"), key) {
		t.Errorf("the key is not whole and in order:\n%s", text)
	}
	for _, want := range []string{"Our case.casefile", "Friday 27 November 2026", "opens the case file if the passphrase is forgotten", "birth certificates"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}
