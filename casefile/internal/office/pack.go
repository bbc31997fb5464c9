package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// pack is an opened zip whose parts are read within bounds. Its names lead nowhere but to its own parts.
type pack struct {
	parts map[string]*zip.File
	total int64 // unpacked so far
}

// unpack opens a zip. The entries are counted before the library makes something of each.
func unpack(data []byte) (*pack, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > limit.ZipEntries {
		return nil, fmt.Errorf("%w: %d parts", ErrLarge, n)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	p := &pack{parts: map[string]*zip.File{}}
	for _, f := range r.File {
		if f.Flags&1 != 0 {
			return nil, ErrLocked
		}
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
		}
	}
	return p, nil
}

// has tells whether there is a part of this name.
func (p *pack) has(name string) bool { return p.parts[name] != nil }

// open gives a part's bytes as they unpack; nil where there is none.
func (p *pack) open(name string) (io.ReadCloser, error) {
	f := p.parts[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	return &metered{ReadCloser: r, pack: p, packed: int64(f.CompressedSize64)}, nil
}

// metered reads a part and stops at the bounds.
type metered struct {
	io.ReadCloser
	pack         *pack
	packed, read int64
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	m.read += int64(n)
	m.pack.total += int64(n)
	if m.pack.total > limit.ZipTotal || m.read > limit.ZipFree && m.read > limit.ZipRatio*max(m.packed, 1) {
		return 0, ErrLarge
	}
	return n, err
}

// bytes reads a whole part of at most so many bytes; nil where there is none or it is larger.
func (p *pack) bytes(name string, most int64) ([]byte, error) {
	r, err := p.open(name)
	if r == nil || err != nil {
		return nil, err
	}
	defer r.Close()
	if p.parts[name].UncompressedSize64 > uint64(most) {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(data)) > most {
		return nil, nil
	}
	return data, err
}

// image reads a part that is a JPEG or PNG of at most so many bytes; nil for any other.
func (p *pack) image(name string, most int) ([]byte, error) {
	data, err := p.bytes(name, int64(max(most, 0)))
	if !shown(data) {
		data = nil
	}
	return data, err
}

// target resolves what a relationship of a part names, within the zip.
func target(part, to string) string {
	to, _, _ = strings.Cut(to, "#")
	if strings.HasPrefix(to, "/") {
		return strings.TrimPrefix(path.Clean(to), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+path.Join(path.Dir(part), to)), "/")
}
