package casefile

import "strings"

// Problem is something a person typed that will not do. Say is a sentence fit to show beside the field.
type Problem struct {
	Field string // the field's name as JSON writes it
	Say   string
}

// Error gives the sentence.
func (p Problem) Error() string { return p.Say }

// Problems are several at once; errors.As finds the first as a [Problem].
type Problems []Problem

// Error gives the sentences one after another.
func (p Problems) Error() string {
	say := make([]string, len(p))
	for i, q := range p {
		say[i] = q.Say
	}
	return strings.Join(say, " ")
}

// Unwrap gives each problem on its own.
func (p Problems) Unwrap() []error {
	errs := make([]error, len(p))
	for i, q := range p {
		errs[i] = q
	}
	return errs
}

// check gathers what is wrong with one record, each sentence once.
type check struct{ found Problems }

func (c *check) that(field string, ok bool, say string) {
	p := Problem{field, say}
	if ok {
		return
	}
	for _, q := range c.found {
		if q == p {
			return
		}
	}
	c.found = append(c.found, p)
}

func (c *check) need(field, text, say string) { c.that(field, strings.TrimSpace(text) != "", say) }

// ref checks that id is empty or has the shape of an ID. Whether it is still there may change, and is not checked here.
func (c *check) ref(field string, id ID) {
	_, ok := id.bytes()
	c.that(field, id == "" || ok, "The reference is not one this program made. Choose again from the list.")
}

func (c *check) refs(field string, ids []ID) {
	for _, id := range ids {
		c.that(field, id != "", "A reference is empty. Choose again from the list.")
		c.ref(field, id)
	}
}

// owned checks the head of a record that may belong to a child.
func (c *check) owned(h Head) {
	c.ref("id", h.ID)
	c.ref("child", h.Child)
}

// belongsToAll checks the head of a record that no child owns.
func (c *check) belongsToAll(h Head, what string) {
	c.ref("id", h.ID)
	c.that("child", h.Child == "", what+" cannot belong to a child.")
}

func (c *check) err() error {
	switch len(c.found) {
	case 0:
		return nil
	case 1:
		return c.found[0]
	}
	return c.found
}

// words is a closed list of stored values, each with its title, in the order to offer them.
type words[K ~string] []struct {
	value K
	title string
}

func (w words[K]) all() []K {
	out := make([]K, len(w))
	for i, x := range w {
		out[i] = x.value
	}
	return out
}

func (w words[K]) has(k K) bool {
	for _, x := range w {
		if x.value == k {
			return true
		}
	}
	return false
}

// title gives the words for k; a value it does not know stands for itself.
func (w words[K]) title(k K) string {
	for _, x := range w {
		if x.value == k {
			return x.title
		}
	}
	return string(k)
}
