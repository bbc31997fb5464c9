package casefile

// schema is the version of the file this program writes. A file of a higher one is refused with [ErrNewer]; one of a lower one is brought up by
// the numbered steps of this file, which are never edited once shipped. There are none yet: 1 is the first.
const schema = 1
