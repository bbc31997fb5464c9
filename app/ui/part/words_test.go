package part

import (
	"testing"

	"fyne.io/fyne/v2/lang"
)

func TestSayFillsBlanksWithWhateverTheValuesHold(t *testing.T) {
	for range 2 { // the second time from memory
		if got := Say("{{.Who}} promised {{.What}} to {{.Who}}", "Who", "{{.What}} & <Sam>", "What", 3); got != "{{.What}} & <Sam> promised 3 to {{.What}} & <Sam>" {
			t.Errorf("it says %q", got)
		}
		if got := Say("No blanks"); got != "No blanks" {
			t.Errorf("it says %q", got)
		}
	}
}

func TestSayFollowsTheLanguage(t *testing.T) {
	speak := func(json string) {
		if err := lang.AddTranslationsForLocale([]byte(json), "en"); err != nil {
			t.Fatal(err)
		}
		ForgetWords()
	}
	if got := Say("{{.N}} owls", "N", 2); got != "2 owls" {
		t.Errorf("before: %q", got)
	}
	speak(`{"{{.N}} owls": "sowy: {{ .N }}"}`)
	t.Cleanup(func() { speak(`{"{{.N}} owls": "{{.N}} owls"}`) })
	if got := Say("{{.N}} owls", "N", 2); got != "sowy: 2" {
		t.Errorf("after: %q", got)
	}
}
