//go:build !linux

package bundle

// largePages is for systems that have to be asked for large pages.
func largePages() {}
