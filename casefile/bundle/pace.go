package bundle

import (
	"fmt"
	"time"
)

// How much of the work each stage is, about: papers have to be opened and looked through, and the finished file is read again as a whole.
const (
	readShare = 0.5
	makeShare = 0.65
)

// paced gives a said that is told besides how much of the whole is done. rounds is how often pages are made and checked: an edition is made of
// the bundle, so twice.
func paced(said func(Progress), rounds int) func(Progress) {
	if said == nil {
		return func(Progress) {}
	}
	share, round, last := 0.0, 0, Stage("")
	return func(p Progress) {
		if p.Stage == Making && last == Checking && round+1 < rounds {
			round++
		}
		last = p.Stage
		done := 0.0
		if p.Of > 0 {
			done = min(1, float64(p.Done)/float64(p.Of))
		}
		at := 0.0
		switch p.Stage {
		case Reading:
			at = readShare * max(0, float64(p.Done-1)) / float64(max(1, p.Of))
		case Making:
			at = readShare + (makeShare-readShare)*done
		case Checking:
			at = makeShare
		}
		if p.Stage != Reading {
			at = readShare + (float64(round)+(at-readShare)/(1-readShare))*(1-readShare)/float64(rounds)
		}
		share = max(share, at) // it never runs backward
		p.Share = share
		said(p)
	}
}

// Left is about how long the rest takes, where the making began so long ago; false while nobody can tell yet.
func (p Progress) Left(since time.Duration) (time.Duration, bool) {
	if p.Share < 0.08 || since < 3*time.Second {
		return 0, false
	}
	return time.Duration(float64(since) * (1 - p.Share) / p.Share), true
}

// LeftWords says a time that is left, in steps that a person can use.
func LeftWords(left time.Duration) string {
	switch n, minutes := LeftAbout(left); {
	case n == 0:
		return "a few seconds left"
	case minutes:
		return "about " + count(n, "minute") + " left"
	default:
		return fmt.Sprintf("about %d seconds left", n)
	}
}

// LeftAbout rounds the time that is left to so many seconds, or minutes; 0 for a few seconds.
func LeftAbout(left time.Duration) (n int, minutes bool) {
	switch s := int(left.Seconds()); {
	case s < 8:
		return 0, false
	case s < 55:
		return (s + 9) / 10 * 10, false
	default:
		return max(1, (s+30)/60), true
	}
}
