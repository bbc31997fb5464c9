package powercut

import "math/rand/v2"

// Mode says what a cut leaves of the writes that were not yet synced.
type Mode int

// From the kindest disk to the cruellest.
const (
	Keep    Mode = iota // all of them, as when only the program was killed
	Lose                // none of them
	Prefix              // the first few, in order
	Pages               // some of their pages of 4 KiB, in any order
	Sectors             // some of their sectors of 512 bytes: a torn page
	Modes               // how many modes there are
)

// Disk is what lies on the disk after the cut: the bytes of each file by its name.
type Disk map[string][]byte

// Cut gives a disk as the power may leave it when it fails before operation at. What was synced is there. Of what was not, mode and r say
// what is left of the bytes, and r how many of the changes to the folder, which keep their order.
func (l Log) Cut(at int, mode Mode, r *rand.Rand) Disk {
	c := cut{log: l[:at], mode: mode, r: r, files: map[uint64][]byte{}}
	c.content()
	out := Disk{}
	for name, file := range c.names() {
		out[name] = c.files[file]
	}
	return out
}

// cut is one failure of the power, while its disk is being worked out.
type cut struct {
	log   Log
	mode  Mode
	r     *rand.Rand
	files map[uint64][]byte
}

// content works out the bytes of every file.
func (c *cut) content() {
	synced := map[uint64]int{}
	for i, op := range c.log {
		if op.Kind == Sync {
			synced[op.File] = i
		}
	}
	loose := map[uint64][]Op{}
	var order []uint64 // so that the same seed gives the same disk
	for i, op := range c.log {
		switch {
		case op.Kind != Write && op.Kind != Truncate:
		case i < synced[op.File]:
			c.do(op)
		default:
			if loose[op.File] == nil {
				order = append(order, op.File)
			}
			loose[op.File] = append(loose[op.File], op)
		}
	}
	for _, file := range order {
		c.loosen(loose[file])
	}
}

// loosen does what is left of the operations on one file that were not synced.
func (c *cut) loosen(ops []Op) {
	switch c.mode {
	case Lose:
		return
	case Prefix:
		ops = ops[:c.r.IntN(len(ops)+1)]
	}
	for _, op := range ops {
		switch c.mode {
		case Pages:
			c.some(op, 4096)
		case Sectors:
			c.some(op, 512)
		default:
			c.do(op)
		}
	}
}

// some does about half of a write, by pieces of the given size, or a change of length perhaps.
func (c *cut) some(op Op, size int) {
	if op.Kind == Truncate {
		if c.r.IntN(2) == 0 {
			c.do(op)
		}
		return
	}
	for at := 0; at < len(op.Data); at += size {
		if c.r.IntN(2) == 0 {
			c.do(Op{Kind: Write, File: op.File, Off: op.Off + int64(at), Data: op.Data[at:min(at+size, len(op.Data))]})
		}
	}
}

// do changes the bytes of a file; what lies between its end and a write behind it is zeros.
func (c *cut) do(op Op) {
	data, end := c.files[op.File], op.Off+int64(len(op.Data))
	if grow := end - int64(len(data)); grow > 0 {
		data = append(data, make([]byte, grow)...)
	}
	if op.Kind == Truncate {
		data = data[:op.Off]
	}
	copy(data[op.Off:], op.Data)
	c.files[op.File] = data
}

// names works out which names there are. A folder keeps its changes up to its last sync, and some of those after it, in order.
func (c *cut) names() map[string]uint64 {
	var ops []Op
	sure := 0
	for _, op := range c.log {
		switch op.Kind {
		case SyncDir:
			sure = len(ops)
		case Create, Link, Rename, Unlink:
			ops = append(ops, op)
		}
	}
	left := len(ops)
	switch c.mode {
	case Keep:
	case Lose:
		left = sure
	default:
		left = sure + c.r.IntN(len(ops)-sure+1)
	}
	names := map[string]uint64{}
	for _, op := range ops[:left] {
		rename(names, op)
	}
	return names
}

func rename(names map[string]uint64, op Op) {
	switch op.Kind {
	case Create:
		names[op.Name] = op.File
	case Link:
		names[op.To] = names[op.Name]
	case Rename:
		names[op.To] = names[op.Name]
		delete(names, op.Name)
	case Unlink:
		delete(names, op.Name)
	}
}
