package bundle

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"ehccasefile/casefile"
)

//go:embed plans/allowances.toml
var allowancesTOML string

// allowances is plans/allowances.toml as read.
type allowances struct {
	Source, Unknown, Grade string
	Allowance              []struct {
		Appeal casefile.AppealType
		Pages  int
	}
}

var loadAllowances = sync.OnceValues(func() (allowances, error) {
	var a allowances
	if err := toml.Unmarshal([]byte(allowancesTOML), &a); err != nil {
		return allowances{}, fmt.Errorf("read the page allowances: %w", err)
	}
	return a, nil
})

// Allowance gives the page allowance for an appeal: the family's own direction where it has one, otherwise the published
// one for its kind.
func Allowance(a casefile.Appeal) (Limit, error) {
	if a.PageLimit > 0 {
		return Limit{Pages: a.PageLimit, Source: "The Tribunal's directions in your own case.", Grade: "own"}, nil
	}
	all, err := loadAllowances()
	if err != nil {
		return Limit{}, err
	}
	for _, e := range all.Allowance {
		if e.Appeal == a.Type && e.Pages > 0 {
			return Limit{Pages: e.Pages, Source: all.Source, Grade: all.Grade}, nil
		}
	}
	return Limit{Source: all.Unknown}, nil
}
