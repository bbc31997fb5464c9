package photo

import (
	"errors"
	"fmt"
	"iter"
	"math"

	"ehccasefile/casefile/internal/limit"
)

// Pages makes each page of a picture's file ready, one after another: most files have one, a TIFF may have many. A page that
// cannot be shown comes as its error, and the next follows. An error of the whole file comes alone.
//
// Memory: the packed file, one page of at most A4 at limit.DPI, and, but for PNG and TIFF, which are read row by row, the
// unpacked picture within limit.PictureMemory.
func Pages(data []byte, w Wish) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		if len(data) > limit.File {
			yield(Page{}, tooLarge("the file has %d MB", len(data)>>20))
			return
		}
		if KindOf(data) != TIFF {
			s, err := open(data)
			yield(ready(s, err, w))
			return
		}
		pages, more, err := leaves(data)
		if err != nil {
			yield(Page{}, err)
			return
		}
		for i := range pages {
			s, err := pages[i].open()
			p, err := ready(s, err, w)
			if pages[i].hurt {
				p.note(noteCut)
			}
			if more && i == len(pages)-1 {
				p.note(fmt.Sprintf(noteMany, limit.Frames))
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

func (p *Page) note(say string) {
	for _, n := range p.Notes {
		if n == say {
			return
		}
	}
	p.Notes = append(p.Notes, say)
}

// open begins to read a file of one picture.
func open(data []byte) (*stream, error) {
	switch KindOf(data) {
	case JPEG:
		return openJPEGStream(data)
	case PNG:
		return openPNG(data)
	case WebP:
		return openWebP(data)
	case HEIC:
		return openHEIC(data)
	case GIF:
		return openGIF(data)
	case BMP:
		return openBMP(data)
	case AVIF:
		return nil, refused("it is an AVIF; saving it as JPEG helps")
	}
	return nil, refused("it is none that is known")
}

// ready reads a stream and makes a page of it.
func ready(s *stream, err error, w Wish) (Page, error) {
	if err != nil {
		return Page{}, err
	}
	plan := planFor(s)
	r, rows := s.read(plan)
	switch {
	case rows > 0:
	case errors.Is(s.fault, ErrKind), errors.Is(s.fault, ErrTooLarge), errors.Is(s.fault, ErrDamaged):
		return Page{}, s.fault
	default:
		return Page{}, damaged("no row of it could be read")
	}
	p := Page{DPI: plan.dpi, Notes: s.notes, Hidden: s.hidden}
	if rows < s.high {
		p.note(noteCut)
	}
	r = r.upright(s.turn)
	seen := study(r)
	p.Words, p.Likeness = seen.words, seen.likeness()
	same := s.plainJPEG != nil && s.turn <= 1 && r.wide == s.wide && r.high == s.high && rows == s.high
	if !w.AsIs && seen.words {
		straight := seen.straighten(r)
		if straight != r {
			p.Done = append(p.Done, fmt.Sprintf("Turned %.1f°", math.Abs(seen.skew)))
			seen = study(straight)
		}
		trimmed := seen.trim(straight)
		if trimmed != straight {
			p.Done = append(p.Done, "Trimmed")
		}
		same = same && trimmed == r
		r = trimmed
	}
	p.Width, p.Height = r.wide, r.high
	if same {
		p.Untouched, p.Format = true, "jpeg"
		p.Data = withHead(s.plainJPEG, p.DPI, s.profile)
		return p, nil
	}
	return p, p.encode(r, s)
}
