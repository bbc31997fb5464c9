package mail

import (
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/prose"
)

// eml puts a header that is in order before the rest.
func eml(rest string) []byte {
	return []byte("From: Ann Archer <ann@post.example>\r\nTo: Bo Birch <bo@post.example>\r\nDate: Mon, 16 Mar 2026 17:31:00 +0000\r\nSubject: Trial\r\nMessage-ID: <x@post.example>\r\nMIME-Version: 1.0\r\n" + strings.ReplaceAll(rest, "\n", "\r\n"))
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// awkward is a file as it might come, and what must become of it.
type awkward struct {
	name  string
	data  []byte
	body  string // in the words of the body
	parts int
	note  string // in one of the notes; "" where there must be none
	fails bool   // refused, with a sentence
	check func(t *testing.T, m Message)
}

const mixed = "Content-Type: multipart/mixed; boundary=bb\n\n"

func awkwardMail() []awkward {
	const sayParts = "not marked off"
	tiny := "\x89PNG\r\n\x1A\nmade for the test"
	return []awkward{
		{name: "plain", data: eml("\nHello Bo\n"), body: "Hello Bo"},
		{name: "bare LF", data: []byte("From: a@b.example\nTo: c@d.example\nDate: Mon, 16 Mar 2026 17:31 +0000\nSubject: x\n\nHello\n"), body: "Hello"},
		{name: "nothing", data: nil, fails: true},
		{name: "no mail at all", data: []byte("Dear Sir\n\nI write to complain.\n"), fails: true},
		{name: "picture", data: []byte(tiny), fails: true},
		{name: "no sender", data: []byte("To: c@d.example\nDate: Mon, 16 Mar 2026 17:31 +0000\nSubject: x\n\nHello\n"), body: "Hello", note: "who sent it"},
		{name: "no date", data: []byte("From: a@b.example\nTo: c@d.example\nSubject: x\n\nHello\n"), body: "Hello", note: "when it was sent"},
		{name: "date only from the server", data: []byte("Received: by mx.example; Mon, 16 Mar 2026 17:31:00 +0000\nFrom: a@b.example\nDate: tomorrow\n\nHello\n"), body: "Hello", note: "time it was delivered"},
		{name: "no empty line after the header", data: []byte("From: a@b.example\nDate: Mon, 16 Mar 2026 17:31 +0000\nHello there, no line between\n"), body: "Hello there"},
		{name: "empty body", data: eml("\n"), note: "no words"},
		{name: "8-bit header without encoding", data: append([]byte("Subject: Pr\xE9vu \x96 caf\xE9\n"), eml("\nx\n")...), body: "x", check: func(t *testing.T, m Message) {
			if m.Subject != "Prévu – café" {
				t.Errorf("subject %q", m.Subject)
			}
		}},
		{name: "UTF-8 header without encoding", data: append([]byte("Subject: Zoë’s plan\n"), eml("\nx\n")...), body: "x", check: func(t *testing.T, m Message) {
			if m.Subject != "Zoë’s plan" {
				t.Errorf("subject %q", m.Subject)
			}
		}},
		{name: "windows-1252", data: eml("Content-Type: text/plain; charset=windows-1252\n\nit\x92s \x80 20 \x97 caf\xE9\n"), body: "it’s € 20 — café"},
		{name: "said to be latin-1", data: eml("Content-Type: text/plain; charset=iso-8859-1\n\nit\x92s\n"), body: "it’s"},
		{name: "iso-8859-15", data: eml("Content-Type: text/plain; charset=iso-8859-15\n\n\xA4 20\n"), body: "€ 20"},
		{name: "utf-7", data: eml("Content-Type: text/plain; charset=utf-7\n\n1 +AKM- and caf+AOk- a+-b\n"), body: "1 £ and café a+b"},
		{name: "a set nobody knows", data: eml("Content-Type: text/plain; charset=klingon\n\nStill words\n"), body: "Still words"},
		{name: "said to be UTF-8 and is not", data: eml("Content-Type: text/plain; charset=utf-8\n\nna\xEFve\n"), body: "naïve"},
		{name: "UTF-16 file", data: append([]byte("\xFF\xFE"), wide("From: a@b.example\r\nDate: Mon, 16 Mar 2026 17:31 +0000\r\n\r\nWide words\r\n")...), body: "Wide words"},
		{name: "encoded words cut inside a letter", data: append([]byte("Subject: =?utf-8?B?Wm/D?= =?utf-8?B?q8KjNQ==?=\n"), eml("\nx\n")...), body: "x", check: func(t *testing.T, m Message) {
			if m.Subject != "Zoë£5" {
				t.Errorf("subject %q", m.Subject)
			}
		}},
		{name: "names by RFC 2231 in pieces", data: eml(mixed + "--bb\nContent-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=utf-8''Zo%C3%AB%20;\n filename*1=\"plan.pdf\"\n\nx\n--bb--\n"), parts: 1, check: named("Zoë plan.pdf")},
		{name: "names by encoded word in quotes", data: eml(mixed + "--bb\nContent-Type: application/pdf; name=\"=?utf-8?Q?Zo=C3=AB.pdf?=\"\n\nx\n--bb--\n"), parts: 1, check: named("Zoë.pdf")},
		{name: "a name that is a path", data: eml(mixed + "--bb\nContent-Type: application/pdf; name=\"..\\..\\C:\\plan.pdf\"\nContent-Disposition: attachment\n\nx\n--bb--\n"), parts: 1, check: named("plan.pdf")},
		{name: "a name Windows keeps", data: eml(mixed + "--bb\nContent-Disposition: attachment; filename=CON.txt\n\nx\n--bb--\n"), parts: 1, check: named("_CON.txt")},
		{name: "a name that turns round", data: eml(mixed + "--bb\nContent-Type: application/x-a; name=\"plan\u202Efdp.exe\"\n\nx\n--bb--\n"), parts: 1, check: named("planfdp.exe")},
		{name: "no name", data: eml(mixed + "--bb\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx\n--bb--\n"), parts: 1, check: named("attachment 1.pdf")},
		{name: "format=flowed", data: eml("Content-Type: text/plain; format=flowed\n\nOne long \nline, and \nits end.\nNext.\n"), body: "One long line, and its end.\nNext."},
		{name: "flowed and delsp", data: eml("Content-Type: text/plain; format=flowed; delsp=yes\n\nWait \ning\n"), body: "Waiting"},
		{name: "damaged quoted-printable", data: eml("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n50=25 is =ZZ half = \nline=C3=A9=\n"), body: "50% is =ZZ half lineé"},
		{name: "base64 with rubbish in it", data: eml("Content-Transfer-Encoding: base64\n\n" + b64("The words are here.")[:8] + "!!\n ~ " + b64("The words are here.")[8:] + "\n"), body: "The words are here."},
		{name: "base64 cut short", data: eml("Content-Transfer-Encoding: base64\n\n" + b64("The words are here.")[:10]), body: "The wor"},
		{name: "boundary missing at the end", data: eml(mixed + "--bb\n\nHello\n--bb\nContent-Type: application/pdf; name=a.pdf\n\nx\n"), body: "Hello", parts: 1, note: "end of this e-mail is missing"},
		{name: "boundary not said", data: eml("Content-Type: multipart/mixed\n\n--guessed-here\n\nHello\n--guessed-here--\n"), body: "Hello"},
		{name: "boundary never comes", data: eml(mixed + "Hello, all the same\n"), body: "Hello, all the same", note: sayParts},
		{name: "boundary that begins another", data: eml("Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/alternative; boundary=abc\n\n--abc\n\nplain\n--abc\nContent-Type: text/html\n\n<p>rich</p>\n--abc--\n--ab\nContent-Type: application/pdf; name=a.pdf\n\nx\n--ab--\n"), body: "rich", parts: 1},
		{name: "boundary in the middle of a line", data: eml(mixed + "--bb\n\nThey wrote --bb\nand went on\n--bb--\n"), body: "They wrote --bb\nand went on"},
		{name: "only HTML", data: eml("Content-Type: text/html\n\n<html><style>p{}</style><p>Hello <b>Bo</b></p><script>alert(1)</script></html>\n"), body: "Hello Bo"},
		{name: "empty HTML beside words", data: eml("Content-Type: multipart/alternative; boundary=bb\n\n--bb\n\nThe words\n--bb\nContent-Type: text/html\n\n<html><body></body></html>\n--bb--\n"), body: "The words"},
		{name: "hidden words and a tracking picture", data: eml("Content-Type: text/html\n\n<div style=\"display: none\">spy</div><p>Seen</p><img src=\"http://t.example/a.gif\" width=1 height=1>\n"), body: "Seen", check: func(t *testing.T, m Message) {
			if strings.Contains(prose.Words(m.Body), "spy") {
				t.Error("hidden words are shown")
			}
		}},
		{name: "hidden words that never end", data: eml("Content-Type: text/html\n\n<div style=\"display:none\">All the words\n"), body: "All the words"},
		{name: "picture on the internet", data: eml("Content-Type: text/html\n\n<p>Hello</p><img src=\"http://t.example/a.png\" width=200>\n"), body: "Hello", note: "not fetched"},
		{name: "picture in the message", data: eml("Content-Type: multipart/related; boundary=bb\n\n--bb\nContent-Type: text/html\n\n<p>Look</p><img src=\"cid:p1\">\n--bb\nContent-Type: image/png; name=p.png\nContent-ID: <p1>\nContent-Transfer-Encoding: base64\n\n" + b64(tiny) + "\n--bb--\n"), body: "Look", parts: 1, check: func(t *testing.T, m Message) {
			if !anyPicture(m.Body) || string(m.Body[len(m.Body)-1].Picture) != tiny || !m.Parts[0].Inline {
				t.Errorf("the picture is not in its place: %+v", m.Body)
			}
			if strings.Contains(prose.Words(Sheet(m).Blocks), "Attached") {
				t.Error("a picture in the text is listed as attached as well")
			}
		}},
		{name: "calendar", data: eml("Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Review meeting\nDTSTART:20260316T173100Z\nLOCATION:Room 2\\, Town Hall\nEND:VEVENT\nEND:VCALENDAR\n"), body: "Where: Room 2, Town Hall", parts: 1, check: func(t *testing.T, m Message) {
			if !strings.Contains(prose.Words(m.Body), "From: Monday 16 March 2026 at 17:31") {
				t.Errorf("%q", prose.Words(m.Body))
			}
		}},
		{name: "signed, in two parts", data: eml("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=bb\n\n--bb\n\nSigned words\n--bb\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--bb--\n"), body: "Signed words", note: "signature"},
		{name: "signed, in one block", data: eml("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(signedBlock("Content-Type: text/plain\r\n\r\nWrapped words\r\n")) + "\n"), body: "Wrapped words", note: "signature"},
		{name: "encrypted", data: eml("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIBAgYJKoZIhvcNAQcD\n"), note: "encrypted"},
		{name: "encrypted by PGP", data: eml("Content-Type: multipart/encrypted; boundary=bb\n\n--bb\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--bb\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--bb--\n"), note: "encrypted"},
		{name: "delivery report", data: eml("Content-Type: multipart/report; report-type=delivery-status; boundary=bb\n\n--bb\n\nCould not be delivered.\n--bb\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; send@council.example\nAction: failed\n--bb\nContent-Type: message/rfc822\n\nSubject: Lost letter\n\nx\n--bb--\n"), body: "Action: failed", parts: 1, check: func(t *testing.T, m Message) {
			if !m.Parts[0].Mail || m.Parts[0].Name != "Lost letter.eml" {
				t.Errorf("%+v", m.Parts[0])
			}
		}},
		{name: "winmail.dat", data: eml(mixed + "--bb\n\nSee attached\n--bb\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(tnefOf("plan.pdf", "%PDF-1.4")) + "\n--bb--\n"), body: "See attached", parts: 1, check: named("plan.pdf")},
		{name: "winmail.dat, broken", data: eml("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(tnefOf("plan.pdf", "%PDF-1.4")[:40]) + "\n"), parts: 1, note: "winmail.dat", check: named("winmail.dat")},
		{name: "uuencode", data: eml("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n+2&5L;&\\@=V]R;&0\n`\nend\n"), body: "Hello world"},
		{name: "a message in a message in a message", data: eml(nestedMessages(3)), parts: 1},
		{name: "two bodies around a picture", data: eml(mixed + "--bb\n\nAbove\n--bb\nContent-Type: image/jpeg; name=a.jpg\nContent-Disposition: inline\n\nx\n--bb\n\nBelow\n--bb--\n"), body: "Below", parts: 1},
		{name: "two names for the sender", data: append([]byte("From: \"Brown, Jo\" <jo@x.example>\n"), eml("\nx\n")...), body: "x", check: func(t *testing.T, m Message) {
			if m.From[0] != (Address{"Brown, Jo", "jo@x.example"}) {
				t.Errorf("%+v", m.From)
			}
		}},
		{name: "letters without width in a name", data: append([]byte("From: =?utf-8?Q?Ad=E2=80=8Baeze=E2=80=AE?= <a@x.example>\n"), eml("\nx\n")...), body: "x", check: func(t *testing.T, m Message) {
			if m.From[0].Name != "Adaeze" {
				t.Errorf("%+v", m.From)
			}
		}},
		{name: "link of a mail filter", data: eml("\nSee https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.council.example%2Fsend&data=05%7C01 please\n"), body: "See https://www.council.example/send please"},
	}
}

func named(want string) func(*testing.T, Message) {
	return func(t *testing.T, m Message) {
		t.Helper()
		if len(m.Parts) == 0 || m.Parts[0].Name != want {
			t.Errorf("the part is %+v, not %q", m.Parts, want)
		}
	}
}

// bombs are made to do harm by their size or their depth.
func bombs() []awkward {
	deep, many := &strings.Builder{}, &strings.Builder{}
	deep.WriteString("Content-Type: multipart/mixed; boundary=b0\n\n")
	for i := range 100_000 {
		fmt.Fprintf(deep, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	many.WriteString(mixed)
	for range 300_000 {
		many.WriteString("--bb\n\nx\n")
	}
	same := "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100_000)
	return []awkward{
		{name: "100,000 multiparts inside one another", data: eml(deep.String()), note: "deeper than can be read"},
		{name: "100,000 multiparts with one boundary", data: eml(same), note: "more parts"},
		{name: "300,000 parts", data: eml(many.String()), note: "first 2,000"},
		{name: "100,000 messages inside one another", data: eml(nestedMessages(100_000)), parts: 1},
		{name: "a million addresses", data: append([]byte("From: a@b.example\nCc: "+strings.Repeat("a@b.example, ", 100_000)+"\n"), eml("\nx\n")...), note: "header"},
		{name: "70,000 addresses", data: append([]byte("Cc: "+strings.Repeat("a@b.example,", 70_000)+"\n"), eml("\nx\n")...), body: "x", note: "more people"},
		{name: "brackets in an address", data: append([]byte("Cc: "+strings.Repeat("(<\"", 300_000)+"\n"), eml("\nx\n")...), body: "x"},
		{name: "encoded words without end", data: append([]byte("Subject: "+strings.Repeat("=?utf-8?Q?a", 90_000)+"\n"), eml("\nx\n")...), body: "x"},
		{name: "90,000 encoded words", data: append([]byte("Subject: "+strings.Repeat("=?utf-8?Q?a?= ", 70_000)+"\n"), eml("\nx\n")...), body: "x"},
		{name: "a header of 10 MB", data: append([]byte("X-Long: "+strings.Repeat("x", 10<<20)+"\n"), eml("\nx\n")...), fails: true},
		{name: "a header of 10 MB after the sender", data: append([]byte("From: a@b.example\nX-Long: "+strings.Repeat("x", 10<<20)+"\n"), eml("\nx\n")...), note: "header"},
		{name: "a million parameters", data: eml("Content-Type: text/plain" + strings.Repeat("; a=b", 150_000) + "\n\nx\n"), body: "x"},
		{name: "10 MB of equals signs", data: eml("Content-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat("=x", 5<<20)), body: "=x"},
		{name: "HTML, 200,000 deep", data: eml("Content-Type: text/html\n\n" + strings.Repeat("<div><blockquote>", 100_000) + "deep"), body: "deep"},
		{name: "HTML, 100,000 tables in tables", data: eml("Content-Type: text/html\n\n" + strings.Repeat("<table><tr><td>", 100_000) + "deep"), body: "deep"},
		{name: "HTML, a tag of 20 MB", data: eml("Content-Type: text/html\n\n<p>Before</p><a href=\"" + strings.Repeat("x", 20<<20) + "\">"), body: "Before", note: "could not be read as a page"},
		{name: "a million quote signs", data: eml("\n" + strings.Repeat(">", 1<<20) + "deep\n"), body: "deep"},
	}
}

func nestedMessages(n int) string {
	return strings.Repeat("Content-Type: message/rfc822\n\nSubject: inner\n", n) + "\nend\n"
}

func tnefOf(name, data string) []byte {
	attr := func(id int, s string) string {
		return string([]byte{2, byte(id), byte(id >> 8), 0, 0, byte(len(s)), byte(len(s) >> 8), 0, 0}) + s + "\x00\x00"
	}
	return []byte("\x78\x9F\x3E\x22\x01\x00" + attr(tnefBegins, "\x01\x00") + attr(tnefTitle, name+"\x00") + attr(tnefData, data))
}

// signedBlock makes the outside of an S/MIME block round words; nothing is signed.
func signedBlock(inner string) []byte {
	wrap := func(tag byte, s string) string {
		return string([]byte{tag, 0x82, byte(len(s) >> 8), byte(len(s))}) + s
	}
	content := wrap(0x30, "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"+wrap(0xA0, wrap(0x04, inner)))
	return []byte(wrap(0x30, "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"+wrap(0xA0, wrap(0x30, "\x02\x01\x01\x31\x00"+content))))
}

func TestAwkwardMail(t *testing.T) {
	for _, a := range append(awkwardMail(), bombs()...) {
		t.Run(a.name, func(t *testing.T) { a.test(t, Read) })
	}
}

func (a awkward) test(t *testing.T, read func([]byte) (Message, error)) {
	m, err := read(a.data)
	if a.fails {
		if err == nil || !strings.HasPrefix(err.Error(), "this ") {
			t.Errorf("it is not refused with a sentence, but read as %q, %v", m.Subject, err)
		}
		return
	}
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	if got := prose.Words(m.Body); !strings.Contains(got, a.body) {
		t.Errorf("the body %.300q does not hold %q", got, a.body)
	}
	if len(m.Parts) != a.parts && !strings.Contains(a.note, "parts") && !strings.Contains(a.note, "2,000") {
		t.Errorf("%d parts, not %d", len(m.Parts), a.parts)
	}
	if all := strings.Join(m.Notes, " "); a.note == "" && all != "" || !strings.Contains(all, a.note) {
		t.Errorf("notes %q, not %q", all, a.note)
	}
	if a.check != nil {
		a.check(t, m)
	}
	Sheets(Squeeze([]Message{m}))
	Sheet(m)
}

// A mail of 100 MB, most of it one attachment, takes few copies of itself.
func TestLargeMailTakesFewCopies(t *testing.T) {
	data := eml(mixed + "--bb\n\nHello\n--bb\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat(strings.Repeat("QUJD", 19)+"\n", 1_300_000) + "\n--bb--\n")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m, err := Read(data)
	runtime.ReadMemStats(&after)
	if err != nil || len(m.Parts) != 1 || len(m.Parts[0].Data) < 70<<20 {
		t.Fatalf("%v, %d parts", err, len(m.Parts))
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > uint64(len(data))*3/2 {
		t.Errorf("a mail of %d MB took %d MB", len(data)>>20, took>>20)
	}
}

var mutations = flag.Int("mutations", 1000, "how often each seed file is damaged")

// TestDamagedMail damages each awkward file in many ways. Nothing may panic; what is refused says so.
func TestDamagedMail(t *testing.T) {
	var seeds [][]byte
	for _, a := range awkwardMail() {
		seeds = append(seeds, a.data)
	}
	damage(t, seeds, func(data []byte) {
		m, err := Read(data)
		if err == nil {
			Sheet(m)
			Sheets(Squeeze([]Message{m, m}))
		} else if !errors.Is(err, ErrNotMail) {
			t.Error(err)
		}
		IsMail(data)
	})
}

// TestDamagedMailboxes does the same to mailboxes, small ones of few messages and of awkward ones.
func TestDamagedMailboxes(t *testing.T) {
	from := "From ann@x.example Mon Mar 16 09:00:00 2026\n"
	small := from + "From: Ann <ann@x.example>\nTo: bob@x.example\nDate: Mon, 16 Mar 2026 09:00:00 +0000\nSubject: The plan\n\nDear Bob,\n>From where I sit it is late.\n\n" +
		from + "From: Bob <bob@x.example>\nTo: ann@x.example\nDate: Mon, 16 Mar 2026 10:00:00 +0000\nSubject: Re: The plan\n\nThank you.\n\n> Dear Bob,\n> From where I sit it is late.\n"
	var all []byte
	for _, a := range awkwardMail() {
		if len(a.data) < 5000 {
			all = append(append(append(all, from...), a.data...), '\n', '\n')
		}
	}
	damage(t, [][]byte{[]byte(small), all[:min(len(all), 20_000)]}, func(data []byte) {
		IsBox(data)
		if pieces, _, err := Box(data); err == nil {
			Sheets(Squeeze(Messages(pieces)))
		}
	})
}

// damage changes, cuts and doubles pieces of seeds; the numbers are the same in every run.
func damage(t *testing.T, seeds [][]byte, try func([]byte)) {
	t.Helper()
	for n, seed := range seeds {
		r := rand.New(rand.NewSource(int64(n)))
		for range *mutations {
			data := append([]byte{}, seed...)
			for range 1 + r.Intn(8) {
				if len(data) == 0 {
					break
				}
				at := r.Intn(len(data))
				end := min(len(data), at+r.Intn(64))
				switch r.Intn(5) {
				case 0:
					data[at] ^= 1 << r.Intn(8)
				case 1:
					data[at] = byte(r.Intn(256))
				case 2:
					data = append(data[:at], data[end:]...)
				case 3:
					data = append(data[:end:end], data[at:]...)
				case 4:
					data = data[:at]
				}
			}
			try(data)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, a := range awkwardMail() {
		f.Add(a.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Read(data); err == nil {
			Sheets(Squeeze([]Message{m, m}))
		}
		IsMail(data)
	})
}

func FuzzBox(f *testing.F) {
	data, _ := os.ReadFile("testdata/okoro.mbox")
	f.Add(data[:min(len(data), 20000)])
	f.Fuzz(func(t *testing.T, data []byte) {
		pieces, _, err := Box(data)
		if err == nil {
			Squeeze(Messages(pieces))
		}
		IsBox(data)
	})
}

func FuzzOutlook(f *testing.F) {
	f.Add(msgFile(testMsg()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Outlook(data); err == nil {
			Sheet(m)
		}
		IsOutlook(data)
	})
}

func FuzzPrinted(f *testing.F) {
	f.Add(printedGmail)
	f.Add(printedOutlook)
	f.Fuzz(func(t *testing.T, text string) {
		if m, ok := Printed(text); ok {
			Sheets(Squeeze([]Message{m}))
		}
	})
}
