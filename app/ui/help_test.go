package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
)

// Every rule is reached from About the law by keyboard, and says what it is, where it stands, how it is counted, and an example.
func TestTheLawIsLookedUpByKeyboard(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("law")
	p.mustRead("About the law", "not legal advice", "No lawyer has checked these rules yet.", "Bank holidays are known up to 31 December 2028.", "Appeals and claims", "Limits on the pages of a bundle")
	if n := strings.Count(p.reads(), "not legal advice"); n != 2 { // the foot of every screen says it too
		t.Errorf("it says %d times that it is no legal advice", n)
	}
	p.mustNotRead("Back (Esc)")
	p.types("Find a rule", "receive the appeal")
	p.key(fyne.KeyReturn)
	p.mustRead("of 103 lines. Down goes to the list")
	p.key(fyne.KeyDown)
	p.key(fyne.KeyReturn)
	p.mustRead("two months after the council sent its decision", "Tribunal Procedure (HESC) Rules 2008, rule 20(1)(c)", "read in the law itself", "2 months after",
		"An example, made up", "It holds for what happened from Monday 1 September 2014 on.", "Not yet checked by a lawyer.", "Words on this page", "Mediation certificate")
	p.taps("Copy the address")
	if got := p.u.app.Clipboard().Content(); !strings.HasPrefix(got, "https://www.legislation.gov.uk/") {
		t.Errorf("copied %q", got)
	}
	p.taps("Mediation certificate")
	p.mustRead("A paper that shows you spoke to a mediation adviser.")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.mustRead("About the law")
}

// Each topic of the law lists its own rules and no other, and all of them together are all there are.
func TestTheRulesAreListedByTopicAndSureness(t *testing.T) {
	p := sitWith(t, "okoro")
	sum := 0
	for _, topic := range p.u.pack.Topics() {
		p.u.Go("law")
		p.taps(topic + ", ")
		l := p.u.top().view.(*lookup)
		sum += len(l.shown)
		if len(l.shown) == 0 || l.what.title != topic {
			t.Errorf("%s lists %d rules under %q", topic, len(l.shown), l.what.title)
		}
	}
	if all := len(p.u.pack.Rules()); sum != all {
		t.Errorf("the topics list %d rules of %d", sum, all)
	}
	p.u.Go("law")
	p.taps("From published guidance, ")
	p.types("Find words", "mediation adviser")
	for _, item := range p.u.top().view.(*lookup).shown {
		if item.chip != "from published guidance" {
			t.Errorf("%s is %s", item.title, item.chip)
		}
	}
	p.types("Find words", "no such rule anywhere")
	p.mustRead("Nothing found")
}

func TestWhatElseIsInThePack(t *testing.T) {
	p := sitWith(t, "okoro")
	for press, words := range map[string][]string{
		"Bank holidays in England, ":              {"Monday 31 August 2026 · Summer bank holiday", "GOV.UK"},
		"Limits on the pages of a bundle, ":       {"At most 75 pages.", "from published summaries", "Last read on 22 November 2026."},
		"Reasons the law allows for being late, ": {"What has to be shown", "The family was away for four weeks or more"},
		"What can start or end a date, ":          {"Find words", ""},
	} {
		p.u.Go("law")
		p.taps(press)
		if press == "What can start or end a date, " {
			p.types("Find words", "decision letter")
			p.key(fyne.KeyDown)
			p.key(fyne.KeyReturn)
			p.mustRead("Dates that follow from it", "Last day for the Tribunal to receive the appeal")
			p.taps("Write its date down")
			p.mustRead("When did the council send its decision letter?")
			continue
		}
		p.mustRead(words...)
	}
}

// Every topic of Help opens, is found by its own words, and its button goes somewhere.
func TestEveryTopicOfHelpIsFound(t *testing.T) {
	p := sitWith(t, "okoro")
	path := p.u.file.Path()
	for _, topic := range topics() {
		if p.u.file == nil { // a way that leaves the case file was gone
			p.u.openCase(path)
		}
		p.u.Go("help")
		p.types("Find in Help", topic.title)
		p.key(fyne.KeyReturn)
		p.mustRead(topic.title, topic.parts[0].heading)
		if topic.act != "" {
			p.taps(topic.act)
			if p.u.sheet == nil && strings.Contains(p.reads(), topic.parts[0].heading+"\n"+strings.Join(topic.parts[0].words, "\n")) {
				t.Errorf("the button of %q goes nowhere", topic.title)
			}
		}
	}
	p.u.Go("help")
	p.types("Find in Help", "xyzzy")
	p.mustRead("Nothing found")
}

// What Help says to type works: it names only commands and keys that are there.
func TestHelpNamesKeysThatAreThere(t *testing.T) {
	all := ""
	for _, topic := range topics() {
		all += topic.text() + "\n"
	}
	p := sitWith(t, "okoro")
	for _, c := range commands() {
		if strings.Contains(all, "“"+strings.TrimSuffix(c.title, "…")+"”") {
			all = strings.ReplaceAll(all, "“"+strings.TrimSuffix(c.title, "…")+"”", "")
		}
	}
	for _, quoted := range []string{"Hand the case on", "Passphrase and recovery key", "Restore a backup"} {
		if strings.Contains(all, "“"+quoted+"”") {
			t.Errorf("Help names “%s”, which no menu has", quoted)
		}
	}
	for _, key := range []fyne.KeyName{fyne.KeyL, fyne.KeyD, fyne.KeyO, fyne.KeyU, fyne.KeyW, fyne.KeyN} {
		if !strings.Contains(all, "Ctrl+"+string(key)) {
			t.Errorf("Help does not name Ctrl+%s", key)
		}
		if key != fyne.KeyN && key != fyne.KeyW {
			p.keys(ctrl, key)
		}
	}
}

// Backups is a screen: without Back, and its menu item goes to it.
func TestBackupsIsAScreen(t *testing.T) {
	p := sitWithEmpty(t)
	for _, m := range p.u.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == "Backups" {
				item.Action()
			}
		}
	}
	p.mustRead("The last proven backup", "There is no backup yet.")
	p.mustNotRead("Back (Esc)")
	if p.u.screen != "backups" {
		t.Errorf("the screen is %q", p.u.screen)
	}
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, casefile.Child{Name: "Ada"}); return err }))
	p.taps("Back up now")
	p.mustRead("Backed up, and read again.", "Rehearse a restore", "today, 12:00")
	p.u.Go("today")
	p.taps("Last proven backup: today, 12:00")
	p.mustRead("Rehearse a restore")
}
