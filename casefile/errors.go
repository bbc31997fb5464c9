package casefile

import "errors"

// What a caller may have to decide on. Each is wrapped with the file's name and reads as a sentence for the person who owns it.
var (
	ErrExists    = errors.New("There is already a file with this name, and it was left as it is. Choose another name.")
	ErrLocked    = errors.New("This case file is already open in another window or program. Close it there first, then open it here.")
	ErrNewer     = errors.New("This case file was made by a newer version of this program. Nothing was changed. Install the newest version, then open it.")
	ErrDamaged   = errors.New("This case file is damaged. It is left exactly as it was. Keep it, and open the newest copy you have of it.")
	ErrWrongKey  = errors.New("This passphrase or recovery key does not open the case file. Nothing was changed. Check capital letters and spaces, then try again.")
	ErrNotCase   = errors.New("This is not a case file of this program. It was left as it is. Choose a file whose name ends in .casefile.")
	ErrNotFound  = errors.New("This is no longer in the case file. It may have been deleted.")
	ErrStopped   = errors.New("An earlier change could not be saved, so nothing more is written to this case file. What was saved before is safe. Close it, make sure the disk has room, and open it again.")
	ErrKeyNeeded = errors.New("The case file is locked. Type the passphrase to go on.")
	ErrReadOnly  = errors.New("This case file can be read but not changed, because its folder or disk does not allow writing. Copy it to a folder of your own, and open the copy there.")
	ErrNoRoom    = errors.New("There is too little room left on the disk, so nothing more is written. Nothing was changed, and everything can still be read. Make room, then do it again.")
	ErrMoved     = errors.New("The case file was replaced, moved or renamed while it was open here.")
	ErrOlder     = errors.New("This is an older copy of the case file than the one last used on this computer.")
	ErrClosed    = errors.New("The case file is closed. Open it again.")
)

// What may be wrong with an archive.
var (
	ErrArchiveKey     = errors.New("This passphrase or key does not open the archive. Nothing was changed. Check capital letters and spaces, then try again.")
	ErrArchiveDamaged = errors.New("This archive is damaged or was cut short, so nothing was made from it. Ask for it again, or use another copy.")
	ErrNotArchive     = errors.New("This is not an archive of a case. It was left as it is. Choose a file whose name ends in .age.")
	ErrFolderInUse    = errors.New("There is something in this folder already, and it was left as it is. Choose a new or empty folder.")
)
