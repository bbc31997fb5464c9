package guess

import (
	"strings"

	"ehccasefile/casefile/internal/pattern"
)

var (
	mailHeader = pattern.New(`(?i)^\*{0,2}(from|to|sent|date|subject|cc)\*{0,2}\s?:\*{0,2}\s*(.*)$`)
	quotedMail = pattern.New(`(?i)^>|^on .{6,80} wrote:?$|^-{2,} ?(?:original|forwarded)`)
)

// mailHeaders gives the header lines at the top of an e-mail by their lower-case names, the first of each.
func (r *reading) mailHeaders() map[string]textLine {
	found := map[string]textLine{}
	for i, l := range r.lines {
		if i > 12 || l.page != 1 {
			break
		}
		if m := mailHeader.FindStringSubmatch(l.text); m != nil {
			if name := strings.ToLower(m[1]); found[name].text == "" {
				found[name] = textLine{page: l.page, text: strings.TrimSpace(m[2]), fold: l.text}
			}
		} else if len(found) > 0 && len(found) < 3 && i > 8 {
			break
		}
	}
	return found
}

// isMail tells whether the paper begins as an e-mail does.
func (r *reading) isMail() bool {
	h := r.mailHeaders()
	_, from := h["from"]
	_, to := h["to"]
	_, subject := h["subject"]
	_, sent := h["sent"]
	_, date := h["date"]
	return from && (to || subject) && (sent || date || to && subject)
}

// mailRank gives the rank of the header that holds an e-mail's date.
func (r *reading) mailRank(i int) (int, bool) {
	m := mailHeader.FindStringSubmatch(r.lines[i].text)
	if m == nil || i > 12 || !r.isMail() {
		return 0, false
	}
	name := strings.ToLower(m[1])
	return 0, name == "sent" || name == "date"
}
