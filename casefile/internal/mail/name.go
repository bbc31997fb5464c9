package mail

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"
)

// safeName makes the name of an attachment fit to show and to save on any system: no folder, no sign that Windows forbids, no
// name it keeps for itself, at most 120 letters with the ending kept. Where there is none, the type and the number make one.
func safeName(said, kind string, number int) string {
	s := clean(said)
	if at := strings.LastIndexAny(s, `/\`); at >= 0 && at < len(s)-1 && !strings.HasSuffix(s, ".eml") {
		s = s[at+1:]
	}
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, s)
	s = strings.Trim(s, " .")
	if s == "" {
		return fmt.Sprintf("attachment %d%s", number, endings[kind])
	}
	stem, _, _ := strings.Cut(strings.ToUpper(s), ".")
	if reserved[stem] {
		s = "_" + s
	}
	if n := utf8.RuneCountInString(s); n > 120 {
		end := path.Ext(s)
		if len(end) > 12 {
			end = ""
		}
		s = string([]rune(s)[:110]) + "…" + end
	}
	return s
}

var endings = map[string]string{"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/heic": ".heic",
	"message/rfc822": ".eml", "text/calendar": ".ics", "text/plain": ".txt", "text/html": ".html", "text/vcard": ".vcf", "application/zip": ".zip",
	"application/msword": ".doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "audio/mpeg": ".mp3",
	"audio/mp4": ".m4a", "video/mp4": ".mp4", "application/vnd.ms-outlook": ".msg"}

var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "COM1": true, "COM2": true, "COM3": true, "COM4": true,
	"COM5": true, "COM6": true, "COM7": true, "COM8": true, "COM9": true, "LPT1": true, "LPT2": true, "LPT3": true, "LPT4": true, "LPT5": true,
	"LPT6": true, "LPT7": true, "LPT8": true, "LPT9": true}

// parseExact is time.Parse for a value of the very length of its layout.
func parseExact(layout, s string) (time.Time, error) {
	if len(s) != len(layout) {
		return time.Time{}, errors.New("not of that form")
	}
	return time.Parse(layout, s)
}

// size says how large a thing is, as people say it.
func size(n int) string {
	switch {
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	case n == 1:
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}
