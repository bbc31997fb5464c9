package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"
)

// errFilter: the stream is an image or a kind we do not decode.
var errFilter = errors.New("filter not decoded here")

// filter is one step of decoding a stream.
type filter struct {
	name  name
	parms dict
}

// filters lists the steps a stream's dictionary asks for (7.4.1).
func (r *reader) filters(d dict) []filter {
	parms := r.value(first(d, "DecodeParms", "DP"))
	switch v := r.value(first(d, "Filter", "F")).(type) {
	case name:
		if list, ok := parms.(array); ok && len(list) > 0 {
			parms = r.value(list[0])
		}
		p, _ := parms.(dict)
		return []filter{{v, p}}
	case array:
		list, _ := parms.(array)
		var out []filter
		for i, o := range v {
			f := filter{name: r.name(o)}
			if i < len(list) {
				f.parms = r.dict(list[i])
			} else if one, ok := parms.(dict); ok && len(v) == 1 {
				f.parms = one
			}
			out = append(out, f)
		}
		return out
	}
	return nil
}

func first(d dict, long, short name) any {
	if v := d.get(long); v != nil {
		return v
	}
	if _, isName := d.get(short).(name); isName || short != "F" {
		return d.get(short)
	}
	return nil
}

// decode gives what a stream says. Bytes that came out before an error are
// given with the error: half a page is better than none.
func (r *reader) decode(o object) ([]byte, error) {
	d, _ := o.val.(dict)
	return r.run(r.filters(d), o.data)
}

func (r *reader) run(steps []filter, b []byte) ([]byte, error) {
	if len(steps) > 16 {
		return nil, errFilter
	}
	var broken error
	for _, f := range steps {
		out, err := r.step(f, b)
		if err != nil {
			broken = err
			if len(out) == 0 || errors.Is(err, ErrTooLarge) {
				return nil, err
			}
		}
		b = out
	}
	return b, broken
}

func (r *reader) step(f filter, b []byte) ([]byte, error) {
	room := min(r.lim.MaxStream, r.purse.decoded)
	var out []byte
	var err error
	switch f.name {
	case "FlateDecode", "Fl":
		out, err = r.inflate(b, room)
	case "LZWDecode", "LZW":
		early, ok := integer(r.value(f.parms.get("EarlyChange")))
		out, err = unLZW(b, room, !ok || early != 0)
	case "ASCIIHexDecode", "AHx":
		out = unhex(b)
	case "ASCII85Decode", "A85":
		out, err = unASCII85(b)
	case "RunLengthDecode", "RL":
		out, err = unRunLength(b, room)
	case "Crypt":
		return b, nil
	default:
		return nil, fmt.Errorf("%w: %s", errFilter, f.name)
	}
	r.purse.decoded -= int64(len(out))
	if !r.purse.spend(len(out) / 8) {
		return nil, r.purse.err
	}
	if int64(len(out)) >= room {
		return nil, errDecoded
	}
	return r.predicted(f, out, err)
}

func (r *reader) predicted(f filter, b []byte, err error) ([]byte, error) {
	switch f.name {
	case "FlateDecode", "Fl", "LZWDecode", "LZW":
		if len(f.parms) > 0 {
			b, bad := r.unpredict(f.parms, b)
			if err == nil {
				err = bad
			}
			return b, err
		}
	}
	return b, err
}

var inflaters sync.Pool

// inflate undoes Flate. A damaged end gives what came before it; a wrong
// zlib header is passed over.
func (r *reader) inflate(b []byte, room int64) ([]byte, error) {
	out, err := r.drain(b, room, true)
	if err != nil && len(out) == 0 && len(b) > 2 {
		for _, skip := range []int{2, 0} {
			if out, bad := r.drain(b[skip:], room, false); len(out) > 0 {
				return out, bad
			}
		}
	}
	return out, err
}

func (r *reader) drain(b []byte, room int64, header bool) ([]byte, error) {
	src := bytes.NewReader(b)
	z, err := inflater(src, header)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, min(int64(len(b))*4+512, room+1))
	for {
		if int64(len(out)) > room || !r.purse.spend(0) {
			return out[:min(int64(len(out)), room)], errDecoded
		}
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := z.Read(out[len(out):min(cap(out), len(out)+1<<18)])
		out = out[:len(out)+n]
		if err == io.EOF {
			if header {
				inflaters.Put(z)
			}
			return out, nil
		}
		if errors.Is(err, zlib.ErrChecksum) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
}

func inflater(src io.Reader, header bool) (io.Reader, error) {
	if !header {
		return flate.NewReader(src), nil
	}
	if z, ok := inflaters.Get().(io.ReadCloser); ok {
		return z, z.(zlib.Resetter).Reset(src, nil)
	}
	return zlib.NewReader(src)
}

// deflate packs pieces one after the other, the same way on every machine.
func deflate(pieces ...[]byte) []byte {
	room := bytes.NewBuffer(scratch())
	defer func() { spareBytes(room.Bytes()) }()
	z, _ := deflaters.Get().(*zlib.Writer)
	if z == nil {
		z, _ = zlib.NewWriterLevel(room, deflateLevel)
	} else {
		z.Reset(room)
	}
	for _, p := range pieces {
		z.Write(p) // a bytes.Buffer takes everything
	}
	z.Close()
	deflaters.Put(z)
	return bytes.Clone(room.Bytes())
}

// What is packed here are short objects and content of ours, which hardly get shorter above the quickest level: level 5 takes twice as long, and
// a whole bundle is less than a third of a hundredth shorter.
const deflateLevel = 1

var deflaters sync.Pool
