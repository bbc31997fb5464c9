package cli

import (
	"errors"
	"flag"
	"io"
	"strings"

	"ehccasefile/deadlines"
)

// options are the words that follow a command: options with two hyphens and the others, in any order.
type options struct {
	flags *flag.FlagSet
	json  bool
	more  *list // the option that takes any further words too ("--attach A B"), if it was given
	bad   error // why the value of an option will not do
}

// newOptions begins the options of a command, which all have --help.
func newOptions(c *call) *options {
	o := &options{flags: flag.NewFlagSet(c.name, flag.ContinueOnError)}
	o.flags.SetOutput(io.Discard)
	return o
}

// withJSON adds --json.
func (o *options) withJSON() *options {
	o.flags.BoolVar(&o.json, "json", false, "")
	return o
}

// text adds an option that takes some words, empty when not given.
func (o *options) text(name string) *string { return o.flags.String(name, "", "") }

// yes adds an option that takes nothing.
func (o *options) yes(name string) *bool { return o.flags.Bool(name, false, "") }

// date adds an option that takes a day, the zero Date when not given.
func (o *options) date(name string) *deadlines.Date {
	d := new(deadlines.Date)
	o.flags.Func(name, "", func(s string) error {
		*d, o.bad = parseDate(s)
		return o.bad
	})
	return d
}

// list is an option that may be given many times.
type list struct {
	words []string
}

// many adds an option that may be given many times, or once with several words after it.
func (o *options) many(name string) *list {
	l := new(list)
	o.flags.Func(name, "", func(s string) error {
		l.words = append(l.words, s)
		o.more = l
		return nil
	})
	return l
}

// parse reads the command's words and gives those that belong to no option: at least so many, at most so many (any number
// where most is below zero). After "--" nothing is an option.
func (o *options) parse(c *call, least, most int) ([]string, error) {
	words, err := o.split(c.args)
	if err != nil {
		return nil, err
	}
	if most >= 0 && len(words) > most && o.more != nil {
		o.more.words = append(o.more.words, words[most:]...)
		words = words[:most]
	}
	switch {
	case len(words) < least:
		return nil, misuse("Something is missing.")
	case most >= 0 && len(words) > most:
		return nil, misusef("%q is one word too many.", words[most])
	}
	return words, nil
}

// split takes the options out of args and gives the rest.
func (o *options) split(args []string) (words []string, err error) {
	for len(args) > 0 {
		before := args
		if err := o.flags.Parse(args); err != nil {
			return nil, o.wrong(err)
		}
		args = o.flags.Args()
		if read := len(before) - len(args); read > 0 && before[read-1] == "--" {
			return append(words, args...), nil
		}
		if len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	return words, nil
}

// wrong puts what package flag says in plain words.
func (o *options) wrong(err error) error {
	const unknown, empty = "flag provided but not defined: -", "flag needs an argument: -"
	switch say := err.Error(); {
	case errors.Is(err, flag.ErrHelp):
		return errHelp
	case o.bad != nil:
		return misuse(o.bad.Error())
	case strings.HasPrefix(say, unknown):
		return misusef("There is no option %s here.", hyphens(strings.TrimPrefix(say, unknown)))
	case strings.HasPrefix(say, empty):
		return misusef("%s needs something after it.", hyphens(strings.TrimPrefix(say, empty)))
	default:
		return misuse("An option could not be read: " + say + ".")
	}
}

// hyphens writes an option as the usage does.
func hyphens(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// parseDate reads a day as 2026-03-16; the error names what was typed.
func parseDate(s string) (deadlines.Date, error) {
	d, err := deadlines.Parse(s)
	if err != nil {
		return d, misuse(err.Error() + ".")
	}
	return d, nil
}
