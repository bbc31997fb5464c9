package mail

import (
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/prose"
)

// shape writes blocks in short, so that a test can show what it wants: the kind, the quotation, the words and their form.
func shape(blocks []prose.Block) string {
	var out []string
	for _, b := range blocks {
		s := strings.Repeat(">", b.Quote)
		switch b.Kind {
		case prose.Heading:
			s += fmt.Sprintf("h%d ", b.Level)
		case prose.Item:
			s += strings.Repeat(" ", b.Level) + b.Mark + " "
		case prose.Rule:
			s += "---"
		case prose.Picture:
			s += "[" + string(b.Kind) + "]"
		case prose.Table:
			for _, row := range b.Rows {
				for _, c := range row.Cells {
					s += "|" + shape(c.Blocks)
				}
				s += "|/"
			}
		}
		for _, r := range b.Runs {
			t := strings.ReplaceAll(r.Text, "\n", "/")
			for _, f := range []struct {
				on   bool
				sign string
			}{{r.Bold, "*"}, {r.Italic, "_"}, {r.Underline, "="}, {r.Strike, "~"}, {r.Raised, "^"}} {
				if f.on {
					t = f.sign + t + f.sign
				}
			}
			if r.Link != "" {
				t = "(" + t + ")"
			}
			s += t
		}
		out = append(out, s)
	}
	return strings.Join(out, ";")
}

func TestPagesBecomeBlocks(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"Hello\n  there", "Hello there"},
		{"<p>One</p><p>Two<br>lines</p>", "One;Two/lines"},
		{"One<br><br>Two<br>\n<br>Three", "One;Two;Three"},
		{"<div>One</div><div><br></div><div>&nbsp;</div><div>Two</div>", "One;Two"},
		{"<h2>Head</h2>x", "h2 Head;x"},
		{"<b>bold</b> <i>it</i> <u>un</u> <s>gone</s> x<sup>2</sup>", "*bold* _it_ =un= ~gone~ x^2^"},
		{`<span style="font-weight: bold">b</span><b><span style="font-weight:normal">n</span></b>`, "*b*n"},
		{"<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "• a;• b; 3. c"},
		{"<ol><li><p>a</p><p>more</p></li><li>b</li></ol>", "1. a;more;2. b"},
		{`<a href="https://x.example/a?utm_source=n">here</a>`, "(here)"},
		{`<a href="javascript:x">here</a>`, "here"},
		{"<table><tr><th>Day<th>Hours<tr><td>Mon<td>2</table>", "|*Day*|*Hours*|/|Mon|2|/"},
		{"<table><tr><td><table><tr><td>placed</td><td>only</td></tr></table></td></tr><tr><td>x</td></tr></table>", "placed;only;x"},
		{"<table><tr><td>lost? <p>no</table>after", "lost?;no;after"},
		{"<td>no table</td>", "no table"},
		{"<blockquote>q<blockquote>qq</blockquote></blockquote>own", ">q;>>qq;own"},
		{`<blockquote style="margin:0 0 0 40px;border:none;padding:0px">moved in</blockquote>`, "moved in"},
		{`<div style="border:none;border-left:solid blue 1.5pt;padding:0cm">quoted</div>own`, ">quoted;own"},
		{`<div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: x</div>forwarded</div>own`, ">---------- Forwarded message ---------/From: x;>forwarded;own"},
		{`<div class="gmail_quote">On Monday x wrote:<blockquote class="gmail_quote">q</blockquote></div>`, "On Monday x wrote:;>q"},
		{"<style>p{}</style><title>t</title><script>s</script>seen<noscript>n</noscript>", "seenn"},
		{"<p>a<hr>b", "a;---;b"},
		{"<pre>a\n  b\n\nc</pre>", "a/  b;c"},
		{"a<img src=cid:none>b", "ab"},
		{"caf&eacute; &amp; &lt;tea&gt; &#8364;5 zero\u200Bwidth", "café & <tea> €5 zerowidth"},
		{"<p>unclosed <b>bold<p>still", "unclosed *bold*;*still*"},
		{"</div></p></table>x", "x"},
		{"<textarea>words</textarea>", "words"},
		{"", ""},
	} {
		got, _ := htmlBlocks(c.page, nil)
		if s := shape(got); s != c.want {
			t.Errorf("%s\n  is  %s\n  not %s", c.page, s, c.want)
		}
	}
}

func TestPlainBecomesBlocks(t *testing.T) {
	for _, c := range []struct{ text, flow, want string }{
		{"a\nb\n\nc", "", "a/b;c"},
		{"> q\n> q2\nown\n>> deep", "", ">q/q2;own;>>deep"},
		{">q\n>\n> r", "", ">q;>r"},
		{"long \nline\n> quoted \n> line\n-- \nAnn", "flowed", "long line;>quoted line;--/Ann"},
		{" >stuffed", "flowed", ">stuffed"},
		{"a\r\nb\rc", "", "a/b/c"},
	} {
		if s := shape(plainBlocks(c.text, c.flow)); s != c.want {
			t.Errorf("%q\n  is  %s\n  not %s", c.text, s, c.want)
		}
	}
}

func TestMoments(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"Mon, 16 Mar 2026 17:31:05 +0000", "Monday 16 March 2026 at 17:31"},
		{"Mon, 16 Mar 2026 17:31:05 GMT", "Monday 16 March 2026 at 17:31"},
		{"Wed, 1 Jul 2026 09:00:00 +0100 (BST)", "Wednesday 1 July 2026 at 09:00"},
		{"Wed, 1 Jul 2026 09:00:00 BST", "Wednesday 1 July 2026 at 09:00"},
		{"Wed, 1 Jul 2026 08:00:00 +0000", "Wednesday 1 July 2026 at 09:00"},
		{"Mon, 16 Mar 2026 13:31:05 -0400", "Monday 16 March 2026 at 17:31 (UK time; written as 13:31 -0400)"},
		{"Tue, 16 Mar 2026 17:31 +0000", "Monday 16 March 2026 at 17:31"}, // the day's name is wrong: the date holds
		{"Mon, 16 Mar 26 17:31:05 +0000", "Monday 16 March 2026 at 17:31"},
		{"16 March 2026 17:31", "Monday 16 March 2026 at 17:31"},
		{"Monday, March 16, 2026 5:31 PM", "Monday 16 March 2026 at 17:31"},
		{"Mon, Mar 16, 2026 at 5:31\u202FPM", "Monday 16 March 2026 at 17:31"},
		{"16/03/2026 17:31", "Monday 16 March 2026 at 17:31"},
		{"2026-03-16 17:31", "Monday 16 March 2026 at 17:31"},
		{"2026-03-16T17:31:00Z", "Monday 16 March 2026 at 17:31"},
		{"16th March 2026 at 17.31", "Monday 16 March 2026 at 17:31"},
		{"16 March 2026 at 17:31:05 GMT", "Monday 16 March 2026 at 17:31"},
		{"1 September 2026 at 09:05:00 BST", "Tuesday 1 September 2026 at 09:05"},
		{"16 March 2026", "Monday 16 March 2026"},
		{"Mon Mar 16 17:31:05 2026", "Monday 16 March 2026 at 17:31"},
		{"Sun, 29 Mar 2026 00:30:00 +0000", "Sunday 29 March 2026 at 00:30"},
		{"Sun, 29 Mar 2026 01:30:00 +0000", "Sunday 29 March 2026 at 02:30"},
		{"yesterday", "yesterday"},
		{"Mon, 99 Mar 2026 17:31", "Mon, 99 Mar 2026 17:31"},
		{"", ""},
	} {
		if got := moment(c.said, "Date").String(); got != c.want {
			t.Errorf("%q is %q, not %q", c.said, got, c.want)
		}
	}
}
