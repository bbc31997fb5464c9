package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var (
	seqPattern  = regexp.MustCompile(`"seq":\d+`)
	prevPattern = regexp.MustCompile(`"prev":"[0-9a-f]*"`)
)

// everyDamage gives every way in which both readers are given a changed archive.
func everyDamage(t *testing.T, whole []byte) []damage {
	t.Helper()
	var all []damage
	for _, some := range [][]damage{tarDamages(whole), fileDamages(), manifestDamages(), historyDamages(), changeDamages(), recordDamages(t)} {
		all = append(all, some...)
	}
	return all
}

// tarDamages change the tar around the files.
func tarDamages(whole []byte) []damage {
	raw := func(change func(b []byte) []byte) func(*inside) []byte {
		return func(*inside) []byte { return change(bytes.Clone(whole)) }
	}
	// header changes some bytes of the header of the first original, and mends its sum.
	header := func(at int, with string) func(*inside) []byte {
		return func(in *inside) []byte {
			start := 0
			for _, name := range in.names[:2] {
				start += tarBlock + len(in.data[name]) + len(tarPad(int64(len(in.data[name]))))
			}
			b := in.tar()
			h := b[start : start+tarBlock]
			copy(h[at:], with)
			copy(h[148:], "        ")
			sum := 0
			for _, c := range h {
				sum += int(c)
			}
			copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
			return b
		}
	}
	all := []damage{
		{"untouched", accept, raw(func(b []byte) []byte { return b })},
		{"put together again", accept, (*inside).tar},
		{"a header made again", accept, header(100, "0000600")},
		{"sealed again", accept, (*inside).resealed},
		{"a new chain", accept, (*inside).rechained},
		{"no closing", refuse, func(in *inside) []byte { in.padding = 0; return in.tar() }},
		{"half a closing", refuse, func(in *inside) []byte { in.padding = tarBlock; return in.tar() }},
		{"a long closing", refuse, func(in *inside) []byte { in.padding = 10240; return in.tar() }},
		{"bytes behind it", refuse, raw(func(b []byte) []byte { return append(b, "hello"...) })},
		{"twice", refuse, raw(func(b []byte) []byte { return append(b, b...) })},
		{"zeros in the middle", refuse, raw(func(b []byte) []byte { return append(b[:1024:1024], append(make([]byte, 1024), b[1024:]...)...) })},
		{"a byte of padding", refuse, raw(func(b []byte) []byte { b[len(b)-tarClosing-1] = 'x'; return b })},
		{"a header's sum", refuse, raw(func(b []byte) []byte { b[149] ^= 1; return b })},
		{"a time", refuse, header(136, "00000000001")},
		{"a mode", refuse, header(100, "0000644")},
		{"an owner", refuse, header(108, "0001750")},
		{"a group", refuse, header(116, "0000001")},
		{"an owner's name", refuse, header(265, "root")},
		{"a group's name", refuse, header(297, "staff")},
		{"a link", refuse, header(156, "2")},
		{"a folder", refuse, header(156, "5")},
		{"a link's place", refuse, header(157, "/etc/passwd")},
		{"an older header", refuse, header(257, "ustar  \x00")},
		{"a name in front", refuse, header(345, "..")},
		{"a size in another form", refuse, header(124, "       1274")},
	}
	for _, at := range []int{0, 1, 511, 512, 2000, len(whole) / 2, len(whole) - tarClosing - 512, len(whole) - tarClosing, len(whole) - 512, len(whole) - 1} {
		all = append(all, damage{fmt.Sprint("cut at ", at), refuse, raw(func(b []byte) []byte { return b[:at] })})
	}
	return all
}

// fileDamages change which files are there; most are tried with the manifest as it was, and with one that agrees.
func fileDamages() []damage {
	var all []damage
	for name, change := range map[string]func(in *inside) *inside{
		"no original":             func(in *inside) *inside { return in.drop(in.original(0)) },
		"no texts":                func(in *inside) *inside { return in.drop("records/texts.json") },
		"no appeals":              func(in *inside) *inside { return in.drop("records/appeals.json") },
		"no history":              func(in *inside) *inside { return in.drop(historyName) },
		"no end":                  func(in *inside) *inside { return in.drop(endName) },
		"no manifest":             func(in *inside) *inside { return in.drop(manifestName) },
		"a file behind the end":   func(in *inside) *inside { return in.add(endName, "more", "x") },
		"an original nobody kept": func(in *inside) *inside { return in.add(historyName, "originals/"+strings.Repeat("0", 64), "x") },
		"an original twice":       func(in *inside) *inside { return in.add(historyName, in.original(0), string(in.data[in.original(0)])) },
		"two originals swapped":   func(in *inside) *inside { return in.swap(in.original(0), in.original(1)) },
		"two lists swapped":       func(in *inside) *inside { return in.swap("records/people.json", "records/events.json") },
		"an original last":        func(in *inside) *inside { return in.swap(in.original(2), "records/family.json") },
		"a list first":            func(in *inside) *inside { return in.swap(historyName, "records/family.json") },
		"a changed original":      func(in *inside) *inside { in.data[in.original(0)][3] ^= 1; return in },
		"a shorter original":      func(in *inside) *inside { in.data[in.original(0)] = in.data[in.original(0)][1:]; return in },
		"an empty original":       func(in *inside) *inside { in.data[in.original(0)] = nil; return in },
		"a changed record":        func(in *inside) *inside { return in.with("records/children.json", "Maya", "Mary") },
		"a space in a record":     func(in *inside) *inside { return in.with("records/children.json", `":"`, `": "`) },
		"no last line feed":       func(in *inside) *inside { return in.with("records/people.json", "]\n", "]") },
		"a blank line":            func(in *inside) *inside { return in.with("records/children.json", "[\n", "[\n\n") },
		"a comma too few":         func(in *inside) *inside { return in.with("records/entries.json", "},\n", "}\n") },
		"a comma too many":        func(in *inside) *inside { return in.with("records/entries.json", "}\n]", "},\n]") },
		"another line feed":       func(in *inside) *inside { return in.with("records/entries.json", "\n", "\r\n") },
	} {
		all = append(all, damage{name, refuse, func(in *inside) []byte { return change(in).tar() }},
			damage{name + ", sealed again", refuse, func(in *inside) []byte { return change(in).resealed() }})
	}
	return append(all,
		damage{"an end in capitals", refuse, func(in *inside) []byte {
			in.data[endName] = bytes.ToUpper(in.data[endName])
			return in.tar()
		}},
		damage{"an end without its line feed", refuse, func(in *inside) []byte { return in.with(endName, "\n", "").tar() }},
		damage{"another end", refuse, func(in *inside) []byte { in.data[endName][0] ^= 1; return in.tar() }},
		damage{"a strange file, sealed again", newer, func(in *inside) []byte { return in.add("records/bundles.json", "notes.txt", "x").resealed() }},
		damage{"a strange list, sealed again", newer, func(in *inside) []byte {
			in.manifest["records"].(map[string]any)["widgets"] = 0
			return in.add("records/bundles.json", "records/widgets.json", "[\n]\n").resealed()
		}},
		damage{"a changed original under its new name", refuse, func(in *inside) []byte {
			was := in.original(0)
			data := string(in.data[was]) + "x"
			return in.add(was, "originals/"+fullSum([]byte(data)), data).drop(was).resealed()
		}},
		damage{"two records in another order", accept, func(in *inside) []byte {
			lines := strings.Split(string(in.data["records/entries.json"]), "\n")
			lines[1], lines[2] = lines[2], lines[1]
			in.data["records/entries.json"] = []byte(strings.Join(lines, "\n"))
			return in.resealed()
		}},
	)
}

// manifestDamages change the manifest; its end agrees.
func manifestDamages() []damage {
	set := func(field string, to any) func(*inside) []byte {
		return func(in *inside) []byte { return in.set(field, to).closed().tar() }
	}
	change := func(do func(m map[string]any)) func(*inside) []byte {
		return func(in *inside) []byte { do(in.manifest); return in.closed().tar() }
	}
	inside1 := func(field, key string, to any) func(*inside) []byte {
		return change(func(m map[string]any) { m[field].(map[string]any)[key] = to })
	}
	file := func(n int, key string, to any) func(*inside) []byte {
		return change(func(m map[string]any) { m["files"].([]any)[n].(map[string]any)[key] = to })
	}
	text := func(old, new string) func(*inside) []byte {
		return func(in *inside) []byte { return in.with(manifestName, old, new).ended().tar() }
	}
	all := []damage{
		{"a newer schema", newer, set("schema", 2)},
		{"a newer schema with other fields", newer, change(func(m map[string]any) { clear(m); m["format"], m["schema"] = archiveFormat, 2 })},
		{"no schema", refuse, set("schema", 0)},
		{"a schema that is no number", refuse, set("schema", true)},
		{"another format", refuse, set("format", "x")},
		{"another family", refuse, set("family", "Other")},
		{"another case file", accept, set("file", strings.Repeat("0", 32))},
		{"a short id", refuse, set("file", "00")},
		{"a shorter history", refuse, inside1("history", "seq", 1)},
		{"another link", refuse, inside1("history", "link", strings.Repeat("0", 64))},
		{"another count", refuse, inside1("records", "entries", 1)},
		{"no count", refuse, change(func(m map[string]any) { delete(m["records"].(map[string]any), "appeals") })},
		{"a count of a new kind", newer, inside1("records", "widgets", 0)},
		{"a count below nothing", refuse, inside1("records", "appeals", -1)},
		{"no files", refuse, set("files", []any{})},
		{"another end's name", refuse, set("end", "fin")},
		{"a field more", newer, set("note", "x")},
		{"a field of the history more", newer, inside1("history", "note", "x")},
		{"a field of a file more", newer, file(3, "note", "x")},
		{"another size", refuse, file(3, "size", 1)},
		{"a hash in capitals", refuse, file(2, "sha256", strings.Repeat("A", 64))},
		{"a way out", refuse, file(2, "path", "originals/../../x")},
		{"a space more", refuse, func(in *inside) []byte { return in.with(manifestName, "{", "{ ").tar() }},
		{"a space more, sealed again", accept, text("{", "{ ")},
		{"a field twice", refuse, text(`"schema": 1,`, `"schema": 2, "schema": 1,`)},
		{"a field in capitals", refuse, text(`"family"`, `"Family"`)},
		{"not UTF-8", refuse, text("ø", "\xf8")},
		{"something behind it", refuse, func(in *inside) []byte {
			in.data[manifestName] = append(in.data[manifestName], "{}"...)
			return in.ended().tar()
		}},
		{"no JSON", refuse, func(in *inside) []byte { in.data[manifestName] = []byte("{"); return in.ended().tar() }},
	}
	for _, field := range []string{"format", "schema", "family", "file", "history", "records", "files", "end"} {
		all = append(all, damage{"no " + field, refuse, change(func(m map[string]any) { delete(m, field) })})
	}
	return all
}

// historyDamages change the lines of the history, some with the chain as it was, some with one made anew.
func historyDamages() []damage {
	lines := func(do func(l []string) []string) func(*inside) []byte {
		return func(in *inside) []byte { in.lines = do(in.lines); return in.written() }
	}
	anew := func(do func(l []string) []string) func(*inside) []byte {
		return func(in *inside) []byte { in.lines = do(in.lines); return in.rechained() }
	}
	last := func(old, new string) func(l []string) []string {
		return func(l []string) []string {
			if !strings.Contains(l[len(l)-1], old) {
				panic("the last line does not hold " + old)
			}
			l[len(l)-1] = strings.Replace(l[len(l)-1], old, new, 1)
			return l
		}
	}
	at := func(moment string) func(*inside) []byte {
		return anew(func(l []string) []string {
			l[len(l)-1] = regexp.MustCompile(`"at":"[^"]*"`).ReplaceAllString(l[len(l)-1], `"at":"`+moment+`"`)
			return l
		})
	}
	return []damage{
		{"two lines swapped", refuse, lines(func(l []string) []string { l[2], l[3] = l[3], l[2]; return l })},
		{"no last line", refuse, lines(func(l []string) []string { return l[:len(l)-1] })},
		{"no first line", refuse, lines(func(l []string) []string { return l[1:] })},
		{"no first line, chained anew", refuse, anew(func(l []string) []string { return l[1:] })},
		{"no line in the middle", refuse, lines(func(l []string) []string { return append(l[:4:4], l[5:]...) })},
		{"a line twice", refuse, lines(func(l []string) []string { return append(l, l[len(l)-1]) })},
		{"a blank line", refuse, lines(func(l []string) []string { return append(l, "") })},
		{"another time", refuse, lines(last("2026", "2025"))},
		{"another time, chained anew", accept, at("2026-05-01T00:00:00.000000001Z")},
		{"a time before the others, chained anew", accept, at("2020-01-01T00:00:00Z")},
		{"a time of another zone", refuse, at("2026-11-27T12:00:00+01:00")},
		{"a time in UTC, in another form", refuse, at("2026-11-27T12:00:00+00:00")},
		{"a time with a zero more", refuse, at("2026-11-27T12:00:00.10Z")},
		{"a day that never was", refuse, at("2026-02-30T12:00:00Z")},
		{"no time", refuse, at("")},
		{"an empty history", refuse, func(in *inside) []byte { in.data[historyName] = []byte("\n"); return in.resealed() }},
		{"an event that does nothing", refuse, func(in *inside) []byte { return in.did("").rechained() }},
		{"an event without its list", refuse, anew(func(l []string) []string {
			return append(l, `{"seq":0,"prev":"","at":"2026-03-17T09:00:00Z","changes":null}`)
		})},
		{"a field of an event more", newer, anew(last(`"changes"`, `"note":"x","changes"`))},
		{"a field of an event twice", refuse, anew(last(`"changes"`, `"at":"2026-03-17T09:00:00Z","changes"`))},
		{"a field of an event in capitals", refuse, anew(last(`"changes"`, `"Changes"`))},
		{"a space in an event", refuse, anew(last(`,"changes"`, `, "changes"`))},
		{"fields of an event in another order", refuse, anew(func(l []string) []string {
			return append(l, `{"prev":"","seq":0,"at":"2026-03-17T09:00:00Z","changes":[{"do":"schema"}]}`)
		})},
		{"made is not the first", refuse, anew(func(l []string) []string {
			l[0] = strings.Replace(l[0], `"made"`, `"schema"`, 1)
			return l
		})},
	}
}

// changeDamages add changes that cannot have been made, or can, with the chain made anew.
func changeDamages() []damage {
	did := func(changes ...string) func(*inside) []byte {
		return func(in *inside) []byte {
			var made []string
			for _, c := range changes {
				made = append(made, in.say(c))
			}
			return in.did(made...).rechained()
		}
	}
	return []damage{
		{"a thing of a newer version", newer, did(`{"do":"bless","kind":"entry","id":"NEW"}`)},
		{"a record of a newer kind", newer, did(`{"do":"put","kind":"widget","id":"NEW","sum":"HASH"}`, `{"do":"delete","kind":"widget","id":"NEW","was":"HASH"}`)},
		{"a key of a newer kind", newer, did(`{"do":"key","kind":"thumb"}`)},
		{"a field of a change more", newer, did(`{"do":"schema","note":"x"}`)},
		{"a key and a schema", accept, did(`{"do":"key","kind":"recovery"}`, `{"do":"schema"}`)},
		{"made twice", refuse, did(`{"do":"made"}`)},
		{"a schema with a kind", refuse, did(`{"do":"schema","kind":"entry"}`)},
		{"a key without its kind", refuse, did(`{"do":"key"}`)},
		{"a change in another order", refuse, did(`{"kind":"recovery","do":"key"}`)},
		{"an empty field", refuse, did(`{"do":"key","kind":"recovery","id":""}`)},
		{"a record that is not there", refuse, did(`{"do":"put","kind":"entry","id":"NEW","sum":"HASH"}`)},
		{"a put without was", refuse, did(`{"do":"put","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"a put with another was", refuse, did(`{"do":"put","kind":"child","id":"CHILD","sum":"STANDS","was":"HASH"}`)},
		{"a put of what stands", accept, did(`{"do":"put","kind":"child","id":"CHILD","sum":"STANDS","was":"STANDS"}`)},
		{"a put with a reason", refuse, did(`{"do":"put","kind":"child","id":"CHILD","sum":"STANDS","was":"STANDS","why":"HASH"}`)},
		{"a correction with a reason", accept, did(`{"do":"correct","kind":"child","id":"CHILD","sum":"STANDS","was":"STANDS","why":"HASH"}`)},
		{"a reason that is no hash", refuse, did(`{"do":"correct","kind":"child","id":"CHILD","sum":"STANDS","was":"STANDS","why":"a slip"}`)},
		{"a hash in capitals", refuse, did(`{"do":"correct","kind":"child","id":"CHILD","sum":"STANDS","was":"STANDS","why":"` + strings.Repeat("A", 64) + `"}`)},
		{"a record deleted that is there", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`)},
		{"a delete with a sum", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","sum":"STANDS"}`, `{"do":"restore","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"deleted and restored", accept, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"restore","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"deleted and put again", accept, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"put","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"deleted twice", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`)},
		{"restored as another", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"restore","kind":"child","id":"CHILD","sum":"HASH"}`)},
		{"restored and not deleted", refuse, did(`{"do":"restore","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"restored after it was erased", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"erase","kind":"child","id":"CHILD","was":"STANDS"}`,
			`{"do":"restore","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"put again after it was erased", accept, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"erase","kind":"child","id":"CHILD","was":"STANDS"}`,
			`{"do":"put","kind":"child","id":"CHILD","sum":"STANDS"}`)},
		{"a text restored", refuse, did(`{"do":"put","kind":"text","id":"NEW","sum":"HASH"}`, `{"do":"delete","kind":"text","id":"NEW","was":"HASH"}`,
			`{"do":"restore","kind":"text","id":"NEW","sum":"HASH"}`)},
		{"a text of a document that is not there", accept, did(`{"do":"put","kind":"text","id":"NEW","sum":"HASH"}`)},
		{"a text of a document that is there, left out", refuse, did(`{"do":"put","kind":"text","id":"BARE","sum":"HASH"}`)},
		{"an erased record that is there", refuse, did(`{"do":"erase","kind":"child","id":"CHILD","was":"STANDS"}`)},
		{"an erase without its kind", refuse, did(`{"do":"delete","kind":"child","id":"CHILD","was":"STANDS"}`, `{"do":"erase","id":"CHILD","was":"STANDS"}`)},
		{"a paper that is there, erased", refuse, did(`{"do":"erase","sum":"PAPER","size":SIZE}`)},
		{"erased and kept again", accept, did(`{"do":"erase","sum":"PAPER","size":SIZE}`, `{"do":"keep","sum":"PAPER","size":SIZE}`)},
		{"erased and kept at another size", refuse, did(`{"do":"erase","sum":"PAPER","size":SIZE}`, `{"do":"keep","sum":"PAPER","size":1SIZE}`)},
		{"erased without its size", refuse, did(`{"do":"erase","sum":"PAPER"}`, `{"do":"keep","sum":"PAPER","size":SIZE}`)},
		{"a paper kept twice", refuse, did(`{"do":"keep","sum":"PAPER","size":SIZE}`)},
		{"a paper that no record names", accept, did(`{"do":"keep","sum":"HASH","size":5}`)},
		{"an empty paper", refuse, did(`{"do":"keep","sum":"HASH"}`)},
		{"a paper of less than nothing", refuse, did(`{"do":"keep","sum":"HASH","size":-5}`)},
		{"a paper that is too large", refuse, did(`{"do":"keep","sum":"HASH","size":536870913}`)},
		{"a paper that was never there, erased", refuse, did(`{"do":"erase","sum":"HASH","size":5}`)},
		{"an id that is none", refuse, did(`{"do":"put","kind":"entry","id":"me","sum":"HASH"}`, `{"do":"delete","kind":"entry","id":"me","was":"HASH"}`)},
	}
}

// say fills a change in: CHILD and STANDS are the child's id and hash, PAPER and SIZE an original's, BARE a document without a text, NEW and
// HASH of nothing.
func (in *inside) say(c string) string {
	child := strings.Split(string(in.data["records/children.json"]), "\n")[1]
	var c1 Child
	json.Unmarshal([]byte(child), &c1)
	var docs []Document
	json.Unmarshal(in.data["records/documents.json"], &docs)
	bare := docs[0].ID
	if bytes.Contains(in.data["records/texts.json"], []byte(bare)) {
		bare = docs[1].ID
	}
	paper := in.original(0)
	return strings.NewReplacer("CHILD", string(c1.ID), "STANDS", fullSum([]byte(child)), "PAPER", strings.TrimPrefix(paper, "originals/"),
		"SIZE", fmt.Sprint(len(in.data[paper])), "BARE", string(bare), "NEW", strings.Repeat("0", 32), "HASH", strings.Repeat("0", 64)).Replace(c)
}

// recordDamages change records, with everything that covers them made anew.
func recordDamages(t *testing.T) []damage {
	t.Helper()
	// forge changes the first record of a kind as text; old is a regular expression.
	forge := func(plural, kind, old, new string) func(*inside) []byte {
		return func(in *inside) []byte {
			name := "records/" + plural + ".json"
			was := strings.TrimSuffix(strings.Split(string(in.data[name]), "\n")[1], ",")
			is := regexp.MustCompile(old).ReplaceAllString(was, new)
			if is == was {
				t.Fatalf("the first of the %s does not hold %s", plural, old)
			}
			var h struct{ Head }
			json.Unmarshal([]byte(was), &h)
			in.with(name, was, is)
			return in.did(fmt.Sprintf(`{"do":"put","kind":%q,"id":%q,"sum":%q,"was":%q}`, kind, h.ID, fullSum([]byte(is)), fullSum([]byte(was)))).rechained()
		}
	}
	// nobody takes the family out, as in a case file that was made and not begun.
	nobody := func(in *inside) *inside {
		name := "records/family.json"
		was := strings.Split(string(in.data[name]), "\n")[1]
		var family Family
		json.Unmarshal([]byte(was), &family)
		in.data[name] = []byte("[\n]\n")
		in.manifest["records"].(map[string]any)["family"] = 0
		in.set("family", "").did(fmt.Sprintf(`{"do":"delete","kind":"family","id":%q,"was":%q}`, family.ID, fullSum([]byte(was)))).rechained()
		return in
	}
	return []damage{
		{"no family", accept, func(in *inside) []byte { return nobody(in).tar() }},
		{"no family and not a word of it", refuse, func(in *inside) []byte {
			delete(nobody(in).manifest, "family")
			return in.closed().tar()
		}},
		{"a forged record", accept, forge("children", "child", "Maya", "Mary")},
		{"another family's record", refuse, forge("family", "family", "Søn", "Son")},
		{"a field of a record twice", refuse, forge("children", "child", `"name"`, `"name":"Ann","name"`)},
		{"a field of a record in capitals", refuse, forge("children", "child", `"made"`, `"Made"`)},
		{"a record without its moment", refuse, forge("children", "child", `,"changed":"[^"]*"`, ``)},
		{"a child that is not there", refuse, forge("documents", "document", `"child":"[^"]*"`, `"child":"`+strings.Repeat("0", 32)+`"`)},
		{"a paper of another size", refuse, forge("documents", "document", `"size":7`, `"size":8`)},
		{"a paper that is not there", refuse, forge("documents", "document", `"sha256":"[^"]*"`, `"sha256":"`+strings.Repeat("0", 64)+`"`)},
		{"pages that no text names", refuse, forge("texts", "text", `,"form":{[^}]*}`, ``)},
		{"a record of a newer version", unknown, forge("children", "child", `"name"`, `"mood":"x","name"`)},
		{"a record that will not do", invalid, forge("entries", "entry", `"kind":"note"`, `"kind":"fax"`)},
	}
}
