package office_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/office"
	"ehccasefile/casefile/internal/prose"
)

// converted lets LibreOffice write testdata/plan.fodt in another format.
func converted(t *testing.T, format string) []byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
	}
	to := t.TempDir()
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(os.TempDir(), "ehc-office-test-profile"), "--headless",
		"--convert-to", format, "--outdir", to, "testdata/plan.fodt")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	ext, _, _ := strings.Cut(format, ":")
	data, err := os.ReadFile(filepath.Join(to, "plan."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// bodyWords gives the words of the body alone: LibreOffice's export has no headers, notes and comments either.
func bodyWords(blocks []prose.Block) string {
	var body []prose.Block
	for _, b := range blocks {
		words := prose.Words([]prose.Block{b})
		if b.Kind == prose.Rule && len(body) > 0 && len(body) < 3 {
			body = nil // what came before it was the header
			continue
		}
		if b.Kind == prose.Heading && (words == "Footnotes" || words == "Comments") {
			break
		}
		var runs []prose.Run
		for _, r := range b.Runs {
			if !(r.Raised && strings.HasPrefix(r.Text, "[")) { // the number of a comment
				runs = append(runs, r)
			}
		}
		b.Runs = runs
		body = append(body, b)
	}
	return strings.Join(strings.Fields(prose.Words(body)), " ")
}

// What LibreOffice writes and what it says is written there must be what we read: every word, in its order. Hidden words,
// which its export holds, are the one exception.
func TestWordsAreThoseThatLibreOfficeReads(t *testing.T) {
	export := strings.TrimPrefix(string(converted(t, "txt:Text")), "\uFEFF")
	want := strings.Join(strings.Fields(strings.Replace(export, "secret words", "", 1)), " ")
	for _, format := range []string{"docx", "odt", "rtf", "fodt"} {
		data, err := os.ReadFile("testdata/plan.fodt")
		if format != "fodt" {
			data, err = converted(t, format), nil
		}
		if err != nil {
			t.Fatal(err)
		}
		doc, err := read(data)
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		if got := bodyWords(doc.Blocks); got != want {
			t.Errorf("%s:\n got %s\nwant %s", format, got, want)
		}
	}
}

// The same document in each format has the same form: headings, lists, tables, tracked changes, notes.
func TestTheFormIsKept(t *testing.T) {
	for _, name := range []string{"testdata/plan.docx", "testdata/plan.odt", "testdata/plan.rtf", "testdata/plan.fodt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := read(data)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.NewReplacer("*", "").Replace(shownAs(doc.Blocks))
		for _, want := range []string{
			"Fernshire County Council, 3 March 2026;<rule>;h1 Draft plan for Rowan Ashdown;",
			"/astronomy/, _maps_ and -loud rooms-^2^. He reads^1^ at",
			"Speech therapy: -up to -two hours _a week _by a therapist^[1]^.;h2 Section B: needs;",
			"1. Communication;(a) Expressive language;(b) Understanding;2. Sensory needs;7. Motor skills;• A bullet point;• Another one;",
			"{Outcome|Provision|Who}{2:Joined cell|School}{Tall cell|Twenty minutes|Therapist}{|Daily reading|Teacher};<break>;A new page",
			"h2 Footnotes;1 Measured in January 2026.;h2 Comments;[1] Ida Moss",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, got)
			}
		}
		if notes := strings.Join(append(doc.Holds, doc.Notes...), " "); !strings.Contains(notes, "tracked changes") || !strings.Contains(notes, "hidden") || !strings.Contains(notes, "comments") {
			t.Errorf("%s: notes %q", name, notes)
		}
		if doc.Title != "Draft plan for Rowan Ashdown" {
			t.Errorf("%s: title %q", name, doc.Title)
		}
	}
}

func TestKindIsToldByContent(t *testing.T) {
	mime := func(s string) []byte { return zipped(t, part{"mimetype", s}) }
	for want, data := range map[office.Format][]byte{
		office.KindXlsx: zipped(t, part{"xl/workbook.xml", ""}), office.KindPptx: zipped(t, part{"ppt/presentation.xml", ""}),
		office.KindOds: mime("application/vnd.oasis.opendocument.spreadsheet"), office.KindOdp: mime("application/vnd.oasis.opendocument.presentation"),
		office.KindEpub: mime("application/epub+zip"), office.KindZip: zipped(t, part{"a.txt", "a"}), office.KindOdt: mime("application/vnd.oasis.opendocument.text-template"),
		office.KindDocx: zipped(t, part{"[Content_Types].xml", `<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`}),
		office.KindDoc:  compound("WordDocument"), office.KindXls: compound("Workbook"), office.KindPpt: compound("PowerPoint Document"),
		office.KindMsg: compound("__properties_version1.0"), office.KindLocked: compound("EncryptedPackage"), office.KindRTF: []byte(`{\rtf1 x}`), office.KindNone: []byte("%PDF-1.4"),
	} {
		if got := office.Kind(data); got != want {
			t.Errorf("%q was taken for %q", want, got)
		}
	}
}
