package casefile

// Authority is a body the family deals with: a council, a school, a health service, the Tribunal.
type Authority struct {
	Head
	Name    string        `json:"name"`
	Kind    AuthorityKind `json:"kind"`
	Email   string        `json:"email,omitempty"`
	Phone   string        `json:"phone,omitempty"`
	Address string        `json:"address,omitempty"`
}

// AuthorityKind says what sort of body an [Authority] is.
type AuthorityKind string

// The kinds of authority.
const (
	AuthorityCouncil  AuthorityKind = "council"
	AuthoritySchool   AuthorityKind = "school"
	AuthorityHealth   AuthorityKind = "health"
	AuthorityTribunal AuthorityKind = "tribunal"
	AuthorityOther    AuthorityKind = "other"
)

var authorityKinds = words[AuthorityKind]{
	{AuthorityCouncil, "Council"},
	{AuthoritySchool, "School or college"},
	{AuthorityHealth, "Health service"},
	{AuthorityTribunal, "Tribunal"},
	{AuthorityOther, "Other"},
}

// AuthorityKinds gives every kind in the order to offer them.
func AuthorityKinds() []AuthorityKind { return authorityKinds.all() }

// Title gives the kind in words.
func (k AuthorityKind) Title() string { return authorityKinds.title(k) }

func (a Authority) kind() string { return "authority" }
func (a Authority) when() when   { return when{made: a.Made} }

// Validate asks for a name and a kind.
func (a Authority) Validate() error {
	var c check
	c.owned(a.Head)
	c.need("name", a.Name, "Give the name of the council, school or service.")
	c.that("kind", authorityKinds.has(a.Kind), "Choose what it is: council, school, health service, Tribunal or other.")
	return c.err()
}
