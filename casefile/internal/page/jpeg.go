package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"image/jpeg"
)

var errJPEG = errors.New("the picture's file is damaged")

// JPEG markers (ITU-T T.81, table B.1).
const (
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markTEM  = 0x01
	markRST0 = 0xD0
	markRST7 = 0xD7
	markAPP0 = 0xE0
	markAPP1 = 0xE1
	markAPPD = 0xED
	markAPPE = 0xEE
	markAPPF = 0xEF
	markCOM  = 0xFE
)

// jpegPicture reads a JPEG for placing: its coded pixels untouched, and without what stands beside them (Exif, XMP,
// comments, thumbnails, whatever follows its end).
func jpegPicture(data []byte) (picture, error) {
	conf, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return picture{}, fmt.Errorf("read the picture: %w", err)
	}
	pic := picture{kind: "JPG", wide: conf.Width, high: conf.Height, camera: camera{orientation: 1}}
	if err := pic.bounded(); err != nil {
		return picture{}, err
	}
	if err := pic.strip(data); err != nil {
		return picture{}, err
	}
	switch conf.ColorModel {
	case color.GrayModel, color.YCbCrModel, color.CMYKModel:
		return pic, nil
	}
	return pic.redraw(jpeg.Decode, data) // stored as plain RGB, which few readers of PDF show rightly
}

// strip copies the segments a reader needs to draw the picture and reads the others' orientation and resolution.
func (pic *picture) strip(data []byte) error {
	out := append(make([]byte, 0, len(data)), 0xFF, markSOI)
	for at := 2; ; {
		for at < len(data) && data[at] == 0xFF { // any number of fill bytes
			at++
		}
		if at >= len(data) {
			return errJPEG
		}
		mark := data[at]
		at++
		if mark == markEOI {
			pic.data = append(out, 0xFF, markEOI)
			return nil
		}
		if mark == markTEM || mark >= markRST0 && mark <= markRST7 {
			continue
		}
		if at+2 > len(data) {
			return errJPEG
		}
		size := int(binary.BigEndian.Uint16(data[at:]))
		if size < 2 || at+size > len(data) {
			return errJPEG
		}
		if pic.keeps(mark, data[at+2:at+size]) {
			out = append(append(out, 0xFF, mark), data[at:at+size]...)
		}
		at += size
		if mark == markSOS {
			end := scanEnd(data, at)
			out = append(out, data[at:end]...)
			if end == len(data) { // cut short: readers show what is there
				pic.data = append(out, 0xFF, markEOI)
				return nil
			}
			at = end
		}
	}
}

// keeps tells whether a segment is needed to draw the picture, and takes from the others what we need to place it.
func (pic *picture) keeps(mark byte, body []byte) bool {
	switch {
	case mark == markAPP0:
		if pic.dpi == 0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12 {
			pic.dpi = jfifDensity(body)
		}
		return false
	case mark == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")) && len(body) > 6:
		pic.hidden = true
		exif := readExif(body[6:])
		pic.orientation = exif.orientation
		if exif.dpi > 0 {
			pic.dpi = exif.dpi
		}
		return false
	case mark == markAPPE: // Adobe's note of the colour transform
		return bytes.HasPrefix(body, []byte("Adobe"))
	case mark > markAPP0 && mark <= markAPPF, mark == markCOM:
		pic.hidden = pic.hidden || mark == markAPP1 || mark == markAPPD || mark == markCOM
		return false
	}
	return true
}

// jfifDensity reads dots per inch from a JFIF header; 0 if it gives only an aspect.
func jfifDensity(body []byte) float64 {
	x := float64(binary.BigEndian.Uint16(body[8:]))
	switch body[7] {
	case 1:
		return x
	case 2:
		return x * 2.54
	}
	return 0
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
