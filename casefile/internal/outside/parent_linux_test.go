package outside

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const asParent = "OUTSIDE_TEST_PARENT" // set for the process that will be killed

// When this program is killed while LibreOffice runs, the system ends LibreOffice with all that it started, and the next start removes its folder.
func TestLibreOfficeEndsWithUs(t *testing.T) {
	l := office(t)
	if os.Getenv(asParent) != "" {
		fmt.Println("ready")
		for {
			l.PDF(context.Background(), wordFile(t, ""), DOCX)
		}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestLibreOfficeEndsWithUs$")
	cmd.Env, cmd.Stderr = append(os.Environ(), asParent+"=1"), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bufio.NewReader(out).ReadString('\n')
	mark := fmt.Sprintf("%s%d-", folderMark, cmd.Process.Pid)
	atLeast := func(n int) bool { return len(running(t, mark)) >= n }
	if !within(time.Minute, func() bool { return atLeast(2) }) { // the one we start, and the one it starts
		t.Fatal("LibreOffice was not seen to run")
	}
	cmd.Process.Kill()
	cmd.Wait()
	if !within(10*time.Second, func() bool { return !atLeast(1) }) {
		for _, pid := range running(t, mark) {
			b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			t.Errorf("still running: %d %q", pid, b)
			if p, err := os.FindProcess(pid); err == nil {
				p.Kill()
			}
		}
	}
	Sweep()
	for _, base := range bases() {
		if left, _ := filepath.Glob(filepath.Join(base, mark+"*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// within waits for something to become so.
func within(patience time.Duration, so func() bool) bool {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if so() {
			return true
		}
	}
	return so()
}
