package office

import (
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// rtfGroups gives what each destination does. A group inside a silent one stays silent.
func rtfGroups() map[string]func(r *rtf) {
	to := func(d rtfDest) func(r *rtf) { return func(r *rtf) { r.aim(d) } }
	out := map[string]func(r *rtf){
		"fonttbl":    to(destFonts),
		"stylesheet": to(destStyles),
		"listtext":   to(destMark),
		"pntext":     to(destMark),
		"atnauthor":  func(r *rtf) { r.author.Reset(); r.aim(destAuthor) },
		"field":      func(r *rtf) { r.state.field = &rtfField{} },
		"fldinst":    to(destCode),
		"fldrslt":    func(r *rtf) { r.result() },
		"pict":       func(r *rtf) { r.picture() },
		"footnote":   func(r *rtf) { r.footnote() },
		"annotation": func(r *rtf) { r.aside(2) },
		"formfield":  func(r *rtf) { r.form() },
		"shptxt":     func(r *rtf) { r.box() },
		"shpinst":    to(destShape),
		"do":         to(destShape), // a drawing of Word 95
		"dptxbxtext": func(r *rtf) { r.box() },
		"sp":         to(destShape),
		"sn":         func(r *rtf) { r.property(func(name string) { r.prop = name }) },
		"sv":         func(r *rtf) { r.property(r.drawn) },
		"shppict":    func(*rtf) {},
		"info":       to(destSkip),
		"title": func(r *rtf) {
			if len(r.stack) < 5 {
				r.state.dest = destTitle
			}
		},
		"nesttableprops": func(*rtf) {},
	}
	for _, name := range []string{"header", "headerl", "headerr", "headerf"} {
		out[name] = func(r *rtf) { r.marginal(&r.tops) }
	}
	for _, name := range []string{"footer", "footerl", "footerr", "footerf"} {
		out[name] = func(r *rtf) { r.marginal(&r.feet) }
	}
	for _, name := range []string{"colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping",
		"datastore", "latentstyles", "nonshppict", "nonesttables", "objdata", "objclass", "bkmkstart", "bkmkend", "xe", "tc", "shprslt", "pn",
		"filetbl", "stylerestrictions", "xmlnstbl", "mmathPr", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "atnid", "atndate", "atnicn", "atnref", "atrfstart", "atrfend",
		"picprop", "blipuid", "template", "userprops", "pgdsctbl", "protusertbl", "wgrffmtfilter", "falt", "panose", "fontemb", "author", "operator", "company",
		"comment", "doccomm", "subject", "keywords", "upr"} {
		out[name] = to(destSkip)
	}
	return out
}

// aim says what the group is for, unless it lies in a silent one.
func (r *rtf) aim(d rtfDest) {
	if r.state.dest != destSkip {
		r.state.dest = d
	}
}

// result begins the result of a field. The number of a page holds for no page of ours.
func (r *rtf) result() {
	if r.state.dest == destSkip || r.state.field == nil {
		return
	}
	words := strings.Fields(strings.ToUpper(r.state.field.code.String()))
	if r.state.flow != r.main && len(words) > 0 && (words[0] == "PAGE" || words[0] == "NUMPAGES" || words[0] == "SECTIONPAGES") {
		r.state.drop, r.state.flow.numbered = true, true
	}
}

// picture collects a picture until its group ends.
func (r *rtf) picture() {
	if r.state.dest != destWords {
		r.aim(destSkip)
		return
	}
	flow := r.state.flow
	p := &rtfPicture{}
	r.state.dest, r.state.picture = destPicture, p
	r.state.close = func() {
		data := p.hex
		if p.kind == "" {
			data = nil
		}
		_ = flow.picture(data, "")
	}
}

// separate begins a group whose paragraphs are its own, and hands them over at its end.
func (r *rtf) separate(done func(blocks []prose.Block)) {
	f := r.flow()
	r.state.dest, r.state.flow, r.state.field = destWords, f, nil
	r.state.look, r.state.props, r.state.itap, r.state.in, r.state.gone, r.state.drop = docLook{}, paraProps{}, 0, false, false, false
	row := r.row
	r.state.close = func() {
		f.finish()
		r.row = row
		done(f.blocks())
	}
}

// marginal reads a header or footer; each different one is kept once.
func (r *rtf) marginal(out *[]prose.Block) {
	if r.state.dest == destSkip {
		return
	}
	r.separate(func(blocks []prose.Block) {
		blocks = trimmed(blocks)
		words := prose.Words(blocks)
		if len(blocks) > 0 && !r.said[words] && len(*out) < 500 {
			r.said[words] = true
			*out = append(*out, blocks...)
		}
	})
}

// footnote reads a footnote or an endnote: \ftnalt follows at once where it is one.
func (r *rtf) footnote() {
	which := 0
	if strings.HasPrefix(string(r.data[r.at:min(len(r.data), r.at+8)]), `\ftnalt`) {
		which = 1
	}
	r.aside(which)
}

// aside reads a note or comment and leaves its number among the words.
func (r *rtf) aside(which int) {
	if r.state.dest == destSkip {
		return
	}
	r.marks[which]++
	kind := [3]string{"footnote", "endnote", "comment"}[which]
	s := &story{kind: kind, mark: noteMark(kind, r.marks[which])}
	if which == 2 {
		s.by = strings.TrimSpace(r.author.String())
		r.author.Reset()
	}
	look := r.state.look
	r.state.look = docLook{raised: 1}
	r.say(s.mark)
	r.state.look = look
	r.separate(func(blocks []prose.Block) {
		s.blocks = blocks
		r.inner = append(r.inner, rtfNote{which, noted(s)})
	})
}

// box reads the words of a text box, which follow the paragraph.
func (r *rtf) box() {
	if r.state.dest == destSkip {
		return
	}
	flow := r.state.flow
	r.separate(func(blocks []prose.Block) { flow.after = append(flow.after, blocks...) })
}

// property reads the name or the value of a shape's property.
func (r *rtf) property(done func(text string)) {
	if r.state.dest == destSkip {
		return
	}
	text := &strings.Builder{}
	r.state.dest, r.state.name = destProp, text
	r.state.close = func() { done(strings.TrimSpace(text.String())) }
}

// drawn takes the value of a property: of letters that are drawn as a picture, the words.
func (r *rtf) drawn(value string) {
	if r.prop == "gtextUNICODE" {
		r.watermark(value)
	}
}

// form reads an old form's field; a box of it is shown ticked or not.
func (r *rtf) form() {
	if r.state.dest == destSkip {
		return
	}
	flow, form := r.state.flow, &rtfForm{ticked: -1}
	r.state.dest, r.state.form = destForm, form
	r.state.close = func() {
		if form.box {
			_ = flow.write(prose.Run{Text: ticked(form.ticked == 1)}) // past the bound, read ends
		}
	}
}
