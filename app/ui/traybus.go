//go:build !windows && !darwin

package ui

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

// trayWatcher is the name under which a desktop with a tray answers (freedesktop.org, StatusNotifierItem).
const trayWatcher = "org.kde.StatusNotifierWatcher"

// mostTrayWait is how long the desktop may take to say whether it has a tray.
const mostTrayWait = 300 * time.Millisecond

// hasTray asks the desktop whether it has a tray. Fyne makes a second, hidden window for one whether or not there is, which was a seventh of the way to
// the first frame. A tray that comes up after the program is not noticed until the next start.
func hasTray() (there bool) {
	ctx, cancel := context.WithTimeout(context.Background(), mostTrayWait)
	defer cancel()
	bus, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer bus.Close()
	if bus.Auth(nil) != nil || bus.Hello() != nil {
		return false
	}
	err = bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, trayWatcher).Store(&there)
	return err == nil && there
}
