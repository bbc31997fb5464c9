package ui

import (
	"context"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/assets"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// UI is the window and what it holds. Everything in it belongs to the Fyne goroutine.
type UI struct {
	app    fyne.App
	win    fyne.Window
	now    func() time.Time
	run    runner
	folder string // where new case files go
	pack   *deadlines.Pack

	file     *casefile.File
	locked   *casefile.File // the case file whose keys are forgotten until its passphrase is typed; file is nil then
	restored string         // the path of a file just restored, which is older than what was seen last and meant to be
	notes    string         // where it is noted how far each case file had come
	book     *book
	seeing   *otherDay       // the day that is being drawn, where it is not today; see asSeen
	visit    visit           // when the file was last open here, and how far it had come
	news     news            // what has changed since then
	child    casefile.CaseID // whose case is shown; "" is every child's
	saved    time.Time       // when the last change was kept
	gone     *deletion       // the last deletion, to be undone
	sought   string          // what was last searched for, while the case file is open

	passwords passwords // of locked papers

	drafts        map[string]draft // what was begun and not saved, by draft.key
	keptDrafts    []byte           // as the file has them
	keepingDrafts bool
	draftsFailed  bool   // the last time they could not be kept
	unkept        []byte // those that a locked file could not keep
	whenLocked    func() // waits for the keys being forgotten

	screen    string // the id of the screen shown
	views     []shownView
	sheet     *sheet
	reloading bool      // the book is being read
	stale     bool      // and has to be read once more after that
	after     []func()  // what waits for the book being read
	busy      int       // background work under way
	closing   int       // files being backed up and closed
	waiting   []func()  // what waits for that
	backedUp  time.Time // when the file was last backed up by itself, or opened
	proven    time.Time // of the newest backup known of, each of which was read again; zero where none is
	backingUp bool
	leaving   bool
	jobs      []*string // what takes minutes and belongs to no view, in words

	reading *reading // of papers, beside the window

	ran          func() time.Duration // how long the program has run, by a clock that nobody can set
	watch        watching
	secret       *secret   // what was copied and must not stay on the clipboard
	noted        fyne.Size // of the window, as it was noted last
	nextReminder time.Time // when the next one is due; zero for none
	scheduled    bool      // the system delivers reminders while the program is shut
	tray         *tray     // nil where the system has none

	pointer *part.Watch
	shown   fyne.CanvasObject // the content of the window, whether covered or not
	cover   *cover            // nil while the window is not covered

	stage  *fyne.Container // holds the view shown
	side   *sidebar
	status *statusLine
	look   look
}

// shownView is a view on the stage: the screen first, pages opened from it above.
type shownView struct {
	view
	cancel  context.CancelFunc
	ctx     context.Context
	focused string // the words of what had the focus when a page was opened above
}

// Options are what a window is given from outside.
type Options struct {
	Now    func() time.Time     // the clock
	Folder string               // where new case files go; "" is the user's data folder
	Ran    func() time.Duration // how long the program has run, by a clock that nobody can set; nil takes Now's
	Inline bool                 // tests: run background work at once
}

// Run opens the window, on a case file if one is named, and returns when it is closed.
func Run(a fyne.App, file string, now func() time.Time) {
	u := New(a, Options{Now: now})
	if full, err := filepath.Abs(file); file != "" && err == nil {
		file = full
	}
	if hasTray() {
		u.makeTray() // before the program runs: Fyne starts it with the rest
	}
	a.Lifecycle().SetOnStarted(func() {
		u.applyMotion()
		u.run.again(beatEvery, u.beat)
		if file != "" {
			u.openCase(file)
		}
	})
	u.win.ShowAndRun()
	u.shut()
}

// New makes the window, showing Welcome.
func New(a fyne.App, opt Options) *UI {
	u := &UI{app: a, now: opt.Now, folder: opt.Folder, run: threads(), book: &book{}, drafts: map[string]draft{}, ran: opt.Ran}
	if u.ran == nil {
		began := u.now()
		u.ran = func() time.Duration { return u.now().Sub(began) }
	}
	u.scheduled = runtime.GOOS == "windows" || runtime.GOOS == "darwin"
	u.pointer = part.NewWatch(u.used)
	u.reading = &reading{u: u}
	if opt.Inline {
		u.run = inline()
	}
	u.notes = filepath.Join(u.folder, "heads")
	if u.folder == "" {
		u.folder = dataFolder()
		u.notes, _ = casefile.NotesFolder()
	}
	wordsErr := loadWords()
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	u.restoreLook()
	u.win = a.NewWindow("EHC Casefile")
	u.win.SetMaster()          // when it closes, the program ends, tray and all
	u.win.Resize(u.lastSize()) // before the content: a text first laid out at no width is slow
	u.win.SetPadded(false)
	u.win.CenterOnScreen()
	u.win.SetCloseIntercept(u.leave)
	u.win.SetOnDropped(u.dropped)
	u.win.Canvas().SetOnTypedKey(u.typed)
	u.stage = container.NewStack()
	u.side, u.status = newSidebar(u), newStatusLine(u)
	u.addCanvasKeys()
	u.showWelcome()
	pack, err := deadlines.Load()
	u.pack = pack
	if err != nil || wordsErr != nil {
		u.fail(say("The law built into this program could not be read, so no dates can be worked out."), firstError(err, wordsErr))
	}
	u.startReminding()
	a.Lifecycle().SetOnEnteredForeground(u.dayTurned)
	return u
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// clock gives today by the computer's own clock.
func (u *UI) clock() deadlines.Date { return deadlines.DateOf(u.now()) }

// today is the day everything is counted from: the example family's own, in the example.
func (u *UI) today() deadlines.Date {
	if !u.book.today.IsZero() {
		return u.book.today
	}
	return u.clock()
}

// dayTurned counts anew when the window comes back after midnight.
func (u *UI) dayTurned() {
	if u.file != nil && !u.book.today.IsZero() && u.book.family.AsOf.IsZero() && u.book.today != u.clock() {
		u.reload(nil)
	}
}

// top is the view shown.
func (u *UI) top() *shownView {
	if len(u.views) == 0 {
		return nil
	}
	return &u.views[len(u.views)-1]
}

// scope is cancelled when the view being built, or shown, is closed.
func (u *UI) scope() context.Context {
	if top := u.top(); top != nil {
		return top.ctx
	}
	return context.Background()
}

// Go shows a screen by its id.
func (u *UI) Go(id string) {
	for _, s := range screens() {
		if s.id == id && u.file != nil {
			u.closeViews()
			u.screen = id
			u.push(s.build)
			u.side.refresh()
		}
	}
}

// open shows a page above the present view; back returns from it.
func (u *UI) open(build func(*UI) view) {
	if top := u.top(); top != nil {
		top.focused = focusWords(u.win.Canvas())
	}
	u.push(build)
}

func (u *UI) push(build func(*UI) view) {
	ctx, cancel := context.WithCancel(context.Background())
	u.views = append(u.views, shownView{ctx: ctx, cancel: cancel})
	v := build(u)
	u.top().view = v
	v.Refresh()
	u.guardSecrets(v)
	u.show(v)
	u.focusFirst(v)
	if page, ok := scrolling(v); ok {
		page.ToTop() // its name first, even where the keyboard begins further down
		if at, ok := u.win.Canvas().Focused().(fyne.CanvasObject); ok && page.Below(at) {
			u.win.Canvas().Focus(page.Start()) // where large text leaves that part out of sight, it begins at the name
		}
	}
}

// scroller is a page that scrolls as a whole.
type scroller interface {
	ToTop()
	Turned() float32
	Below(fyne.CanvasObject) bool
	Start() fyne.Focusable
}

// scrolling gives the page of a view, where it has one.
func scrolling(v view) (scroller, bool) {
	if s, ok := v.(*deadlinesScreen); ok && !s.byMonth {
		return s.listed, true
	}
	page, ok := v.Content().(scroller)
	return page, ok
}

// back closes the page on top and shows what was below it, with the keyboard where it was.
func (u *UI) back() {
	if len(u.views) < 2 {
		return
	}
	u.closeTop()
	top := u.top()
	top.Refresh()
	u.show(top.view)
	if !focusByWords(u.win.Canvas(), top.Content(), top.focused) {
		u.focusFirst(top.view)
	}
}

// replace puts another page in the place of the one on top.
func (u *UI) replace(build func(*UI) view) {
	u.closeTop()
	u.push(build)
}

func (u *UI) closeTop() {
	top := u.top()
	top.cancel()
	if top.view != nil {
		top.Close()
	}
	last := len(u.views) - 1
	u.views[last] = shownView{} // or its words would stay in memory behind the list's end
	u.views = u.views[:last]
}

func (u *UI) closeViews() {
	for len(u.views) > 0 {
		u.closeTop()
	}
}

func (u *UI) show(v view) {
	u.stage.Objects = []fyne.CanvasObject{v.Content()}
	u.stage.Refresh()
}

// focusFirst puts the keyboard where a view wants it.
func (u *UI) focusFirst(v view) {
	if u.cover != nil {
		return
	}
	u.win.Canvas().Unfocus()
	if f, ok := v.(focuser); ok {
		if target := f.Focus(); target != nil {
			u.win.Canvas().Focus(target)
			return
		}
	}
	if page, ok := v.Content().(*part.Page); ok {
		u.win.Canvas().Focus(page.Start())
	}
}

// fewEms is the height of the stage, in ems, below which what stands above a list keeps to what is needed, so that the list is more than a line or two.
const fewEms = 34

// short tells whether large text or a small window leaves little room.
func (u *UI) short() bool {
	height := u.stage.Size().Height
	return height > 0 && height < part.Ems(fewEms)
}

// showBook shows the book anew wherever it is seen.
func (u *UI) showBook() {
	if _, ok := u.book.child(u.child); !ok {
		u.child = ""
	}
	u.side.refresh()
	u.status.refresh()
	u.win.SetMainMenu(u.menu())
	u.redraw()
}

// redraw shows the view on top anew, with the keyboard where it was.
func (u *UI) redraw() {
	if top := u.top(); top != nil && top.view != nil {
		words := focusWords(u.win.Canvas())
		top.Refresh()
		focusByWords(u.win.Canvas(), top.Content(), words)
	}
}

// chooseChild shows one child's case, or all with "".
func (u *UI) chooseChild(id casefile.CaseID) {
	u.child = id
	u.showBook()
}

// frame puts the sidebar and the status line around the stage.
func (u *UI) frame() {
	side := container.NewStack(part.NewGround(part.OnSide), u.side.content)
	foot := container.NewStack(part.NewGround(part.OnSide), u.status.content)
	u.setContent(container.New(shellLayout{}, side, u.stage, foot))
	u.win.SetMainMenu(u.menu())
}

// shellLayout: the sidebar at its own width, the status line at its own height, the stage in the rest.
type shellLayout struct{}

func (shellLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	side, stage, foot := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(side.Width+stage.Width, max(side.Height, stage.Height)+foot.Height)
}

func (shellLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	wide, foot := o[0].MinSize().Width, part.HeightFor(o[2], size.Width)
	tall := size.Height - foot
	o[0].Resize(fyne.NewSize(wide, tall))
	o[1].Move(fyne.NewPos(wide, 0))
	o[1].Resize(fyne.NewSize(size.Width-wide, tall))
	o[2].Move(fyne.NewPos(0, tall))
	o[2].Resize(fyne.NewSize(size.Width, foot))
}

// leave closes the window, once nothing is being written and nothing half-written would be lost.
func (u *UI) leave() {
	u.leaveCase(func() {
		u.leaving = true
		u.clearSecret()
		u.rememberSize()
		u.closeViews()
		u.letGo()
		u.settled()
	})
}

// settled is called whenever background work ended; a window that wants to close does so when none is left.
func (u *UI) settled() {
	if !u.leaving {
		return
	}
	u.closeViews()
	if u.busy == 0 {
		u.win.SetCloseIntercept(nil)
		u.win.Close()
		return
	}
	u.status.say(say("Finishing what is being saved. The window then closes."))
}

// shut closes the case file when the window is gone.
func (u *UI) shut() {
	for _, f := range []*casefile.File{u.file, u.locked} {
		if f != nil {
			f.Close()
		}
	}
	u.file, u.locked = nil, nil
}

// typed takes the keys nothing else has a use for.
func (u *UI) typed(ev *fyne.KeyEvent) {
	switch {
	case u.cover != nil:
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			u.uncover()
		}
	case ev.Name == fyne.KeyEscape && u.sheet != nil:
		u.sheet.cancel()
	case u.sheet != nil:
	case ev.Name == fyne.KeyEscape:
		u.back()
	case ev.Name == fyne.KeyF1:
		u.showShortcuts()
	}
}
