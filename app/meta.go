package main

// What FyneApp.toml says of the program; meta_test.go keeps the two alike. Fyne reads that file only where it lies beside the
// program, so a built program carries the same here.
const (
	appID      = "uk.ehc.casefile"
	appName    = "EHC Casefile"
	appVersion = "0.1.0"
	appBuild   = 1
)
