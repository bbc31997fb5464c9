package mail

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile/internal/prose"
)

// node of a compound file in the making: a folder where kids is set, or a stream.
type made struct {
	name string
	data []byte
	kids []*made
}

func (m *made) add(name string, data []byte) { m.kids = append(m.kids, &made{name: name, data: data}) }

func (m *made) text(prop int, s string) {
	var b []byte
	for _, u := range utf16Of(s) {
		b = append(b, byte(u), byte(u>>8))
	}
	m.add(fmt.Sprintf("__substg1.0_%04X001F", prop), b)
}

func utf16Of(s string) []uint16 {
	var out []uint16
	for _, r := range s {
		out = append(out, uint16(r))
	}
	return out
}

// fixed makes the table of numbers: head bytes, then a row each.
func (m *made) fixed(head int, rows map[uint32]uint64) {
	b := make([]byte, head)
	for tag, v := range rows {
		row := make([]byte, 16)
		binary.LittleEndian.PutUint32(row, tag)
		row[4] = 6
		binary.LittleEndian.PutUint64(row[8:], v)
		b = append(b, row...)
	}
	m.add("__properties_version1.0", b)
}

func fileTime(t time.Time) uint64 { return uint64(t.Unix()+11644473600) * 10_000_000 }

// msgFile writes a compound file of version 3, with all streams in whole sectors of their own or in the small stream.
func msgFile(root *made) []byte {
	var all []*made
	var first, next []int // of each entry: its first kid, its next sibling
	var walk func(m *made) int
	walk = func(m *made) int {
		n := len(all)
		all, first, next = append(all, m), append(first, -1), append(next, -1)
		last := -1
		for _, k := range m.kids {
			at := walk(k)
			if last < 0 {
				first[n] = at
			} else {
				next[last] = at
			}
			last = at
		}
		return n
	}
	walk(root)
	w := &sectors{}
	starts := make([]int, len(all))
	var small []byte
	var mini []uint32
	for i, m := range all {
		switch {
		case m.kids != nil || i == 0:
		case len(m.data) >= 4096:
			starts[i] = w.put(m.data)
		default:
			starts[i] = len(mini)
			for at := 0; at < len(m.data); at += 64 {
				piece := make([]byte, 64)
				copy(piece, m.data[at:])
				small = append(small, piece...)
				mini = append(mini, uint32(len(mini)+1))
			}
			if len(m.data) > 0 {
				mini[len(mini)-1] = 0xFFFFFFFE
			}
		}
	}
	smallAt := w.put(small)
	miniBytes := make([]byte, 4*len(mini))
	for i, v := range mini {
		binary.LittleEndian.PutUint32(miniBytes[4*i:], v)
	}
	miniAt := w.put(miniBytes)
	var dir []byte
	for i, m := range all {
		dir = append(dir, dirEntry(m, i, []int{next[i], first[i], starts[i]}, [2]int{smallAt, len(small)})...)
	}
	dirAt := w.put(dir)
	return w.file(dirAt, miniAt, (len(miniBytes)+511)/512)
}

func dirEntry(m *made, i int, where []int, small [2]int) []byte {
	e := make([]byte, 128)
	for k, u := range utf16Of(m.name) {
		binary.LittleEndian.PutUint16(e[2*k:], u)
	}
	binary.LittleEndian.PutUint16(e[64:], uint16(2*len(m.name)+2))
	e[66], e[67] = 2, 1
	le := func(at, v int) { binary.LittleEndian.PutUint32(e[at:], uint32(v)) }
	le(68, -1)
	le(72, where[0])
	le(76, where[1])
	switch {
	case i == 0:
		e[66] = 5
		le(116, small[0])
		le(120, small[1])
	case m.kids != nil:
		e[66] = 1
	default:
		le(116, where[2])
		le(120, len(m.data))
	}
	return e
}

// sectors gathers chains of 512 bytes.
type sectors struct {
	data []byte
	fat  []uint32
}

func (w *sectors) put(b []byte) int {
	at := len(w.fat)
	if len(b) == 0 {
		return -2
	}
	for len(b) > 0 {
		piece := make([]byte, 512)
		n := copy(piece, b)
		b = b[n:]
		w.data = append(w.data, piece...)
		w.fat = append(w.fat, uint32(len(w.fat)+1))
	}
	w.fat[len(w.fat)-1] = 0xFFFFFFFE
	return at
}

func (w *sectors) file(dirAt, miniAt, minis int) []byte {
	fats := len(w.fat)/127 + 1
	fatAt := len(w.fat)
	for range fats {
		w.fat = append(w.fat, 0xFFFFFFFD)
	}
	h := make([]byte, 512)
	copy(h, cfbMagic)
	le16 := func(at int, v uint16) { binary.LittleEndian.PutUint16(h[at:], v) }
	le := func(at, v int) { binary.LittleEndian.PutUint32(h[at:], uint32(v)) }
	le16(24, 0x3E)
	le16(26, 3)
	le16(28, 0xFFFE)
	le16(30, 9)
	le16(32, 6)
	le(44, fats)
	le(48, dirAt)
	le(56, 4096)
	le(60, miniAt)
	le(64, minis)
	le(68, -2)
	for i := range 109 {
		le(76+4*i, -1)
		if i < fats {
			le(76+4*i, fatAt+i)
		}
	}
	out := append(h, w.data...)
	for i := range fats * 128 {
		v := uint32(0xFFFFFFFF)
		if i < len(w.fat) {
			v = w.fat[i]
		}
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// testMsg is a message with two people, an HTML body, an attachment and a message inside.
func testMsg() *made {
	sent := time.Date(2026, 3, 16, 17, 31, 0, 0, time.UTC)
	root := &made{name: "Root Entry"}
	root.fixed(32, map[uint32]uint64{0x00390040: fileTime(sent)})
	names := &made{name: "__nameid_version1.0"}
	for _, n := range []string{"00020102", "00030102", "00040102"} {
		names.add("__substg1.0_"+n, nil)
	}
	root.kids = append(root.kids, names)
	root.text(0x001A, "IPM.Note")
	root.text(pSubject, "RE: Maya’s plan")
	root.text(pSender, "Okafor, Adaeze")
	root.text(pSendSMTP, "a.okafor@northmoor-council.example")
	root.text(pID, "<outlook-1@northmoor-council.example>")
	root.text(pBody, "Dear Grace\r\n\r\nThe plan is attached.\r\n")
	root.add("__substg1.0_10130102", []byte("<html><head><meta charset=\"windows-1252\"></head><body><p>Dear Grace</p><p>The plan is attached. It\x92s the final one.</p></body></html>"))
	for i, p := range []string{"Grace Okoro", "Daniel Okoro"} {
		r := &made{name: fmt.Sprintf("__recip_version1.0_#%08X", i)}
		r.fixed(8, map[uint32]uint64{0x0C150003: uint64(i + 1)})
		r.text(pName, p)
		r.text(pSMTP, strings.ToLower(strings.ReplaceAll(p, " ", "."))+"@post.example")
		root.kids = append(root.kids, r)
	}
	a := &made{name: "__attach_version1.0_#00000000"}
	a.fixed(8, map[uint32]uint64{0x37050003: 1})
	a.text(pLong, "Final plan.pdf")
	a.add("__substg1.0_37010102", []byte("%PDF-1.4 "+strings.Repeat("made for the test ", 400)))
	root.kids = append(root.kids, a)
	b := &made{name: "__attach_version1.0_#00000001"}
	b.fixed(8, map[uint32]uint64{0x37050003: 5})
	inner := &made{name: "__substg1.0_3701000D"}
	inner.fixed(24, map[uint32]uint64{0x00390040: fileTime(sent.AddDate(0, 0, -3))})
	inner.text(pSubject, "Panel minutes")
	inner.text(pSender, "Paul Thirsk")
	inner.text(pBody, "The panel agreed to amend.")
	b.kids = append(b.kids, inner)
	root.kids = append(root.kids, b)
	return root
}

func TestOutlookMessage(t *testing.T) {
	data := msgFile(testMsg())
	if !IsOutlook(data) || IsMail(data) || IsBox(data) {
		t.Error("it is not known as what it is")
	}
	m, err := Outlook(data)
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "RE: Maya’s plan" || m.Sent.String() != "Monday 16 March 2026 at 17:31" || m.ID != "outlook-1@northmoor-council.example" {
		t.Errorf("%q %q %q", m.Subject, m.Sent, m.ID)
	}
	if people(m.From) != "Okafor, Adaeze <a.okafor@northmoor-council.example>" || people(m.To) != "Grace Okoro <grace.okoro@post.example>" || people(m.Cc) != "Daniel Okoro <daniel.okoro@post.example>" {
		t.Errorf("from %q to %q cc %q", people(m.From), people(m.To), people(m.Cc))
	}
	if got := prose.Words(m.Body); got != "Dear Grace\nThe plan is attached. It’s the final one." {
		t.Errorf("body %q", got)
	}
	if len(m.Parts) != 2 || m.Parts[0].Name != "Final plan.pdf" || len(m.Parts[0].Data) != 7209 || !m.Parts[1].Mail {
		t.Fatalf("parts %+v", m.Parts)
	}
	inner, err := Read(m.Parts[1].Data)
	if err != nil || inner.Subject != "Panel minutes" || prose.Words(inner.Body) != "The panel agreed to amend." || inner.From[0].Name != "Paul Thirsk" || inner.Sent.String() != "Friday 13 March 2026 at 17:31" {
		t.Errorf("the message inside: %+v %v", inner, err)
	}
}

// A second program reads the file that the test makes, so that writer and reader are not wrong in the same way.
func TestOutlookAgreesWithASecondProgram(t *testing.T) {
	if _, err := exec.LookPath("msgconvert"); err != nil {
		t.Skip("msgconvert (Debian: libemail-outlook-message-perl) is not installed")
	}
	file := filepath.Join(t.TempDir(), "a.msg")
	root := testMsg()
	for _, k := range root.kids {
		if k.name == "__substg1.0_10130102" { // it packs letters beyond ASCII twice
			k.data = []byte("<html><body><p>Dear Grace</p><p>The plan is attached.</p></body></html>")
		}
	}
	data := msgFile(root)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("msgconvert", "--outfile", "-", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := Read(out)
	if err != nil {
		t.Fatal(err)
	}
	ours, _ := Outlook(data)
	if theirs.Subject != ours.Subject || len(theirs.Parts) != len(ours.Parts) || string(theirs.Parts[0].Data) != string(ours.Parts[0].Data) {
		t.Errorf("they read %q with %d parts, we %q with %d", theirs.Subject, len(theirs.Parts), ours.Subject, len(ours.Parts))
	}
	if a, b := prose.Words(theirs.Body), prose.Words(ours.Body); a != b {
		t.Errorf("they read %q, we %q", a, b)
	}
}

// awkwardOutlook are Outlook files as they come, and worse.
func awkwardOutlook() []awkward {
	good := msgFile(testMsg())
	patch := func(at int, v uint32) []byte {
		b := append([]byte{}, good...)
		binary.LittleEndian.PutUint32(b[at:], v)
		return b
	}
	fat := 512 * (1 + int(binary.LittleEndian.Uint32(good[76:])))
	circle := append([]byte{}, good...)
	for i := range 128 {
		binary.LittleEndian.PutUint32(circle[fat+4*i:], uint32(i))
	}
	back := append([]byte{}, good...)
	for i := 1; i < 100; i++ {
		binary.LittleEndian.PutUint32(back[fat+4*i:], uint32(i-1))
	}
	dir := 512 * (1 + int(binary.LittleEndian.Uint32(good[48:])))
	family := append([]byte{}, good...)
	for e := dir; e+128 <= fat; e += 128 {
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(family[e+at:], 1)
		}
	}
	rtf := &made{name: "Root Entry"}
	rtf.fixed(32, map[uint32]uint64{0x00390040: fileTime(time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC))})
	rtf.text(pSubject, "RTF only")
	rtf.text(pSender, "Ann Archer")
	rtf.add("__substg1.0_10090102", stored(`{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Caf\'e9 \u8364?5{\*\htmltag72 </p>}\htmlrtf}\htmlrtf0 }`))
	words := &made{name: "Root Entry"}
	words.fixed(32, nil)
	words.text(pSubject, "RTF words")
	words.add("__substg1.0_10090102", stored(`{\rtf1\ansi{\fonttbl{\f0 Arial;}}First line\par Second line}`))
	return []awkward{
		{name: "good", data: good, body: "The plan is attached.", parts: 2},
		{name: "RTF round HTML, summer time", data: msgFile(rtf), body: "Café €5", check: func(t *testing.T, m Message) {
			if m.Sent.String() != "Wednesday 1 July 2026 at 10:00" {
				t.Errorf("sent %q", m.Sent)
			}
		}},
		{name: "RTF alone, no sender, no date", data: msgFile(words), body: "First line\nSecond line", note: "who sent it"},
		{name: "no Outlook file", data: []byte("From: a@b.example\n\nx"), fails: true},
		{name: "head alone", data: good[:512], fails: true},
		{name: "every sector its own next", data: circle, note: "*"},
		{name: "every sector points back", data: back, note: "*"},
		{name: "table of contents in a circle", data: family, note: "*"},
		{name: "table of contents that is its own data", data: patch(48, 0), note: "*"},
		{name: "small table in a circle", data: patch(60, 0), note: "*"},
		{name: "sector size nobody uses", data: patch(30, 0xFFFF), fails: true},
		{name: "table of chains in a circle", data: patch(68, 0), body: "The plan is attached.", parts: 2},
		{name: "cut in the middle", data: good[:len(good)/2], note: "*"},
	}
}

// stored packs RTF in the form that does not pack.
func stored(s string) []byte {
	b := make([]byte, 16)
	binary.LittleEndian.PutUint32(b, uint32(len(s)+12))
	binary.LittleEndian.PutUint32(b[4:], uint32(len(s)))
	binary.LittleEndian.PutUint32(b[8:], 0x414C454D)
	return append(b, s...)
}

func TestAwkwardOutlook(t *testing.T) {
	for _, a := range awkwardOutlook() {
		t.Run(a.name, func(t *testing.T) {
			if a.note == "*" { // read in part or refused, whatever can be reached: but it ends
				if m, err := Outlook(a.data); err == nil {
					Sheet(m)
				} else if !strings.HasPrefix(err.Error(), "this ") {
					t.Errorf("refused without a sentence: %v", err)
				}
				return
			}
			a.test(t, Outlook)
		})
	}
}

func TestDamagedOutlook(t *testing.T) {
	var seeds [][]byte
	for _, a := range awkwardOutlook() {
		seeds = append(seeds, a.data)
	}
	damage(t, seeds, func(data []byte) {
		if m, err := Outlook(data); err == nil {
			Sheet(m)
		}
		IsOutlook(data)
	})
}

// The example of MS-OXRTFCP, section 3.1: what the packed bytes of a short document unpack to.
func TestCompressedRTF(t *testing.T) {
	packed := []byte{0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70,
		0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0}
	if got := string(unrtf(packed)); got != "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n" {
		t.Errorf("%q", got)
	}
}
