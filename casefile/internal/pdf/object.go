package pdf

import "math"

// An object is held as a Go value of one of these types: nil for null, bool,
// int, float64, text, name, ref, array or dict (7.3). A stream is its dict and
// its bytes, and never lies inside another object.
type (
	text  []byte // a string as it was spelt, with its ( ) or < >
	name  string // decoded, without the slash
	ref   int    // object number; generations are not kept, a file has one live object a number
	array []any
	dict  []field
)

type field struct {
	key name
	val any
}

// get gives the value of a key, nil without one.
func (d dict) get(key name) any {
	for i := range d {
		if d[i].key == key {
			return d[i].val
		}
	}
	return nil
}

// with gives a dictionary with the key set, in place where d has it.
func (d dict) with(key name, val any) dict {
	for i := range d {
		if d[i].key == key {
			d[i].val = val
			return d
		}
	}
	return append(d, field{key, val})
}

// only gives a new dictionary of the keys listed, in the order of d.
func (d dict) only(keys map[name]bool) dict {
	var out dict
	for _, f := range d {
		if keys[f.key] {
			out = append(out, f)
		}
	}
	return out
}

// clone gives a dictionary whose fields can be changed without changing d.
func (d dict) clone() dict { return append(dict(nil), d...) }

func keys(list ...name) map[name]bool {
	m := make(map[name]bool, len(list))
	for _, k := range list {
		m[k] = true
	}
	return m
}

// number reads an int or a real; anything else, and what is not finite, is refused.
func number(o any) (float64, bool) {
	switch v := o.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return 0, false
}

// integer reads a number as an int that fits any arithmetic done here.
func integer(o any) (int, bool) {
	v, ok := number(o)
	if !ok || math.Abs(v) > 1<<53 {
		return 0, false
	}
	return int(v), true
}
