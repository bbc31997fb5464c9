package intake

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile"
)

// BenchmarkAdd50 adds 50 letters of three pages until each is kept and read.
func BenchmarkAdd50(b *testing.B) {
	var items []Item
	for i := range 50 {
		line := strings.Repeat(fmt.Sprintf("Letter %d about the plan. ", i), 40)
		items = append(items, paper(fmt.Sprintf("letter %d.pdf", i), pdf(line, line, line)))
	}
	dir := b.TempDir()
	for n := 0; b.Loop(); n++ {
		f, err := casefile.Create(filepath.Join(dir, fmt.Sprintf("%d.casefile", n)), casefile.NoPassphrase(), noon)
		if err != nil {
			b.Fatal(err)
		}
		add(b, f, Options{}, items...)
		f.Close()
	}
}
