package mail

import "bytes"

// signedContent finds the words inside an S/MIME block in which signature and words are one (RFC 5652: SignedData, its
// encapContentInfo). ok is false for any other block, such as an encrypted one. It reads BER, of indefinite length too,
// because mail programs write both.
func signedContent(b []byte) (inner []byte, ok bool) {
	info, _, ok := element(b, 0x30)
	if !ok {
		return nil, false
	}
	kind, rest, ok := element(info, 0x06)
	if !ok || !bytes.Equal(kind, []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}) { // 1.2.840.113549.1.7.2
		return nil, false
	}
	path := rest
	for _, tag := range []byte{0xA0, 0x30} {
		if path, _, ok = element(path, tag); !ok {
			return nil, false
		}
	}
	for _, tag := range []byte{0x02, 0x31} { // the version, the digests
		if _, path, ok = element(path, tag); !ok {
			return nil, false
		}
	}
	if path, _, ok = element(path, 0x30); !ok {
		return nil, false
	}
	if _, path, ok = element(path, 0x06); !ok {
		return nil, false
	}
	if path, _, ok = element(path, 0xA0); !ok {
		return nil, false
	}
	return octets(path, 0)
}

// octets joins a string that may come in pieces.
func octets(b []byte, depth int) ([]byte, bool) {
	if one, _, ok := element(b, 0x04); ok {
		return one, true
	}
	body, _, ok := element(b, 0x24)
	if !ok || depth > 3 {
		return nil, false
	}
	var all []byte
	for len(body) > 0 {
		one, rest, ok := element(body, 0x04)
		if !ok {
			break
		}
		all, body = append(all, one...), rest
	}
	return all, len(all) > 0
}

// element cuts the value with a tag from the start of b. One of indefinite length takes all that follows: it is read only
// where nothing after it matters, or by its own inner ends.
func element(b []byte, tag byte) (value, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != tag {
		return nil, nil, false
	}
	n, b := int(b[1]), b[2:]
	switch {
	case n == 0x80:
		return b, nil, true
	case n > 0x84:
		return nil, nil, false
	case n > 0x80:
		size := n & 0x7F
		if len(b) < size {
			return nil, nil, false
		}
		n = 0
		for _, c := range b[:size] {
			n = n<<8 | int(c)
		}
		b = b[size:]
	}
	if n > len(b) {
		return b, nil, true // cut short: what is there
	}
	return b[:n], b[n:], true
}
