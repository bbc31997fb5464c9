package mail

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the made mailbox to testdata again")

// note is one message of the made correspondence of the Okoro family.
type mailNote struct {
	id, from, to, cc, when, subject string
	quotes                          string // the id of the message it quotes, whole and with all that one quotes; "" for none
	style                           string // how: outlook, gmail, plain, apple, inline
	lost                            bool   // it is in no mailbox: only quotations know it
	copies                          int    // how often it lies in the mailbox beyond the first time
	with                            string // what is attached: pdf, mail, photo
	words                           string // paragraphs
}

var okoroPeople = map[string]string{
	"grace":     "Grace Okoro <grace.okoro@post.example>",
	"daniel":    "Daniel Okoro <daniel.okoro@post.example>",
	"adaeze":    "Adaeze Okafor <a.okafor@northmoor-council.example>",
	"thirsk":    "Paul Thirsk <p.thirsk@northmoor-council.example>",
	"send":      "SEND Team <send@northmoor-council.example>",
	"helen":     "Helen Pryce <h.pryce@hillside-primary.example>",
	"jo":        "Jo Banks <j.banks@hillside-primary.example>",
	"therapies": "Childrens Therapies <childrens.therapies@northmoor-health.example>",
	"advice":    "Nadia Brook <n.brook@northmoor-sendiass.example>",
	"transport": "Travel Team <travel@northmoor-council.example>",
}

// The count, by hand. It is what TestOkoroMailbox expects.
//
//	thread                        mails  copies  in the box   lost, quoted only   unique
//	A  Leo: decision due today      16       8          24                   1       17
//	B  Outreach                     10       5          15                   0       10
//	C  Maya Okoro, waiting list      6       3           9                   0        6
//	D  Taxi for Leo                  7       5          12                   3       10
//	all                             39      21          60                   4       43
var okoroMail = []mailNote{
	{id: "A1", from: "grace", to: "adaeze", cc: "send", when: "2026-10-30 09:05", subject: "Leo: decision due today", copies: 1,
		words: "Dear Adaeze\n\nToday is four weeks since the review meeting of 2 October. Has the panel decided whether Leo’s plan will change?\n\nGrace"},
	{id: "A2", from: "adaeze", to: "grace", when: "2026-10-30 17:58", subject: "RE: Leo: decision due today", quotes: "A1", style: "outlook", copies: 1,
		words: "Dear Grace\n\nSorry to miss your calls, we are two down this week. Leo's case was at panel on Tuesday and I am waiting for the minutes.\n\nI will get the decision letter and the draft to you by Friday 6 November, I promise.\n\nAdaeze Okafor\nPlan co-ordinator, SEND Team, Northmoor Council"},
	{id: "A3", from: "grace", to: "adaeze", cc: "daniel", when: "2026-10-30 18:22", subject: "Re: Leo: decision due today", quotes: "A2", style: "gmail", copies: 1,
		words: "Thank you. I have put Friday 6 November in the diary."},
	{id: "A4", from: "daniel", to: "grace", when: "2026-10-30 19:01", subject: "Re: Leo: decision due today", quotes: "A3", style: "apple",
		words: "Fingers crossed. Did she say anything about section I?"},
	{id: "A5", from: "grace", to: "daniel", when: "2026-10-30 19:10", subject: "Re: Leo: decision due today", quotes: "A4", style: "gmail",
		words: "Not a word. She cannot, until she has the minutes."},
	{id: "A6", from: "grace", to: "adaeze", cc: "send", when: "2026-11-09 09:14", subject: "Leo: the decision that was due on 30 October", quotes: "A2", style: "gmail", copies: 1,
		words: "Dear Adaeze\n\nYou wrote that we would have the letter and the draft by Friday. Nothing has come. I have looked in the spam.\n\nPlease tell me today what was decided, and whether St Brannock's has been consulted.\n\nGrace"},
	{id: "A7", from: "send", to: "grace", when: "2026-11-09 09:15", subject: "Automatic reply: Leo: the decision that was due on 30 October",
		words: "Thank you for contacting the SEND Team. We aim to answer within ten working days."},
	{id: "A8", from: "adaeze", to: "grace", when: "2026-11-10 12:40", subject: "RE: Leo: the decision that was due on 30 October", quotes: "A6", style: "outlook", copies: 1,
		words: "Dear Grace\n\nI am chasing the panel clerk this morning. I know it is late and I am sorry.\n\nAdaeze"},
	{id: "A9", from: "thirsk", to: "adaeze", when: "2026-11-10 14:05", subject: "RE: Leo: the decision that was due on 30 October", quotes: "A8", style: "outlook", lost: true,
		words: "Adaeze, the panel agreed to amend. St Brannock's was consulted only yesterday, please do not tell the parents yet.\n\nPaul"},
	{id: "A10", from: "adaeze", to: "grace", cc: "thirsk", when: "2026-11-10 16:30", subject: "RE: Leo: the decision that was due on 30 October", quotes: "A9", style: "outlook", copies: 1,
		words: "Grace, the panel has agreed to amend the plan. The notice will follow."},
	{id: "A11", from: "grace", to: "adaeze", cc: "thirsk, daniel", when: "2026-11-10 20:47", subject: "Re: Leo: the decision that was due on 30 October", quotes: "A10", style: "plain", copies: 1,
		words: "Thank you for telling us. I can read below that St Brannock's was consulted only on Monday.\n\nPlease send the notice with the proposed changes by return."},
	{id: "A12", from: "thirsk", to: "grace", when: "2026-11-12 10:02", subject: "RE: Leo: the decision that was due on 30 October", quotes: "A11", style: "outlook", with: "pdf",
		words: "Dear Mrs Okoro\n\nPlease find attached the amendment notice and the draft plan. You have fifteen days to comment."},
	{id: "A13", from: "grace", to: "thirsk", when: "2026-11-12 21:15", subject: "Re: Leo: the decision that was due on 30 October", quotes: "A12", style: "inline",
		words: "We have received them, thank you. We will comment by 27 November."},
	{id: "A14", from: "grace", to: "daniel", when: "2026-11-13 06:50", subject: "Fwd: Leo: the decision that was due on 30 October", quotes: "A12", style: "forward", copies: 1,
		words: "Section F still says access to a quiet space. Could you read it tonight?"},
	{id: "A15", from: "daniel", to: "grace", when: "2026-11-13 22:31", subject: "Re: Leo: the decision that was due on 30 October", quotes: "A14", style: "gmail",
		words: "Read it twice. Speech therapy went from weekly to half-termly and nobody says why."},
	{id: "A16", from: "grace", to: "thirsk", cc: "adaeze, daniel", when: "2026-11-20 08:00", subject: "Re: Leo: the decision that was due on 30 October", with: "photo",
		words: "Dear Mr Thirsk\n\nOur comments on the draft are in the letter of today. The photograph shows the timetable that hangs in his room."},
	{id: "A17", from: "thirsk", to: "grace", when: "2026-11-20 11:45", subject: "RE: Leo: the decision that was due on 30 October", quotes: "A16", style: "outlook",
		words: "Received with thanks."},

	{id: "B1", from: "grace", to: "helen", cc: "jo", when: "2026-10-06 21:12", subject: "Outreach", copies: 1,
		words: "Dear Helen\n\nThe council's letter says that school should ask the inclusion outreach team first. Have you been able to?\n\nGrace"},
	{id: "B2", from: "helen", to: "grace", when: "2026-10-08 16:47", subject: "RE: Outreach", quotes: "B1", style: "outlook", copies: 1,
		words: "Dear Grace\n\nI rang the inclusion outreach team this morning. Their list is closed until Easter 2027 and they take no one below 85% attendance.\n\nI am happy for you to use this e-mail.\n\nHelen Pryce\nSENCO, Hillside Primary School"},
	{id: "B3", from: "grace", to: "helen", when: "2026-10-08 18:30", subject: "Re: Outreach", quotes: "B2", style: "gmail",
		words: "That is a great help. Could I also have the reading scores when they are done?"},
	{id: "B4", from: "helen", to: "grace", when: "2026-10-09 08:11", subject: "RE: Outreach", quotes: "B3", style: "outlook", copies: 1,
		words: "They will be done in the week of 16 November. I will get them to you by Friday 27 November."},
	{id: "B5", from: "jo", to: "grace", cc: "helen", when: "2026-10-09 15:40", subject: "Re: Outreach", quotes: "B1", style: "plain",
		words: "Hello Grace, Maya hid under the table during wet play again. She came out for the guinea pig."},
	{id: "B6", from: "grace", to: "jo", cc: "helen", when: "2026-10-09 20:02", subject: "Re: Outreach", quotes: "B5", style: "gmail",
		words: "Thank you for writing it down, Jo. It matters more than you think."},
	{id: "B7", from: "grace", to: "helen", when: "2026-10-12 07:05", subject: "Re: Outreach", quotes: "B4", style: "inline", copies: 1,
		words: "Wonderful. Would the spelling scores come with them?"},
	{id: "B8", from: "helen", to: "grace", when: "2026-10-12 16:20", subject: "RE: Outreach", quotes: "B7", style: "outlook",
		words: "Yes, both on one sheet."},
	{id: "B9", from: "grace", to: "helen", when: "2026-10-13 06:58", subject: "Re: Outreach", quotes: "B8", style: "gmail", copies: 1,
		words: "Perfect. See you at the gate."},
	{id: "B10", from: "helen", to: "grace", when: "2026-11-25 17:09", subject: "RE: Outreach", with: "mail",
		words: "The scores are late, I am afraid. I attach what the outreach team wrote to me, as a message of its own."},

	{id: "C1", from: "grace", to: "therapies", when: "2026-10-28 10:00", subject: "Maya Okoro, waiting list", copies: 1,
		words: "Please could you tell me where Maya stands on the list, and since when?"},
	{id: "C2", from: "therapies", to: "grace", when: "2026-11-03 11:20", subject: "RE: Maya Okoro, waiting list", quotes: "C1", style: "outlook", copies: 1,
		words: "Dear Mrs Okoro\n\nMaya was put on the waiting list for a speech and language assessment on 10 October 2025. The wait is now 44 weeks.\n\nAppointments go first to children with a plan."},
	{id: "C3", from: "grace", to: "therapies", when: "2026-11-03 12:05", subject: "Re: Maya Okoro, waiting list", quotes: "C2", style: "plain",
		words: "So a child without a plan waits, and a child who waits gets no plan. Is that written down anywhere?"},
	{id: "C4", from: "therapies", to: "grace", when: "2026-11-05 09:30", subject: "RE: Maya Okoro, waiting list", quotes: "C3", style: "outlook", copies: 1,
		words: "I have passed your question to the service manager."},
	{id: "C5", from: "grace", to: "therapies", when: "2026-11-18 09:00", subject: "Re: Maya Okoro, waiting list", quotes: "C4", style: "gmail",
		words: "Has the service manager answered? It has been thirteen days."},
	{id: "C6", from: "therapies", to: "grace", when: "2026-11-19 16:16", subject: "RE: Maya Okoro, waiting list",
		words: "She is on leave until the end of the month."},

	{id: "D1", from: "grace", to: "transport", when: "2026-09-01 07:55", subject: "Taxi for Leo", lost: true,
		words: "The taxi did not come this morning and the driver's telephone was off. Leo stood at the window for an hour."},
	{id: "D2", from: "transport", to: "grace", when: "2026-09-01 15:20", subject: "RE: Taxi for Leo", quotes: "D1", style: "outlook", lost: true,
		words: "The contract passed to another company in August. We regret that you were not told."},
	{id: "D3", from: "grace", to: "transport", when: "2026-09-02 08:41", subject: "Re: Taxi for Leo", quotes: "D2", style: "outlook", lost: true,
		words: "A stranger came today. Leo will not get into a car with somebody he has never met."},
	{id: "D4", from: "grace", to: "advice", when: "2026-09-03 10:10", subject: "Fw: Taxi for Leo", quotes: "D3", style: "outlook", copies: 1,
		words: "Dear Nadia, this is what we have had so far. What can we ask for?"},
	{id: "D5", from: "advice", to: "grace", when: "2026-09-04 13:00", subject: "RE: Taxi for Leo", quotes: "D4", style: "outlook", copies: 1,
		words: "Ask for a named driver, a meeting before the first journey, and a photograph that Leo can look at."},
	{id: "D6", from: "grace", to: "transport", cc: "advice", when: "2026-09-04 17:33", subject: "Re: Taxi for Leo", copies: 1,
		words: "We ask for one named driver, a meeting before the first journey, and a photograph."},
	{id: "D7", from: "transport", to: "grace", when: "2026-09-07 12:12", subject: "RE: Taxi for Leo", quotes: "D6", style: "outlook",
		words: "We can do the photograph. The company will not promise a driver by name."},
	{id: "D8", from: "grace", to: "transport", when: "2026-09-07 12:50", subject: "Re: Taxi for Leo", quotes: "D7", style: "inline", copies: 1,
		words: "Then please put the refusal in a letter."},
	{id: "D9", from: "transport", to: "grace", when: "2026-09-09 09:09", subject: "RE: Taxi for Leo", quotes: "D8", style: "outlook",
		words: "A letter will follow."},
	{id: "D10", from: "grace", to: "advice", when: "2026-09-10 19:19", subject: "Fwd: Taxi for Leo", quotes: "D9", style: "forward", copies: 1,
		words: "The letter never came. I keep this for the file."},
}

// maker writes the mailbox.
type maker struct {
	notes map[string]mailNote
}

func newMaker() *maker {
	k := &maker{map[string]mailNote{}}
	for _, n := range okoroMail {
		k.notes[n.id] = n
	}
	return k
}

func (n mailNote) time() time.Time {
	t, err := time.Parse("2006-01-02 15:04", n.when)
	if err != nil {
		panic(err)
	}
	return inUK(t)
}

func (n mailNote) people(list string) string {
	var out []string
	for _, p := range strings.Split(list, ", ") {
		if p != "" {
			out = append(out, okoroPeople[p])
		}
	}
	return strings.Join(out, ", ")
}

// plain gives the body of a message as text, with all that it quotes.
func (k *maker) plain(n mailNote) string {
	if n.quotes == "" {
		return n.words
	}
	q := k.notes[n.quotes]
	name := strings.Split(okoroPeople[q.from], " <")[0]
	inner := k.plain(q)
	gt := "> " + strings.ReplaceAll(inner, "\n", "\n> ")
	switch n.style {
	case "gmail", "apple":
		return fmt.Sprintf("%s\n\nOn %s, %s wrote:\n\n%s", n.words, q.time().Format("Mon, 2 Jan 2006 at 15:04"), okoroPeople[q.from], gt)
	case "plain":
		return fmt.Sprintf("%s\n\nOn %s, %s wrote:\n%s", n.words, q.time().Format("02/01/2006 15:04"), name, gt)
	case "inline":
		lines := strings.SplitN(q.words, "\n\n", 2)
		s := fmt.Sprintf("On %s, %s wrote:\n> %s\n\n%s\n", q.time().Format("2 Jan 2006, at 15:04"), okoroPeople[q.from], strings.ReplaceAll(lines[0], "\n", "\n> "), n.words)
		if len(lines) > 1 {
			s += "\n> " + strings.ReplaceAll(lines[1], "\n", "\n> ") + "\n\nNoted.\n"
		}
		return s
	case "forward":
		return fmt.Sprintf("%s\n\n---------- Forwarded message ---------\nFrom: %s\nDate: %s\nSubject: %s\nTo: %s\n\n%s", n.words, okoroPeople[q.from],
			q.time().Format("Mon, 2 Jan 2006 at 15:04"), q.subject, n.people(q.to), inner)
	}
	head := fmt.Sprintf("From: %s\nSent: %s\nTo: %s\n", okoroPeople[q.from], q.time().Format("02 January 2006 15:04"), strings.ReplaceAll(n.people(q.to), ", ", "; "))
	if q.cc != "" {
		head += "Cc: " + strings.ReplaceAll(n.people(q.cc), ", ", "; ") + "\n"
	}
	return fmt.Sprintf("%s\n\n-----Original Message-----\n%sSubject: %s\n\n%s", n.words, head, q.subject, inner)
}

// html gives the body as Outlook or Gmail writes it.
func (k *maker) html(n mailNote) string {
	par := func(s string) string {
		s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
		return "<p>" + strings.ReplaceAll(strings.ReplaceAll(s, "\n\n", "</p><p>"), "\n", "<br>") + "</p>"
	}
	esc := func(s string) string { return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(s) }
	if n.quotes == "" {
		return par(n.words)
	}
	q := k.notes[n.quotes]
	switch n.style {
	case "gmail", "apple":
		return fmt.Sprintf(`<div dir="ltr">%s</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On %s, %s wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid">%s</blockquote></div>`,
			par(n.words), q.time().Format("Mon, 2 Jan 2006 at 15:04"), esc(okoroPeople[q.from]), k.html(q))
	case "outlook":
		cc := ""
		if q.cc != "" {
			cc = "<b>Cc:</b> " + esc(strings.ReplaceAll(n.people(q.cc), ", ", "; ")) + "<br>"
		}
		return fmt.Sprintf(`%s<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> %s<br><b>Sent:</b> %s<br><b>To:</b> %s<br>%s<b>Subject:</b> %s</p></div><p class="MsoNormal">&nbsp;</p>%s`,
			par(n.words), esc(okoroPeople[q.from]), q.time().Format("02 January 2006 15:04"), esc(strings.ReplaceAll(n.people(q.to), ", ", "; ")), cc, esc(q.subject), k.html(q))
	}
	return par(k.plain(n))
}

func packedQP(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// message writes the .eml of a note. Copies differ as copies do: in how they came.
func (k *maker) message(n mailNote, which int) string {
	var b strings.Builder
	if which > 0 {
		fmt.Fprintf(&b, "Received: from mail%d.example by post.example; %s\n", which, n.time().Add(time.Minute).Format(time.RFC1123Z))
	}
	fmt.Fprintf(&b, "Message-ID: <%s.okoro@made.example>\n", n.id)
	if n.quotes != "" {
		fmt.Fprintf(&b, "In-Reply-To: <%s.okoro@made.example>\nReferences: <%s.okoro@made.example>\n", n.quotes, n.quotes)
	}
	fmt.Fprintf(&b, "From: %s\nTo: %s\n", n.people(n.from), n.people(n.to))
	if n.cc != "" {
		fmt.Fprintf(&b, "Cc: %s\n", n.people(n.cc))
	}
	fmt.Fprintf(&b, "Date: %s\nSubject: %s\nMIME-Version: 1.0\n", n.time().Format(time.RFC1123Z), mime.QEncoding.Encode("utf-8", n.subject))
	text := "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + packedQP(k.plain(n))
	if n.style == "gmail" || n.style == "outlook" {
		text = "Content-Type: multipart/alternative; boundary=alt\n\n--alt\n" + text + "\n--alt\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
			packedQP("<html><body>"+k.html(n)+"</body></html>") + "\n--alt--\n"
	}
	attached := map[string]string{
		"pdf":   "Content-Type: application/pdf; name=\"Amendment notice.pdf\"\nContent-Disposition: attachment; filename=\"Amendment notice.pdf\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("%PDF-1.4 made for the test")) + "\n",
		"photo": "Content-Type: image/jpeg\nContent-Disposition: attachment; filename*=utf-8''Timetable%20Leo.jpg\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("\xFF\xD8\xFF\xE0 made for the test")) + "\n",
		"mail":  "Content-Type: message/rfc822\nContent-Disposition: attachment\n\nFrom: Outreach <outreach@northmoor-council.example>\nTo: h.pryce@hillside-primary.example\nDate: Mon, 12 Oct 2026 09:00:00 +0100\nSubject: Closed list\n\nOur list is closed until Easter.\n",
	}[n.with]
	if attached == "" {
		return b.String() + text
	}
	return b.String() + "Content-Type: multipart/mixed; boundary=\"mix-" + n.id + "\"\n\n--mix-" + n.id + "\n" + text + "\n--mix-" + n.id + "\n" + attached + "\n--mix-" + n.id + "--\n"
}

// box writes the mailbox: every message that is not lost, and its copies after all others, as a second folder would come.
func (k *maker) box() []byte {
	var b strings.Builder
	put := func(n mailNote, which int) {
		text := k.message(n, which)
		text = strings.ReplaceAll(text, "\nFrom ", "\n>From ")
		fmt.Fprintf(&b, "From - %s\n%s\n\n", n.time().UTC().Format(time.ANSIC), text)
	}
	for round := range 2 {
		for _, n := range okoroMail {
			if !n.lost && (round == 0 || n.copies >= round) {
				put(n, round)
			}
		}
	}
	return []byte(b.String())
}

func okoroBox(t *testing.T) []byte {
	t.Helper()
	made := newMaker().box()
	file := filepath.Join("testdata", "okoro.mbox")
	if *update {
		if err := os.WriteFile(file, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Fatal("testdata/okoro.mbox is not what the generator makes; run with -update and look at the difference")
	}
	return kept
}

func TestOkoroMailbox(t *testing.T) {
	data := okoroBox(t)
	if !IsBox(data) {
		t.Error("the mailbox is not known as one")
	}
	pieces, notes, err := Box(data)
	if err != nil || len(notes) > 0 || len(pieces) != 60 {
		t.Fatalf("%d messages, notes %v, %v; 60 were put in", len(pieces), notes, err)
	}
	all := Messages(pieces)
	for _, m := range all {
		if len(m.Notes) > 0 {
			t.Errorf("%s: %v", m.ID, m.Notes)
		}
	}
	threads := Squeeze(all)
	want := []struct {
		subject                         string
		in, duplicates, unique, fromQuo int
	}{
		{"Taxi for Leo", 12, 5, 10, 3},
		{"Outreach", 15, 5, 10, 0},
		{"Maya Okoro, waiting list", 9, 3, 6, 0},
		{"Leo: decision due today", 24, 8, 17, 1},
	}
	if len(threads) != len(want) {
		for _, th := range threads {
			t.Logf("%q: in %d, unique %d", th.Subject, th.In, th.Unique())
		}
		t.Fatalf("%d threads, not %d", len(threads), len(want))
	}
	for i, w := range want {
		th := threads[i]
		if th.Subject != w.subject || th.In != w.in || th.Duplicates != w.duplicates || th.Unique() != w.unique || th.Quoted != w.fromQuo {
			t.Errorf("%q: in %d, copies %d, unique %d, from quotations %d; want %+v", th.Subject, th.In, th.Duplicates, th.Unique(), th.Quoted, w)
			for _, m := range th.Messages {
				t.Logf("   %s  %s  quoted=%v", m.Sent, m.From, m.Quoted)
			}
		}
		for n := 1; n < len(th.Messages); n++ {
			if th.Messages[n].Sent.At.Before(th.Messages[n-1].Sent.At) {
				t.Errorf("%q: message %d stands before an earlier one", th.Subject, n)
			}
		}
	}
	everyOwnWordOnce(t, threads)
	noWordLost(t, all, threads)
}
