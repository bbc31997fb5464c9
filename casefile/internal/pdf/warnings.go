package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// loss is something that copying a file takes from it, or that its family should know.
type loss int

const (
	nothingLost loss = iota
	damaged
	lostPages
	lostSignature
	dynamicForm
	emptyFields
	staleFields // they show, but perhaps not as they are
	flattened
	unredacted
	lostFiles
	lostMedia
	lostScripts
	lostLinks
	hasLayers
	losses
)

const emptySay = "Some answers in this form may not show in a copy. Please open it, print it to a new PDF and add that."

var lossWords = [losses]string{
	damaged:       "This file is damaged. It was put back together as far as possible. Please compare it with the original.",
	lostPages:     "Some pages of this file could not be read. Please compare it with the original.",
	lostSignature: "This file was signed electronically. A copy in a bundle no longer proves the signature. Please keep the original file.",
	dynamicForm:   "This is a form that only Adobe Reader can show. The copy may hold nothing but a notice. Please open it in Adobe Reader, print it to a new PDF and add that.",
	emptyFields:   emptySay,
	staleFields:   emptySay,
	flattened:     "This file has form fields. In a copy the answers are plain print and can no longer be changed.",
	unredacted:    "This file has redaction marks that were never applied. The words under them can still be read.",
	lostFiles:     "Other files are attached inside this file. They are not copied. If they matter, please save them and add them one by one.",
	lostMedia:     "This file holds sound, video or 3D models. They are not copied.",
	lostScripts:   "This file holds scripts. They are not copied.",
	lostLinks:     "Some links in this file start a program, send a form or open another file. They are not copied.",
	hasLayers:     "This file has layers that can be shown or hidden. They stay as they were when it was saved. Hidden words remain inside.",
}

// audit collects what a source's warnings are made of.
type audit struct {
	*reader
	found [losses]bool
	holes []int // pages, counted from 1, that point at something that is not in the file
	stale bool  // readers are to draw the form's answers anew: what looks there are may be old
}

func (a *audit) words() []string {
	var out []string
	if len(a.holes) > 0 {
		out = append(out, holesSay(a.holes))
	}
	for i, yes := range a.found {
		if yes && lossWords[i] != "" && !slices.Contains(out, lossWords[i]) {
			out = append(out, lossWords[i])
		}
	}
	return out
}

// document looks at what belongs to the whole file.
func (a *audit) document() {
	cat := a.catalog()
	names := a.dict(cat.get("Names"))
	form := a.dict(cat.get("AcroForm"))
	flags, _ := integer(a.value(form.get("SigFlags")))
	renders, _ := a.value(cat.get("NeedsRendering")).(bool)
	renders = renders || form.get("XFA") != nil && a.placeholder()
	a.found[lostSignature] = flags&1 != 0 || a.dict(cat.get("Perms")) != nil
	a.found[dynamicForm] = renders
	a.stale, _ = a.value(form.get("NeedAppearances")).(bool)
	files := a.dict(names.get("EmbeddedFiles")) // many programs write the list with nothing in it
	a.found[lostFiles] = len(a.array(files.get("Names"))) > 0 || len(a.array(files.get("Kids"))) > 0 || cat.get("AF") != nil || cat.get("Collection") != nil
	a.found[lostScripts] = names.get("JavaScript") != nil || cat.get("AA") != nil || a.script(cat.get("OpenAction"))
	a.found[hasLayers] = len(a.array(a.dict(cat.get("OCProperties")).get("OCGs"))) > 0
	a.found[damaged] = a.rebuilt || a.patched
}

func (a *audit) script(o any) bool {
	d, _ := a.value(o).(dict)
	return a.name(d.get("S")) == "JavaScript" || a.name(d.get("S")) == "Launch"
}

// waiting is what the page says that stands in for a form which only Adobe's program shows.
var waiting = [][]byte{[]byte("Please wait"), []byte("not eventually replaced"), []byte("P l e a s e   w a i t")}

// placeholder tells whether the first page says that the form is still to come. Its maker does not always say so otherwise.
func (a *audit) placeholder() bool {
	pages, _, err := a.leaves()
	if err != nil {
		return false
	}
	parts, err := a.contentParts(pages[0].dict.get("Contents"))
	if err != nil {
		return false
	}
	said, _ := a.join(parts)
	for _, w := range waiting {
		if bytes.Contains(said, w) {
			return true
		}
	}
	return false
}

// missing tells whether a page's content or what it draws with is not in the file. Only a mended file is asked: in a whole one, a
// reference to nothing is nothing (7.3.10).
func (a *audit) missing(l leaf) bool {
	gone := func(o any) bool {
		n, ok := o.(ref)
		return ok && a.value(n) == nil
	}
	content := l.dict.get("Contents")
	if gone(content) {
		return true
	}
	for _, o := range a.array(content) {
		if gone(o) {
			return true
		}
	}
	if gone(l.resources) {
		return true
	}
	res := a.dict(l.resources)
	for _, kind := range []name{"XObject", "Font"} {
		for _, f := range a.dict(res.get(kind)) {
			if gone(f.val) {
				return true
			}
		}
	}
	return false
}

// page looks at one page, counted from 1.
func (a *audit) page(at int, l leaf) error {
	if a.found[damaged] && a.missing(l) {
		a.holes = append(a.holes, at)
	}
	a.found[lostScripts] = a.found[lostScripts] || l.dict.get("AA") != nil
	for _, o := range a.array(l.dict.get("Annots")) {
		d := a.dict(o)
		if d == nil {
			continue
		}
		_, lost := a.fateOf(d)
		a.found[lost] = true
		if lost == flattened && a.stale && filledIn(a.inherited(d, "V")) {
			a.found[staleFields] = true
		}
		if d.get("AA") != nil || a.script(d.get("A")) {
			a.found[lostScripts] = true
		}
		if !a.purse.spend(64) {
			return a.purse.err
		}
	}
	return nil
}

// count compares the pages found with the pages the file speaks of.
func (a *audit) count(found, lost int) []string {
	said, ok := integer(a.value(a.pageRoot().get("Count")))
	if a.rebuilt && ok && said > found && said <= a.lim.MaxPages {
		return []string{fmt.Sprintf("This file should have %d pages. Only %d could be read. Please compare it with the original.", said, found)}
	}
	if lost > 0 {
		return []string{lossWords[lostPages]}
	}
	return nil
}

// holesSay names the pages on which something is missing, the first few of them.
func holesSay(pages []int) string {
	if len(pages) == 1 {
		return fmt.Sprintf("Something that belongs on its page %d is not in this file. Ask whoever sent it for another copy.", pages[0])
	}
	const most = 10
	var list []string
	for _, n := range pages[:min(len(pages), most)] {
		list = append(list, fmt.Sprint(n))
	}
	more := ""
	if len(pages) > most {
		more = fmt.Sprintf(" and %d more", len(pages)-most)
	}
	return fmt.Sprintf("Something that belongs on its pages %s%s is not in this file. Ask whoever sent it for another copy.", strings.Join(list, ", "), more)
}
