package pdf

// bookmark is one entry of an outline in the book (12.3.3).
type bookmark struct {
	title string
	dest  array
	kids  []bookmark
	open  bool
}

// maxMarkDepth is how deep bookmarks are taken over; no reader shows more.
const maxMarkDepth = 20

// sprout reads a source's outline, bounded in depth and number; cycles end where they close.
type sprout struct {
	*carrier
	seen map[int]bool
}

func (c *carrier) bookmarks() []bookmark {
	s := sprout{c, map[int]bool{}}
	root := c.dict(c.catalog().get("Outlines"))
	return s.siblings(root.get("First"), 0)
}

func (s *sprout) siblings(o any, depth int) []bookmark {
	var out []bookmark
	for depth < maxMarkDepth && len(s.seen) < s.lim.MaxOutline && s.purse.spend(64) {
		n := s.target(o)
		d := s.dict(o)
		if n == 0 || d == nil || s.seen[n] {
			break
		}
		s.seen[n] = true
		if m, ok := s.entry(d, depth); ok {
			out = append(out, m)
		}
		o = d.get("Next")
	}
	return out
}

// entry reads one bookmark. One that leads nowhere leads where its first kid
// does, and without kids it is left out.
func (s *sprout) entry(d dict, depth int) (bookmark, bool) {
	title, _ := s.value(d.get("Title")).(text)
	m := bookmark{title: shorten(title.words()), dest: s.aimOf(d)}
	m.kids = s.siblings(d.get("First"), depth+1)
	if m.dest == nil && len(m.kids) > 0 {
		m.dest = m.kids[0].dest
	}
	if m.title == "" {
		m.title = "(no title)"
	}
	return m, m.dest != nil
}

// aimOf gives where a bookmark or link of the source leads within it.
func (c *carrier) aimOf(d dict) array {
	if dest := d.get("Dest"); dest != nil {
		return c.destination(dest)
	}
	if a := c.dict(d.get("A")); c.name(a.get("S")) == "GoTo" {
		return c.destination(a.get("D"))
	}
	return nil
}

// shorten keeps a title to what any reader's panel shows.
func shorten(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
