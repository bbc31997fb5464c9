package bundle_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
)

// Titles in every way of writing are in the index as they are, the check knows them, and each row is a link in the structure tree.
func TestTitlesInManyScripts(t *testing.T) {
	titles := []string{"محمد عبد الله کی رپورٹ", "School report – سارہ خان (Year 3)", "ولاء الإسلام 12", "דוד לוי 3 pages",
		"শ্রীমতী কৃষ্ণা ভট্টাচার্য: সংশোধিত পরিকল্পনা এবং একটি দীর্ঘ শিরোনাম যা অবশ্যই দুই লাইনে ভাঙতে হবে কারণ এটি লম্বা",
		"תמונה של הבית (Photo) מאוד ארוכה עם הרבה מילים כדי שהשורה תישבר באמצע ותעבור לשורה הבאה בעמודה",
		"ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ – report", "தமிழ்ச்செல்வி and प्रियंका", "报告 report"}
	index := "section,title,date,file\n"
	files := map[string][]byte{}
	for i, title := range titles {
		name := string(rune('a'+i)) + ".pdf"
		index += "Family – خاندان," + title + ",2026-03-02," + name + "\n"
		files[name] = report(t, "Report", 1)
	}
	files["index.csv"] = []byte(index)
	p, err := bundle.FromFolder(filled(t, files), "")
	if err != nil {
		t.Fatal(err)
	}
	data, r := made(t, p)
	if !r.Checked.OK || r.Checked.Links != len(titles) {
		t.Errorf("checked: %+v", r.Checked)
	}
	for i, it := range r.Items {
		if lost := strings.Contains(it.Note, "every letter"); lost != (i == len(titles)-1) {
			t.Errorf("%q: %q", titles[i], it.Note)
		}
	}
	path := filepath.Join(t.TempDir(), "bundle.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", path)
	var w struct {
		Bad  []string
		Tree string
	}
	if err := json.Unmarshal(tool(t, python(t), "../internal/pdf/testdata/walk.py", path, "strict", "ours"), &w); err != nil {
		t.Fatal(err)
	}
	for _, b := range w.Bad {
		t.Error(b)
	}
	for _, title := range titles {
		if !strings.Contains(w.Tree, `Sect "`+title) {
			t.Errorf("no part of the tree is called %q", title)
		}
	}
}
