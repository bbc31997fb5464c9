package casefile

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"testing"

	bolt "go.etcd.io/bbolt"
)

var damages = flag.Int("damages", 60, "how many damaged files of each sort to judge")

// sorts are the ways in which a disk, a stick or a hand spoils a file.
var sorts = []struct {
	name  string
	spoil func(p patient, data []byte, r *rand.Rand) []byte
}{
	{"a flipped bit", func(_ patient, data []byte, r *rand.Rand) []byte { return flipBit(data, r.IntN(len(data)), r) }},
	{"a bit in a meta page", func(_ patient, data []byte, r *rand.Rand) []byte {
		return flipBit(data, r.IntN(2)*pageSize+r.IntN(metaSize), r)
	}},
	{"a page of zeros", func(_ patient, data []byte, r *rand.Rand) []byte { clear(anyPage(data, r)); return data }},
	{"a page of noise", func(_ patient, data []byte, r *rand.Rand) []byte {
		copy(anyPage(data, r), randomBytes(pageSize))
		return data
	}},
	{"a sector of zeros", func(_ patient, data []byte, r *rand.Rand) []byte {
		at := r.IntN(len(data)/512) * 512
		clear(data[at : at+512])
		return data
	}},
	{"two pages swapped", func(_ patient, data []byte, r *rand.Rand) []byte {
		swap(anyPage(data, r), anyPage(data, r))
		return data
	}},
	{"a page written not", func(p patient, data []byte, r *rand.Rand) []byte {
		n := r.IntN(min(len(p.older), len(data))/pageSize) * pageSize
		copy(data[n:n+pageSize], p.older[n:])
		return data
	}},
	{"cut short", func(_ patient, data []byte, r *rand.Rand) []byte { return data[:r.IntN(len(data))] }},
}

func flipBit(data []byte, at int, r *rand.Rand) []byte {
	data[at] ^= 1 << r.IntN(8)
	return data
}

func anyPage(data []byte, r *rand.Rand) []byte {
	at := r.IntN(len(data)/pageSize) * pageSize
	return data[at : at+pageSize]
}

// Damage is refused, named, or hit nothing; it is never shown as good data. Each sort is judged in a process of its own, so that the death
// of one would be seen here.
func TestDamageIsNeverShownAsGood(t *testing.T) {
	if os.Getenv("EHC_TEST_DAMAGE") != "" {
		t.Skip("this is the process that judges")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	seed := luck(t).Uint64()
	for _, sort := range sorts {
		judge := exec.Command(exe, "-test.run=^TestDamageJudge$", "-test.v", fmt.Sprint("-damages=", *damages), fmt.Sprint("-seed=", max(seed, 1)))
		judge.Env = append(os.Environ(), "EHC_TEST_DAMAGE="+sort.name)
		said, err := judge.CombinedOutput()
		if err != nil || !bytes.Contains(said, []byte("judged ")) {
			t.Errorf("%s: %v\n%s", sort.name, err, said)
			continue
		}
		_, after, _ := bytes.Cut(said, []byte("judged "))
		line, _, _ := bytes.Cut(after, []byte("\n"))
		t.Logf("%s: %s", sort.name, line)
	}
}

// TestDamageJudge is the process started above.
func TestDamageJudge(t *testing.T) {
	name := os.Getenv("EHC_TEST_DAMAGE")
	for _, sort := range sorts {
		if sort.name != name {
			continue
		}
		p, r, o := newPatient(t), luck(t), outcome{}
		for i := range *damages {
			data := sort.spoil(p, bytes.Clone(p.data), r)
			t.Run("", func(t *testing.T) { p.examine(t, &o, fmt.Sprint(sort.name, " ", i), data) }) // its folder goes with it
		}
		fmt.Printf("judged %+v\n", o)
	}
}

// plainWrong tells whether bbolt alone, with its own check, takes damaged bytes for good and then gives values that were never written.
func plainWrong(path string, right map[string]string) (wrong bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			wrong = false // it noticed, in its way
		}
	}()
	// bbolt's own Check would run on a goroutine of its own, where a page that is not there ends the process; the survey sees what it sees.
	if _, err := inspect(path); err != nil {
		return false
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: lockWait})
	if err != nil {
		return false
	}
	defer db.Close()
	now := plainValues(db)
	for key, value := range right {
		if now[key] != value {
			return true
		}
	}
	return false
}

// plainValues gives every value in the file by its bucket and key.
func plainValues(db *bolt.DB) map[string]string {
	out := map[string]string{}
	db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error { out[string(name)+string(k)] = string(v); return nil })
		})
	})
	return out
}

// Without our seals the same damage must pass unseen, or it is no damage.
func TestPlainBoltShowsDamageAsGood(t *testing.T) {
	p, r := newPatient(t), luck(t)
	path := filepath.Join(t.TempDir(), "plain")
	write := func(data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(p.data)
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	right := plainValues(db)
	db.Close()
	silent := 0
	for range 200 {
		write(flipBit(bytes.Clone(p.data), r.IntN(len(p.data)), r))
		if plainWrong(path, right) {
			silent++
		}
	}
	if silent == 0 {
		t.Error("200 flipped bits changed nothing that bbolt gives")
	}
	t.Logf("%d of 200 flipped bits change what bbolt gives without a word", silent)
}
