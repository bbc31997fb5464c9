package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// A built program carries its own copy of what FyneApp.toml says; the two must not drift apart.
func TestMetadataIsThatOfFyneApp(t *testing.T) {
	var file struct {
		Details struct {
			Icon, Name, ID, Version string
			Build                   int
		}
	}
	b, err := os.ReadFile(filepath.Join("..", "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	d := file.Details
	if d.Name != appName || d.ID != appID || d.Version != appVersion || d.Build != appBuild || d.Icon != "assets/icon.png" {
		t.Errorf("FyneApp.toml says %+v", d)
	}
}
