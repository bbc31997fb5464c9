package page

import "encoding/binary"

// camera is the little we read of what a camera or scanner wrote about a picture.
type camera struct {
	orientation int     // 1 to 8 as Exif numbers them; 1 is upright
	dpi         float64 // 0 if not said
}

// Exif tags (JEITA CP-3451, 4.6.4).
const (
	tagOrientation = 0x0112
	tagXResolution = 0x011A
	tagUnit        = 0x0128
)

// readExif reads orientation and resolution from a TIFF header and its first directory. What it cannot read it leaves at
// upright and unknown: a picture never fails for its notes.
func readExif(tiff []byte) camera {
	c := camera{orientation: 1}
	if len(tiff) < 8 {
		return c
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	} else if string(tiff[:2]) != "MM" {
		return c
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return c
	}
	dir := tiff[at:]
	perUnit := 1.0
	for i := range int(order.Uint16(dir)) {
		if len(dir) < 2+12*(i+1) {
			break
		}
		entry := dir[2+12*i:]
		switch order.Uint16(entry) {
		case tagOrientation:
			if o := int(order.Uint16(entry[8:])); o >= 1 && o <= 8 {
				c.orientation = o
			}
		case tagUnit:
			if order.Uint16(entry[8:]) == 3 { // dots per centimetre
				perUnit = 2.54
			}
		case tagXResolution:
			c.dpi = ratio(order, tiff, int64(order.Uint32(entry[8:])))
		}
	}
	c.dpi *= perUnit
	return c
}

// ratio reads a fraction at an offset; 0 if there is none.
func ratio(order binary.ByteOrder, tiff []byte, at int64) float64 {
	if at+8 > int64(len(tiff)) {
		return 0
	}
	over, under := order.Uint32(tiff[at:]), order.Uint32(tiff[at+4:])
	if under == 0 {
		return 0
	}
	return float64(over) / float64(under)
}
