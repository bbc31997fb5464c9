package ui

import "slices"

// busy is a view in which something is being done that takes minutes and ends with the view.
type busy interface {
	// Busy says what, in a sentence; "" for nothing.
	Busy() string
}

// begin notes that something begins that takes minutes and belongs to no view; end notes that it ended.
func (u *UI) begin(words string) (end func()) {
	job := &words
	u.jobs = append(u.jobs, job)
	return func() { u.jobs = slices.DeleteFunc(u.jobs, func(j *string) bool { return j == job }) }
}

// underWay says what is being done that closing the case file would end, a sentence for each.
func (u *UI) underWay() []string {
	var lines []string
	if u.reading.keeps > 0 {
		lines = append(lines, say("Files are still being taken in. If you go on, those that are not in yet stay out. The foot of the window says how far it is."))
	}
	for _, v := range u.views {
		if b, ok := v.view.(busy); ok && b.Busy() != "" {
			lines = append(lines, b.Busy())
		}
	}
	for _, job := range u.jobs {
		lines = append(lines, *job)
	}
	if u.reading.stop != nil && u.reading.scans {
		lines = append(lines, say("Scans are still being read. If you go on, the rest is read when you open the case file again."))
	}
	return lines
}

// lossy tells whether something is being done that would have to be begun again: reading would not, it goes on where it stopped.
func (u *UI) lossy() bool {
	if u.reading.keeps > 0 || len(u.jobs) > 0 {
		return true
	}
	for _, v := range u.views {
		if b, ok := v.view.(busy); ok && b.Busy() != "" {
			return true
		}
	}
	return false
}
