package ui

import (
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
	"ehccasefile/seeds"
)

// everyView opens every screen, and every page that opens from one, and calls see at each with its name.
func (p *user) everyView(see func(name string)) {
	u := p.u
	for _, s := range screens() {
		u.Go(s.id)
		see(s.id)
	}
	pages := []struct {
		name  string
		build func(*UI) view
	}{
		{"children", newCasePage}, {"child", newChildPage}, {"events", newEventsPage},
		{"kinds", func(u *UI) view { return newKindPage(u, casefile.Event{}) }},
		{"quick", func(u *UI) view {
			return newQuickForm(u, casefile.Entry{Head: casefile.Head{Child: u.child}, Kind: casefile.EntryCall})
		}},
		{"confirm", func(u *UI) view {
			return newConfirmPage(u, casefile.Entry{Kind: casefile.EntryCall, On: u.today(), With: "Ms Okafor", Said: "The draft is late.", Promised: "the draft"})
		}},
		{"appeal", func(u *UI) view { return newAppealForm(u, casefile.Appeal{Type: casefile.AppealContents}) }},
		{"event", func(u *UI) view { return newEventForm(u, casefile.Event{Kind: "decision-sent"}) }},
		{"event-sent", func(u *UI) view {
			sent := deadlines.Sending{On: deadlines.On(2026, 9, 4), How: deadlines.Email, At: "17:30"}
			return newEventForm(u, casefile.Event{Kind: "request-received", Sent: sent})
		}},
		{"event-directed", func(u *UI) view { return newEventForm(u, casefile.Event{Kind: kindDirected}) }},
		{"event-claim", func(u *UI) view { return newEventForm(u, casefile.Event{Kind: "claim-absence"}) }},
		{"moves", func(u *UI) view {
			return newMovesPage(u, "The council sent its decision letter, 5 October 2026", movesAll(u))
		}},
		{"calendar", newCalendarPage},
		{"hand-on", newHandOn}, {"take-over", func(u *UI) view { return newTakeOver(u, "/home/me/Our case.age") }},
		{"rescue", func(u *UI) view { return newRescue(u, "/home/me/Our case.casefile") }}, {"passphrase", newPassphrasePage}, {"seal", newSealPage},
		{"recovery", func(u *UI) view { return newRecovery(u, "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567") }},
	}
	for _, page := range pages {
		u.Go(screens()[0].id)
		u.open(page.build)
		see(page.name)
	}
	for _, page := range []struct {
		name  string
		build func(*bundleScreen) view
	}{{"bundle-plan", newBundlePlanPage}, {"bundle-note", newNotePage}} {
		u.Go("bundle")
		if b, ok := u.top().view.(*bundleScreen); ok {
			u.open(func(*UI) view { return page.build(b) })
			see(page.name)
		}
	}
	p.everyBundle(see)
	p.everyTimeline(see)
	p.everyDeadline(see)
	p.everySafety(see)
	p.everyLookup(see)
	p.everyPaper(see)
	p.everySearch(see)
	p.everyContact(see)
	p.everyReason(see)
	p.everyKindOfReason(see)
	u.Go(screens()[0].id)
	u.showShortcuts()
	see("shortcuts")
	u.Go(screens()[0].id)
	u.addFiles()
	see("files")
}

// everyBundle shows a bundle being made and bundles that are. They are made once and then only shown, and not of thousands of papers.
func (p *user) everyBundle(see func(name string)) {
	u := p.u
	u.Go("bundle")
	b := p.bundling()
	if n := len(b.documents()); n == 0 || n > 100 {
		return
	}
	if p.made == nil {
		p.made = map[use]*making{}
		for _, w := range []use{forScreen, forMail} {
			b.uses.Choose(int(w))
			b.make(filepath.Join(p.t.TempDir(), "Our evidence.pdf"))
			p.made[w], b.making = b.making, newMaking(u)
		}
	}
	idle := b.making
	b.making = newMaking(u)
	b.making.cancel, b.making.began = func() {}, u.now().Add(-8*time.Second)
	b.making.show(b, bundle.Progress{Stage: bundle.Making, Done: 17, Of: 45, Share: 0.5})
	u.redraw()
	see("bundle-making")
	b.making = idle
	for w, name := range map[use]string{forScreen: "bundle-made", forMail: "bundle-made-mail"} {
		b.making = p.made[w]
		u.redraw()
		b.page.ToTop()
		see(name)
	}
	p.made[forScreen].old = true
	b.making = p.made[forScreen]
	u.redraw()
	see("bundle-made-older")
	p.made[forScreen].old = false
	b.making = idle
}

// everyTimeline opens the timeline at each zoom, for each child, and the lists that open from it.
func (p *user) everyTimeline(see func(name string)) {
	u := p.u
	u.Go("timeline")
	s := u.top().view.(*timelineScreen)
	for z, name := range []string{"month", "quarter", "year", "whole"} {
		s.zooms.Choose(z)
		see("timeline-" + name)
	}
	if len(s.tale.points) > 3 {
		u.open(newPointsPage(s.tale.points[:4]))
		see("timeline-points")
		u.back()
	}
	u.open(newDaysPage(s.span))
	see("timeline-days")
	was := u.child
	for _, c := range u.book.children {
		u.chooseChild(c.ID)
		u.Go("timeline")
		see("timeline-" + c.Name)
	}
	u.chooseChild(was)
}

// everyDeadline opens every manner of seeing the dates: list and month, another day, one day by itself, what moved, what to say.
func (p *user) everyDeadline(see func(name string)) {
	u := p.u
	u.Go("deadlines")
	s := u.top().view.(*deadlinesScreen)
	s.filtering = true
	u.redraw()
	see("deadlines-choices")
	s.filter = dueFilter{who: "nobody"}
	u.redraw()
	see("deadlines-nothing")
	s.filtering, s.filter = false, dueFilter{}
	s.look(u.today().AddMonths(-2))
	see("deadlines-past")
	s.byMonth = true
	s.look(deadlines.Date{})
	see("deadlines-month")
	s.look(deadlines.On(2026, 12, 24))
	see("deadlines-month-as-of")
	for i, d := range u.dues() {
		if !d.Due.IsZero() && i < 2 {
			u.openDay(d.Due, s.seen)
			see("day")
			u.whyOn(d, s.seen)
			see("why-as-of")
			u.Go("deadlines")
		}
	}
	u.askDay(u.today(), func(deadlines.Date) {})
	see("as-of")
	u.Go("deadlines")
	u.openLastMoves()
	see("moves-last")
	for _, d := range u.dues() {
		if d.State(u.today()) == deadlines.Late {
			u.whatToSay(d)
			see("what-to-say")
			break
		}
	}
	kept := u.news
	u.news = news{since: u.today().AddDays(-3), entries: map[casefile.ID]bool{}, facts: 2, deleted: 1, moves: movesAll(u)}
	for _, e := range u.book.entries[:min(2, len(u.book.entries))] {
		u.news.entries[e.ID] = true
	}
	for _, d := range u.book.documents[:min(1, len(u.book.documents))] {
		u.news.papers = append(u.news.papers, d.ID)
	}
	u.Go("today")
	see("today-since")
	u.news = kept
}

// everyLookup opens what About the law and Help lead to.
func (p *user) everyLookup(see func(name string)) {
	u := p.u
	for _, page := range []struct {
		name string
		open func()
	}{
		{"rules", func() { u.openRules("", "", func(*deadlines.Rule) bool { return true }) }},
		{"rules-none", func() { u.openRules("Mediation", "nothing like it", func(*deadlines.Rule) bool { return true }) }},
		{"facts", u.openFacts}, {"words", u.openWords},
		{"fact", func() { k, _ := u.pack.Fact("certificate-issued"); u.openFact(k) }},
		{"rule", func() { r, _ := u.pack.Rule("appeal-limit"); u.openRule(r) }},
		{"rule-excused", func() { r, _ := u.pack.Rule("assess-decision"); u.openRule(r) }},
		{"holidays", func() { u.open(newHolidaysPage) }}, {"limits", func() { u.open(newLimitsPage) }}, {"exceptions", func() { u.open(newExceptionsPage) }},
		{"word", func() { u.explain("Mediation certificate") }},
	} {
		u.Go(screens()[0].id)
		page.open()
		see(page.name)
	}
	for _, t := range topics() {
		u.Go(screens()[0].id)
		u.openTopic(t)
		see("help-" + t.id)
	}
	u.Go("help")
	u.top().view.(*help).filter.SetText("draft")
	see("help-found")
}

// everyPaper opens what is shown of papers: how they are read, what was read in them, what became of files.
func (p *user) everyPaper(see func(name string)) {
	u := p.u
	u.Go("documents")
	u.reading.blind = blindness{papers: 3, pages: 14, of: u.book}
	u.top().view.(*documents).showState()
	see("documents-scans")
	u.reading.stop = func() {}
	u.reading.say("Reading scans: page 3 of 14")
	see("documents-reading")
	u.reading.stop, u.reading.words = nil, ""
	u.open(newScanHelp)
	see("scan-help")
	u.reading.last = mixedReport()
	u.Go("documents")
	u.openReport()
	see("report")
	u.reading.last = nil
	for _, d := range u.book.documents {
		if d.Title == "Refusal letter" {
			u.Go("documents")
			u.openBlackout(d)
			page := u.top().view.(*blackoutPage)
			see("blackout")
			page.why.SetText("Another child")
			page.words.SetText("Council")
			page.find()
			see("blackout-marked")
		}
	}
	for _, name := range []string{"Refusal letter", "Registration", "The plan by e-mail"} {
		for _, d := range u.book.documents {
			if d.Title == name {
				u.Go("documents")
				u.openPaper(d.ID)
				see("paper-" + name)
			}
		}
	}
}

// everySearch searches for what is there, for what is everywhere, and for what is not there.
func (p *user) everySearch(see func(name string)) {
	for name, words := range map[string]string{"found": "plan", "held": "without prejudice", "many": "e", "none": "zzzz"} {
		p.u.Go("search")
		p.u.top().view.(*searchScreen).field.SetText(words)
		see("search-" + name)
	}
	p.u.sought = ""
}

// everyContact opens somebody of each sort, and the forms for them.
func (p *user) everyContact(see func(name string)) {
	u, seen := p.u, map[string]bool{}
	for _, c := range u.book.contacts {
		if seen[c.group] {
			continue
		}
		seen[c.group] = true
		u.Go("people")
		u.openContact(c)
		see("contact-" + c.group)
	}
	u.Go("people")
	u.open(func(u *UI) view { return newPersonForm(u, casefile.Person{}) })
	see("person-form")
	u.Go("people")
	u.open(func(u *UI) view { return newOrgForm(u, casefile.Authority{Kind: casefile.AuthoritySchool}) })
	see("org-form")
	u.Go("people")
	u.open(func(u *UI) view { return newJoinPage(u, contact{name: "Mrs Price", group: groupNames}) })
	see("join")
}

// mixedReport is a report with every sort of line.
func mixedReport() *report {
	doc := func(id string, pages int) casefile.Document {
		return casefile.Document{Head: casefile.Head{ID: casefile.ID(id)}, Pages: pages, Privilege: casefile.PrivilegeOpen}
	}
	held, within, unread := doc("4", 2), doc("5", 3), doc("6", 0)
	held.Privilege, within.Within, unread.Notes = casefile.PrivilegeWithoutPrejudice, "3", []string{casefile.NotRead}
	locked := "This PDF needs a password. It is kept as it is. Give the password to see it and to put it in a bundle, or save a copy without it and add that."
	return &report{done: true, notes: []string{"There are no files in the folder “Old phone”."}, kept: []intake.Result{
		{Name: "Speech and language therapy report, autumn.pdf", Document: doc("1", 12), Kept: true},
		{Name: "Letter with a password.pdf", Document: doc("2", 0), Kept: true, Notes: []string{locked}},
		{Name: "RE: The plan, and what we talked about on the phone last week.eml", Document: doc("3", 1), Kept: true},
		{Name: "Draft plan v2.docx", Document: within, Kept: true},
		{Name: "Offer.pdf", Document: held, Kept: true, Notes: []string{"“Without prejudice” stands on page 1. It is held back until you open it."}},
		{Name: "School report.pdf", Document: doc("7", 4), Kept: true, Already: true, Notes: []string{"This file is already here as “School report 2025”, added on Monday 16 March 2026. Nothing was added twice."}},
		{Name: "IMG_0001.heic", Document: unread, Kept: true},
		{Name: "Empty.txt", Refused: "This file is empty. Save or send it again, then add it."},
	}}
}

// movesAll makes a move of every date, a day later each.
func movesAll(u *UI) (moves []move) {
	for _, d := range u.dues() {
		was, is := d.Deadline, d.Deadline
		is.Due = was.Due.AddDays(1)
		if was.Due.IsZero() {
			is.Due = was.Due
		}
		for _, m := range deadlines.Moved([]deadlines.Deadline{was}, []deadlines.Deadline{is}) {
			m.Why = is.Steps
			moves = append(moves, move{m, d.child})
		}
		moves = append(moves, move{deadlines.Moved(nil, []deadlines.Deadline{is})[0], d.child}, move{deadlines.Moved([]deadlines.Deadline{is}, nil)[0], d.child})
		if len(moves) > 9 {
			break
		}
	}
	return moves
}

// everyKindOfReason opens reasons that a made-up family may not have: exceptions, claims, a day that was set, no day at all.
func (p *user) everyKindOfReason(see func(name string)) {
	u := p.u
	kept := u.book.dues
	defer func() { u.book.dues = kept }()
	for _, d := range kept {
		if len(d.Rule.Exceptions) == 0 {
			continue
		}
		free, claimed := d, d
		free.Met, free.Ended, free.Claims = nil, "", nil
		for _, x := range d.Rule.Exceptions {
			claimed.Claims = append(claimed.Claims, deadlines.Claim{Fact: d.From[0], Exception: x})
		}
		claimed.Directed, claimed.NoTerms = true, true
		undated := d
		undated.Due, undated.NoTerms = deadlines.Date{}, true
		undated.Near = &deadlines.Near{Rule: d.Rule, Due: d.Due}
		for name, made := range map[string]due{"exceptions": free, "claimed": claimed, "undated": undated} {
			u.book.dues = []due{made}
			u.Go(screens()[0].id)
			u.why(made)
			see("why-" + name)
		}
		return
	}
}

// everyReason opens the first few reasons and entries.
func (p *user) everyReason(see func(name string)) {
	u := p.u
	for i, d := range u.dues() {
		if i < 6 {
			u.Go(screens()[0].id)
			u.why(d)
			see(fmt.Sprintf("why-%d-%s", i, d.Rule.ID))
		}
	}
	for i, e := range u.book.entries {
		if i < 3 {
			u.Go(screens()[0].id)
			u.openEntry(e.ID)
			see(fmt.Sprintf("entry-%d", i))
		}
	}
}

// families opens the window on every made-up family, and on an empty case file.
func families(t *testing.T, with func(t *testing.T, p *user)) {
	for _, seed := range seeds.Names() {
		t.Run(seed, func(t *testing.T) { with(t, sitWith(t, seed)) })
	}
	t.Run("empty", func(t *testing.T) { with(t, sitWithEmpty(t)) })
}

// addsPapers adds what the made-up families lack: letters with words in them, and an e-mail with attachments.
func (p *user) addsPapers() {
	p.t.Helper()
	p.must(keepOnly(p, p.files(map[string][]byte{"Refusal letter.txt": []byte(refusal), "Refusal again.txt": []byte(refusal + "COPY\n"), "Registration.txt": []byte(registration),
		"mail.eml": mailWith("The plan by e-mail", "Plan.txt", "Notes of the meeting.txt")})...))
}

// dress is a look to try a screen in.
type dress struct {
	factor  float32
	colours string
	face    string
}

func (d dress) String() string {
	return fmt.Sprintf("%s%s-%.0f", d.colours, d.face, d.factor*100)
}

// wears sets the size of text and the colours.
func (p *user) wears(factor float32, colours string) { p.puts(dress{factor, colours, faceAtkinson}) }

// puts on a look.
func (p *user) puts(d dress) {
	p.u.look.factor, p.u.look.face = d.factor, d.face
	p.u.setColours(d.colours)
}

// wardrobe is every scheme at every size of text, and the other typeface at every size.
func wardrobe() (all []dress) {
	for _, factor := range textSizes {
		for _, s := range schemes {
			all = append(all, dress{factor, s.id, faceAtkinson})
		}
		all = append(all, dress{factor, "light", faceNoto})
	}
	return all
}

// everyDress keeps what can cut words, the size and the typeface, whole, and goes round the colours, of which only the lines differ: each time
// it is asked it begins with another. So a screen is opened six times and not twenty-four.
func everyDress(turn int) (some []dress) {
	for i, factor := range textSizes {
		some = append(some, dress{factor, schemes[(i+turn)%len(schemes)].id, faceAtkinson})
	}
	for i, factor := range []float32{1, 2} {
		some = append(some, dress{factor, schemes[(i+turn+len(textSizes))%len(schemes)].id, faceNoto})
	}
	return some
}

func TestEveryScreenOpensWithoutCutWords(t *testing.T) {
	turn := 0
	families(t, func(t *testing.T, p *user) {
		p.addsPapers()
		for _, d := range everyDress(turn) {
			p.puts(d)
			p.everyView(func(name string) { p.checkUncut(name + " in " + d.String()) })
		}
		turn++
	})
}

// everyFront opens what comes before a case is open, a question, and the page that asks where a file should go.
func (p *user) everyFront(see func(name string)) {
	u := p.u
	u.showWelcome()
	see("welcome")
	u.newCase()
	see("new-case")
	form := u.top().view.(*newCaseForm)
	form.lock.Choose(1)
	form.showLock()
	form.choosePlace()
	see("new-case-elsewhere")
	u.back()
	for _, page := range []struct {
		name  string
		build func(*UI) view
	}{
		{"unlock", func(u *UI) view { return newUnlock(u, "/home/me/Our case.casefile", u.unlock) }},
		{"recovery-key", func(u *UI) view { return newRecovery(u, "7K2QX-ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567") }},
		{"reminders-and-locking", newSafety}, {"passphrase", newPassphrasePage},
	} {
		u.open(page.build)
		see(page.name)
		u.back()
	}
	u.ask("Delete this entry?", []string{"Phone call, Monday 16 March 2026."}, answer{words: "Delete it"}, answer{words: "Keep it"})
	see("question")
	p.key(fyne.KeyEscape)
	u.askPlace("Make the bundle", "Where should the PDF go?", "Evidence.pdf", func(string) {})
	see("save")
	u.back()
	u.askPlace("Make the bundle", "Where should the PDF go?", "Evidence.pdf", func(string) {})
	p.taps("Choose a folder")
	see("folder")
	u.back()
	u.back()
}

func TestWelcomeOpensWithoutCutWords(t *testing.T) {
	p := sit(t)
	for _, d := range everyDress(2) {
		p.puts(d)
		p.everyFront(func(name string) { p.checkUncut(name + " in " + d.String()) })
	}
}

// checkUncut fails where the window would have to be larger than 1024 by 700, where anything reaches over the right edge, where a
// text has less room than its words need, or where a list has no room for its rows.
func (p *user) checkUncut(where string) {
	p.t.Helper()
	p.u.win.Resize(fyne.NewSize(1024, 700))
	if least := p.u.win.Content().MinSize(); least.Width > 1024 || least.Height > 700 {
		p.t.Errorf("%s needs a window of %v", where, least)
	}
	driver := fyne.CurrentApp().Driver()
	p.seen(func(o fyne.CanvasObject) {
		right := driver.AbsolutePositionForObject(o).X + o.Size().Width
		if right > 1024.5 {
			p.t.Errorf("%s: %T reaches to %v, over the edge", where, o, right)
		}
		if list, ok := o.(*rowList); ok && list.Visible() {
			stands := o // where it scrolls with what stands above it, the page is what has to be in the window
			if list.page != nil && list.page.AsOne() {
				stands = list.page
			}
			if top := driver.AbsolutePositionForObject(stands).Y; list.Size().Height < part.Ems(11) || top+stands.Size().Height > 700.5 {
				p.t.Errorf("%s: the list stands at %v and is %v high", where, top, list.Size().Height)
			}
		}
		text, ok := o.(*part.Text)
		if !ok {
			return
		}
		need := fyne.NewSize(text.MinSize().Width, text.HeightFor(text.Size().Width))
		if text.Size().Width < need.Width-1 || text.Size().Height < need.Height-1 {
			p.t.Errorf("%s: %q has %v and needs %v", where, text.String(), text.Size(), need)
		}
	})
}

var (
	pictures = flag.String("pictures", "", "write a picture of every screen in every look into this folder")
	onlyView = flag.String("view", "*", "of these views only, with -pictures: settings, why-*")
)

// TestPictures draws every screen in every look, for people to look through.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		return
	}
	draw := func(p *user, from string, every func(func(string))) {
		for _, d := range wardrobe() {
			p.puts(d)
			every(func(name string) {
				if ok, _ := filepath.Match(*onlyView, name); ok {
					p.u.win.Resize(fyne.NewSize(1280, 800))
					p.draws(fmt.Sprintf("%s-%s-%s.png", from, name, d))
				}
			})
		}
	}
	p := sit(t)
	draw(p, "front", p.everyFront)
	families(t, func(t *testing.T, p *user) {
		p.addsPapers()
		draw(p, filepath.Base(t.Name()), p.everyView)
	})
}

func (p *user) draws(name string) {
	p.must(os.MkdirAll(*pictures, 0o755))
	file, err := os.Create(filepath.Join(*pictures, name))
	p.must(err)
	p.must(png.Encode(file, p.u.win.Canvas().Capture()))
	p.must(file.Close())
}
