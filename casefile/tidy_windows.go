package casefile

// closesToRename: Windows renames no file that is open.
const closesToRename = true
