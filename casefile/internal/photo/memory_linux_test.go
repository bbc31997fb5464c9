package photo

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/unix"
)

// ranges gives the decoder memory as the worker does: a range of addresses that is filled as it is asked for.
type ranges struct{}

type filled struct{ whole []byte }

func (ranges) Allocate(_, most uint64) experimental.LinearMemory {
	whole, err := unix.Mmap(-1, 0, int(most), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
	if err != nil {
		return &filled{}
	}
	return &filled{whole}
}

func (f *filled) Reallocate(size uint64) []byte {
	if size > uint64(len(f.whole)) {
		return nil
	}
	return f.whole[:size:size]
}

func (f *filled) Free() { unix.Munmap(f.whole) }

// TestReadAlone is the process whose memory is measured.
func TestReadAlone(t *testing.T) {
	name := os.Getenv("PHOTO_READ_ALONE")
	if name == "" {
		t.Skip("it is run by the tests of memory")
	}
	Prepare(experimental.WithMemoryAllocator(context.Background(), ranges{}), "")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for p, err := range Pages(data, Wish{}) {
		fmt.Println(p.Width, p.Height, err)
	}
}

// peak runs a process of its own that reads one file, and gives its largest memory in MB and what it said.
func peak(t *testing.T, data []byte) (int64, string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "picture")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestReadAlone$")
	cmd.Env = append(os.Environ(), "PHOTO_READ_ALONE="+name)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10, string(out)
}

func TestLargePicturesStayWithinMemory(t *testing.T) {
	base := asPNG(t, photograph(500, 500, 1))
	for _, c := range []struct {
		name string
		data func() []byte
		most int64 // MB
		fate string
	}{
		{"PNG of 100 megapixels", func() []byte {
			return convert(t, base, "a.png", "-scale", "10000x10000!", "-quality", "11", "-depth", "8")
		}, 512, "<nil>"},
		{"JPEG of 100 megapixels", func() []byte {
			return convert(t, base, "a.jpg", "-scale", "10000x10000!", "-sampling-factor", "2x2")
		}, 512, "<nil>"},
		{"JPEG of 100 megapixels, progressive", func() []byte {
			return convert(t, base, "a.jpg", "-scale", "10000x10000!", "-sampling-factor", "2x2", "-interlace", "JPEG")
		}, 512, "too large"},
		{"HEIC of 24 megapixels", func() []byte {
			big := convert(t, base, "a.jpg", "-scale", "5656x4242!", "-quality", "60")
			return tool(t, big, "a.jpg", "a.heic", "heif-enc", "-q", "30", "-p", "preset=ultrafast", "a.jpg", "-o", "a.heic")
		}, 768, "<nil>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			mb, said := peak(t, c.data())
			t.Logf("%d MB", mb)
			if mb > c.most || !strings.Contains(said, c.fate) {
				t.Errorf("%d MB, at most %d; it ended so: %s", mb, c.most, said)
			}
		})
	}
}
