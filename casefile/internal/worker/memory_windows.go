package worker

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// reserve takes a range of addresses without memory behind them.
func reserve(n int) ([]byte, error) {
	at, err := windows.VirtualAlloc(0, uintptr(n), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, err
	}
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&at))), n), nil
}

// commit puts memory behind the bytes from used to n.
func commit(whole []byte, used, n int) error {
	at := uintptr(unsafe.Pointer(unsafe.SliceData(whole))) + uintptr(used)
	_, err := windows.VirtualAlloc(at, uintptr(n-used), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err
}

// release gives range and memory back.
func release(whole []byte) {
	windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(whole))), 0, windows.MEM_RELEASE)
}
