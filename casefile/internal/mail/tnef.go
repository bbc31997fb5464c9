package mail

import (
	"bytes"
	"encoding/binary"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// The attributes of a TNEF stream that are read (MS-OXTNEF), by their numbers.
const (
	tnefBody   = 0x800C
	tnefData   = 0x800F
	tnefTitle  = 0x8010
	tnefBegins = 0x9002 // the next attachment begins
)

// tnef opens a winmail.dat: Outlook's own way of sending, which other programs show as a riddle.
func (r *reader) tnef(n node) {
	data := n.data()
	body, parts, whole := readTNEF(data)
	if len(parts) == 0 && body == "" || !whole {
		r.m.note("Part of this e-mail is packed as Outlook does (winmail.dat) and could not be read in full.")
		r.m.Parts = append(r.m.Parts, Part{Name: safeName("winmail.dat", n.kind, 1), Type: n.kind, Data: data})
	}
	if len(r.m.Body) == 0 && body != "" {
		r.m.Body = plainBlocks(body, "")
	}
	for _, p := range parts {
		if !whole && len(p.Data) == 0 {
			continue
		}
		p.Name = safeName(p.Name, p.Type, len(r.m.Parts)+1)
		p.Mail = IsOutlook(p.Data)
		r.m.Parts = append(r.m.Parts, p)
	}
}

// readTNEF goes through the attributes one by one; whole is false where they end in the middle.
func readTNEF(b []byte) (body string, parts []Part, whole bool) {
	if len(b) < 6 || binary.LittleEndian.Uint32(b) != 0x223E9F78 {
		return "", nil, false
	}
	for b = b[6:]; len(b) > 0; {
		if len(b) < 9 {
			return body, parts, false
		}
		id, n := binary.LittleEndian.Uint16(b[1:]), int64(binary.LittleEndian.Uint32(b[5:]))
		b = b[9:]
		if n+2 > int64(len(b)) {
			return body, parts, false
		}
		value := b[:n]
		b = b[n+2:] // a checksum follows
		switch id {
		case tnefBody:
			body = strings.TrimRight(text(value, ""), "\x00")
		case tnefBegins:
			if len(parts) >= limit.MailParts {
				return body, parts, false
			}
			parts = append(parts, Part{Type: "application/octet-stream"})
		case tnefTitle:
			if len(parts) > 0 {
				parts[len(parts)-1].Name = text(bytes.TrimRight(value, "\x00"), "")
			}
		case tnefData:
			if len(parts) > 0 {
				parts[len(parts)-1].Data = value
			}
		}
	}
	return body, parts, true
}
