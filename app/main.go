// Command app is EHC Casefile. Without an argument it opens the window; with a case file, the window on it; with a command, it
// is the command line. Built without cgo it is the command line alone.
package main

import (
	"os"

	"ehccasefile/casefile/intake"
)

func main() {
	intake.WorkerIfAsked()
	file := ""
	if len(os.Args) > 1 {
		file = os.Args[1]
	}
	os.Exit(openWindow(file))
}
