package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// NotRead is the note of a paper that is kept and whose pages have not been read yet. [ReadAgain] reads it.
const NotRead = "Its pages have not been read yet. It is kept as it is."

// reason says why a paper was refused, and what to do.
func reason(err error) string {
	switch {
	case errors.Is(err, errFolder):
		return "This is a folder. Add the files inside it instead."
	case errors.Is(err, errDevice):
		return "This is not an ordinary file, so it was not added."
	case errors.Is(err, errEmpty):
		return "This file is empty. Save or send it again, then add it."
	case errors.Is(err, errTooBig):
		return fmt.Sprintf("This file is larger than %d MB. Save it in smaller parts and add those.", MaxFile>>20)
	case errors.Is(err, fs.ErrNotExist):
		return "This file is not there any more. Look where it was moved to, then add it from there."
	case errors.Is(err, fs.ErrPermission):
		return "This file may not be read. Copy it to a folder of your own and add that copy."
	}
	return "This file could not be read. If it is on a stick, a phone or in the cloud, copy it to this computer and add that copy."
}

// unusable says that a paper is of a kind this program cannot use, and what to do.
func unusable(head []byte) string {
	kind := known(head)
	switch {
	case kind == "":
		return "This is not a PDF, a JPEG or PNG picture, or plain text. Open it, print it to a PDF, and add that."
	case strings.Contains(kind, "program"):
		return "This is " + kind + ", not a paper, so it was not added."
	case strings.Contains(kind, "recording"):
		return "This is " + kind + ". Only papers can be added. Write down what is said and add that."
	case strings.Contains(kind, "picture") || strings.Contains(kind, "photo"):
		return "This is " + kind + ". Save it as a JPEG or PNG picture and add that."
	}
	return "This is " + kind + ". Open it, save or print it as a PDF, and add that."
}

// unread says why the pages of a kept paper are not known; "" if that is not the paper's own fault, and reading it again
// may help.
func unread(t casefile.FileType, err error) string {
	what := "PDF"
	if t != casefile.FilePDF {
		what = "picture"
	}
	switch {
	case errors.Is(err, worker.ErrPassword):
		return "This PDF needs a password. It is kept as it is. To put it in a bundle, save a copy without the password and add that."
	case errors.Is(err, worker.ErrDamaged):
		return "This " + what + " is broken and cannot be shown. It is kept as it is. Ask whoever sent it for another copy."
	case errors.Is(err, worker.ErrTooLarge):
		return "This " + what + " is too large to show safely. It is kept as it is. To put it in a bundle, save a smaller copy and add that."
	case errors.Is(err, worker.ErrTooLong):
		return "Reading this " + what + " took too long. It is kept as it is. To put it in a bundle, print it to a new PDF and add that."
	case errors.Is(err, worker.ErrDied):
		return "This " + what + " cannot be read safely. It is kept as it is. To put it in a bundle, print it to a new PDF and add that."
	}
	return ""
}

// endings are the endings of names that go with each kind.
var endings = map[casefile.FileType]string{
	casefile.FilePDF: ".pdf", casefile.FileJPEG: ".jpg .jpeg .jpe .jfif", casefile.FilePNG: ".png",
}

var named = map[casefile.FileType]string{
	casefile.FilePDF: "a PDF", casefile.FileJPEG: "a JPEG picture", casefile.FilePNG: "a PNG picture", casefile.FileText: "plain text",
}

// misnamed says that a name promises another kind than the bytes hold.
func misnamed(name string, t casefile.FileType) []string {
	ending := strings.ToLower(filepath.Ext(name))
	for kind, all := range endings {
		if kind != t && ending != "" && contains(strings.Fields(all), ending) {
			return []string{fmt.Sprintf("The name ends in %q, but this is %s. It was taken as that.", ending, named[t])}
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// wordless says which pages hold no words to search.
func wordless(text []string) []string {
	var without []int
	for i, s := range text {
		if !hasWords(s) {
			without = append(without, i+1)
		}
	}
	switch {
	case len(without) == 0:
		return nil
	case len(without) == len(text):
		return []string{"No words could be read in this paper: it may be a scan. Searching will not find what it says."}
	}
	return []string{"No words could be read on " + pageList(without) + ". Searching will not find what is there."}
}

// pageList writes page numbers as people do: "page 4", "pages 2 to 5 and 9"; a long list ends in how many more there are.
func pageList(pages []int) string {
	var runs []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		if len(runs) == 5 {
			runs = append(runs, fmt.Sprintf("%d more", len(pages)-i))
			break
		}
		run := fmt.Sprint(pages[i])
		if j > i {
			run = fmt.Sprintf("%d to %d", pages[i], pages[j])
		}
		runs, i = append(runs, run), j+1
	}
	last := len(runs) - 1
	say := runs[last]
	if last > 0 {
		say = strings.Join(runs[:last], ", ") + " and " + runs[last]
	}
	if len(pages) == 1 {
		return "page " + say
	}
	return "pages " + say
}
