package outside

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// setOff keeps a console window from opening, and lets other programs go first.
func setOff(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW | windows.BELOW_NORMAL_PRIORITY_CLASS}
}

// rein is the Job Object that a running program and all it starts belong to.
type rein struct {
	mu  sync.Mutex
	job windows.Handle
}

// leash puts a program that was just started into a Job Object: bounded memory, processes and processor time, and an end when
// our handle closes, however we end.
func leash(p *os.Process) (*rein, error) {
	h, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("make a job: %w", err)
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: memoryHere}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
		windows.JOB_OBJECT_LIMIT_PROCESS_TIME | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
		windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	limits.BasicLimitInformation.ActiveProcessLimit = processes
	limits.BasicLimitInformation.PerProcessUserTimeLimit = seconds * 10_000_000 // in 100 nanoseconds
	_, err = windows.SetInformationJobObject(h, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = assign(h, p.Pid)
	}
	if err != nil {
		windows.CloseHandle(h)
		return nil, err
	}
	return &rein{job: h}, nil
}

// memoryHere is memory as this machine can count it: what is committed, which is far less than what is reserved.
const memoryHere = 2<<30 - 1

// assign moves a process into a job.
func assign(h windows.Handle, pid int) error {
	p, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return fmt.Errorf("open the process: %w", err)
	}
	defer windows.CloseHandle(p)
	return windows.AssignProcessToJobObject(h, p)
}

// kill ends everything in the job. It does nothing once close was called.
func (r *rein) kill() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.job != 0 {
		windows.TerminateJobObject(r.job, 1)
	}
}

// close ends what the program left running behind it, and lets go.
func (r *rein) close() {
	r.kill()
	r.mu.Lock()
	defer r.mu.Unlock()
	windows.CloseHandle(r.job)
	r.job = 0
}

// alive tells whether a process runs.
func alive(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return err == windows.ERROR_ACCESS_DENIED
	}
	defer windows.CloseHandle(h)
	var code uint32
	const stillActive = 259
	return windows.GetExitCodeProcess(h, &code) == nil && code == stillActive
}
