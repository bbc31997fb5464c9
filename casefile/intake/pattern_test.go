package intake

import (
	"testing"

	"ehccasefile/casefile/internal/pattern"
)

// Patterns are compiled when they are first used; here each is, those of the readers of e-mails among them.
func TestEveryPatternCompiles(t *testing.T) {
	if n := pattern.All(); n < 150 {
		t.Errorf("there are %d patterns", n)
	}
}
