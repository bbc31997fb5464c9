// Package odd makes PDFs by hand for tests: pages that show otherwise than their numbers say, content that leaves something open, files
// whose structure is not what it says, files that do something, and files made to hurt. Each is a few kilobytes, made anew each time,
// with what must become of it. The program itself does not use it.
package odd
