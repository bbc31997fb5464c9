package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"slices"
)

// mend decodes what stands before a fault. image/jpeg gives nothing at all of a picture it cannot finish, so the rest is
// filled: a progressive picture ends after its last whole scan, and another goes on with bytes that stand for nothing. Which
// part they make is found by filling twice in different ways and looking where the two pictures begin to differ; that part
// becomes white. It gives nil where nothing could be read.
func (j *jpegFile) mend(fault int) image.Image {
	if j.progressive {
		return j.earlier(fault)
	}
	if j.restarts || fault <= j.scans[0] {
		return nil
	}
	zeros, ones := j.fill(fault, 0x00), j.fill(fault, 0x55)
	if zeros == nil || ones == nil {
		return nil
	}
	top := sameRows(zeros, ones) &^ 15
	if top < 16 {
		return nil
	}
	blank(zeros, top)
	return zeros
}

// earlier ends a progressive picture before the scan in which the fault lies.
func (j *jpegFile) earlier(fault int) image.Image {
	for _, at := range slices.Backward(j.scans) {
		if at >= fault || at == j.scans[0] && len(j.scans) > 1 {
			continue
		}
		head := append(slices.Clone(j.plain[:at]), 0xFF, markEOI)
		if m, err := jpeg.Decode(bytes.NewReader(head)); err == nil {
			return m
		}
	}
	return nil
}

// fill decodes what stands before the fault, followed by as much of one byte as any picture of this size could take.
func (j *jpegFile) fill(fault int, with byte) image.Image {
	end := min(max(fault-1024, j.scans[0]), len(j.plain)-2)
	if fault >= len(j.plain)-512 { // nothing is wrong but that it ends
		end = len(j.plain) - 2
		if end > 0 && j.plain[end-1] == 0xFF {
			end--
		}
	}
	blocks := (j.wide/8 + 4) * (j.high/8 + 4) * j.components * 4
	tail := &endless{with: with, left: blocks * 40}
	m, err := jpeg.Decode(&joined{j.plain[:end], tail})
	if err != nil {
		return nil
	}
	return m
}

// endless gives one byte again and again, and then end marks.
type endless struct {
	with byte
	left int
}

// joined reads one after the other without holding both.
type joined struct {
	head []byte
	tail *endless
}

func (r *joined) Read(p []byte) (int, error) {
	if n := copy(p, r.head); n > 0 {
		r.head = r.head[n:]
		return n, nil
	}
	n := min(len(p), 4096) &^ 1
	if n == 0 {
		n = 1
	}
	for i := range n {
		p[i] = r.tail.with
	}
	if r.tail.left -= n; r.tail.left < 0 {
		for i := range n {
			p[i] = [2]byte{0xFF, markEOI}[i&1]
		}
	}
	return n, nil
}

// planes gives the parts of a decoded JPEG with their rows and how many rows of the picture each of theirs stands for.
func planes(m image.Image) (parts [][]byte, strides, downs []int) {
	switch m := m.(type) {
	case *image.Gray:
		return [][]byte{m.Pix}, []int{m.Stride}, []int{1}
	case *image.YCbCr:
		down := 1
		switch m.SubsampleRatio {
		case image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio410:
			down = 2
		}
		return [][]byte{m.Y, m.Cb, m.Cr}, []int{m.YStride, m.CStride, m.CStride}, []int{1, down, down}
	case *image.CMYK:
		return [][]byte{m.Pix}, []int{m.Stride}, []int{1}
	case *image.RGBA:
		return [][]byte{m.Pix}, []int{m.Stride}, []int{1}
	}
	return nil, nil, nil
}

// sameRows counts the rows from the top that are the same in two pictures of one size.
func sameRows(a, b image.Image) int {
	rows := a.Bounds().Dy()
	left, strides, downs := planes(a)
	right, _, _ := planes(b)
	for i := range left {
		for y := 0; y*downs[i] < rows; y++ {
			from, to := y*strides[i], min((y+1)*strides[i], len(left[i]), len(right[i]))
			if from >= to || !bytes.Equal(left[i][from:to], right[i][from:to]) {
				rows = y * downs[i]
				break
			}
		}
	}
	return rows
}

// blank makes all rows from one on white.
func blank(m image.Image, from int) {
	parts, strides, downs := planes(m)
	for i, part := range parts {
		with := byte(255)
		if _, inks := m.(*image.CMYK); inks {
			with = 0
		} else if _, ycc := m.(*image.YCbCr); ycc && i > 0 {
			with = 128
		}
		rest := part[min(len(part), from/downs[i]*strides[i]):]
		for k := range rest {
			rest[k] = with
		}
	}
}
