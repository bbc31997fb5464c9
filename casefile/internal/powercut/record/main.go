//go:build fuse && linux

// Command record runs the session of casefile's power-cut test on a disk that writes down everything it is asked, and keeps what it wrote
// down in casefile/testdata/powercut.zst. It needs /dev/fuse and the right to mount:
//
//	go run -tags fuse ./casefile/internal/powercut/record
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"

	"ehccasefile/casefile/internal/powercut"
)

func main() {
	if err := record("casefile/testdata/powercut.zst"); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func record(out string) error {
	base, err := os.MkdirTemp("", "powercut")
	if err != nil {
		return err
	}
	defer os.RemoveAll(base)
	below, mount := filepath.Join(base, "below"), filepath.Join(base, "mount")
	for _, dir := range []string{below, mount} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
	}
	log, err := session(below, mount)
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := log.Save(f); err != nil {
		return err
	}
	fmt.Printf("%d operations, %d acknowledgements\n", len(log), len(log.Acks()))
	return f.Close()
}

// session mounts the disk and lets another process work on it: one that maps a file it serves itself would wait for itself.
func session(below, mount string) (powercut.Log, error) {
	r := &recorder{}
	root, err := r.root(below)
	if err != nil {
		return nil, err
	}
	server, err := fs.Mount(mount, root, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, FsName: "powercut", Name: "powercut", MaxWrite: 1 << 20}})
	if err != nil {
		return nil, err
	}
	run := exec.Command("go", "test", "-count=1", "-run=^$", "./casefile")
	run.Env = append(os.Environ(), "EHC_TEST_CHILD=session", "EHC_TEST_FILE="+mount)
	said, err := run.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, said)
	}
	if left := server.Unmount(); err == nil {
		err = left
	}
	return r.log, err
}
