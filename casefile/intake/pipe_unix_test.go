//go:build unix

package intake

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe with a name looks like a file in a list of files; opening it would wait until somebody writes.
func TestAPipeIsRefusedWithoutWaiting(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.pdf")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := add(t, newCase(t), Options{}, FileItem(pipe))[0]; !strings.HasPrefix(r.Refused, "This is not an ordinary file") {
		t.Errorf("%+v", r)
	}
}
