package casefile

import (
	"errors"
	"io"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

// Recipient is who can open an archive: whoever knows a passphrase, or the owner of one key. It is never both, because whoever holds the
// one could then make an archive that seems to come from the other.
type Recipient struct {
	to  age.Recipient
	err error // what is wrong with it, found before anything is written
}

// ToPassphrase seals an archive with a passphrase, which goes to the other person in another way than the archive. Exporting with an empty one
// gives a [Problem].
func ToPassphrase(s string) Recipient {
	if strings.TrimSpace(s) == "" {
		return Recipient{err: Problem{"passphrase", sayNoArchivePassphrase}}
	}
	to, err := age.NewScryptRecipient(norm.NFC.String(s))
	return Recipient{to, err}
}

const sayNoArchivePassphrase = "Type a passphrase for the archive. Several words are best."

// ToPublicKey seals an archive for the owner of an age key; s is the public half they sent ("age1…"). Exporting with one that was mistyped gives a
// [Problem].
func ToPublicKey(s string) Recipient {
	to, err := age.ParseX25519Recipient(strings.TrimSpace(s))
	if err != nil {
		return Recipient{err: Problem{"to", "This is not a public key. It begins with age1 and has 62 letters and digits. Copy the whole of it from the person who sent it."}}
	}
	return Recipient{to: to}
}

// Opener is what opens an archive: its passphrase, or the secret half of the key it was sealed for.
type Opener struct {
	with []age.Identity
	err  error
}

// maxWorkFactor bounds what a stranger's archive may ask of the memory for one try at a passphrase: 512 MiB. Ours ask for half of it.
const maxWorkFactor = 19

// WithPassphrase opens an archive with its passphrase. Using an empty one gives a [Problem].
func WithPassphrase(s string) Opener {
	if strings.TrimSpace(s) == "" {
		return Opener{err: Problem{"passphrase", sayNoArchivePassphrase}}
	}
	id, err := age.NewScryptIdentity(norm.NFC.String(s))
	if err != nil {
		return Opener{err: err}
	}
	id.SetMaxWorkFactor(maxWorkFactor)
	return Opener{with: []age.Identity{id}}
}

// WithIdentities opens an archive with one of the secret keys in r, written as the program age-keygen writes them. Using none gives a [Problem].
func WithIdentities(r io.Reader) Opener {
	ids, err := age.ParseIdentities(r)
	if err != nil { // its text may hold a line of the file, which is secret
		return Opener{err: Problem{"identity", "No secret key could be read in this file. It holds a line that begins with AGE-SECRET-KEY-1. Choose that file."}}
	}
	return Opener{with: ids}
}

// sayUnlock turns what age says when it cannot begin into ours.
func sayUnlock(err error) error {
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return ErrArchiveKey
	}
	return archiveDamage(err)
}
