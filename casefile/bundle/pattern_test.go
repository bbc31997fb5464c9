package bundle

import (
	"testing"

	"ehccasefile/casefile/internal/pattern"
)

// Patterns are compiled when they are first used; here each is, those of the readers of numbers and indexes among them.
func TestEveryPatternCompiles(t *testing.T) {
	if n := pattern.All(); n < 30 {
		t.Errorf("there are %d patterns", n)
	}
}
