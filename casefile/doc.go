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
//
// # The file, format 1
//
// A case file is one bbolt database whose buckets have neutral names:
//
//	a  the header, in clear: "header" is JSON (magic, schema, file id, key slots), "sum" its SHA-256, "mac" its HMAC under a sub-key
//	b  records       key HMAC(index key, kind, id)       value: number of its index page, then its JSON
//	c  index         key HMAC(index key, kind, page)     value: up to 64 entries (id, child, when, hash of the record)
//	d  evidence      key HMAC(index key, SHA-256)        value: handle, size, SHA-256
//	e  its bytes     key handle and number of the chunk  value: at most 255 KiB of them
//	f  history       key HMAC(index key, sequence)       value: one event as JSON
//	g  state         one key                             value: sequence, head of the history, pages and records of each kind
//
// A random 32-byte data key seals everything. Key slots in the header wrap it: "passphrase" (Argon2id, its cost stored in the slot),
// "recovery" (128 random bits through HKDF), or "none", where the data key lies in clear. HKDF gives a sub-key for each use. Every
// value is padded to a step of 256 bytes (evidence by the Padmé rule, at most 12 per cent) and sealed with AES-256-GCM under a random
// nonce; bound to it are the file's id, the bucket and the key, so that no value can stand in the place of another. A value over
// 240 KiB is cut into parts whose keys end in the number of the part, the first holding the length and SHA-256 of the whole.
//
// Every commit adds an event to the history: its sequence, when, the link of the event before it (HMAC over that event), and each
// change with the hash of the new record and the text of the old one. Deleting removes a record from the lists; the history keeps
// what it said, and its evidence stays.
package casefile
