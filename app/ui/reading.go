package ui

import (
	"context"
	"errors"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// reading is what happens to papers once they are kept: they are read beside the window, and then the words on scans are read off. There is one
// reading at a time; what is kept meanwhile is read after it. Stopping is safe at any moment: the rest is read later.
type reading struct {
	u     *UI
	ctx   context.Context    // for everything of the case file that is open; nil while there was nothing to do
	over  context.CancelFunc // ends ctx: the case file is being closed or locked
	stop  context.CancelFunc // ends the reading under way; nil while there is none
	keeps int                // batches of files that are being kept
	more  bool               // papers were kept since it began
	scans bool               // it has come to the scans, which may take hours
	done  int                // papers read in it
	all   int                // papers that are known to belong to it
	shut  bool               // the case file is being locked: nothing begins
	words string             // how far it is
	last  *report            // what became of the files that were added last
	sight view               // what was in sight when they were kept
	blind blindness
}

// blindness is what is known of pages that are only pictures of words.
type blindness struct {
	papers, pages int
	reader        bool  // the program that reads them is there
	of            *book // the state of the case file it was asked of
}

// scope gives the context of everything that is done to papers of the open case file.
func (r *reading) scope() context.Context {
	if r.ctx == nil {
		r.ctx, r.over = context.WithCancel(context.Background())
	}
	return r.ctx
}

// end stops everything, because the case file is being closed or locked.
func (r *reading) end() {
	if r.over != nil {
		r.over()
	}
	r.ctx, r.over, r.last, r.sight, r.more, r.blind = nil, nil, nil, nil, false, blindness{}
}

// stopReading ends the reading, as the person asked.
func (u *UI) stopReading() {
	if u.reading.stop != nil {
		u.reading.more = false
		u.reading.stop()
		u.reading.say(say("Stopping…"))
	}
}

// say shows how far the reading is, at the foot of the window and on the screen for documents.
func (r *reading) say(words string) {
	r.words = words
	r.u.status.refresh()
	if top := r.u.top(); top != nil {
		if d, ok := top.view.(*documents); ok {
			d.showState()
		}
	}
}

// readUnread reads papers that were kept and not read, because the program ended in between.
func (u *UI) readUnread() {
	if u.book.unread > 0 {
		u.reading.begin()
	}
}

// begin reads what is kept and not read yet, and then scans. Where a reading is under way it takes up the rest.
func (r *reading) begin() {
	if r.stop != nil || r.shut || r.u.file == nil {
		r.more = r.stop != nil && !r.shut
		return
	}
	file := r.u.file
	ctx, stop := context.WithCancel(r.scope())
	r.stop, r.more, r.done, r.all, r.scans = stop, false, 0, 0, false
	r.say(say("Reading the papers…"))
	background(r.u, context.Background(), func(context.Context) (haul, error) {
		return r.read(ctx, file)
	}, func(h haul, err error) {
		stop()
		r.ended(file, h, err)
	})
}

// haul is what one reading brought in.
type haul struct {
	papers int
	failed int // of the papers: those that could not be read
	scans  intake.Headway
}

// read is called beside the window.
func (r *reading) read(ctx context.Context, file *casefile.File) (haul, error) {
	var h haul
	_, err := intake.Read(ctx, file, func(result intake.Result) {
		h.papers++
		if result.Document.Pages == 0 {
			h.failed++
		}
		r.u.post(func() { r.readOne(file, result) })
	})
	if err != nil {
		return h, err
	}
	if _, pages := blindIn(ctx, file); pages == 0 {
		return h, nil
	}
	h.scans, err = intake.ReadScans(ctx, file, func(now intake.Headway) {
		r.u.post(func() {
			r.scans = true
			r.sayOf(file, say("Reading scans: page {{.N}} of {{.Of}}", "N", now.Page, "Of", now.Pages))
		})
	})
	if errors.Is(err, intake.ErrNoReader) { // the screen for documents says how to get it
		err = nil
	}
	return h, err
}

// blindIn counts the papers and pages that cannot be searched; a file that cannot be looked at, or need not be any more, has none.
func blindIn(ctx context.Context, file *casefile.File) (papers, pages int) {
	if ctx.Err() != nil {
		return 0, 0
	}
	_ = file.View(func(tx *casefile.Tx) error {
		papers, pages = intake.Blind(tx)
		return nil
	})
	return papers, pages
}

// sayOf shows how far the reading of a case file is, if it is still the one that is open.
func (r *reading) sayOf(file *casefile.File, words string) {
	if r.u.file == file && r.stop != nil {
		r.say(words)
	}
}

// readOne notes what was found in one paper.
func (r *reading) readOne(file *casefile.File, result intake.Result) {
	r.done++
	r.all = max(r.all, r.done+result.Left)
	r.sayOf(file, r.howFar())
	if r.u.file == file && r.last != nil {
		r.last.read = append(r.last.read, result)
		r.u.showReport()
	}
}

// howFar says how many papers were read, of all that are known to wait.
func (r *reading) howFar() string {
	return say("Reading papers: {{.Done}} of {{.All}}", "Done", r.done, "All", r.all)
}

// joined counts papers that were kept while others are being read, and says so at once.
func (r *reading) joined(kept []intake.Result) {
	if r.stop == nil {
		return
	}
	for _, k := range kept {
		if k.Document.Unread() {
			r.all++
		}
	}
	if r.done > 0 {
		r.say(takenWords(kept) + " " + r.howFar())
	}
}

// ended says what came of a reading, and begins the next where papers were kept meanwhile.
func (r *reading) ended(file *casefile.File, h haul, err error) {
	r.stop, r.words, r.scans = nil, "", false
	u := r.u
	switch {
	case u.file != file, r.shut: // it was closed or locked meanwhile; what is left is read when it is opened again
	case errors.Is(err, context.Canceled):
		u.status.say(say("Stopped. The rest is read when you ask for it, or when the case file is opened again."))
	case err != nil:
		u.status.say("")
		u.fail(say("Not every paper could be read."), err)
	case h.words() != "":
		u.status.say(h.words())
	}
	r.say("")
	if u.file == file && r.last != nil {
		r.last.done = !r.more
		u.offerReport()
	}
	if r.more {
		r.begin()
	}
}

// words says what a reading brought in; "" for nothing.
func (h haul) words() string {
	if h.papers == 0 && h.scans.Pages == 0 { // everything was here, and read, already
		return ""
	}
	words := say("{{.Papers}} read.", "Papers", upper(count(h.papers-h.failed, "paper was", "papers were")))
	if h.failed > 0 {
		words += " " + say("{{.Papers}} not be read.", "Papers", upper(count(h.failed, "paper could", "papers could")))
	}
	if h.scans.Pages == 0 {
		return words
	}
	scans := say("{{.Pages}} read off scans.", "Pages", upper(count(h.scans.Found, "page was", "pages were")))
	if h.scans.Failed > 0 {
		scans += " " + say("{{.Pages}} not read this time.", "Pages", upper(count(h.scans.Failed, "page could", "pages could")))
	}
	if h.papers == 0 {
		return scans
	}
	return words + " " + scans
}

// lookForScans asks beside the window how many pages cannot be searched, once for each state of the case file.
func (d *documents) lookForScans() {
	u, r := d.u, d.u.reading
	if r.stop != nil || u.file == nil || r.blind.of == u.book {
		return
	}
	r.blind.of = u.book
	file, asked := u.file, u.book
	background(u, r.scope(), func(ctx context.Context) (blindness, error) {
		b := blindness{of: asked}
		if b.papers, b.pages = blindIn(ctx, file); b.pages > 0 {
			b.reader = intake.CanReadScans(ctx)
		}
		return b, nil
	}, func(b blindness, _ error) {
		if u.file != file || r.blind.of != asked { // another look is under way
			return
		}
		r.blind = b
		if shown, ok := u.inSight().(*documents); ok {
			shown.showState()
		}
	})
}

// state says what is to be known of papers that cannot be searched, and what can be done about it; nil where there is nothing.
func (r *reading) state() (words, act string, do func()) {
	switch {
	case r.stop != nil:
		return r.words, say("Stop reading"), r.u.stopReading
	case r.u.book.unread > 0:
		return count(r.u.book.unread, "paper has not been read yet.", "papers have not been read yet."), say("Read the papers now"), r.begin
	case r.blind.pages == 0:
		return "", "", nil
	}
	words = say("{{.Pages}} in {{.Papers}} are pictures of words. They cannot be searched yet.",
		"Pages", count(r.blind.pages, "page", "pages"), "Papers", count(r.blind.papers, "paper", "papers"))
	if r.blind.pages == 1 {
		words = say("1 page is a picture of words. It cannot be searched yet.")
	}
	if r.blind.reader {
		return words, say("Read the scans now"), r.begin
	}
	return words, say("How to read scans"), func() { r.u.open(newScanHelp) }
}
