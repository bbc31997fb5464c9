package casefile

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// TestLockWipesTheKeys looks for every key in all the memory of another program that works on the file, before and after it locks.
func TestLockWipesTheKeys(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	keys := map[string][]byte{"data": f.keys.data, "names": f.keys.names, "header": f.keys.heads}
	for name, key := range keys {
		keys[name] = bytes.Clone(key)
	}
	for _, b := range sealedBuckets {
		keys["bucket "+string(b)], _ = f.keys.sub("bucket " + string(b))
	}
	f.Close()
	c := startChild(t, "lock", f.Path())
	before := inMemory(t, c.cmd.Process.Pid, keys)
	for name := range keys {
		if before[name] == 0 {
			t.Errorf("the key %q of an open file is not found, so this test finds nothing", name)
		}
	}
	io.WriteString(c.in, "\n")
	if !c.lines.Scan() || c.lines.Text() != "locked" {
		t.Fatalf("the second program says %q", c.lines.Text())
	}
	for name, n := range inMemory(t, c.cmd.Process.Pid, keys) {
		if n > 0 {
			t.Errorf("the key %q is %d times in memory after locking (%d before)", name, n, before[name])
		}
	}
}

// inMemory counts how often each key is found in what a program may write to.
func inMemory(t *testing.T, pid int, keys map[string][]byte) map[string]int {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Skip("this system does not show a program's memory")
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skip("this system does not show a program's memory")
	}
	defer mem.Close()
	found := map[string]int{}
	for lines := bufio.NewScanner(bytes.NewReader(maps)); lines.Scan(); {
		var from, to int64
		var may string
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &may); n != 3 || !strings.HasPrefix(may, "rw") {
			continue
		}
		region := make([]byte, to-from)
		n, _ := mem.ReadAt(region, from)
		for name, key := range keys {
			found[name] += bytes.Count(region[:n], key)
		}
	}
	return found
}
