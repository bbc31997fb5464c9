package mail

import (
	"bytes"
	"fmt"

	"ehccasefile/casefile/internal/limit"
)

// Piece is one message of a mailbox as it lies in the file.
type Piece struct {
	Offset int64  // where its "From " line begins
	Line   string // that line, which says who and when where the message does not
	Data   []byte // the message, with the escapes of its own "From " lines undone
}

// Box cuts a mailbox into its messages, which [Read] then reads one by one, so that a bad one stops no other. It knows the
// forms mboxo and mboxrd, with either end of line. Data shares the input where nothing was escaped. Notes are for the reader;
// it fails with [ErrNotMail] where no message begins.
func Box(data []byte) (pieces []Piece, notes []string, err error) {
	start, line := -1, ""
	from := -1
	for pos := 0; pos < len(data); {
		end, next := lineAt(data, pos)
		if isFromLine(data, pos, end, next) {
			if start >= 0 {
				pieces = append(pieces, piece(data, from, line, start, pos))
			}
			if len(pieces) == limit.MailMessages {
				return pieces, []string{fmt.Sprintf("This mailbox holds more than %d messages. The first %d are read.", limit.MailMessages, limit.MailMessages)}, nil
			}
			from, start, line = pos, next, shorten(clean(lenient(data[pos:min(end, pos+500)])), 300)
		}
		pos = next
	}
	if start >= 0 {
		pieces = append(pieces, piece(data, from, line, start, len(data)))
	}
	if len(pieces) == 0 {
		return nil, nil, ErrNotMail
	}
	return pieces, nil, nil
}

func lineAt(data []byte, pos int) (end, next int) {
	at := bytes.IndexByte(data[pos:], '\n')
	if at < 0 {
		return len(data), len(data)
	}
	return pos + at, pos + at + 1
}

// isFromLine says whether a line begins a message: it looks like one and a header follows. Where none does, which
// is so for a message that is broken, the line must be beyond doubt and stand after an empty one.
func isFromLine(data []byte, pos, end, next int) bool {
	if !bytes.HasPrefix(data[pos:], []byte("From ")) {
		return false
	}
	line := bytes.TrimSuffix(data[pos:end], []byte("\r"))
	if len(line) > 500 || !fromLine.Match(line) {
		return false
	}
	if startsHeader(data[next:min(len(data), next+2000)]) {
		return true
	}
	if !sureLine.Match(line) {
		return false
	}
	before := bytes.TrimRight(data[max(pos-4, 0):pos], "\r")
	return pos == 0 || bytes.HasSuffix(before, []byte("\n\n")) || bytes.HasSuffix(before, []byte("\n\r\n"))
}

func piece(data []byte, from int, line string, start, end int) Piece {
	return Piece{int64(from), line, unescape(data[start:end])}
}

// unescape takes one ">" from each line that is ">From ", ">>From " and so on. In mboxo only ">From " is an escape, and
// ">>From " was written so; which form a file has cannot be told, and a quote sign more or less changes no word.
func unescape(b []byte) []byte {
	if !bytes.Contains(b, []byte("\n>From ")) && !bytes.Contains(b, []byte(">>From ")) {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		at := bytes.IndexByte(b, '\n') + 1
		if at == 0 {
			at = len(b)
		}
		line := b[:at]
		if line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			line = line[1:]
		}
		out, b = append(out, line...), b[at:]
	}
	return out
}

// Messages reads every message of a mailbox. One that cannot be read is given with what its "From " line says and a note, so
// that the numbers agree.
func Messages(pieces []Piece) []Message {
	all := make([]Message, 0, len(pieces))
	for _, p := range pieces {
		m, err := Read(p.Data)
		if err != nil {
			m = Message{Notes: []string{"This message of the mailbox could not be read. It is kept as it is."}}
			m.Body = plainBlocks(lenient(p.Data[:min(len(p.Data), limit.Text)]), "")
		}
		if m.Sent.At.IsZero() {
			m.Sent = fromMoment(p.Line, m.Sent)
		}
		all = append(all, m)
	}
	return all
}

// fromMoment reads the date of a "From " line: "From a@b Mon Mar 16 17:31:05 2026".
func fromMoment(line string, or Moment) Moment {
	fields := bytes.Fields([]byte(line))
	if len(fields) < 4 {
		return or
	}
	if m := moment(string(bytes.Join(fields[2:], []byte(" "))), "From line"); !m.At.IsZero() {
		return m
	}
	return or
}
