package outside

import (
	"os"
	"os/exec"

	"golang.org/x/sys/unix"
)

// tie has the system end a program, and all it started, when this one ends, even by kill -9. It is a pipe: we alone hold the end that is written to, and
// never write. When that closes, the system sends a signal to the program's whole group. The usual way, a signal at a parent's death, would reach
// only what we start: LibreOffice is the child of that.
type tie struct{ ours, theirs *os.File }

// newTie gives the reading end to a program that is about to be started. Where there are no pipes left there is no tie.
func newTie(cmd *exec.Cmd) *tie {
	theirs, ours, err := os.Pipe()
	if err != nil {
		return &tie{}
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, theirs)
	return &tie{ours, theirs}
}

// fasten names the group that is to be ended. It is a belt over kill: what cannot be set is left.
func (t *tie) fasten(group int) {
	if t.theirs == nil {
		return
	}
	fd := t.theirs.Fd()
	unix.FcntlInt(fd, unix.F_SETOWN, -group)
	unix.FcntlInt(fd, unix.F_SETSIG, int(unix.SIGKILL))
	if flags, err := unix.FcntlInt(fd, unix.F_GETFL, 0); err == nil {
		unix.FcntlInt(fd, unix.F_SETFL, flags|unix.O_ASYNC)
	}
	t.theirs.Close() // the program holds it now
}

// close lets go of both ends, and so ends what is left of the group.
func (t *tie) close() {
	if t.theirs != nil {
		t.theirs.Close()
		t.ours.Close()
	}
}
