package casefile

import "ehccasefile/deadlines"

// Child is a child or young person with a case of their own. Its ID is the [CaseID] of what belongs to it.
type Child struct {
	Head
	Name      string         `json:"name"`                // what the family calls them
	FullName  string         `json:"full_name,omitempty"` // as it stands on papers
	Born      deadlines.Date `json:"born,omitzero"`
	School    string         `json:"school,omitempty"`
	Authority ID             `json:"authority,omitempty"` // the council responsible
}

func (c Child) kind() string { return "child" }
func (c Child) when() when   { return when{made: c.Made} }

// Validate asks for a name.
func (c Child) Validate() error {
	var p check
	p.belongsToAll(c.Head, "A child")
	p.need("name", c.Name, "Give the child's name.")
	p.ref("authority", c.Authority)
	return p.err()
}
