package explain

import "syscall"

// How Windows says it, by the numbers of winerror.h: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED;
// ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE.
var (
	full = []syscall.Errno{39, 112, 1295}
	busy = []syscall.Errno{32, 33, 1224}
)
