//go:build !windows

package casefile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func init() { childJobs["backup on a full disk"] = childBackupFull }

// childBackupFull makes a backup while the system refuses to let any file grow beyond EHC_TEST_LIMIT bytes, and says how that went.
func childBackupFull(path string) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	most, err := strconv.ParseUint(os.Getenv("EHC_TEST_LIMIT"), 10, 64)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
		return err
	}
	fmt.Println("open")
	_, err = f.Backup(context.Background(), filepath.Join(filepath.Dir(path), "backups"), ReasonUse)
	fmt.Println(err == nil, errors.Is(err, syscall.EFBIG))
	return nil
}

// A disk that fills up anywhere in the middle gives an error that says so; the older backup stays, and nothing half-made counts or is left.
func TestABackupOnAFullDisk(t *testing.T) {
	f := newFile(t, NoPassphrase())
	dir := filepath.Join(filepath.Dir(f.Path()), "backups")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Maya"})
	first := backedUp(t, f, dir)
	addDocument(t, f, "Letter", pattern(150_000, 1))
	f.Close()
	full, whole := 0, 0
	for _, most := range []int{0, 1000, 30_000, 60_000, 100_000, 149_000, 1 << 30} {
		t.Setenv("EHC_TEST_LIMIT", strconv.Itoa(most))
		c := startChild(t, "backup on a full disk", f.Path())
		c.lines.Scan()
		c.cmd.Wait()
		all, err := Generations(dir, f.ID())
		if err != nil {
			t.Fatal(err)
		}
		switch said := c.lines.Text(); {
		case said == "true false" && len(all) == 2:
			whole++
		case said == "false true" && len(all) == 1 && all[0].Path == first.Path:
			full++
		default:
			t.Errorf("at %d bytes the program says %q, and there are %d generations", most, said, len(all))
		}
		for path := range list(t, dir) {
			if strings.HasPrefix(filepath.Base(path), backupTemp) {
				t.Errorf("at %d bytes %s was left", most, filepath.Base(path))
			}
		}
	}
	if full < 4 || whole != 1 {
		t.Errorf("%d times full, %d times whole", full, whole)
	}
	if _, h, err := openFile(t, f.Path(), NoPassphrase()).Drill(context.Background(), dir); err != nil || len(h.Damaged) > 0 {
		t.Errorf("the drill gives %+v, %v", h, err)
	}
}
