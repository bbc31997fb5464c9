//go:build cgo

package main

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"ehccasefile/app/ui"
	"ehccasefile/assets"
)

// openWindow shows the window, on a case file if one is named, until it is closed.
func openWindow(file string) int {
	// Fyne makes only the last folder of its cache; where there is none at all it complains at every start.
	if cache, err := os.UserCacheDir(); err == nil {
		os.MkdirAll(filepath.Join(cache, "ehc-casefile"), 0o700)
	}
	app.SetMetadata(metadata())
	ui.Run(app.NewWithID(appID), file, time.Now)
	return 0
}

// metadata is what FyneApp.toml says, for a program that does not lie beside it.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: appID, Name: appName, Version: appVersion, Build: appBuild,
		Icon: fyne.NewStaticResource("icon.png", assets.Icon),
	}
}
