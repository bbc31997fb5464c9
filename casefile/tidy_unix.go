//go:build !windows

package casefile

// closesToRename: here a file can get another's name while both are open, so that the name is never without a file or a lock.
const closesToRename = false
