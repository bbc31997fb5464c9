// Package pattern holds regular expressions that are compiled when they are first used. The readers of papers know some two hundred, and the
// program starts many times a day, as a child process too: to compile them all at each start took longer than everything else together.
//
// It promises that a Pattern may be used by several goroutines, and that a test can compile every one there is ([All]).
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression of package regexp.
type Pattern struct {
	text string
	once sync.Once
	re   *regexp.Regexp
}

var (
	mu  sync.Mutex
	all []*Pattern
)

// New gives the pattern of an expression. One that is wrong panics at its first use.
func New(text string) *Pattern {
	p := &Pattern{text: text}
	mu.Lock()
	defer mu.Unlock()
	all = append(all, p)
	return p
}

// All compiles every pattern there is and gives how many; a wrong one panics.
func All() int {
	mu.Lock()
	defer mu.Unlock()
	for _, p := range all {
		p.compiled()
	}
	return len(all)
}

func (p *Pattern) compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.text) })
	return p.re
}

// String gives the expression.
func (p *Pattern) String() string { return p.text }

// The methods of [regexp.Regexp] that are used, under their own names.

// MatchString is regexp's.
func (p *Pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

// Match is regexp's.
func (p *Pattern) Match(b []byte) bool { return p.compiled().Match(b) }

// FindString is regexp's.
func (p *Pattern) FindString(s string) string { return p.compiled().FindString(s) }

// FindStringIndex is regexp's.
func (p *Pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

// FindStringSubmatch is regexp's.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

// FindStringSubmatchIndex is regexp's.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

// FindAllString is regexp's.
func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

// FindAllStringIndex is regexp's.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

// FindAllStringSubmatchIndex is regexp's.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is regexp's.
func (p *Pattern) ReplaceAllString(s, with string) string {
	return p.compiled().ReplaceAllString(s, with)
}

// ReplaceAllStringFunc is regexp's.
func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, with)
}

// ReplaceAll is regexp's.
func (p *Pattern) ReplaceAll(b, with []byte) []byte { return p.compiled().ReplaceAll(b, with) }

// Split is regexp's.
func (p *Pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }
