package pdf

import "errors"

var errCode = errors.New("code out of place")

// unLZW undoes LZW as PDF writes it: high bits first and, unless the file says
// otherwise, codes growing one early (7.4.4). The standard library's reader
// knows neither that nor a missing end.
func unLZW(b []byte, room int64, early bool) ([]byte, error) {
	const clearAll, end, most = 256, 257, 4096
	var (
		prefix     [most]int16
		last, head [most]byte
		out, run   []byte
		bits, have uint
		width      uint = 9
		next            = 258
		prev            = -1
		soon            = 0
	)
	for i := range 256 {
		prefix[i], last[i], head[i] = -1, byte(i), byte(i)
	}
	if early {
		soon = 1
	}
	for int64(len(out)) < room {
		for have < width {
			if len(b) == 0 {
				return out, nil
			}
			bits, have, b = bits<<8|uint(b[0]), have+8, b[1:]
		}
		have -= width
		code := int(bits >> have & (1<<width - 1))
		switch {
		case code == clearAll:
			width, next, prev = 9, 258, -1
			continue
		case code == end:
			return out, nil
		case code > next || code == next && prev < 0 || code >= most:
			return out, errCode
		}
		if prev >= 0 && next < most {
			prefix[next], head[next] = int16(prev), head[prev]
			last[next] = head[code]
			if code == next {
				last[next] = head[prev]
			}
			next++
		}
		run = run[:0]
		for c := code; c >= 0; c = int(prefix[c]) {
			run = append(run, last[c])
		}
		for i := len(run) - 1; i >= 0; i-- {
			out = append(out, run[i])
		}
		prev = code
		if next+soon >= 1<<width && width < 12 {
			width++
		}
	}
	return out, errCode
}
