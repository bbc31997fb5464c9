//go:build windows || darwin

package ui

// hasTray tells whether the desktop has a tray: Windows and macOS always do.
func hasTray() bool { return true }
