package casefile

import "testing"

func TestWhatAFileIs(t *testing.T) {
	for head, want := range map[string]FileType{
		"%PDF-1.7": FilePDF, "junk\njunk\n%PDF-1.4": FilePDF, "\xff\xd8\xff\xe0": FileJPEG, "\x89PNG\r\n\x1a\n": FilePNG, "II*\x00\x08": FileTIFF,
		"MM\x00*\x00": FileTIFF, "RIFF1234WEBPVP8 ": FileWebP, "RIFF1234WAVEfmt ": FileAudio, "\x00\x00\x00\x18ftypheic\x00": FileHEIC,
		"\x00\x00\x00\x18ftypM4A \x00": FileAudio, "\x00\x00\x00\x18ftypisom\x00": FileVideo, "GIF89a": FileGIF, "BM\x36\x00\x00\x00": FileBMP,
		"BMI chart of Maya": FileText, "{\\rtf1 Hello}": FileRTF, "Dear Ms Hale,": FileText, "caf\xe9 \xa35": FileText, "\xff\xfeM\x00a\x00": FileText,
		"\xfe\xff\x00M\x20\xac": FileText, "caf\xc3": FileText, "a\x00b": FileOther, "": FileOther, "MZ\x90\x00": FileOther, "PK\x03\x04\x14": FileOther,
		"<!DOCTYPE html><p>": FileOther, "MZ was sent home again": FileText, "caffeine and sleep, a diary": FileText, "ID3\x04\x00": FileAudio, "caff\x00\x01": FileAudio, "\xff\xfe\x00\x00": FileOther, "caf\x81": FileOther, "\xe9\xe9\xe9\xe9": FileOther,
	} {
		if got := Sniff([]byte(head)); got != want {
			t.Errorf("%q is taken for %q, want %q", head, got, want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, s := range []string{"%PDF-1.7", "words", "caf\xe9", "\xff\xfea\x00", "MZ", "\xff\xfe\x00\xd8"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if got := Sniff(b); !fileTypes.has(got) {
			t.Errorf("%q is taken for %q", b, got)
		}
	})
}
