package photo

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // the decoder
	"image"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"ehccasefile/casefile/internal/limit"
)

// heifWasm is libheif 1.18.2 with libde265 1.0.15, both under the LGPL, built for WebAssembly by the project
// github.com/gen2brain/heic (version 0.4.5, MIT), whose lib folder tells how and holds the one C function that is called. It
// is run here and not through that project's Go code, which looks for a libheif of the system first and sets no bound to
// memory. The licences are in assets/licences.
//
//go:embed heif.wasm.gz
var heifWasm []byte

// heifPages bounds the decoder's memory, in pages of 64 KB: 600 MB.
const heifPages = 9600

// As libheif counts them.
const (
	heifYCbCr = 0
	heifRGB   = 1
	heifGrey  = 2
	heif420   = 1
	heif422   = 2
	heif444   = 3
)

// heifEngine is the decoder, compiled.
type heifEngine struct {
	ctx     context.Context // says where memory comes from
	runtime wazero.Runtime
	code    wazero.CompiledModule
	err     error
}

var heifStart struct {
	ctx   context.Context
	cache string
}

// Prepare says, before the first HEIC is read, where its decoder gets memory from and where its compiled code is kept: ctx may
// carry a wazero memory allocator, cache names a folder or is "". Compiling takes about a second, and loading what was kept a
// few milliseconds. Without Prepare the decoder works too, with memory from Go, of which growing takes up to twice as much.
func Prepare(ctx context.Context, cache string) { heifStart.ctx, heifStart.cache = ctx, cache }

// heif compiles the decoder when the first HEIC comes. A folder for compiled code that does not work is gone on without.
var heif = sync.OnceValue(func() heifEngine {
	if heifStart.cache != "" {
		if kept, err := wazero.NewCompilationCacheWithDir(heifStart.cache); err == nil {
			if e := buildHeif(kept); e.err == nil {
				return e
			}
		}
	}
	return buildHeif(nil)
})

func buildHeif(kept wazero.CompilationCache) (e heifEngine) {
	e.ctx = heifStart.ctx
	if e.ctx == nil {
		e.ctx = context.Background()
	}
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(heifPages)
	if kept != nil {
		config = config.WithCompilationCache(kept)
	}
	e.runtime = wazero.NewRuntimeWithConfig(e.ctx, config)
	if _, e.err = wasi_snapshot_preview1.Instantiate(e.ctx, e.runtime); e.err != nil {
		return e
	}
	z, err := gzip.NewReader(bytes.NewReader(heifWasm))
	if err != nil {
		e.err = err
		return e
	}
	code, err := io.ReadAll(z)
	if err != nil {
		e.err = err
		return e
	}
	e.code, e.err = e.runtime.CompileModule(e.ctx, code)
	return e
}

// openHEIC unpacks the main picture of a HEIC: tiles joined, turned and mirrored as its own notes say. Exif in a HEIC only
// repeats those notes (ISO/IEC 23008-12, 6.5.10), so it is not followed.
func openHEIC(data []byte) (*stream, error) {
	if err := checkHEIC(data); err != nil {
		return nil, err
	}
	e := heif()
	if e.err != nil {
		return nil, refused("the decoder did not start: %s", firstLine(e.err))
	}
	ctx := e.ctx
	mod, err := e.runtime.InstantiateModule(ctx, e.code, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return nil, refused("the decoder did not start: %s", firstLine(err))
	}
	defer mod.Close(ctx)
	m, err := (&heifRun{ctx: ctx, mod: mod}).decode(data)
	if err != nil {
		if mod.Memory().Size() > heifPages<<16*9/10 {
			return nil, tooLarge("it asks for more than %d MB of memory", heifPages>>4)
		}
		return nil, err
	}
	s := &stream{hidden: bytes.Contains(data[:min(len(data), 256<<10)], []byte("Exif"))}
	s.fromImage(m)
	s.profile = checkProfile(heifProfile(data), s.colour)
	return s, nil
}

// checkHEIC refuses a picture by the sizes its boxes state (ispe), before the decoder sees it.
func checkHEIC(data []byte) error {
	found := false
	for rest := data[:min(len(data), 4<<20)]; ; {
		at := bytes.Index(rest, []byte("ispe"))
		if at < 0 || at+16 > len(rest) {
			break
		}
		found = true
		w, h := be32(rest[at+8:]), be32(rest[at+12:])
		if err := checkSides(int(w), int(h), limit.HEICPixels); err != nil {
			return err
		}
		rest = rest[at+4:]
	}
	if !found {
		return damaged("its size is not said")
	}
	return nil
}

// heifProfile finds the profile of colour; nil for none.
func heifProfile(data []byte) []byte {
	head := data[:min(len(data), 4<<20)]
	at := bytes.Index(head, []byte("colrprof"))
	if at < 4 {
		return nil
	}
	size := int64(be32(head[at-4:]))
	if size <= 12 || int64(at)-4+size > int64(len(head)) {
		return nil
	}
	return head[at+8 : int64(at)-4+size]
}

// heifRun is one use of the decoder.
type heifRun struct {
	ctx context.Context
	mod api.Module
}

// call runs a function of the decoder that gives one number. A broken file may end in a trap: that is an error like others.
func (h *heifRun) call(name string, args ...uint64) (uint32, error) {
	res, err := h.mod.ExportedFunction(name).Call(h.ctx, args...)
	if err != nil || len(res) != 1 || res[0] == 0 {
		return 0, damaged("the decoder gave up")
	}
	return uint32(res[0]), nil
}

func (h *heifRun) decode(data []byte) (image.Image, error) {
	in, err := h.call("malloc", uint64(len(data)))
	if err != nil {
		return nil, err
	}
	facts, err := h.call("malloc", 20)
	if err != nil {
		return nil, err
	}
	memory := h.mod.Memory()
	if !memory.Write(in, data) {
		return nil, damaged("the decoder gave up")
	}
	ask := func(onlyFacts uint64, out uint32) error {
		f := uint64(facts)
		_, err := h.call("decode", uint64(in), uint64(len(data)), onlyFacts, f, f+4, f+8, f+12, f+16, uint64(out))
		return err
	}
	if err := ask(1, 0); err != nil {
		return nil, err
	}
	var fact [5]uint32
	for i := range fact {
		fact[i], _ = memory.ReadUint32Le(facts + uint32(4*i))
	}
	if err := checkSides(int(fact[0]), int(fact[1]), limit.HEICPixels); err != nil {
		return nil, err
	}
	m, parts, err := heifPicture(fact)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, part := range parts {
		size += len(*part)
	}
	out, err := h.call("malloc", uint64(size)+1<<16)
	if err != nil {
		return nil, err
	}
	if err := ask(0, out); err != nil {
		return nil, err
	}
	for _, part := range parts {
		from, ok := memory.Read(out, uint32(len(*part)))
		if !ok {
			return nil, damaged("the decoder gave up")
		}
		copy(*part, from)
		out += uint32(len(*part))
	}
	return m, nil
}

// heifPicture makes a picture to be filled, and gives its parts in the order in which the decoder writes them. libheif
// makes no plane narrower than 64 pixels, and begins rows at multiples of 16 bytes.
func heifPicture(fact [5]uint32) (image.Image, []*[]byte, error) {
	w, h := int(fact[0]), int(fact[1])
	to16 := func(n int) int { return (max(n, 64) + 15) &^ 15 }
	all := image.Rect(0, 0, w, h)
	switch fact[2] {
	case heifGrey:
		m := &image.Gray{Pix: make([]byte, to16(w)*h), Stride: to16(w), Rect: all}
		return m, []*[]byte{&m.Pix}, nil
	case heifRGB:
		m := &image.NRGBA{Pix: make([]byte, to16(4*max(w, 64))*h), Stride: to16(4 * max(w, 64)), Rect: all}
		if fact[4] == 1 {
			ready := image.RGBA(*m)
			return &ready, []*[]byte{&ready.Pix}, nil
		}
		return m, []*[]byte{&m.Pix}, nil
	case heifYCbCr:
		m := &image.YCbCr{Rect: all, YStride: to16(w), CStride: to16((w + 1) / 2), SubsampleRatio: image.YCbCrSubsampleRatio420}
		down := (h + 1) / 2
		switch fact[3] {
		case heif420:
		case heif422:
			m.SubsampleRatio, down = image.YCbCrSubsampleRatio422, h
		case heif444:
			m.SubsampleRatio, m.CStride, down = image.YCbCrSubsampleRatio444, to16(w), h
		default:
			return nil, nil, refused("its colours are of a rare kind")
		}
		m.Y, m.Cb, m.Cr = make([]byte, m.YStride*h), make([]byte, m.CStride*down), make([]byte, m.CStride*down)
		return m, []*[]byte{&m.Y, &m.Cb, &m.Cr}, nil
	}
	return nil, nil, refused("its colours are of a rare kind (number %d)", fact[2])
}
