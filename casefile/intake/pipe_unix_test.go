//go:build unix

package intake

import (
	"context"
	"os"
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
	inside, _, err := PathItems(context.Background(), []string{filepath.Dir(pipe)})
	if err != nil || len(inside) != 1 {
		t.Fatalf("%d files in the folder, %v", len(inside), err)
	}
	for _, item := range []Item{FileItem(pipe), inside[0], FileItem(os.DevNull)} {
		if r := add(t, newCase(t), Options{}, item)[0]; !strings.HasPrefix(r.Refused, "This is not an ordinary file") {
			t.Errorf("%+v", r)
		}
	}
}
