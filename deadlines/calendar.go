package deadlines

import (
	"fmt"
	"time"
)

// A calendar says which days are working days: Monday to Friday, less the bank holidays of the published list. It is whole
// from its first day to its last and knows nothing outside them.
type calendar struct {
	name     string          // "England" or "the United Kingdom", for sentences
	from, to Date            // the list is whole from the first to the second, both included
	holidays map[Date]string // the holiday's name
	doubtful map[Date]string // days that may be holidays, and why
	terms    []term          // the school's terms, where the family entered them; in order

	source, licence string // of the list
}

// The two calendars a rule may name. HESC Rules, rule 1(3), and (we take it) the SEND Regulations look to England;
// section 10 of the Freedom of Information Act looks to every part of the United Kingdom.
const (
	calendarEngland = "england"
	calendarUK      = "uk"
)

// working says whether d is a working day, as far as the list tells.
func (c *calendar) working(d Date) bool {
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return c.holidays[d] == ""
}

// known says whether the published list reaches d.
func (c *calendar) known(d Date) bool { return !d.Before(c.from) && !d.After(c.to) }

// why says what keeps d from being a working day: "a Sunday", "a bank holiday (Good Friday)".
func (c *calendar) why(d Date) string {
	if name := c.holidays[d]; name != "" {
		return fmt.Sprintf("a bank holiday (%s)", name)
	}
	return "a " + d.Weekday().String()
}

// next gives the first working day after d.
func (c *calendar) next(d Date) Date {
	for d = d.AddDays(1); !c.working(d); {
		d = d.AddDays(1)
	}
	return d
}

// previous gives the last working day before d.
func (c *calendar) previous(d Date) Date {
	for d = d.AddDays(-1); !c.working(d); {
		d = d.AddDays(-1)
	}
	return d
}

// beyond warns where the list does not reach d; it gives nothing where it does.
func (c *calendar) beyond(d Date) string {
	if c.known(d) {
		return ""
	}
	return fmt.Sprintf("Bank holidays are published only from %s to %s, so a bank holiday near %s may be missing from this sum: check the date again once the list reaches it.",
		c.from.Long(), c.to.Long(), d.Long())
}

// with gives the calendar as it would be were d a holiday too.
func (c *calendar) with(d Date, name string) *calendar {
	other := *c
	other.holidays = map[Date]string{d: name}
	for day, name := range c.holidays {
		other.holidays[day] = name
	}
	other.doubtful = nil
	return &other
}

// WorkingDay says whether d is a working day in England: Monday to Friday and no bank holiday. known is false where the
// published list of bank holidays does not reach d; working then knows only weekends.
func (p *Pack) WorkingDay(d Date) (working, known bool) {
	return p.england.working(d), p.england.known(d)
}

// BankHoliday gives the name of the bank holiday that d is in England, and "" where the published list has none.
func (p *Pack) BankHoliday(d Date) string { return p.england.holidays[d] }
