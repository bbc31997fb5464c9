package casefile

import "strings"

// Person is somebody the family deals with, and where they work.
type Person struct {
	Head
	Name      string     `json:"name"`
	Also      []string   `json:"also,omitempty"`  // other ways in which the log and the papers write the name: "Mrs Pryce"
	Group     PersonKind `json:"group,omitempty"` // what they are to the family; empty where the body they work for says it
	Role      string     `json:"role,omitempty"`  // "SEND case officer"
	Authority ID         `json:"authority,omitempty"`
	Email     string     `json:"email,omitempty"`
	Phone     string     `json:"phone,omitempty"`
	Address   string     `json:"address,omitempty"`
	Note      string     `json:"note,omitempty"`
}

// PersonKind says what a [Person] is to the family.
type PersonKind string

// The kinds of person.
const (
	PersonCouncil      PersonKind = "council"
	PersonSchool       PersonKind = "school"
	PersonProfessional PersonKind = "professional"
	PersonAdvocate     PersonKind = "advocate"
	PersonTribunal     PersonKind = "tribunal"
	PersonFamily       PersonKind = "family"
	PersonOther        PersonKind = "other"
)

var personKinds = words[PersonKind]{
	{PersonCouncil, "Council"},
	{PersonSchool, "School or college"},
	{PersonProfessional, "Health or another professional"},
	{PersonAdvocate, "Advocate or adviser"},
	{PersonTribunal, "Tribunal"},
	{PersonFamily, "Family and friends"},
	{PersonOther, "Other"},
}

// PersonKinds gives every kind in the order to offer them.
func PersonKinds() []PersonKind { return personKinds.all() }

// Title gives the kind in words.
func (k PersonKind) Title() string { return personKinds.title(k) }

func (p Person) kind() string { return "person" }
func (p Person) when() when   { return when{made: p.Made} }

// Validate asks for a name.
func (p Person) Validate() error {
	var c check
	c.owned(p.Head)
	c.need("name", p.Name, "Give the person's name, or what you know them as.")
	c.that("group", p.Group == "" || personKinds.has(p.Group), "Choose what they are to you.")
	for _, name := range p.Also {
		c.that("also", strings.TrimSpace(name) != "", "One of the other spellings is empty. Leave it out.")
	}
	c.ref("authority", p.Authority)
	return c.err()
}
