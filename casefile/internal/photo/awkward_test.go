package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

var mutations = flag.Int("mutations", 1000, "how many broken copies of each kind of picture are read")

// pngSays claims a size and holds hardly anything.
func pngSays(w, h uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	body = append(body, 8, 2, 0, 0, 0)
	out := append([]byte(pngMark), 0, 0, 0, 13)
	out = binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
	return append(out, "\x00\x00\x00\x04IDAT\x78\x9c\x63\x60\x00\x00\x00\x00"...)
}

// tags is a directory being written: each entry a tag and a number.
type tags [][2]uint32

// tiffOf writes a TIFF of one directory, little end first, followed by more bytes.
func tiffOf(entries tags, next uint32, more []byte) []byte {
	out := []byte("II*\x00\x08\x00\x00\x00")
	out = binary.LittleEndian.AppendUint16(out, uint16(len(entries)))
	for _, e := range entries {
		out = binary.LittleEndian.AppendUint16(out, uint16(e[0]))
		out = append(out, 4, 0, 1, 0, 0, 0)
		out = binary.LittleEndian.AppendUint32(out, e[1])
	}
	return append(binary.LittleEndian.AppendUint32(out, next), more...)
}

// tiny is a grey picture of 8 by 8, its pixels at an offset.
func tiny(at uint32) tags {
	return tags{{256, 8}, {257, 8}, {258, 8}, {259, 1}, {262, 1}, {273, at}, {277, 1}, {278, 8}, {279, 64}}
}

func behind(entries tags) uint32 { return uint32(8 + 2 + 12*len(entries) + 4) }

// manyDirectories is a chain of n directories that all show the same pixels.
func manyDirectories(n int) []byte {
	entries := tiny(8)
	out := append([]byte("II*\x00"), 72, 0, 0, 0)
	out = append(out, bytes.Repeat([]byte{200}, 64)...)
	for i := range n {
		one := tiffOf(entries, 0, nil)[8:]
		next := uint32(len(out) + len(one))
		if i == n-1 {
			next = 0
		}
		binary.LittleEndian.PutUint32(one[len(one)-4:], next)
		out = append(out, one...)
	}
	return out
}

func change(data []byte, from, to string) []byte {
	return bytes.Replace(data, []byte(from), []byte(to), 1)
}

// restarts is a JPEG with a mark after each row of blocks, some of them broken.
func restarts(t testing.TB) []byte {
	data := convert(t, asPNG(t, photograph(640, 640, 2)), "a.jpg", "-define", "jpeg:restart-interval=1", "-quality", "70")
	for i, n := 2, 0; i+1 < len(data); i++ {
		if data[i] == 0xFF && data[i+1] >= markRST0 && data[i+1] <= markRST7 {
			if n++; n%7 == 3 {
				data[i+1] ^= 5
			}
		}
	}
	return data
}

func moving(t testing.TB) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range 3 {
		m := image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.White, color.Gray{Y: uint8(i * 60)}})
		for k := range m.Pix {
			m.Pix[k] = 1
		}
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Each ends as the table says: nil is a page, with the words of a note where one is named.
func TestAwkwardPicturesEndAsExpected(t *testing.T) {
	photo := asJPEG(t, photograph(320, 240, 1))
	drawn := asPNG(t, photograph(64, 48, 1))
	fax := convert(t, asPNG(t, textPage(3).SubImage(image.Rect(140, 120, 740, 520))), "a.tif", "-threshold", "60%", "-monochrome", "-compress", "Group4")
	loop := tiny(behind(tiny(0)))
	cut := func(b []byte, percent int) []byte { return b[:len(b)*percent/100] }
	webp := convert(t, drawn, "a.webp")
	movingWebP := tool(t, moving(t), "a.gif", "a.webp", "gif2webp", "a.gif", "-o", "a.webp")
	progressive := convert(t, asPNG(t, photograph(320, 240, 1)), "a.jpg", "-interlace", "JPEG")
	for _, c := range []struct {
		name string
		data []byte
		want error
		note string
	}{
		{"empty", nil, ErrKind, ""},
		{"words", []byte("Dear parent, your request"), ErrKind, ""},
		{"JPEG, three bytes", photo[:3], ErrDamaged, ""},
		{"JPEG, header alone", photo[:300], ErrDamaged, ""},
		{"JPEG, half of it", cut(photo, 50), nil, noteCut},
		{"JPEG, progressive, half of it", cut(progressive, 60), nil, noteCut},
		{"JPEG, junk behind", append(slices.Clone(photo), bytes.Repeat([]byte("junk"), 999)...), nil, ""},
		{"JPEG, two pictures (MPO)", append(slices.Clone(photo), photo...), nil, ""},
		{"JPEG, 65,535 by 65,535", change(photo, "\x08\x00\xf0\x01\x40", "\x08\xff\xff\xff\xff"), ErrTooLarge, ""},
		{"JPEG, no size", change(photo, "\x08\x00\xf0\x01\x40", "\x08\x00\x00\x01\x40"), ErrDamaged, ""},
		{"JPEG, 12 bits", change(photo, "\x08\x00\xf0\x01\x40", "\x0c\x00\xf0\x01\x40"), ErrKind, ""},
		{"JPEG, lossless", change(photo, "\xff\xc0", "\xff\xc3"), ErrKind, ""},
		{"JPEG, broken restarts", restarts(t), nil, ""},
		{"JPEG, notes of a camera that turn in a circle", jpegLoop(photo), nil, ""},
		{"JPEG, CMYK", convert(t, drawn, "a.jpg", "-colorspace", "CMYK"), nil, noteProcess},
		{"PNG, 30,000 by 30,000", pngSays(30000, 30000), ErrTooLarge, ""},
		{"PNG, no size", pngSays(0, 9), ErrDamaged, ""},
		{"PNG, no rows", pngSays(3000, 3000), ErrDamaged, ""},
		{"PNG, half of it", cut(drawn, 50), nil, noteCut},
		{"PNG, rare depth", change(drawn, "\x08\x02\x00\x00\x00", "\x07\x02\x00\x00\x00"), ErrDamaged, ""},
		{"PNG, see-through", convert(t, drawn, "a.png", "-alpha", "set", "-channel", "A", "-evaluate", "set", "40%"), nil, ""},
		{"PNG, palette too short", paletteCut(t), nil, ""},
		{"TIFF, a circle of directories", tiffOf(loop, 8, make([]byte, 64)), nil, ""},
		{"TIFF, directory behind the end", []byte("II*\x00\xff\xff\x00\x00"), ErrDamaged, ""},
		{"TIFF, pixels behind the end", tiffOf(tiny(9999), 0, nil), ErrDamaged, ""},
		{"TIFF, 60,000 by 60,000", tiffOf(tags{{256, 60000}, {257, 60000}, {273, 8}}, 0, nil), ErrTooLarge, ""},
		{"TIFF, no size", tiffOf(tags{{256, 0}, {257, 5}, {273, 8}}, 0, nil), ErrDamaged, ""},
		{"TIFF, strips one over the other", tiffOf(append(tiny(8)[:7:7], [2]uint32{278, 1}, [2]uint32{279, 8}), 0, nil), nil, noteCut},
		{"TIFF, fax cut", fax[:len(fax)/2], ErrDamaged, ""},
		{"TIFF, fax that ends early", faxShort(fax), nil, noteCut},
		{"TIFF, rare packing", tiffOf(append(tiny(8)[:3:3], [2]uint32{259, 34712}, [2]uint32{262, 1}, [2]uint32{273, 8}), 0, nil), ErrKind, ""},
		{"TIFF, Lab", convert(t, drawn, "a.tif", "-colorspace", "Lab"), ErrKind, ""},
		{"GIF, moving", moving(t), nil, noteFrames},
		{"GIF, cut", cut(moving(t), 30), ErrDamaged, ""},
		{"GIF, 65,000 by 65,000", change(moving(t), "\x28\x00\x1e\x00", "\xe8\xfd\xe8\xfd"), ErrTooLarge, ""},
		{"BMP, 40,000 by 40,000", bmpSays(40000), ErrTooLarge, ""},
		{"BMP, cut", convert(t, drawn, "a.bmp")[:60], ErrDamaged, ""},
		{"WebP, moving", movingWebP, nil, noteFrames},
		{"WebP, cut", cut(webp, 40), ErrDamaged, ""},
		{"AVIF", []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"), ErrKind, ""},
		{"HEIC, 30 megapixels", heicSays(6000, 5000), ErrTooLarge, ""},
		{"HEIC, nothing behind its header", heicSays(60, 50), ErrDamaged, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for p, err := range Pages(c.data, Wish{}) {
				if !errors.Is(err, c.want) {
					t.Fatalf("it ends with %v, want %v", err, c.want)
				}
				if err == nil {
					picture(t, p)
				}
				if has := strings.Join(p.Notes, " "); c.note != has && err == nil {
					t.Errorf("its notes are %q, want %q", has, c.note)
				}
			}
		})
	}
}

// jpegLoop gives a photograph notes whose directory points at itself.
func jpegLoop(photo []byte) []byte {
	notes := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\xff\xff\xff\xff\x08\x00\x00\x00\x08\x00\x00\x00"
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(notes)+2))
	return append(append(head, notes...), photo[2:]...)
}

// paletteCut has pixels whose colours are not in its palette.
func paletteCut(t testing.TB) []byte {
	m := image.NewPaletted(image.Rect(0, 0, 30, 30), color.Palette{color.White, color.Black, color.Gray{Y: 9}, color.Gray{Y: 99}})
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 4)
	}
	data := asPNG(t, m)
	at := bytes.Index(data, []byte("PLTE")) - 4
	size := int(be32(data[at:]))
	out := binary.BigEndian.AppendUint32(slices.Clone(data[:at]), 6)
	return append(append(out, data[at+4:at+14]...), data[at+8+size:]...)
}

// faxShort makes a fax taller than what is coded in it.
func faxShort(fax []byte) []byte {
	out := slices.Clone(fax)
	t, first, _ := openTags(out)
	n := int(t.order.Uint16(out[first:]))
	for i := range n {
		entry := out[int(first)+2+12*i:]
		switch t.order.Uint16(entry) {
		case tagHeight, tagRowsPerStrip:
			if t.order.Uint16(entry[2:]) == 3 {
				t.order.PutUint16(entry[8:], 900)
			} else {
				t.order.PutUint32(entry[8:], 900)
			}
		}
	}
	return out
}

func bmpSays(side uint32) []byte {
	b := append([]byte("BM"), make([]byte, 60)...)
	b[10], b[14], b[26], b[28] = 54, 40, 1, 24
	binary.LittleEndian.PutUint32(b[18:], side)
	binary.LittleEndian.PutUint32(b[22:], side)
	return b
}

func heicSays(w, h uint32) []byte {
	b := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x14ispe\x00\x00\x00\x00")
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, w), h)
}

func TestPagesAreCounted(t *testing.T) {
	n, last := 0, Page{}
	for p, err := range Pages(manyDirectories(10_000), Wish{}) {
		if err != nil {
			t.Fatal(err)
		}
		n, last = n+1, p
	}
	if n != 500 || len(last.Notes) != 1 || !strings.Contains(last.Notes[0], "500") {
		t.Errorf("%d pages, the last with %q", n, last.Notes)
	}
	for range Pages(manyDirectories(10), Wish{}) {
		break // whoever stops asking gets no more
	}
}

// seedsOf gives a small picture of each kind.
func seedsOf(t testing.TB) map[string][]byte {
	small := asPNG(t, photograph(48, 40, 4))
	fax := asPNG(t, textPage(6).SubImage(image.Rect(150, 130, 310, 190)))
	seeds := map[string][]byte{
		"jpeg": jpegTurned(t, 6), "png": small, "gif": moving(t),
		"laced": convert(t, small, "a.png", "-interlace", "PNG"),
		"progr": convert(t, small, "a.jpg", "-interlace", "JPEG"),
		"bmp":   convert(t, small, "a.bmp"), "webp": convert(t, small, "a.webp"),
		"lzw":   convert(t, small, "a.tif", "-compress", "LZW"),
		"tjpeg": convert(t, small, "a.tif", "-compress", "JPEG"),
		"tiles": convert(t, small, "a.tif", "-define", "tiff:tile-geometry=16x16", "-compress", "Zip"),
		"g4":    convert(t, fax, "a.tif", "-threshold", "60%", "-monochrome", "-compress", "Group4"),
		"g3":    convert(t, fax, "a.tif", "-threshold", "60%", "-monochrome", "-compress", "Fax"),
	}
	if _, err := exec.LookPath("heif-enc"); err == nil {
		seeds["heic"] = tool(t, convert(t, small, "a.png"), "a.png", "a.heic", "heif-enc", "-q", "50", "a.png", "-o", "a.heic")
	}
	seeds["g32d"] = tool(t, seeds["g3"], "a.tif", "b.tif", "tiffcp", "-c", "g3:2d", "a.tif", "b.tif")
	return seeds
}

// settle reads a file to its end: whatever it is, it ends in pages or in the package's own errors.
func settle(t testing.TB, data []byte) {
	for p, err := range Pages(data, Wish{}) {
		switch {
		case err == nil:
			if len(p.Data) == 0 || p.Width < 1 || p.Height < 1 {
				t.Error("a page without a picture")
			}
		case !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrKind) && !errors.Is(err, ErrTooLarge):
			t.Errorf("an error of another kind: %v", err)
		}
	}
}

// mutate changes some bytes of a file, cuts some out or doubles some.
func mutate(r *rand.Rand, data []byte) []byte {
	b := slices.Clone(data)
	for range 1 + r.IntN(6) {
		if len(b) == 0 {
			return b
		}
		at := r.IntN(len(b))
		if r.IntN(2) == 0 {
			at = r.IntN(min(len(b), 200)) // headers are where harm is done
		}
		end := min(at+1+r.IntN(30), len(b))
		switch r.IntN(5) {
		case 0, 1:
			b[at] = byte(r.IntN(256))
		case 2:
			b[at] = []byte{0, 0xFF, 0x7F, 0x80}[r.IntN(4)]
		case 3:
			b = append(b[:at:at], b[end:]...)
		case 4:
			b = append(b[:end:end], b[at:]...)
		}
	}
	return b
}

func TestMutatedPicturesEndInPagesOrOurErrors(t *testing.T) {
	for name, seed := range seedsOf(t) {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(2026, 12))
			for range *mutations {
				settle(t, mutate(r, seed))
			}
		})
	}
}

func FuzzPages(f *testing.F) {
	for _, seed := range seedsOf(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) { settle(t, data) })
}
