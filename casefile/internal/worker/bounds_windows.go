package worker

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// boundSelf does nothing here: the parent bounds the child by a Job Object.
func boundSelf() {}

// job is a Windows Job Object; closing it ends what runs in it.
type job windows.Handle

// Close lets go of the job, which ends the child if it still runs.
func (j job) Close() error { return windows.CloseHandle(windows.Handle(j)) }

// boundFromOutside puts the child into a Job Object: bounded memory and processor time, no process of its own, and an
// end when the parent's handle closes, however the parent ends.
func boundFromOutside(p *os.Process) (io.Closer, error) {
	h, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("bound the reader: %w", err)
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: childData}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
		windows.JOB_OBJECT_LIMIT_PROCESS_TIME | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
		windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	limits.BasicLimitInformation.ActiveProcessLimit = 1
	limits.BasicLimitInformation.PerProcessUserTimeLimit = childSeconds * 10_000_000 // in 100 nanoseconds
	_, err = windows.SetInformationJobObject(h, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = assign(h, p.Pid)
	}
	if err != nil {
		windows.CloseHandle(h)
		return nil, fmt.Errorf("bound the reader: %w", err)
	}
	return job(h), nil
}

// assign moves a process into a job.
func assign(h windows.Handle, pid int) error {
	p, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(p)
	return windows.AssignProcessToJobObject(h, p)
}

// hide keeps a console window from opening.
func hide(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
