package photo

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"io"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markSOF0 = 0xC0
	markSOF2 = 0xC2
	markDHT  = 0xC4
	markJPG  = 0xC8
	markDAC  = 0xCC
	markRST0 = 0xD0
	markRST7 = 0xD7
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markDRI  = 0xDD
	markTEM  = 0x01
	markAPP0 = 0xE0
	markAPP1 = 0xE1
	markAPP2 = 0xE2
	markAPPD = 0xED
	markAPPE = 0xEE
	markAPPF = 0xEF
	markCOM  = 0xFE
)

// maxProfile is the largest profile of colour that is passed on; usual ones take 500 bytes to 4 KB.
const maxProfile = 64 << 10

// jpegFile is what stands in a JPEG beside its coded pixels, and those pixels alone.
type jpegFile struct {
	wide, high  int
	components  int
	perPixel    float64 // coded samples a pixel: 1.5 for the usual photograph
	progressive bool
	adobe       bool
	restarts    bool
	scans       []int  // where in plain each scan begins
	plain       []byte // without what is not needed to draw it; ends in an end mark
	cut         bool   // the file ends before the picture does
	profile     []byte
	parts       int // of the profile
}

// openJPEG reads a JPEG's segments to the end of its first picture; what follows (a second picture for depth, a film, junk)
// is left out.
func openJPEG(data []byte, s *stream) (*jpegFile, error) {
	j := &jpegFile{plain: append(make([]byte, 0, len(data)), 0xFF, markSOI)}
	for at := 2; ; {
		at = nextMark(data, at)
		if at >= len(data) {
			j.cut = true
			break
		}
		mark := data[at]
		at++
		if mark == markEOI {
			break
		}
		if mark == markTEM || mark == markSOI || mark >= markRST0 && mark <= markRST7 {
			continue
		}
		if at+2 > len(data) || int(be16(data[at:])) < 2 || at+int(be16(data[at:])) > len(data) {
			j.cut = true
			break
		}
		size := int(be16(data[at:]))
		if err := j.segment(mark, data[at+2:at+size], s); err != nil {
			return nil, err
		}
		at += size
		if mark == markSOS {
			end := scanEnd(data, at)
			j.plain = append(j.plain, data[at:end]...)
			at = end
		}
	}
	j.plain = append(j.plain, 0xFF, markEOI)
	if j.wide == 0 || len(j.scans) == 0 {
		return nil, damaged("it ends before the picture begins")
	}
	return j, nil
}

// nextMark finds the byte after the next 0xFF that is not one itself.
func nextMark(data []byte, at int) int {
	for at < len(data) && data[at] != 0xFF {
		at++
	}
	for at < len(data) && data[at] == 0xFF {
		at++
	}
	return at
}

// scanEnd finds where coded pixels end: at the next marker that is neither a stuffed byte nor a restart.
func scanEnd(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if next := data[at+1]; data[at] == 0xFF && next != 0 && next != 0xFF && (next < markRST0 || next > markRST7) {
			return at
		}
	}
	return len(data)
}

// segment keeps what is needed to draw the picture, and takes from the rest what is needed to place it.
func (j *jpegFile) segment(mark byte, body []byte, s *stream) error {
	switch {
	case mark >= markSOF0 && mark <= 0xCF && mark != markDHT && mark != markJPG && mark != markDAC:
		if err := j.frame(mark, body); err != nil {
			return err
		}
	case mark == markSOS:
		if j.wide == 0 {
			return damaged("its pixels come before its size")
		}
		j.scans = append(j.scans, len(j.plain))
		if len(j.scans) > 100 {
			return tooLarge("it has more than 100 scans")
		}
	case mark == markDRI:
		j.restarts = len(body) >= 2 && be16(body) > 0
	case mark == markAPPE && bytes.HasPrefix(body, []byte("Adobe")):
		j.adobe = true
	case mark >= markAPP0 && mark <= markAPPF, mark == markCOM:
		j.aside(mark, body, s)
		return nil
	}
	j.plain = append(binary.BigEndian.AppendUint16(append(j.plain, 0xFF, mark), uint16(len(body)+2)), body...)
	return nil
}

// frame reads the header of the picture.
func (j *jpegFile) frame(mark byte, body []byte) error {
	switch {
	case mark > markSOF2:
		return refused("it is a JPEG of a rare kind (number %d) that few programs open", mark-markSOF0)
	case len(body) < 6 || len(body) < 6+3*int(body[5]):
		return damaged("its header is cut short")
	case body[0] != 8:
		return refused("it has %d bits a colour, as medical pictures do; a JPEG that is widely read has 8", body[0])
	case j.wide > 0:
		return damaged("it has two headers")
	}
	j.high, j.wide, j.components = int(be16(body[1:])), int(be16(body[3:])), int(body[5])
	j.progressive = mark == markSOF2
	across, down, area := 1, 1, 0
	for c := range j.components {
		h, v := int(body[7+3*c]>>4), int(body[7+3*c]&15)
		across, down, area = max(across, h), max(down, v), area+h*v
	}
	j.perPixel = float64(area) / float64(across*down)
	if j.components == 1 {
		j.perPixel = 1
	}
	return nil
}

// aside reads a segment that is not drawn.
func (j *jpegFile) aside(mark byte, body []byte, s *stream) {
	switch {
	case mark == markAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12:
		x, y := float64(be16(body[8:])), float64(be16(body[10:]))
		if body[7] == 2 {
			x, y = x*2.54, y*2.54
		}
		if body[7] != 0 && s.dpiX == 0 {
			s.dpiX, s.dpiY = x, y
		}
	case mark == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")) && len(body) > 6:
		if s.turn == 0 { // the first is the picture's own
			s.exif(body[6:])
		}
		s.hidden = true
	case mark == markAPP2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) && len(body) > 14:
		j.parts++
		if int(body[12]) == j.parts && len(j.profile) < maxProfile {
			j.profile = append(j.profile, body[14:]...)
		}
	case mark == markAPP1, mark == markAPPD, mark == markCOM:
		s.hidden = true
	}
}

// openJPEGStream makes a JPEG ready to be read row by row. image/jpeg unpacks it whole: a hundred million pixels of the
// usual kind take 150 MB.
func openJPEGStream(data []byte) (*stream, error) {
	s := &stream{}
	j, err := openJPEG(data, s)
	if err != nil {
		return nil, err
	}
	s.turn = max(s.turn, 1)
	m, cut, err := j.decode()
	if err != nil {
		return nil, err
	}
	s.fromImage(m)
	s.profile = checkProfile(j.profile, s.colour)
	if cut {
		s.notes = append(s.notes, noteCut)
		return s, nil
	}
	if j.components == 4 {
		s.notes = append(s.notes, noteProcess)
		s.profile = nil
	}
	if _, odd := m.(*image.RGBA); j.components != 4 && !odd { // few readers of PDF show plain RGB in a JPEG rightly
		s.plainJPEG = j.plain
	}
	return s, nil
}

// decode unpacks the picture. One that is cut or damaged gives what could be read, and true.
func (j *jpegFile) decode() (image.Image, bool, error) {
	if err := checkSides(j.wide, j.high, maxPixels); err != nil {
		return nil, false, err
	}
	need := j.perPixel
	if j.progressive {
		need *= 5 // each coefficient waits in four bytes until the last scan is read
	}
	if j.components == 4 || j.components == 3 && j.adobe {
		need += 4
	}
	if err := checkMemory(j.wide, j.high, need); err != nil {
		return nil, false, err
	}
	r := &metered{data: j.plain}
	m, err := jpeg.Decode(r)
	if err == nil {
		return m, j.cut, nil
	}
	if m = j.mend(r.at); m != nil {
		return m, true, nil
	}
	return nil, false, damaged("%s", firstLine(err))
}

// metered gives bytes in small pieces and knows how many were taken, so that the place of a fault is known.
type metered struct {
	data []byte
	at   int
}

func (m *metered) Read(p []byte) (int, error) {
	if m.at >= len(m.data) {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 512)], m.data[m.at:])
	m.at += n
	return n, nil
}
