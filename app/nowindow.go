//go:build !cgo

package main

import (
	"fmt"
	"os"
)

// openWindow says that this build has none: it is the command line alone.
func openWindow(string) int {
	fmt.Fprintln(os.Stderr, "This build is the command line alone, without a window. Give a command; help lists them.")
	return 2
}
