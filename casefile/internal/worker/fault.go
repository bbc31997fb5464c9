package worker

import (
	"errors"
	"fmt"
)

// What a caller may decide on. Each text is fit to stand after a file's name and a colon.
var (
	// ErrPassword means that the PDF needs a password, or another one than was given.
	ErrPassword = errors.New("this PDF needs a password")
	// ErrDamaged means that the bytes are not a file of their kind, or a broken one.
	ErrDamaged = errors.New("this file is broken and could not be read")
	// ErrTooLarge means that a limit of limits.go was passed; the error's text says which.
	ErrTooLarge = errors.New("this file is too large to read safely")
	// ErrTooLong means that the time limit was passed and the child was ended.
	ErrTooLong = errors.New("reading this file took too long and was stopped")
	// ErrDied means that the child ended in the middle of the job.
	ErrDied = errors.New("reading this file failed and was stopped")
	// ErrKind means that the file is of a kind, or of a variety of its kind, that cannot be shown.
	ErrKind = errors.New("this kind of file cannot be shown")
	// ErrNoPage means that the document has no page of that number.
	ErrNoPage = errors.New("there is no such page")
)

// fault names on the wire which of the errors above is meant.
type fault string

const (
	fine          fault = ""
	needsPassword fault = "password"
	damaged       fault = "damaged"
	tooLarge      fault = "too-large"
	noPage        fault = "no-page"
	otherKind     fault = "kind"
	broke         fault = "broke" // a panic in the job
)

var faults = map[fault]error{
	needsPassword: ErrPassword, damaged: ErrDamaged, tooLarge: ErrTooLarge, noPage: ErrNoPage, otherKind: ErrKind, broke: ErrDied,
}

// wrong gives the error that an answer stands for, nil if none.
func (a answer) wrong() error {
	if a.Wrong == fine {
		return nil
	}
	err, ok := faults[a.Wrong]
	if !ok {
		err = ErrDied
	}
	if a.Say == "" {
		return err
	}
	return fmt.Errorf("%w (%s)", err, a.Say)
}

// detail is an error in the child: a fault, and what more there is to say.
type detail struct {
	fault fault
	say   string
}

// Error gives the plain words.
func (d detail) Error() string { return answer{Wrong: d.fault, Say: d.say}.wrong().Error() }

// answerFor turns any error of a job into the answer that carries it.
func answerFor(err error) answer {
	var d detail
	switch {
	case err == nil:
		return answer{}
	case errors.As(err, &d):
		return answer{Wrong: d.fault, Say: d.say}
	default:
		return answer{Wrong: broke, Say: firstLine(err.Error())}
	}
}

// firstLine keeps an error short enough to show: the first line, at most 200 bytes.
func firstLine(s string) string {
	for i, c := range s {
		if c == '\n' || i > 200 {
			return s[:i]
		}
	}
	return s
}
