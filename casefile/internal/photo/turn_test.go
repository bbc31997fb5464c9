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
	return withTurnBoxes(t, data, turn)
}

// withTurnBoxes adds irot and imir to the properties of the first picture of a file that heif-enc made, where it has none.
func withTurnBoxes(t testing.TB, data []byte, turn int) []byte {
	t.Helper()
	if bytes.Contains(data, []byte("irot")) || bytes.Contains(data, []byte("imir")) || turn == 1 {
		return data
	}
	// Exif: 3 half, 6 a quarter to the right, 8 to the left; the others mirrored first. irot counts quarters to the left.
	rot := map[int]byte{3: 2, 4: 2, 5: 3, 6: 3, 7: 1, 8: 1}[turn]
	var boxes [][]byte
	if turn == 2 || turn == 4 || turn == 5 || turn == 7 {
		boxes = append(boxes, []byte("\x00\x00\x00\x09imir\x01")) // about the upright axis
	}
	if rot != 0 {
		boxes = append(boxes, append([]byte("\x00\x00\x00\x09irot"), rot))
	}
	return grow(t, data, boxes)
}

// grow puts boxes at the end of ipco and their numbers into ipma, and moves what lies behind.
func grow(t testing.TB, data []byte, boxes [][]byte) []byte {
	t.Helper()
	at := func(name string) int { return bytes.Index(data, []byte(name)) - 4 }
	size := func(i int) int { return int(be32(data[i:])) }
	meta, iprp, ipco, ipma, iloc := at("meta"), at("iprp"), at("ipco"), at("ipma"), at("iloc")
	properties := 0
	for i := ipco + 8; i < ipco+size(ipco); i += size(i) {
		properties++
	}
	// ipma: version and flags 4, count of entries 4, then id 2, count 1, numbers.
	entry := ipma + 16
	end := entry + 3 + int(data[entry+2])
	var joined, numbers []byte
	for i, b := range boxes {
		joined = append(joined, b...)
		numbers = append(numbers, 0x80|byte(properties+1+i))
	}
	extra := len(joined) + len(numbers)
	out := append([]byte{}, data...)
	add := func(i, n int) { binary.BigEndian.PutUint32(out[i:], uint32(size(i)+n)) }
	add(meta, extra)
	add(iprp, extra)
	add(ipco, len(joined))
	add(ipma, len(numbers))
	out[entry+2] += byte(len(numbers))
	if data[iloc+8] != 0 && data[iloc+8] != 1 {
		t.Skip("heif-enc writes places in a way this test does not know")
	}
	moveItems(out, iloc, extra)
	grown := append([]byte{}, out[:ipco+size(ipco)]...)
	grown = append(append(grown, joined...), out[ipco+size(ipco):end]...)
	return append(append(grown, numbers...), out[end:]...)
}

// moveItems adds to where each piece of a file lies (iloc, version 0 or 1, offsets of four bytes).
func moveItems(out []byte, iloc, by int) {
	version, base := out[iloc+8], int(out[iloc+13]>>4)
	n := int(be16(out[iloc+14:]))
	i := iloc + 16
	for range n {
		i += 2
		if version == 1 && be16(out[i:])&15 == 1 { // in idat and not in the file
			i += 2 + 2 + base
			i += 2 + 8*int(be16(out[i:]))
			continue
		}
		if version == 1 {
			i += 2
		}
		i += 2
		if base == 4 {
			binary.BigEndian.PutUint32(out[i:], be32(out[i:]))
		}
		i += base
		pieces := int(be16(out[i:]))
		i += 2
		for range pieces {
			binary.BigEndian.PutUint32(out[i:], be32(out[i:])+uint32(by))
			i += 8
		}
	}
}

func TestEveryTurnIsUprightInEveryKind(t *testing.T) {
	want := arrow(96, 64)
	for kind, made := range map[string]func(testing.TB, int) []byte{
		"JPEG": jpegTurned, "PNG": pngTurned, "TIFF": tiffTurned, "WebP": webpTurned, "HEIC": heicTurned,
	} {
		for turn := 1; turn <= 8; turn++ {
			t.Run(kind+" "+strconv.Itoa(turn), func(t *testing.T) {
				p := only(t, made(t, turn), Wish{})
				if d := apart(t, picture(t, p), want); d > 4 {
					t.Errorf("it is not upright: %.1f apart", d)
				}
				if kind != "TIFF" && (!p.Hidden || bytes.Contains(p.Data, []byte("GPS")) || bytes.Contains(p.Data, []byte("51.5"))) {
					t.Error("the camera's notes are still there, or their going is not said")
				}
			})
		}
	}
}
