package bundle

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Save makes the bundle as the file at path, replacing what was there only when the new one is whole and on the disk.
// Whatever happens before that, a cancel too, leaves the old file as it was and nothing half-written beside it.
func Save(ctx context.Context, path string, p Plan, said func(Progress)) (report Report, err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".bundle-*.part")
	if err != nil {
		return Report{}, fmt.Errorf("save the bundle: %w", err)
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if report, err = Make(ctx, temp, p, said); err != nil {
		return report, err
	}
	if err = temp.Sync(); err != nil {
		return report, fmt.Errorf("save the bundle: %w", err)
	}
	if err = temp.Close(); err != nil {
		return report, fmt.Errorf("save the bundle: %w", err)
	}
	if err = ctx.Err(); err != nil {
		return report, err
	}
	if err = os.Rename(temp.Name(), path); err != nil {
		return report, fmt.Errorf("save the bundle: %w", err)
	}
	return report, nil
}
