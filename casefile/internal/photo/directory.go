package photo

import (
	"encoding/binary"
	"math"
)

// tagFile is a file of tagged fields: a TIFF, or the notes a camera leaves in the same form (Exif).
type tagFile struct {
	data  []byte
	order binary.ByteOrder
	big   bool // BigTIFF: numbers of eight bytes
}

// field is one entry of a directory. Its bytes lie in the file, so that no count in a file can ask for memory.
type field struct {
	kind uint16
	raw  []byte
}

// Tags of TIFF 6.0 and Exif that are read.
const (
	tagSubfile      = 254
	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262
	tagFillOrder    = 266
	tagStripOffsets = 273
	tagOrientation  = 274
	tagSamples      = 277
	tagRowsPerStrip = 278
	tagStripBytes   = 279
	tagXResolution  = 282
	tagYResolution  = 283
	tagPlanar       = 284
	tagT4Options    = 292
	tagUnit         = 296
	tagPredictor    = 317
	tagColourMap    = 320
	tagTileWidth    = 322
	tagTileHeight   = 323
	tagTileOffsets  = 324
	tagTileBytes    = 325
	tagExtra        = 338
	tagFormat       = 339
	tagJPEGTables   = 347
	tagJPEGOffset   = 513
	tagJPEGLength   = 514
	tagProfile      = 34675
)

// maxFields is how many entries of one directory are looked at.
const maxFields = 1000

func be16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }
func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

// openTags reads the header and gives where the first directory lies.
func openTags(data []byte) (t tagFile, first uint64, ok bool) {
	if len(data) < 8 {
		return t, 0, false
	}
	t = tagFile{data: data, order: binary.BigEndian}
	switch string(data[:2]) {
	case "II":
		t.order = binary.LittleEndian
	case "MM":
	default:
		return t, 0, false
	}
	switch t.order.Uint16(data[2:]) {
	case 42:
		return t, uint64(t.order.Uint32(data[4:])), true
	case 43:
		t.big = true
		return t, t.order.Uint64(append(data[8:len(data):len(data)], make([]byte, 8)...)), len(data) >= 16
	}
	return t, 0, false
}

// slice gives n bytes at an offset, or nil where the file does not hold them.
func (t tagFile) slice(at, n uint64) []byte {
	if size := uint64(len(t.data)); at > size || n > size-at {
		return nil
	}
	return t.data[at : at+n]
}

// directory reads the fields at an offset and where the next directory lies, 0 for none. Fields that point out of the file
// are left out.
func (t tagFile) directory(at uint64) (fields map[uint16]field, next uint64, ok bool) {
	countSize, entrySize, wordSize := uint64(2), uint64(12), uint64(4)
	if t.big {
		countSize, entrySize, wordSize = 8, 20, 8
	}
	head := t.slice(at, countSize)
	if head == nil {
		return nil, 0, false
	}
	count := uint64(t.order.Uint16(head))
	if t.big {
		count = min(t.order.Uint64(head), math.MaxUint16)
	}
	fields = map[uint16]field{}
	for i := range count {
		entry := t.slice(at+countSize+i*entrySize, entrySize)
		if entry == nil {
			return fields, 0, len(fields) > 0
		}
		if tag := t.order.Uint16(entry); len(fields) < maxFields {
			if _, twice := fields[tag]; !twice {
				fields[tag] = t.field(entry)
			}
		}
	}
	if tail := t.slice(at+countSize+count*entrySize, wordSize); tail != nil {
		next = t.word(tail)
	}
	return fields, next, true
}

func (t tagFile) word(b []byte) uint64 {
	if t.big {
		return t.order.Uint64(b)
	}
	return uint64(t.order.Uint32(b))
}

// sizes of the kinds of value, by their number.
var sizes = [...]uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8}

func (t tagFile) field(entry []byte) field {
	kind := t.order.Uint16(entry[2:])
	if int(kind) >= len(sizes) || sizes[kind] == 0 {
		return field{}
	}
	count, inline := t.word(entry[4:]), entry[8:]
	if t.big {
		inline = entry[12:]
	}
	if count > uint64(len(t.data)) {
		return field{}
	}
	if n := count * sizes[kind]; n > uint64(len(inline)) {
		return field{kind, t.slice(t.word(inline), n)}
	} else {
		return field{kind, inline[:n]}
	}
}

// numbers gives a field's whole numbers, at most limit of them.
func (t tagFile) numbers(f field, limit int) []uint64 {
	if f.raw == nil {
		return nil
	}
	size := sizes[f.kind]
	n := min(uint64(len(f.raw))/size, uint64(limit))
	out := make([]uint64, n)
	for i := range out {
		v := f.raw[uint64(i)*size:]
		switch f.kind {
		case 3:
			out[i] = uint64(t.order.Uint16(v))
		case 4, 13:
			out[i] = uint64(t.order.Uint32(v))
		case 16, 18:
			out[i] = t.order.Uint64(v)
		default:
			out[i] = uint64(v[0])
		}
	}
	return out
}

// number gives a field's first whole number, or what is usual where there is none.
func (t tagFile) number(f field, usual uint64) uint64 {
	if n := t.numbers(f, 1); len(n) > 0 {
		return n[0]
	}
	return usual
}

// ratio gives a field's fraction; 0 where there is none.
func (t tagFile) ratio(f field) float64 {
	if f.kind != 5 || len(f.raw) < 8 {
		return 0
	}
	under := t.order.Uint32(f.raw[4:])
	if under == 0 {
		return 0
	}
	return float64(t.order.Uint32(f.raw)) / float64(under)
}

// place takes orientation and resolution from a directory. What cannot be read is left as it is: a picture never fails for
// its notes.
func (s *stream) place(t tagFile, fields map[uint16]field) {
	if o := t.number(fields[tagOrientation], 1); o >= 1 && o <= 8 {
		s.turn = int(o)
	}
	per := 1.0
	switch t.number(fields[tagUnit], 2) {
	case 1: // no unit, only a shape
		return
	case 3:
		per = 2.54
	}
	if x, y := t.ratio(fields[tagXResolution])*per, t.ratio(fields[tagYResolution])*per; x > 0 && y > 0 {
		s.dpiX, s.dpiY = x, y
	}
}

// exif reads the notes of a camera: the first directory alone.
func (s *stream) exif(notes []byte) {
	s.hidden = true
	t, first, ok := openTags(notes)
	if !ok {
		return
	}
	if fields, _, ok := t.directory(first); ok {
		s.place(t, fields)
	}
}
