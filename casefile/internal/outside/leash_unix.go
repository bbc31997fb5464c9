//go:build unix

package outside

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// setOff gives the program a process group of its own, by which it is killed with all it started.
func setOff(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// rein holds a running program.
type rein struct {
	mu   sync.Mutex
	pid  int
	gone bool
}

// leash takes hold of a program that was just started.
func leash(p *os.Process) (*rein, error) {
	bound(p.Pid)
	return &rein{pid: p.Pid}, nil
}

// kill ends the program and its whole group. It does nothing once close was called.
func (r *rein) kill() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.gone {
		syscall.Kill(-r.pid, syscall.SIGKILL)
	}
}

// close ends what the program left running behind it, and lets go.
func (r *rein) close() {
	r.kill()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = true
}

// alive tells whether a process runs.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || err == syscall.EPERM
}
