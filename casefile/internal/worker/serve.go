package worker

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// The jobs, by the name they have on the wire.
const (
	jobRead    = "read"
	jobRepair  = "repair"
	jobInspect = "inspect"
	jobPicture = "picture"
	jobReady   = "ready"
	jobChain   = "chain"
	jobRedact  = "redact"

	jobCount     = "count"
	jobFill      = "fill"
	jobFacsimile = "facsimile"
)

var jobs = map[string]func(*desk, order, []byte) ([]byte, error){
	jobRead: read, jobRepair: repair, jobInspect: inspect, jobPicture: picture, jobReady: prepare, jobChain: chain,
	jobRedact: redact,
	jobCount:  count, jobFill: fill, jobFacsimile: facsimile,
}

// IfAsked serves as the child when the program was started with the one argument "worker", and then ends the program. Otherwise
// it does nothing. It belongs on the first line of main, and of TestMain wherever a test uses a Worker.
func IfAsked() {
	if len(os.Args) != 2 || os.Args[1] != argument {
		return
	}
	in, out := os.Stdin, os.Stdout
	os.Stdout = os.Stderr // nothing but frames may go to the parent
	os.Exit(serve(in, out))
}

// serve reads jobs until the parent goes away.
func serve(in io.Reader, out io.Writer) int {
	boundSelf()
	debug.SetMemoryLimit(childMemory)
	// Compiled WebAssembly cannot be interrupted by Go: a collection that begins while it runs would stop every goroutine until it
	// ends, and the child would not notice that its parent is gone. So the child collects by itself, between pages.
	debug.SetGCPercent(-1)
	runtime.GOMAXPROCS(max(2, runtime.GOMAXPROCS(0))) // one for pdfium, one to listen
	in = bufio.NewReader(in)
	var h hello
	if _, err := readFrame(in, &h, 0); err != nil {
		return 1
	}
	d := &desk{out: out, cache: h.Cache}
	for p := range parcels(in) {
		if err := d.serve(p); err != nil {
			return 1
		}
	}
	return 0
}

// parcel is one job as it arrives.
type parcel struct {
	order order
	data  []byte
}

// parcels reads on while a job is at work, so that the end of the parent ends the child at once and not after the job.
func parcels(in io.Reader) <-chan parcel {
	c := make(chan parcel)
	go func() {
		for {
			var p parcel
			var err error
			if p.data, err = readFrame(in, &p.order, MaxFile); err != nil {
				os.Exit(0)
			}
			c <- p
		}
	}()
	return c
}

// desk is where the child works: its line to the parent, and pdfium once it was needed.
type desk struct {
	out      io.Writer
	cache    string
	engine   *engine
	pictures bool // the decoder of phone photos was told where it may keep things
	steps    int  // how often the parent was told of headway
}

// collectEvery is after how many pages the child collects: each leaves a megabyte or two behind.
const collectEvery = 40

// serve does one job and answers it. An error means that the parent cannot be reached.
func (d *desk) serve(p parcel) error {
	watch := time.AfterFunc(longest, func() { os.Exit(3) })
	defer watch.Stop()
	d.going(working, 0)
	result, err := d.try(p)
	a := answerFor(err)
	if len(result) > maxAnswer {
		a, result = answer{Wrong: tooLarge, Say: "what was found in it is too much"}, nil
	}
	d.tidy(len(p.data) + len(result))
	return writeFrame(d.out, a, result)
}

// try does the job; a panic in it becomes an error.
func (d *desk) try(p parcel) (result []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("%v", r)
		}
	}()
	job, ok := jobs[p.order.Job]
	if !ok {
		return nil, fmt.Errorf("no job is called %q", p.order.Job)
	}
	return job(d, p.order, p.data)
}

// going tells the parent that the job makes headway, and how many pages there are.
func (d *desk) going(how string, pages int) {
	if writeFrame(d.out, answer{Going: how, Pages: pages}, nil) != nil {
		os.Exit(0)
	}
	if d.steps++; d.steps%collectEvery == 0 {
		runtime.GC()
	}
}

// tidy collects after a job and gives memory back after a large one, as a warm child may wait for the next one for hours.
func (d *desk) tidy(bytes int) {
	if bytes > 8<<20 || d.engine != nil && d.engine.memory.peak.Load() > 64<<20 {
		debug.FreeOSMemory()
		return
	}
	runtime.GC()
}

// asJSON is a result as the parent reads it.
func asJSON(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write down what was found: %w", err)
	}
	return b, nil
}
