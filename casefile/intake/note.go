package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// NotRead is the note of a paper that is kept and whose pages have not been read yet. [Read] reads it.
const NotRead = casefile.NotRead

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

// What is said of papers that are kept and have no pages.
const (
	recording = "This is a recording. It is kept as it is. A bundle shows a page that says what it is and that you hold it."
	oldWord   = "This Word file is of an old kind (.doc) that cannot be shown here. Open it, save it as a PDF, and add that. It is kept as it is."
)

// unread says why the pages of a kept paper are not known; "" if that is not the paper's own fault, and reading it again
// may help.
func unread(t casefile.FileType, err error) string {
	what := called(t)
	switch {
	case errors.Is(err, worker.ErrPassword) && t == casefile.FilePDF:
		return casefile.LockedNote + " It is kept as it is. Give the password to see it and to put it in a bundle, or save a copy without it and add that."
	case errors.Is(err, worker.ErrPassword):
		return "This " + what + " needs a password. It is kept as it is. To put it in a bundle, save a copy without the password and add that."
	case errors.Is(err, worker.ErrDamaged):
		return "This " + what + " is broken and cannot be shown. It is kept as it is. Ask whoever sent it for another copy."
	case errors.Is(err, worker.ErrTooLarge):
		return "This " + what + " is too large to show safely. It is kept as it is. To put it in a bundle, save a smaller copy and add that."
	case errors.Is(err, worker.ErrTooLong):
		return "Reading this " + what + " took too long. It is kept as it is. To put it in a bundle, print it to a new PDF and add that."
	case errors.Is(err, worker.ErrKind):
		return "This " + what + " is of a kind that cannot be shown. It is kept as it is. To put it in a bundle, print it to a PDF and add that."
	case errors.Is(err, worker.ErrDied):
		return "This " + what + " cannot be read safely. It is kept as it is. To put it in a bundle, print it to a new PDF and add that."
	}
	return ""
}

// called is the word for a paper of a type in a sentence.
func called(t casefile.FileType) string {
	switch {
	case t == casefile.FilePDF:
		return "PDF"
	case t.Picture():
		return "picture"
	case t == casefile.FileMailbox:
		return "mailbox"
	case t.Mail():
		return "e-mail"
	}
	return "file"
}

// squeezed says what squeezing a chain of e-mails saved.
func squeezed(got found) string {
	s := got.squeeze
	if s == nil || got.typ != casefile.FilePDF && s.Messages < 2 {
		return ""
	}
	if got.typ == casefile.FilePDF {
		return fmt.Sprintf("This is a printed chain of %d e-mails on %d pages. A bundle can show each message once. The original stays whole.", s.Unique, s.Before)
	}
	return fmt.Sprintf("%s, %d of them different. Each is shown once, and what they quote of one another is folded: %s instead of %d. The original stays whole.",
		count(s.Messages, "message", "messages"), s.Unique, count(got.pages, "page", "pages"), s.Before)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// endings are the endings of names that go with each type.
var endings = map[casefile.FileType]string{
	casefile.FilePDF: ".pdf", casefile.FileJPEG: ".jpg .jpeg .jpe .jfif", casefile.FilePNG: ".png", casefile.FileTIFF: ".tif .tiff",
	casefile.FileWebP: ".webp", casefile.FileHEIC: ".heic .heif .hif", casefile.FileGIF: ".gif", casefile.FileBMP: ".bmp",
	casefile.FileMail: ".eml", casefile.FileMailbox: ".mbox", casefile.FileOutlook: ".msg", casefile.FileDOCX: ".docx .docm .dotx", casefile.FileODT: ".odt .ott .fodt",
	casefile.FileRTF: ".rtf", casefile.FileDOC: ".doc",
}

var named = map[casefile.FileType]string{
	casefile.FilePDF: "a PDF", casefile.FileJPEG: "a JPEG picture", casefile.FilePNG: "a PNG picture", casefile.FileText: "plain text",
	casefile.FileTIFF: "a TIFF scan", casefile.FileWebP: "a WebP picture", casefile.FileHEIC: "a HEIC photo", casefile.FileGIF: "a GIF picture",
	casefile.FileBMP: "a BMP picture", casefile.FileMail: "an e-mail", casefile.FileMailbox: "a mailbox", casefile.FileOutlook: "an e-mail of Outlook",
	casefile.FileDOCX: "a Word document", casefile.FileODT: "an OpenDocument text", casefile.FileRTF: "a Rich Text file", casefile.FileDOC: "an old Word document",
	casefile.FileAudio: "a sound recording", casefile.FileVideo: "a video",
}

// misnamed says that a name promises another type than the bytes hold.
func misnamed(name string, t casefile.FileType) []string {
	ending := strings.ToLower(filepath.Ext(name))
	for typ, all := range endings {
		if typ != t && ending != "" && named[t] != "" && slices.Contains(strings.Fields(all), ending) {
			return []string{fmt.Sprintf("The name ends in %q, but this is %s. It was taken as that.", ending, named[t])}
		}
	}
	return nil
}

// blindNote says which pages hold no words to search. A photograph that is no page of text needs none.
func blindNote(got found) string {
	switch {
	case len(got.blind) == 0:
		return ""
	case len(got.blind) == got.pages:
		return "No words could be read in this paper: it may be a scan. Searching will not find what it says."
	}
	return "No words could be read on " + pageList(got.blind) + ". Searching will not find what is there."
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
