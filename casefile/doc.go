// Package casefile keeps a family's case: what happened, what was promised, and the papers that prove it, in one sealed file.
//
// # What it promises
//
//   - Saved means saved. [File.Update] returns nil only after everything it changed, evidence included, was written and synced in one
//     commit. When it returns an error or panics, nothing of it is in the file.
//   - Evidence comes back byte for byte. [File.Read] checks the SHA-256 of what it gives; the original name is kept untouched.
//   - Damage is named, never shown as good data. A file that is cut short, foreign or worn gives an error, not a crash and not a
//     wrong word.
//   - One program at a time. A second one gets [ErrLocked] within half a second.
//   - With a passphrase, nothing but sizes and counts can be read without it or the recovery key. Without one, the key lies in the
//     file, and anybody who has the file can read it.
//   - Opening a file changes nothing in it; neither does a wrong passphrase.
//   - Locking ([File.Lock]) leaves no key in memory.
//   - A file that is replaced, moved or written into while it is open is noticed before the next commit, which then goes to a rescue copy.
//   - A backup ([File.Backup]) counts only after it was opened again and verified. [Restore] brings everything back up to it, and [Salvage] whatever a damaged
//     file still holds.
//   - A file never shrinks by itself. [File.Tidy] writes it anew, reads the new one whole, and only then gives it the name; cut off at any moment, one whole
//     file is left.
//   - A case can leave: [Export] makes an archive that needs none of our code to be read, [ExportPlain] ordinary files.
//
// # The file, format 2
//
// A case file is one bbolt database whose buckets have neutral names:
//
//	a  the header, in clear: "header" is JSON (magic, schema, file id, key slots), "sum" its SHA-256, "mac" its HMAC under a sub-key
//	b  records       key HMAC(index key, kind, id)       value: number of its index page, then its JSON
//	c  index         key HMAC(index key, kind, page)     value: up to 28 entries (id, child, when, hash of the record)
//	d  evidence      key HMAC(index key, SHA-256)        value: handle, size, SHA-256
//	e  its bytes     key handle and number of the chunk  value: at most 255 KiB of them
//	f  history       key HMAC(index key, sequence)       value: a block: up to 6 events from this one on, as JSON, one a line
//	                 key HMAC(index key, kind, id, hash) value: what a record said before it was changed
//	                 key HMAC(index key, hash)           value: why something was corrected or deleted
//	g  state         one key                             value: sequence, end of the history, hashes of the header and of every index page, the newest events and index page
//	h  spare header  the same as in a, on a page of its own, for [Salvage] alone: without a header no key opens anything
//	i  draft         one key                             value: what somebody began to write and has not saved; files made earlier have no such bucket
//
// A random 32-byte data key seals everything. Key slots in the header wrap it: "passphrase" (Argon2id, its cost stored in the slot),
// "recovery" (128 random bits through HKDF), or "none", where the data key lies in clear. There may be several of a kind, and each is tried.
// HKDF gives a sub-key for each use. Every value is padded to a step of 256 bytes (evidence by the Padmé rule, at most 12 per cent) and
// sealed with AES-256-GCM under a random nonce; bound to it are the file's id, the bucket and the key, so that no value can stand in the
// place of another. A value over 240 KiB is cut into parts whose keys end in the number of the part, the first holding the length and
// SHA-256 of the whole. Chunks of evidence behind its size are padding.
//
// The state also holds the events behind the last full block, and the index page that took the last new record, which then has no place in bucket c: a log
// entry changes its own value and the state, and no third. The sequence is written once more, in clear, as the number that bbolt keeps with bucket g.
// It lies on another page of the disk than the state, so that a state which comes back as it was some commits ago is noticed.
//
// Format 1 is read as it is, and brought up before it is written: it has blocks of one event, index pages of up to 64 entries, each in its
// place, and no number with bucket g.
//
// The state covers the rest: the header, the last event, and each index page, which holds the hash of every record on it. So no older value can
// come back in the place of a newer one unless the whole file goes back; that shows when sequence and end of the history are compared
// with a note kept elsewhere. A new passphrase wraps the same data key again, so it does not shut out somebody who knew the old one and has
// an old copy. That, or a passphrase for a file that had none, takes a new file with a new data key: [File.CopySealed].
//
// Every commit adds an event to the history: its sequence, when, the SHA-256 of the event before it as stored, and each change with the
// hashes of the record now and before. Events hold no words: anybody can check the chain without a key, and words can be erased without
// breaking it. A change is "put", or "correct" where it mends a slip. A reason is sealed in bucket f, with a salt; the event holds only its hash. Deleting
// moves a record to the bin, from which "restore" brings it back with the same ID. After 30 days, and when asked, "erase" removes its words, reasons and
// evidence; the event keeps the hashes, so that the chain still holds.
//
// # Later versions
//
// They keep the container (a bbolt file with a synced free list and no bucket within a bucket) and bucket a, so that this version can say
// [ErrNewer]. A header may say ("read") that programs from a lower schema on can still read the file; those open it for reading alone. Whatever this version would misread or lose (a new field, kind of record, kind of change) raises the schema in the header. Should
// that be forgotten, this version still loses nothing: it leaves buckets and key slots it does not know as they are, and gives ErrNewer
// before it would write a header, state or record with a field that it does not know.
package casefile
