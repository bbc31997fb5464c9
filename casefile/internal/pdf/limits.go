package pdf

// Limits bounds what one file may cost. Zero in a field means its default.
type Limits struct {
	MaxPages   int   // pages
	MaxObjects int   // objects, counted by the highest object number
	MaxDepth   int   // arrays and dictionaries inside one another
	MaxTree    int   // levels of the page tree and of bookmarks
	MaxOutline int   // bookmarks taken from one source
	MaxStream  int64 // bytes one stream may decode to
	MaxDecoded int64 // bytes all streams of a file may decode to, in one reading
	MaxWork    int64 // bytes parsed or written for one file, so that no trick makes it go round for ever
}

// DefaultLimits is generous to real papers and hard on tricks.
func DefaultLimits() Limits {
	return Limits{
		MaxPages: 5000, MaxObjects: 1 << 20, MaxDepth: 100, MaxTree: 1000, MaxOutline: 20000,
		MaxStream: 64 << 20, MaxDecoded: 512 << 20, MaxWork: 1 << 30,
	}
}
