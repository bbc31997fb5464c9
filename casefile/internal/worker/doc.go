// Package worker reads papers that came from somewhere else, in a process of its own.
//
// A PDF or a photograph from outside may be broken or made to do harm: a few hundred bytes can ask for gigabytes, draw for
// hours or bring a parser down in a way that Go cannot recover from. So nothing here parses foreign bytes in the program's
// own process. A Worker starts the same program again with the one argument "worker" and speaks to it over standard input
// and output. That child is given no key, no file path (but the folder where it may keep compiled code) and no environment;
// it is bounded in memory, pages, pixels, words and time (limits.go holds every number); each document gets a fresh
// WebAssembly instance of pdfium with no files mounted; and it ends when its parent does.
//
// What goes wrong in the child stays there. A hang is killed at its time limit, a death is noticed, a panic becomes an
// error, each said in plain words, and the next job starts a new child.
//
// A program that uses this package calls IfAsked as the first line of main; a test binary calls it first in TestMain.
package worker
