//go:build !linux && !windows

package worker

import (
	"io"
	"os"
	"os/exec"
)

// boundSelf does nothing here: macOS and the BSDs do not hold a process to a size of memory in a way that Go survives.
// The bounds are then WebAssembly's, Go's own memory limit and the time limits.
func boundSelf() {}

// boundFromOutside does nothing here.
func boundFromOutside(*os.Process) (io.Closer, error) { return nil, nil }

// hide does nothing here.
func hide(*exec.Cmd) {}
