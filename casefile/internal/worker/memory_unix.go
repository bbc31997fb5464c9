//go:build unix

package worker

import "golang.org/x/sys/unix"

// reserve takes a range of addresses without memory behind them.
func reserve(n int) ([]byte, error) {
	return unix.Mmap(-1, 0, n, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON)
}

// commit puts memory behind the bytes from used to n.
func commit(whole []byte, used, n int) error {
	return unix.Mprotect(whole[used:n], unix.PROT_READ|unix.PROT_WRITE)
}

// release gives range and memory back.
func release(whole []byte) { unix.Munmap(whole) }
