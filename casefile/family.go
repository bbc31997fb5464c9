package casefile

import "ehccasefile/deadlines"

// Family is the household whose file this is: exactly one in a file.
type Family struct {
	Head
	Name string         `json:"name"`           // as the family wants to see it: "Okoro"
	AsOf deadlines.Date `json:"as_of,omitzero"` // made-up families only: the day the example is shown on
}

func (f Family) kind() string { return "family" }
func (f Family) when() when   { return when{made: f.Made} }

// Validate asks for a name.
func (f Family) Validate() error {
	var c check
	c.belongsToAll(f.Head, "The family")
	c.need("name", f.Name, "Give the family a name, for example the surname.")
	return c.err()
}
