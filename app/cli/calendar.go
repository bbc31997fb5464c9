package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

func runCalendar(c *call) error {
	o := newOptions(c)
	child, passphraseFile, today, from := o.text("child"), o.withPassphrase(), o.date("today"), o.withLaw()
	to, discreet := o.text("o"), o.yes("discreet")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	if err := calendarPlace(*to); err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		if isSameFile(f.Path(), *to) {
			return misusef("%s is the case file itself. Choose another name for the calendar.", *to)
		}
		l, dues, err := c.duesOf(f, *child, *today, *from)
		if err != nil {
			return err
		}
		return c.writeCalendar(l, dues, *to, *discreet)
	})
}

// calendarPlace refuses a place where no calendar may be put: without its ending, or where something else stands.
func calendarPlace(to string) error {
	if to == "" {
		return misuse("Say where the calendar should go, for example -o dates.ics.")
	}
	if !strings.EqualFold(filepath.Ext(to), ".ics") {
		return misusef("%s does not end in .ics, so calendar programs would not know it.", to)
	}
	return madeCalendar.mayReplace(to)
}

// writeCalendar writes the deadlines of the children into one calendar file. It is whole or not there: a half-written one takes no other's place.
func (c *call) writeCalendar(l law, dues []due, to string, discreet bool) error {
	var items []deadlines.CalendarItem
	for _, d := range dues {
		items = append(items, deadlines.CalendarItem{Deadline: d.Deadline, Case: d.id, Name: d.child})
	}
	var file bytes.Buffer
	if err := deadlines.WriteCalendar(&file, items, deadlines.CalendarOptions{Now: c.now(), Today: l.today, Discreet: discreet}); errors.Is(err, deadlines.ErrNoDates) {
		fmt.Fprintln(c.errs, "No date follows yet from what is recorded, so there is no calendar to write. The command event records what happened.")
		return errSaid
	} else if err != nil {
		return err
	}
	if err := putFile(to, file.Bytes()); err != nil {
		return aboutFile(to, err)
	}
	fmt.Fprintf(c.out, "Written: %s. Open it with your calendar, and make it again when a date changes: the same dates are moved and not doubled. Then look at one of them, to see that your calendar kept its reminders.\n", to)
	if !discreet {
		fmt.Fprintln(c.out, "It says what each date is for. With --discreet it says only \"Reminder, see Casefile\".")
	}
	return nil
}

// putFile writes a file that is whole or not there.
func putFile(path string, data []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".casefile-*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if _, err = temp.Write(data); err != nil {
		return err
	}
	if err = temp.Sync(); err != nil {
		return err
	}
	if err = temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
