package photo

import (
	"bytes"
	"slices"
)

// Kind says what a file of pictures is.
type Kind string

// The kinds that are known. AVIF is known to be refused with a reason.
const (
	None Kind = ""
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	TIFF Kind = "tiff"
	WebP Kind = "webp"
	HEIC Kind = "heic"
	AVIF Kind = "avif"
	GIF  Kind = "gif"
	BMP  Kind = "bmp"
)

// HeadSize is how many bytes from the beginning of a file KindOf wants to see; fewer are looked at as far as they go.
const HeadSize = 512

// KindOf tells the kind of a picture from the beginning of its file, and None for what is no picture.
func KindOf(head []byte) Kind {
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case starts("\xff\xd8\xff"):
		return JPEG
	case starts(pngMark):
		return PNG
	case starts("II*\x00"), starts("MM\x00*"), starts("II+\x00\x08\x00"), starts("MM\x00+\x00\x08"):
		return TIFF
	case starts("RIFF") && len(head) >= 16 && string(head[8:12]) == "WEBP":
		return WebP
	case starts("GIF87a"), starts("GIF89a"):
		return GIF
	case starts("BM") && len(head) >= 30 && slices.Contains([]byte{12, 40, 52, 56, 64, 108, 124}, head[14]) && head[15] == 0:
		return BMP
	case len(head) >= 16 && string(head[4:8]) == "ftyp":
		return brand(head)
	}
	return None
}

// brand tells HEIC from AVIF and from video by what the file says it may be read as (ISO/IEC 23008-12, 10.2).
func brand(head []byte) Kind {
	end := min(len(head), int(min(be32(head), HeadSize)))
	kind := None
	for at := 8; at+4 <= end; at += 4 {
		if at == 12 { // the version of the first brand
			continue
		}
		switch string(head[at : at+4]) {
		case "heic", "heix", "heim", "heis", "hevc", "hevx":
			return HEIC
		case "avif", "avis":
			kind = AVIF
		case "mif1", "msf1":
			if kind == None {
				kind = HEIC
			}
		}
	}
	return kind
}
