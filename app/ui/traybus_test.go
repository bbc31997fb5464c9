//go:build !windows && !darwin

package ui

import (
	"bufio"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// A desktop without a bus, one without a tray, one with a tray, and one whose bus never answers.
func TestTheTrayIsMadeWhereThereIsOne(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	if hasTray() {
		t.Error("a desktop without a bus has a tray")
	}
	address := startBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	if hasTray() {
		t.Error("a desktop where nobody shows icons has a tray")
	}
	desktop, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer desktop.Close()
	if _, err := desktop.RequestName(trayWatcher, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	if !hasTray() {
		t.Error("the tray of a desktop is not seen")
	}
}

func TestADesktopThatNeverAnswersHoldsNothingUp(t *testing.T) {
	dumb, err := net.Listen("unix", filepath.Join(t.TempDir(), "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer dumb.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+dumb.Addr().String())
	answer := make(chan bool, 1)
	go func() { answer <- hasTray() }()
	select {
	case there := <-answer:
		if there {
			t.Error("a bus that says nothing has a tray")
		}
	case <-time.After(time.Minute):
		t.Fatal("the start waits for a bus that never answers")
	}
}

// startBus starts a message bus of its own and gives its address.
func startBus(t *testing.T) string {
	t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { daemon.Process.Kill(); daemon.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}
