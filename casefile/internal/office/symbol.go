package office

import "strings"

// picturefont tells whether a font's letters are pictures: their codes say nothing without it.
func pictureFont(name string) string {
	switch n := strings.ToLower(name); {
	case strings.HasPrefix(n, "wingdings 2"), strings.HasPrefix(n, "wingdings2"):
		return "wingdings2"
	case strings.HasPrefix(n, "wingdings 3"):
		return "wingdings3"
	case strings.HasPrefix(n, "wingdings"):
		return "wingdings"
	case strings.HasPrefix(n, "webdings"):
		return "webdings"
	case n == "symbol" || n == "opensymbol" || n == "starsymbol":
		return "symbol"
	}
	return ""
}

// pictures are the signs of such fonts that forms and lists use, by code.
var pictures = map[string]map[rune]string{
	"wingdings": {0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x76: "❖", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xB7: "•",
		0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x22: "✂", 0x28: "☎", 0x2A: "✉"},
	"wingdings2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x30: "☐", 0x97: "•", 0x98: "•"},
	"webdings":   {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"},
	"symbol": {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xD7: "⋅", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xAE: "→", 0xAC: "←", 0xD6: "√",
		0xA5: "∞", 0xBC: "…", 0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
		0x71: "θ", 0x77: "ω", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA7: "•", 0xA8: "•"},
}

// sign gives what a letter of a picture font shows. A code nobody knows becomes "•" from a list and stays � elsewhere.
func sign(font string, r rune) string {
	if r >= 0xF000 && r <= 0xF0FF {
		r -= 0xF000
	}
	if s, known := pictures[font][r]; known {
		return s
	}
	if font == "" || font == "symbol" {
		if r >= 0x20 && r < 0x7F {
			return string(r)
		}
		if s, known := pictures["symbol"][r]; known {
			return s
		}
	}
	return "\uFFFD"
}

// signs gives text as it looks in a font: unchanged in a usual one, except for codes of the private area, which are those
// of Symbol.
func signs(font, text string) string {
	if font == "" && strings.IndexFunc(text, private) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == 0xA0:
			b.WriteRune(r)
		case font == "" && !private(r), r > 0xFF && !private(r):
			b.WriteRune(r)
		default:
			b.WriteString(sign(font, r))
		}
	}
	return b.String()
}

func private(r rune) bool { return r >= 0xF000 && r <= 0xF0FF }

// bullet gives the mark of a list as plain sign.
func bullet(font, text string) string {
	s := signs(pictureFont(font), text)
	switch {
	case strings.TrimSpace(s) == "" || strings.Contains(s, "\uFFFD"):
		return "•"
	case s == "o":
		return "◦"
	}
	return s
}
