package main

import (
	"path/filepath"
	"testing"

	"github.com/BurntSushi/toml"
)

// A built program carries its own copy of what FyneApp.toml says; the two must not drift apart.
func TestMetadataIsThatOfFyneApp(t *testing.T) {
	var file struct {
		Details struct {
			Icon, Name, ID, Version string
			Build                   int
		}
	}
	if _, err := toml.DecodeFile(filepath.Join("..", "FyneApp.toml"), &file); err != nil {
		t.Fatal(err)
	}
	d := file.Details
	if d.Name != appName || d.ID != appID || d.Version != appVersion || d.Build != appBuild || d.Icon != "assets/icon.png" {
		t.Errorf("FyneApp.toml says %+v", d)
	}
}
