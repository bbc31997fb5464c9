package casefile

import (
	"crypto/hkdf"
	"crypto/sha256"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Key is what opens a case file: a passphrase, a recovery key, or nothing.
type Key struct {
	kind   string // one of the slot kinds
	secret []byte
	err    error // what is wrong with it, found before any file is touched
}

// Passphrase is a key made of words. It is read the same however the keyboard composes accents; spaces and capitals count.
func Passphrase(s string) Key {
	if strings.TrimSpace(s) == "" {
		return Key{kind: slotPassphrase, err: Problem{"passphrase", "Type a passphrase. Several words that only you know are best."}}
	}
	return Key{kind: slotPassphrase, secret: []byte(norm.NFC.String(s))}
}

// RecoveryKey is the key printed by [File.AddRecoveryKey], as it was typed back: capitals, spaces and hyphens do not matter. A typing slip is
// found by its check letters, and opening with it gives a [Problem] that names the group.
func RecoveryKey(s string) Key {
	secret, err := readRecovery(s)
	return Key{kind: slotRecovery, secret: secret, err: err}
}

// Fits tells whether the key can be one at all: it is not empty, and a recovery key has no typing slip.
func (k Key) Fits() bool { return k.kind != "" && k.err == nil }

// NoPassphrase is no key at all: whoever has the file can read it.
func NoPassphrase() Key { return Key{kind: slotNone} }

// The kinds of key slot.
const (
	slotPassphrase = "passphrase"
	slotRecovery   = "recovery"
	slotNone       = "none"
)

// cost is what one guess at a passphrase costs: the parameters of Argon2id.
type cost struct {
	Memory  uint32 `json:"memory"` // KiB
	Time    uint32 `json:"time"`   // passes
	Threads uint8  `json:"threads"`
}

// aSecond is what one guess is to cost on the machine on which the passphrase was chosen; a guess that costs most of it is dear enough.
const (
	aSecond    = time.Second
	dearEnough = aSecond * 7 / 10
	dearest    = 8         // times the floor: the file may be opened on an older machine one day
	mostMemory = 256 << 10 // KiB, which such a machine has as well
)

// floorCost is the second recommendation of RFC 9106 and the least a new file gets. The slot stores it, so that it can rise.
var floorCost = cost{Memory: 64 << 10, Time: 3, Threads: 4}

// calibrate measures the floor on this machine and raises it to about a second: the memory first, because that is what makes guessing dear on
// the machines thieves use. A clock that stands still gives the floor.
func calibrate(secret, salt []byte, now func() time.Time) cost {
	began := now()
	clear(floorCost.derive(secret, salt))
	took := now().Sub(began)
	if took <= 0 || took >= dearEnough {
		return floorCost
	}
	return floorCost.times(min(float64(aSecond)/float64(took), dearest))
}

// times gives a cost that is about so many times this one.
func (c cost) times(factor float64) cost {
	for factor >= 2 && c.Memory*2 <= mostMemory {
		c.Memory *= 2
		factor /= 2
	}
	c.Time = uint32(float64(c.Time)*factor + 0.5)
	return c
}

func (c cost) derive(secret, salt []byte) []byte {
	return argon2.IDKey(secret, salt, c.Time, c.Memory, c.Threads, keySize)
}

// bearable refuses a header that asks for more than 1 GiB or for minutes of work: it would stop the machine, not a thief.
func (c cost) bearable() bool {
	return c.Memory >= 8*uint32(c.Threads) && c.Memory <= 1<<20 && c.Time >= 1 && c.Time <= 64 && c.Threads >= 1 && c.Threads <= 64
}

// wrapKey derives the key that wraps the data key in a slot. The recovery key is random already and needs no slow hash.
func (s slot) wrapKey(secret []byte) ([]byte, error) {
	switch {
	case s.Kind == slotRecovery:
		return hkdf.Key(sha256.New, secret, s.Salt, "ehc-casefile 1 recovery", keySize)
	case s.Kind == slotPassphrase && s.Cost != nil && s.Cost.bearable():
		return s.Cost.derive(secret, s.Salt), nil
	}
	return nil, ErrDamaged
}
