package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// plainNames tells whether JSON can be read in one way only: it is UTF-8, the names of its fields are of small letters, digits and _, and no
// object has a name twice. Go takes "ID" for "id" and the last of two; another reader takes something else, and would see another case.
func plainNames(raw []byte) error {
	if !utf8.Valid(raw) {
		return fmt.Errorf("it is not UTF-8: %w", ErrDamaged)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return plainValue(d)
}

// plainValue reads one value.
func plainValue(d *json.Decoder) error {
	t, err := d.Token()
	if err != nil {
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	open, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			if err := plainName(d, seen); err != nil {
				return err
			}
		}
		if err := plainValue(d); err != nil {
			return err
		}
	}
	if _, err = d.Token(); err != nil { // the bracket that closes it
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	return nil
}

// plainName reads the name of a field, which is not among those seen.
func plainName(d *json.Decoder, seen map[string]bool) error {
	t, err := d.Token()
	name, ok := t.(string)
	if err != nil || !ok || seen[name] {
		return fmt.Errorf("a field named twice: %w", ErrDamaged)
	}
	seen[name] = true
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return fmt.Errorf("the name of a field: %w", ErrDamaged)
		}
	}
	return nil
}
