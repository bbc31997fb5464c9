package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"os/exec"
	"strconv"
	"testing"
)

// stored is the arrow as a camera stores it that was held so: the inverse of what a viewer has to do.
func stored(turn int) image.Image {
	inverse := [9]int{0, 1, 2, 3, 4, 5, 8, 7, 6}[turn]
	m := arrow(96, 64)
	r := newRaster(96, 64, true)
	for i := range 96 * 64 {
		copy(r.pix[3*i:], m.Pix[4*i:4*i+3])
	}
	return r.upright(inverse).picture()
}

// exifOf writes the notes of a camera that hold a turn and a place.
func exifOf(turn int) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01")
	b = binary.BigEndian.AppendUint16(b, tagOrientation)
	b = append(b, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0, 0, 0, 0, 0)
	return append(b, "GPS 51.5074 N"...)
}

func jpegTurned(t testing.TB, turn int) []byte {
	bare := asJPEG(t, stored(turn))
	body := append([]byte("Exif\x00\x00"), exifOf(turn)...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(body)+2))
	return append(append(head, body...), bare[2:]...)
}

func pngTurned(t testing.TB, turn int) []byte {
	bare := asPNG(t, stored(turn))
	body := append([]byte("eXIf"), exifOf(turn)...)
	piece := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	piece = binary.BigEndian.AppendUint32(append(piece, body...), crc32.ChecksumIEEE(body))
	return append(append(append([]byte{}, bare[:33]...), piece...), bare[33:]...)
}

func webpTurned(t testing.TB, turn int) []byte {
	still := convert(t, asPNG(t, stored(turn)), "a.webp", "-define", "webp:lossless=true")
	return tool(t, still, "a.webp", "b.webp", "sh", "-c", "printf '"+octal(exifOf(turn))+"' > e; webpmux -set exif e a.webp -o b.webp")
}

func octal(b []byte) (s string) {
	for _, c := range b {
		s += `\` + string([]byte{'0' + c>>6, '0' + c>>3&7, '0' + c&7})
	}
	return s
}

func tiffTurned(t testing.TB, turn int) []byte {
	names := []string{"", "TopLeft", "TopRight", "BottomRight", "BottomLeft", "LeftTop", "RightTop", "RightBottom", "LeftBottom"}
	return convert(t, asPNG(t, stored(turn)), "a.tif", "-orient", names[turn], "-compress", "LZW")
}

// heicTurned holds the turn in both its own boxes and in Exif, as phones write them: it must be followed once.
func heicTurned(t testing.TB, turn int) []byte {
	if _, err := exec.LookPath("heif-enc"); err != nil {
		t.Skip("heif-enc is not installed")
	}
	data := tool(t, jpegTurned(t, turn), "a.jpg", "a.heic", "heif-enc", "-q", "90", "a.jpg", "-o", "a.heic")
	if turn > 1 && !bytes.Contains(data, []byte("irot")) && !bytes.Contains(data, []byte("imir")) {
		t.Skip("this heif-enc writes no boxes for a turn")
	}
	return data
}

func TestEveryTurnIsUprightInEveryKind(t *testing.T) {
	want := arrow(96, 64)
	for kind, made := range map[string]func(testing.TB, int) []byte{
		"JPEG": jpegTurned, "PNG": pngTurned, "TIFF": tiffTurned, "WebP": webpTurned, "HEIC": heicTurned,
	} {
		for turn := 1; turn <= 8; turn++ {
			t.Run(kind+" "+strconv.Itoa(turn), func(t *testing.T) {
				p := only(t, made(t, turn), Wish{})
				if d := apart(t, picture(t, p), want); d > 8 { // a wrong turn is 60 apart
					t.Errorf("it is not upright: %.1f apart", d)
				}
				if kind != "TIFF" && (!p.Hidden || bytes.Contains(p.Data, []byte("GPS")) || bytes.Contains(p.Data, []byte("51.5"))) {
					t.Error("the camera's notes are still there, or their going is not said")
				}
			})
		}
	}
}
