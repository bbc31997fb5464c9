package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"ehccasefile/casefile/internal/photo"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// engine is pdfium, compiled from WebAssembly. It sees no files, no clock of ours and no network.
type engine struct {
	pool   pdfium.Pool
	memory *memory
}

// newEngine compiles pdfium, or loads what an earlier run compiled. A cache that does not work is gone on without.
func newEngine(cache string) (*engine, error) {
	if cache != "" {
		if kept, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			if e, err := buildEngine(kept); err == nil {
				return e, nil
			}
		}
	}
	return buildEngine(nil)
}

func buildEngine(kept wazero.CompilationCache) (*engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // pdfium's setjmp needs the second
		WithMemoryLimitPages(wasmMemory >> 16)
	// WithCloseOnContextDone stays off: a hang is ended by killing the process, and the option starts a goroutine for every call
	// into pdfium, which makes reading two to four times slower (BenchmarkRead100Pages, BenchmarkInspect100Pages).
	if kept != nil {
		config = config.WithCompilationCache(kept)
	}
	e := &engine{memory: &memory{}}
	var err error
	e.pool, err = webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(context.Background(), e.memory),
		MaxTotal:      1,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the default would mount the whole disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	return e, nil
}

// paper is one PDF open in a pdfium instance of its own, which is thrown away with it: no document meets what another
// left behind.
type paper struct {
	pdfium.Pdfium
	desk  *desk
	doc   references.FPDF_DOCUMENT
	pages int

	answers bool // one of its pages has a field of a form
}

// open opens a PDF and tells the parent how many pages it has.
func (d *desk) open(pdf []byte, password string) (*paper, error) {
	if err := d.warm(); err != nil {
		return nil, err
	}
	lib, err := d.engine.pool.GetInstance(time.Minute)
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	p := &paper{Pdfium: lib, desk: d}
	request := &requests.OpenDocument{File: &pdf}
	if password != "" {
		request.Password = &password
	}
	if err := p.load(request); err != nil {
		p.close()
		return nil, err
	}
	d.going(working, p.pages)
	return p, nil
}

// warm gets pdfium ready, once.
func (d *desk) warm() (err error) {
	if d.engine != nil {
		return nil
	}
	d.going(warming, 0)
	d.engine, err = newEngine(d.cache)
	d.going(working, 0)
	return err
}

// warmPictures tells the decoder of phone photos where its memory and its compiled code are, once.
func (d *desk) warmPictures() {
	if d.pictures {
		return
	}
	d.pictures = true
	d.going(warming, 0)
	photo.Prepare(experimental.WithMemoryAllocator(context.Background(), &memory{}), d.cache)
}

func (p *paper) load(request *requests.OpenDocument) error {
	opened, err := p.OpenDocument(request)
	if err != nil {
		return p.fault(err)
	}
	p.doc = opened.Document
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: p.doc})
	if err != nil {
		return p.fault(err)
	}
	if p.pages = count.PageCount; p.pages < 1 {
		return detail{fault: damaged, say: "it has no pages"}
	}
	return nil
}

// close throws the instance away. An instance that crashed cannot be closed in order, and need not be.
func (p *paper) close() { p.Pdfium.Close() }

// page names a page to pdfium.
func (p *paper) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: p.doc, Index: i}}
}

// fault says what an error of pdfium means to a family.
func (p *paper) fault(err error) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return detail{fault: needsPassword}
	case errors.Is(err, pdfiumerrors.ErrFormat) || errors.Is(err, pdfiumerrors.ErrPage):
		return detail{fault: damaged}
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return detail{fault: damaged, say: "it is protected in a way this program does not know"}
	case p.desk.engine.memory.peak.Load() > wasmMemory/4:
		return detail{fault: tooLarge, say: "it needs more memory than is safe"}
	}
	return detail{fault: damaged, say: firstLine(err.Error())}
}
