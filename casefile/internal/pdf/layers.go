package pdf

// layers are a part's optional content groups (8.11): which there are, and
// which are off as the file was saved.
type layers struct{ all, off []local }

// findLayers lists those layers that some page needed.
func (c *carrier) findLayers() layers {
	props := c.dict(c.catalog().get("OCProperties"))
	config := c.dict(props.get("D"))
	base := c.name(config.get("BaseState")) == "OFF"
	on, off := c.members(config.get("ON")), c.members(config.get("OFF"))
	var out layers
	listed := map[int]bool{}
	for _, o := range c.array(props.get("OCGs")) {
		n := c.target(o)
		if n <= 0 || n >= len(c.given) || c.given[n] == 0 || listed[n] {
			continue
		}
		listed[n] = true
		out.all = append(out.all, c.given[n])
		if off[n] || base && !on[n] {
			out.off = append(out.off, c.given[n])
		}
	}
	return out
}

func (c *carrier) members(o any) map[int]bool {
	m := map[int]bool{}
	for _, x := range c.array(o) {
		m[c.target(x)] = true
	}
	return m
}

// numbered gives references by their final numbers.
func numbered(list []local, base int) array {
	out := make(array, 0, len(list))
	for _, n := range list {
		out = append(out, global(base+int(n)-1))
	}
	return out
}
