package cli

import (
	"os"
	"path/filepath"

	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// service is which papers about the sending were asked for, and what they should say.
type service struct {
	list, certificate string // where they go; "" for nowhere
	on                deadlines.Date
	how               string
	to                *list
}

// withService adds the options of the list of what was sent and of the certificate of service.
func (o *options) withService() *service {
	s := new(service)
	o.flags.StringVar(&s.list, "sent-list", "", "")
	o.flags.StringVar(&s.certificate, "certificate", "", "")
	o.flags.StringVar(&s.how, "sent-by", "", "")
	s.to = o.many("to")
	o.flags.Func("served-on", "", func(d string) (err error) {
		s.on, o.bad = parseDate(d)
		return o.bad
	})
	return s
}

// check looks whether what was asked for makes sense. taken are the names that other files get.
func (s service) check(taken ...string) error {
	for _, name := range []string{s.list, s.certificate} {
		if name == "" {
			continue
		}
		for _, other := range taken {
			if other != "" && filepath.Clean(other) == filepath.Clean(name) {
				return misusef("%s is named twice. Give each file a name of its own.", name)
			}
		}
		taken = append(taken, name)
	}
	if s.certificate == "" && (!s.on.IsZero() || s.how != "" || len(s.to.words) > 0) {
		return misuse("--served-on, --sent-by and --to are for the certificate of service: say where it goes with --certificate C.pdf.")
	}
	return oneOf("sent-by", bundle.Way(s.how), bundle.Ways())
}

// mayWrite looks whether the papers would overwrite something else.
func (s service) mayWrite() error {
	for _, to := range []string{s.list, s.certificate} {
		if to != "" {
			if err := madeBundle.mayReplace(to); err != nil {
				return err
			}
		}
	}
	return nil
}

// write makes the papers about a bundle that was just saved.
func (s service) write(sent bundle.Sending) error {
	if s.list != "" {
		list, err := sent.List()
		if err == nil {
			err = os.WriteFile(s.list, list, 0o600)
		}
		if err != nil {
			return aboutFile(s.list, err)
		}
	}
	if s.certificate == "" {
		return nil
	}
	paper, err := sent.Certificate(bundle.Service{On: s.on, How: bundle.Way(s.how), To: s.to.words})
	if err == nil {
		err = os.WriteFile(s.certificate, paper, 0o600)
	}
	return aboutFile(s.certificate, err)
}
