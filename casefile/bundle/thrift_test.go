package bundle

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// percent is what is asked of the clearing away of garbage now.
func percent() int {
	now := debug.SetGCPercent(100)
	debug.SetGCPercent(now)
	return now
}

// What is asked of the clearing away of garbage while bundles are made, at once or one after the other, is asked no longer afterwards.
func TestGarbageIsClearedAsBeforeOnceBundlesAreMade(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	runtime.GC()
	one := ease()
	if percent() <= 100 {
		t.Errorf("%d while documents are read", percent())
	}
	first := thrift()
	second := thrift()
	one()
	first()
	if percent() != thriftPercent {
		t.Errorf("%d while a bundle is put together", percent())
	}
	second()
	if percent() != 100 {
		t.Errorf("%d afterwards", percent())
	}
	defer ease()()
	runtime.GC()
	for until := time.Now().Add(10 * time.Second); percent() != 100 && time.Now().Before(until); time.Sleep(time.Millisecond) {
	}
	if percent() != 100 {
		t.Errorf("%d after garbage was looked for", percent())
	}
	debug.SetGCPercent(-1)
	defer ease()()
	defer thrift()()
	if percent() != -1 {
		t.Errorf("%d where garbage is not to be looked for", percent())
	}
}
