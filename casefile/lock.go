package casefile

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Lock forgets the keys, once what is running has ended. Until [File.Unlock] everything gives [ErrKeyNeeded]; the file stays open, so that no other program
// takes it. A file without a passphrase cannot be locked and gives a [Problem]; locking twice does nothing.
func (f *File) Lock() error {
	if !f.Sealed() {
		return Problem{"passphrase", "This case file has no passphrase, so it cannot be locked. Close it instead, or give it a passphrase."}
	}
	f.forget()
	scrub()
	return nil
}

// scrub writes over what the ciphers and hashes left in memory. Go empties memory only when it hands it out again, so what was collected is handed out once more, in
// every size such remains have, with and without pointers (35 MB for a moment), and then given back to the system.
func scrub() {
	const pieces, sizes = 512, 64
	runtime.GC()
	runtime.GC() // the second sweeps what the first found
	plain, pointing := make([][]byte, 0, pieces*sizes), make([][]*byte, 0, pieces*sizes)
	for size := 16; size <= 16*sizes; size += 16 {
		for range pieces {
			plain = append(plain, make([]byte, size))
			pointing = append(pointing, make([]*byte, size/8))
		}
	}
	runtime.KeepAlive(plain)
	runtime.KeepAlive(pointing)
	debug.FreeOSMemory()
}

// Locked tells whether the keys are forgotten.
func (f *File) Locked() bool {
	f.gate.RLock()
	defer f.gate.RUnlock()
	return f.keys == nil
}

// forget waits for what is running and wipes the keys, and the words that were read to be searched or to decide what is held back.
func (f *File) forget() {
	f.gate.Lock()
	defer f.gate.Unlock()
	f.corpus.forget()
	f.known.forget()
	f.marked.Store(nil)
	if f.keys != nil {
		f.keys.wipe()
		f.keys = nil
	}
}

// Unlock opens a locked file again. It gives [ErrWrongKey], or a [Problem] for an empty passphrase or a recovery key with a typing slip, and takes as
// long as [Open]. The key is asked for even where the file is not locked.
func (f *File) Unlock(key Key) error {
	f.mu.Lock()
	h := f.header
	f.mu.Unlock()
	k, err := h.unlock(key)
	if err != nil {
		return fmt.Errorf("unlock %q: %w", f.path, err)
	}
	f.gate.Lock()
	defer f.gate.Unlock()
	if f.keys != nil || f.isClosed() {
		k.wipe()
		return nil
	}
	f.keys = k
	return nil
}

func (f *File) isClosed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closed
}

// ChangePassphrase puts a new passphrase in the place of the old, which must be given again (the recovery key will do): somebody who passes an open
// window does not know it. The data key stays and is only wrapped anew, so the recovery key stays too; a copy of the file from before still opens with the old passphrase.
// It gives [ErrWrongKey], or a [Problem] for a file without a passphrase, which is given one by [File.CopySealed].
func (f *File) ChangePassphrase(old, fresh Key) error {
	if fresh.kind != slotPassphrase || !f.Sealed() {
		return Problem{"passphrase", "This case file has no passphrase to change. Make a sealed copy of it instead."}
	}
	if fresh.err != nil {
		return fresh.err
	}
	if err := f.proves(old); err != nil {
		return fmt.Errorf("change the passphrase of %q: %w", f.path, err)
	}
	if err := f.putSlot(fresh); err != nil {
		return fmt.Errorf("change the passphrase of %q: %w", f.path, err)
	}
	return nil
}

// proves gives nil for a key that opens this file.
func (f *File) proves(key Key) error {
	f.mu.Lock()
	h := f.header
	f.mu.Unlock()
	k, err := h.unlock(key)
	if err != nil {
		return err
	}
	defer k.wipe()
	data, err := f.dataKey()
	if err != nil {
		return err
	}
	defer clear(data)
	if !bytes.Equal(data, k.data) {
		return ErrWrongKey
	}
	return nil
}

// CheckRecoveryKey tells whether a recovery key, as it was typed back from the paper, opens this file: nil, [ErrWrongKey], or a [Problem] that names the
// group with the slip.
func (f *File) CheckRecoveryKey(typed string) error {
	return f.proves(RecoveryKey(typed))
}

// dataKey gives a copy of the data key, to be wrapped.
func (f *File) dataKey() ([]byte, error) {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if f.keys == nil {
		return nil, ErrKeyNeeded
	}
	return bytes.Clone(f.keys.data), nil
}

// AddRecoveryKey makes a new random recovery key, stores it as a second way to open the file (the one before stops working) and gives it in
// groups, to be printed and typed back once. A file without a passphrase needs none, and gives a [Problem].
func (f *File) AddRecoveryKey() (string, error) {
	if !f.Sealed() {
		return "", Problem{"passphrase", "This case file has no passphrase, so it needs no recovery key."}
	}
	secret := randomBytes(recoverySize)
	err := f.putSlot(Key{kind: slotRecovery, secret: secret})
	if err != nil {
		return "", fmt.Errorf("add a recovery key to %q: %w", f.path, err)
	}
	return writeRecovery(secret), nil
}

// putSlot wraps the data key for one more key, in the place of the slot of its kind.
func (f *File) putSlot(key Key) error {
	data, err := f.dataKey()
	if err != nil {
		return err
	}
	defer clear(data)
	s, err := newSlot(key, f.header.File, data, f.now)
	if err != nil {
		return err
	}
	var h header
	err = f.Update(func(tx *Tx) error {
		f.mu.Lock()
		h = f.header.with(s)
		f.mu.Unlock()
		tx.note(change{Do: doKey, Kind: key.kind})
		return tx.putHeader(h)
	})
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.header = h
	return nil
}
