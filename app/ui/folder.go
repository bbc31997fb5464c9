package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// dataFolder is where new case files go: the user's own data, which no cloud copies unasked, not Documents.
func dataFolder() string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		if local := os.Getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "EHC Casefile")
		}
		return filepath.Join(home, "AppData", "Local", "EHC Casefile")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "EHC Casefile")
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "ehc-casefile")
	}
	return filepath.Join(home, ".local", "share", "ehc-casefile")
}

// freeName gives a path in folder that no file has yet: "Our case.casefile", "Our case 2.casefile". It names no child.
func freeName(folder string) string {
	for n := 1; ; n++ {
		name := "Our case.casefile"
		if n > 1 {
			name = fmt.Sprintf("Our case %d.casefile", n)
		}
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); os.IsNotExist(err) || n > 99 {
			return path
		}
	}
}
