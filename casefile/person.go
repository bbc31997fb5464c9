package casefile

// Person is somebody the family deals with, and where they work.
type Person struct {
	Head
	Name      string `json:"name"`
	Role      string `json:"role,omitempty"` // "SEND case officer"
	Authority ID     `json:"authority,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Note      string `json:"note,omitempty"`
}

func (p Person) kind() string { return "person" }
func (p Person) when() when   { return when{made: p.Made} }

// Validate asks for a name.
func (p Person) Validate() error {
	var c check
	c.owned(p.Head)
	c.need("name", p.Name, "Give the person's name, or what you know them as.")
	c.ref("authority", p.Authority)
	return c.err()
}
