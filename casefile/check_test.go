package casefile

import (
	"errors"
	"strings"
	"testing"

	"ehccasefile/deadlines"
)

func TestValidate(t *testing.T) {
	id, other := newID(), newID()
	entry := Entry{Kind: EntryCall, On: day("2026-03-16"), Said: "She will look into it."}
	doc := paper("Report", Blob{strings.Repeat("ab", 32), 10})
	for name, row := range map[string]struct {
		rec   Record
		field string // of the first problem; "" for none
	}{
		"family":                       {Family{Name: "Okoro"}, ""},
		"family without a name":        {Family{Name: "  "}, "name"},
		"family of a child":            {Family{Head: Head{Child: id}, Name: "Okoro"}, "child"},
		"child":                        {Child{Name: "Maya"}, ""},
		"child without a name":         {Child{}, "name"},
		"child of a child":             {Child{Head: Head{Child: id}, Name: "Maya"}, "child"},
		"child of a nonsense council":  {Child{Name: "Maya", Authority: "x"}, "authority"},
		"authority":                    {Authority{Name: "Wexmoor", Kind: AuthorityCouncil}, ""},
		"authority of no kind":         {Authority{Name: "Wexmoor"}, "kind"},
		"person":                       {Person{Name: "Ms Hale", Authority: id}, ""},
		"person without a name":        {Person{Role: "officer"}, "name"},
		"person of the family":         {Person{Name: "Nan", Group: PersonFamily, Also: []string{"Mrs Hale"}, Address: "1 Hall Road"}, ""},
		"person of no known kind":      {Person{Name: "Ms Hale", Group: "foe"}, "group"},
		"person with an empty name":    {Person{Name: "Ms Hale", Also: []string{" "}}, "also"},
		"entry":                        {entry, ""},
		"entry of a nonsense child":    {with(entry, func(e *Entry) { e.Child = "x" }), "child"},
		"entry of no kind":             {with(entry, func(e *Entry) { e.Kind = "email" }), "kind"},
		"entry without a day":          {with(entry, func(e *Entry) { e.On = deadlines.Date{} }), "on"},
		"entry at 24:00":               {with(entry, func(e *Entry) { e.At = "24:00" }), "at"},
		"entry at 9:05":                {with(entry, func(e *Entry) { e.At = "9:05" }), "at"},
		"entry at 23:59":               {with(entry, func(e *Entry) { e.At = "23:59" }), ""},
		"entry of silence":             {with(entry, func(e *Entry) { e.Said = " " }), "said"},
		"entry of papers alone":        {with(entry, func(e *Entry) { e.Said, e.Documents = "", []ID{id} }), ""},
		"promise due before it":        {with(entry, func(e *Entry) { e.Promised, e.PromisedBy = "a letter", day("2026-03-15") }), "promised_by"},
		"promise due the same day":     {with(entry, func(e *Entry) { e.Promised, e.PromisedBy = "a letter", day("2026-03-16") }), ""},
		"answered before it":           {with(entry, func(e *Entry) { e.Awaits, e.Answered = true, day("2026-03-15") }), "answered"},
		"promise kept before it":       {with(entry, func(e *Entry) { e.Promised, e.PromiseKept = "a letter", day("2026-03-15") }), "promise_kept"},
		"a date of no promise":         {with(entry, func(e *Entry) { e.PromisedBy = day("2026-03-17") }), "promised"},
		"entry with nobody's id":       {with(entry, func(e *Entry) { e.People = []ID{""} }), "people"},
		"an answer waited for":         {with(entry, func(e *Entry) { e.Awaits = true }), ""},
		"an answer nobody asked for":   {with(entry, func(e *Entry) { e.Answered = day("2026-03-17") }), "answered"},
		"an answer before it":          {with(entry, func(e *Entry) { e.Awaits, e.Answered = true, day("2026-03-15") }), "answered"},
		"event":                        {Event{Kind: "decision-sent", On: day("2026-02-01"), Of: other}, ""},
		"event of no kind":             {Event{On: day("2026-02-01")}, "kind"},
		"event of an odd kind":         {Event{Kind: "Decision Sent", On: day("2026-02-01")}, "kind"},
		"event without a day":          {Event{Kind: "decision-sent"}, "on"},
		"event sent, not yet arrived":  {Event{Kind: "request-received", Sent: deadlines.Sending{On: day("2026-02-01"), How: deadlines.Email}}, ""},
		"event arrived before sending": {Event{Kind: "request-received", On: day("2026-01-31"), Sent: deadlines.Sending{On: day("2026-02-01"), How: deadlines.Email}}, "sent"},
		"event about an odd rule":      {Event{Kind: "day-directed", On: day("2026-02-01"), Against: "La Response"}, "against"},
		"event of itself":              {Event{Head: Head{ID: id}, Kind: "decision-sent", On: day("2026-02-01"), Of: id}, "of"},
		"document":                     {doc, ""},
		"document without a title":     {with(doc, func(d *Document) { d.Title = "" }), "title"},
		"document of no kind":          {with(doc, func(d *Document) { d.Kind = "" }), "kind"},
		"document open or not":         {with(doc, func(d *Document) { d.Privilege = "" }), "privilege"},
		"document of another type":     {with(doc, func(d *Document) { d.Type = "exe" }), "type"},
		"document without bytes":       {with(doc, func(d *Document) { d.Blob = Blob{} }), "blob"},
		"document of a loud hash":      {with(doc, func(d *Document) { d.Blob.SHA256 = strings.Repeat("AB", 32) }), "blob"},
		"document of section Z":        {with(doc, func(d *Document) { d.Sections = []Section{"Z"} }), "sections"},
		"document of minus one page":   {with(doc, func(d *Document) { d.Pages = -1 }), "pages"},
		"text":                         {Text{Document: id}, ""},
		"text of nothing":              {Text{}, "document"},
		"appeal":                       {Appeal{Type: AppealContents}, ""},
		"appeal of no type":            {Appeal{}, "type"},
		"appeal ended too soon":        {Appeal{Type: AppealCease, Lodged: day("2026-03-16"), Ended: day("2026-03-15")}, "ended"},
		"appeal of minus one page":     {Appeal{Type: AppealCease, PageLimit: -1}, "page_limit"},
		"bundle":                       {Bundle{Title: "Evidence", Sections: []BundleSection{{Title: "Letters", Documents: []ID{id}}, {Title: "Reports", Documents: []ID{other}}}}, ""},
		"bundle without a title":       {Bundle{}, "title"},
		"bundle with a paper twice":    {Bundle{Title: "Evidence", Sections: []BundleSection{{Title: "Letters", Documents: []ID{id}}, {Title: "Reports", Documents: []ID{id}}}}, "sections"},
		"bundle of an unknown product": {Bundle{Title: "Evidence", Product: "some"}, "product"},
		"bundle of an unknown page":    {Bundle{Title: "Evidence", With: []BundlePage{"poem"}}, "with"},
		"bundle served":                {Bundle{Title: "Evidence", Served: []Served{{On: deadlines.On(2026, 11, 20), SHA256: strings.Repeat("a", 64), Pages: 3, Front: 2, Papers: []ServedPaper{{Document: id, SHA256: strings.Repeat("b", 64), Pages: 1, At: 3}}}}}, ""},
		"bundle served on no day":      {Bundle{Title: "Evidence", Served: []Served{{SHA256: strings.Repeat("a", 64), Pages: 3, Front: 2}}}, "served"},
		"appeal with an own limit":     {Appeal{Type: AppealCease, Limits: []OwnLimit{{"core", 120}}}, ""},
		"appeal with a limit of none":  {Appeal{Type: AppealCease, Limits: []OwnLimit{{"core", 0}}}, "limits"},
		"bundle of a nameless section": {Bundle{Title: "Evidence", Sections: []BundleSection{{}}}, "sections"},
		"an id of another make":        {Person{Head: Head{ID: "mine"}, Name: "Ms Hale"}, "id"},
	} {
		err := row.rec.Validate()
		var p Problem
		errors.As(err, &p)
		if p.Field != row.field || (err == nil) != (row.field == "") {
			t.Errorf("%s: %v (field %q), want a problem with %q", name, err, p.Field, row.field)
		}
		if err != nil && !strings.HasSuffix(p.Say, ".") {
			t.Errorf("%s: %q is no sentence", name, p.Say)
		}
	}
}

func with[T any](v T, change func(*T)) T {
	change(&v)
	return v
}

func TestSeveralProblemsComeTogether(t *testing.T) {
	err := Entry{}.Validate()
	ps, ok := err.(Problems)
	if !ok || len(ps) != 3 || !strings.Contains(err.Error(), ps[2].Say) {
		t.Errorf("got %v", err)
	}
}

func TestParseEntryKind(t *testing.T) {
	for _, s := range []string{"email", "E-mail", " e-mail "} {
		if k, err := ParseEntryKind(s); k != EntryEmail || err != nil {
			t.Errorf("%q gives %q, %v", s, k, err)
		}
	}
	if _, err := ParseEntryKind("fax"); !errors.As(err, new(Problem)) {
		t.Errorf("fax gives %v", err)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	titles := map[string]bool{}
	see := func(value, title string) {
		if title == value || title == "" || titles[title] {
			t.Errorf("%q is shown as %q", value, title)
		}
		titles[title] = true
	}
	for _, k := range DocumentKinds() {
		see(string(k), k.Title())
	}
	clear(titles)
	for _, k := range EntryKinds() {
		see(string(k), k.Title())
	}
	for _, k := range AppealTypes() {
		see(string(k), k.Title())
	}
	for _, k := range AuthorityKinds() {
		see(string(k), k.Title())
	}
	for _, s := range Sections() {
		see(string(s), s.Title())
	}
	for _, p := range Privileges() {
		see(string(p), p.Title())
		if see(string(p)+" explained", p.Explain()); !strings.HasSuffix(p.Explain(), ".") {
			t.Errorf("%q is no sentence", p.Explain())
		}
	}
	see("pdf", FilePDF.Title()+" file")
	if DocumentKind("fax").Title() != "fax" {
		t.Error("a kind of a newer version must stand for itself")
	}
}

func TestErrorsAreSentences(t *testing.T) {
	for _, err := range []error{ErrExists, ErrLocked, ErrNewer, ErrDamaged, ErrWrongKey, ErrNotCase, ErrNotFound, ErrStopped, ErrClosed,
		ErrArchiveKey, ErrArchiveDamaged, ErrNotArchive, ErrFolderInUse} {
		if s := err.Error(); !strings.HasSuffix(s, ".") || strings.ToUpper(s[:1]) != s[:1] || strings.Contains(s, "!") {
			t.Errorf("%q is no sentence for a person", s)
		}
	}
}
