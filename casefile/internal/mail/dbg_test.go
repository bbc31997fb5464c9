package mail

import (
	"ehccasefile/casefile/internal/prose"
	"testing"
)

func TestDbg(t *testing.T) {
	p, _, _ := Box(okoroBox(t))
	ths := Squeeze(Messages(p))
	for _, th := range ths {
		if th.Subject[0] == 'L' || th.Subject[0] == 'O' {
			continue
		}
		for _, m := range th.Messages {
			t.Logf("== %s %s %v q=%v\n%s", m.ID, m.Sent, m.From, m.Quoted, prose.Words(m.Body))
		}
	}
}
