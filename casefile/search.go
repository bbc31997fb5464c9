package casefile

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ehccasefile/deadlines"
)

// Hit is one thing in which all the words were found.
type Hit struct {
	Kind    string         `json:"kind"`              // "entry", "document", "event", "person", "authority", "appeal", "child", "bundle"
	ID      ID             `json:"id"`                // of the record
	Child   CaseID         `json:"child,omitempty"`   // whose it is; empty for the whole family
	On      deadlines.Date `json:"on,omitzero"`       // its day; zero where it has none
	Title   string         `json:"title"`             // what it is called, or what was said
	Excerpt string         `json:"excerpt,omitempty"` // the words around the place, for the first 100 hits
	Page    int            `json:"page,omitempty"`    // of a document, from 1; 0 where the words stand in what is known about it

	text ID // of the record of its words
}

// excerpted is how many hits get an excerpt: nobody reads more at once, and each is read from the file again.
const excerpted = 100

// Search finds every record in which each of the words stands, as a part of a word or whole: in the log, in what is known about papers and in their text, in dates' notes, people,
// councils and schools, appeals. Capitals and accents do not matter. Hits in a title come first, then the newest. No words give no hits. The first search after opening
// reads the whole file; later ones only what changed.
func (f *File) Search(words string) ([]Hit, error) {
	want := wantedWords(words)
	if len(want) == 0 {
		return nil, nil
	}
	var hits []Hit
	err := f.View(func(tx *Tx) error {
		f.corpus.mu.Lock()
		defer f.corpus.mu.Unlock()
		if err := f.corpus.follow(tx); err != nil {
			return err
		}
		hits = f.corpus.find(want)
		for i := range hits[:min(len(hits), excerpted)] {
			hits[i].Excerpt = excerpt(tx, hits[i], want)
		}
		return nil
	})
	return hits, err
}

// wantedWords gives the words to look for, folded, each once.
func wantedWords(s string) [][]byte {
	var want [][]byte
	for _, w := range bytes.Fields(fold(s)) {
		if !slices.ContainsFunc(want, func(have []byte) bool { return bytes.Equal(have, w) }) {
			want = append(want, w)
		}
	}
	return want
}

// corpus is the searchable words of the whole file, folded, as they were at one moment of its history. It lies in memory alone, and is wiped with the keys.
type corpus struct {
	mu    sync.Mutex
	seq   uint64
	items map[place]*item
}

// item is what can be found of one record.
type item struct {
	hit   Hit
	sum   [16]byte
	made  int64
	about ID     // for the text of a document: the document
	title []byte // folded
	rest  []byte // folded; pages are set apart by pageEnd
}

// pageEnd stands between two pages and in no word.
const pageEnd = '\f'

// forget wipes what was read.
func (c *corpus) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, it := range c.items {
		clear(it.title)
		clear(it.rest)
	}
	c.items, c.seq = nil, 0
}

// follow reads what changed since the last search.
func (c *corpus) follow(tx *Tx) error {
	if c.items != nil && c.seq == tx.state.Seq {
		return nil
	}
	items := map[place]*item{}
	for _, kind := range kinds {
		rows, err := tx.rows(kind)
		if err != nil {
			return err
		}
		for _, row := range rows {
			p := place{kind, ID(hex.EncodeToString(row.id[:]))}
			if it := c.items[p]; it != nil && it.sum == row.sum {
				items[p] = it
				continue
			}
			raw, err := tx.loadRow(p, row)
			if err != nil {
				return err
			}
			it, err := itemOf(kind, raw)
			if err != nil {
				return err
			}
			it.sum, it.made, it.hit.On = row.sum, row.made, row.on()
			items[p] = it
		}
	}
	c.items, c.seq = items, tx.state.Seq
	return nil
}

// find gives the hits, the best first. A document and its text are one hit.
func (c *corpus) find(want [][]byte) []Hit {
	type found struct {
		*item
		hit     Hit
		inTitle bool
	}
	var all []found
	seen := map[place]int{}
	for p, it := range c.items {
		inTitle := holds(it.title, want)
		page, ok := it.holds(want)
		if !ok {
			continue
		}
		f := found{it, it.hit, inTitle}
		if p.kind == kindText {
			p = place{Document{}.kind(), it.about}
			doc := c.items[p]
			if doc == nil {
				continue // its document was deleted
			}
			f = found{doc, doc.hit, holds(doc.title, want)}
			f.hit.Page, f.hit.text = page, it.hit.ID
		}
		if at, twice := seen[p]; twice {
			if all[at].hit.Page == 0 {
				all[at].hit.Page, all[at].hit.text = f.hit.Page, f.hit.text
			}
			continue
		}
		seen[p] = len(all)
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(-boolOrder(a.inTitle, b.inTitle), -a.hit.On.Compare(b.hit.On), -cmp.Compare(a.made, b.made), cmp.Compare(a.hit.ID, b.hit.ID))
	})
	hits := make([]Hit, len(all))
	for i, f := range all {
		hits[i] = f.hit
	}
	return hits
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return +1
}

func holds(text []byte, want [][]byte) bool {
	for _, w := range want {
		if !bytes.Contains(text, w) {
			return false
		}
	}
	return true
}

// holds tells whether each word stands in the title or the rest, and for the text of a document the page of the first word found.
func (it *item) holds(want [][]byte) (page int, ok bool) {
	first := -1
	for _, w := range want {
		at := bytes.Index(it.rest, w)
		if at < 0 && !bytes.Contains(it.title, w) {
			return 0, false
		}
		if at >= 0 && first < 0 {
			first = at
		}
	}
	if it.about != "" && first >= 0 {
		page = 1 + bytes.Count(it.rest[:first], []byte{pageEnd})
	}
	return page, true
}

// itemOf makes a record searchable.
func itemOf(kind string, raw []byte) (*item, error) {
	title, rest, h, err := wordsOf(kind, raw)
	if err != nil {
		return nil, err
	}
	it := &item{hit: Hit{Kind: kind, ID: h.ID, Child: h.Child, Title: title}}
	if kind == kindText {
		var t Text
		if err := decode(raw, &t); err != nil {
			return nil, err
		}
		it.about, it.hit.Title = t.Document, ""
	}
	it.title, it.rest = fold(it.hit.Title), fold(strings.Join(rest, string(rune(pageEnd))))
	return it, nil
}

// wordsOf gives what a record is called and its other words, in the order in which they are shown.
func wordsOf(kind string, raw []byte) (title string, rest []string, h Head, err error) {
	read := func(into any) { err = decode(raw, into) }
	switch kind {
	case "family":
		var r Family
		read(&r)
		return r.Name, nil, r.Head, err
	case "authority":
		var r Authority
		read(&r)
		return r.Name, []string{r.Email, r.Phone, r.Address}, r.Head, err
	case "child":
		var r Child
		read(&r)
		return r.Name, []string{r.FullName, r.School}, r.Head, err
	case "person":
		var r Person
		read(&r)
		return r.Name, append([]string{r.Role, r.Email, r.Phone, r.Address, r.Note}, r.Also...), r.Head, err
	case "document":
		var r Document
		read(&r)
		return r.Title, append([]string{r.Author, r.Name, r.Kind.Title()}, r.Notes...), r.Head, err
	case kindText:
		var r Text
		read(&r)
		return "", r.found(), r.Head, err
	case "event":
		var r Event
		read(&r)
		return r.Kind, []string{r.Note}, r.Head, err
	case "appeal":
		var r Appeal
		read(&r)
		return r.Type.Title(), []string{r.Reference, r.Outcome}, r.Head, err
	case "entry":
		var r Entry
		read(&r)
		return firstWords(r.Said, r.Promised, r.With, r.Kind.Title()), []string{r.With, r.Said, r.Promised, r.Kind.Title()}, r.Head, err
	case "bundle":
		var r Bundle
		read(&r)
		return r.Title, nil, r.Head, err
	}
	return "", nil, h, ErrDamaged
}

// firstWords gives the first of these that says something, on one line and not too long.
func firstWords(from ...string) string {
	for _, s := range from {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			return cutAfter(s, 80)
		}
	}
	return ""
}

// cutAfter gives at most n letters, with "…" where some are left out.
func cutAfter(s string, n int) string {
	at := 0
	for i := range s {
		if at++; at > n {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return s
}

// excerpt reads the record again and gives the words around the first place.
func excerpt(tx *Tx, h Hit, want [][]byte) string { return aroundFirst(excerptSource(tx, h), want) }

// excerptSource gives the words in which the place is looked for: a page of a document, or all that is known of a record.
func excerptSource(tx *Tx, h Hit) string {
	if h.Page > 0 {
		if t, err := Get[Text](tx, h.text); err == nil && h.Page <= len(t.found()) {
			return t.found()[h.Page-1]
		}
	}
	raw, _, err := tx.load(place{h.Kind, h.ID})
	if err != nil {
		return ""
	}
	title, rest, _, _ := wordsOf(h.Kind, raw)
	if h.Kind == (Entry{}).kind() {
		title = ""
	}
	return strings.TrimSpace(title + " " + strings.Join(rest, " "))
}

// fold makes letters alike that people do not tell apart when they search: capitals, accents, curly quotes.
func fold(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			rest, _ := foldWith(s[i:])
			return append(out, rest...)
		}
		out = append(out, lower(s[i]))
	}
	return out
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// foldWith is fold, and tells for each byte where in s the letter it came from begins.
func foldWith(s string) (out []byte, from []int) {
	out, from = make([]byte, 0, len(s)), make([]int, 0, len(s))
	var buf [utf8.UTFMax]byte
	put := func(r rune, at int) {
		if r == '’' || r == '‘' {
			r = '\''
		}
		for _, b := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
			out, from = append(out, b), append(from, at)
		}
	}
	for i, r := range s {
		if r < utf8.RuneSelf {
			out, from = append(out, lower(byte(r))), append(from, i)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			if !unicode.Is(unicode.Mn, part) {
				put(part, i)
			}
		}
	}
	return out, from
}
