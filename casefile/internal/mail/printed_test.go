package mail

import (
	"strings"
	"testing"

	"ehccasefile/casefile/internal/prose"
)

const printedOutlook = `Grace Okoro

From: Adaeze Okafor <a.okafor@northmoor-council.example>
Sent: 30 October 2026 17:58
To: Grace Okoro
Cc: SEND Team; Paul
Thirsk
Subject: RE: Leo: decision due today
Attachments: Panel minutes.pdf

Dear Grace

Sorry to miss your calls.

Adaeze

From: Grace Okoro <grace.okoro@post.example>
Sent: 30 October 2026 09:05
To: Adaeze Okafor <a.okafor@northmoor-council.example>
Subject: Leo: decision due today

Today is four weeks since the review meeting.
` + "1\n\f" + `Has the panel decided?

Grace
2
`

const printedGmail = `11/27/26, 10:15 AM                 Gmail - Taxi for Leo

Grace Okoro <grace.okoro@post.example>

Taxi for Leo
2 messages
Grace Okoro <grace.okoro@post.example>                      Fri, Sep 4, 2026 at 5:33 PM
To: travel@northmoor-council.example

We ask for one named driver.

Travel Team <travel@northmoor-council.example>              Mon, Sep 7, 2026 at 12:12 PM
To: Grace Okoro <grace.okoro@post.example>

We can do the photograph.
[Quoted text hidden]
https://mail.google.com/mail/u/0/?ik=1234&view=pt                 1/1
`

const printedApple = `From: Helen Pryce h.pryce@hillside-primary.example
Subject: Re: Outreach
Date: 8 October 2026 at 16:47
To: Grace Okoro grace.okoro@post.example

I rang the outreach team this morning.

On 6 Oct 2026, at 21:12, Grace Okoro <grace.okoro@post.example> wrote:

Have you been able to?
`

func TestPrintedChains(t *testing.T) {
	for _, c := range []struct {
		name, text, subject string
		want                []string // who and when, in order
		words               []string
	}{
		{"Outlook", printedOutlook, "Leo: decision due today", []string{"Grace Okoro Friday 30 October 2026 at 09:05", "Adaeze Okafor Friday 30 October 2026 at 17:58"},
			[]string{"Has the panel decided?", "Sorry to miss your calls.", "Panel minutes.pdf", "Thirsk"}},
		{"Gmail", printedGmail, "Taxi for Leo", []string{"Grace Okoro Friday 4 September 2026 at 17:33", "Travel Team Monday 7 September 2026 at 12:12"},
			[]string{"We ask for one named driver.", "We can do the photograph."}},
		{"Apple", printedApple, "Outreach", []string{"Grace Okoro Tuesday 6 October 2026 at 21:12", "Helen Pryce Thursday 8 October 2026 at 16:47"},
			[]string{"Have you been able to?", "I rang the outreach team this morning."}},
	} {
		m, ok := Printed(c.text)
		if !ok {
			t.Errorf("%s: not known as a printed e-mail", c.name)
			continue
		}
		threads := Squeeze([]Message{m})
		if len(threads) != 1 {
			t.Errorf("%s: %d threads", c.name, len(threads))
			continue
		}
		var got []string
		for _, m := range threads[0].Messages {
			got = append(got, m.From[0].Name+" "+m.Sent.String())
		}
		if strings.Join(got, "; ") != strings.Join(c.want, "; ") {
			t.Errorf("%s: %q", c.name, got)
		}
		if threads[0].Subject != c.subject {
			t.Errorf("%s: subject %q", c.name, threads[0].Subject)
		}
		all := prose.Words(Sheets(threads)[0].Blocks)
		for _, w := range c.words {
			if !strings.Contains(all, w) {
				t.Errorf("%s: %q is lost in %q", c.name, w, all)
			}
		}
	}
}

func TestLettersAreNotPrintedMail(t *testing.T) {
	for _, text := range []string{"Dear Mrs Okoro\n\nOn 3 November 2026 at 10:00, Dr Hale wrote:\n\nMaya is well.", "From: the desk of Ann\nTo: whom it may concern\n\nHello", ""} {
		if _, ok := Printed(text); ok {
			t.Errorf("%.40q is taken for a printed e-mail", text)
		}
	}
}

func TestKindsByContent(t *testing.T) {
	for _, c := range []struct {
		text      string
		mail, box bool
	}{
		{"From the desk of Ann Archer\n\nDear Sir", false, false},
		{"From the desk of Ann at 10:30 on 3 March 2026\n\nDear Sir", false, false},
		{"To: whom it may concern\nDate: 3 March 2026\n\nDear Sir", false, false},
		{"Subject: Maya\nFrom: Grace\nDate: 3 March 2026\n\nDear Sir", false, false},
		{"Date: Mon, 16 Mar 2026 17:31:00 +0000\nFrom: a@b.example\nSubject: x\n\nx", true, false},
		{"Received: from a by b; Mon, 16 Mar 2026 17:31:00 +0000\nSubject: x\n\nx", true, false},
		{"\r\n\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nx", true, false},
		{"From - Mon Mar 16 17:31:00 2026\nX-Mozilla-Status: 0001\nFrom: a@b.example\nMessage-ID: <a@b>\n\nx", true, true},
		{"From 123@xxx Mon Mar 16 17:31:05 +0000 2026\r\nX-GM-THRID: 1\r\nFrom: a@b.example\r\n\r\nx", false, true},
		{"HTTP/1.1 200 OK\nDate: Mon, 16 Mar 2026 17:31:00 GMT\nContent-Type: text/html\n\nx", false, false},
		{"%PDF-1.4\n", false, false},
		{"", false, false},
	} {
		if got := IsMail([]byte(c.text)); got != c.mail {
			t.Errorf("IsMail(%.40q) = %v", c.text, got)
		}
		if got := IsBox([]byte(c.text)); got != c.box {
			t.Errorf("IsBox(%.40q) = %v", c.text, got)
		}
	}
}

func TestMailboxForms(t *testing.T) {
	from := "From a@b.example Mon Mar 16 17:31:05 2026\n"
	one := from + "From: a@b.example\nDate: Mon, 16 Mar 2026 17:31:05 +0000\nSubject: one\n\n>From here it is far.\n>>From two.\n\n"
	bad := from + "\x00\x01\x02 no header\n\n"
	text := "From: a@b.example\nSubject: two\n\nFrom me to you, a letter of 10:30 in 2026\n\n"
	for _, eol := range []string{"\n", "\r\n"} {
		pieces, notes, err := Box([]byte(strings.ReplaceAll(one+bad+from+text, "\n", eol)))
		if err != nil || len(notes) > 0 || len(pieces) != 3 {
			t.Fatalf("%d pieces, %v, %v", len(pieces), notes, err)
		}
		if got := string(pieces[0].Data); strings.Contains(got, ">From here") || !strings.Contains(got, eol+">From two.") {
			t.Errorf("the escapes are not undone: %q", got)
		}
		all := Messages(pieces)
		if got := prose.Words(all[0].Body); got != "From here it is far.\n> From two." && got != "From here it is far.\nFrom two." {
			t.Errorf("escapes: %q", got)
		}
		if len(all[1].Notes) != 1 || all[1].Sent.At.IsZero() {
			t.Errorf("the bad one: %+v", all[1])
		}
		if all[2].Subject != "two" || all[2].Sent.String() != "Monday 16 March 2026 at 17:31" || !strings.Contains(prose.Words(all[2].Body), "From me to you") {
			t.Errorf("the third: %+v", all[2])
		}
	}
	many := strings.Repeat(from+text, 20_010)
	pieces, notes, err := Box([]byte(many))
	if len(pieces) != 20_000 || len(notes) != 1 || err != nil {
		t.Errorf("%d of 20,010 messages, %v, %v", len(pieces), notes, err)
	}
	if _, _, err := Box([]byte("Dear Sir")); err == nil {
		t.Error("a letter is read as a mailbox")
	}
}
