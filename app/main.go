// Command app is EHC Casefile. Without an argument it opens the window; with a case file, the window on it; with a command, it
// is the command line. Built without cgo it is the command line alone.
package main

import (
	"os"
	"time"

	"ehccasefile/app/cli"
	"ehccasefile/casefile/intake"
)

func main() {
	intake.WorkerIfAsked()
	intake.Sweep()
	args := os.Args[1:]
	if len(args) > 0 && cli.Knows(args[0]) {
		os.Exit(cli.Main(args, os.Stdin, os.Stdout, os.Stderr, time.Now))
	}
	file := ""
	if len(args) > 0 {
		file = args[0]
	}
	os.Exit(openWindow(file))
}
