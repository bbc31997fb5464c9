package outside

import (
	"os"
	"path/filepath"
	"runtime"
)

// places are the folders where a program may be: those of PATH first, then where installers put it.
func places(name string) []string {
	var out []string
	here, _ := os.Getwd()
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if filepath.IsAbs(dir) && filepath.Clean(dir) != here {
			out = append(out, dir)
		}
	}
	return append(out, installed(name)...)
}

// installed are the usual folders of a program that PATH need not name.
func installed(name string) []string {
	switch runtime.GOOS {
	case "windows":
		return programFolders(map[string][]string{
			"tesseract": {"Tesseract-OCR"}, "soffice": {filepath.Join("LibreOffice", "program")},
		}[name])
	case "darwin":
		return []string{"/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin", "/Applications/LibreOffice.app/Contents/MacOS"}
	}
	list := []string{"/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program"}
	versions, _ := filepath.Glob("/opt/libreoffice*/program") // the pattern is sound
	return append(list, versions...)
}

// programFolders are folders below each place where Windows keeps programs.
func programFolders(below []string) []string {
	var out []string
	for _, key := range []string{"ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"} {
		base := os.Getenv(key)
		if !filepath.IsAbs(base) {
			continue
		}
		if key == "LOCALAPPDATA" {
			base = filepath.Join(base, "Programs")
		}
		for _, b := range below {
			out = append(out, filepath.Join(base, b))
		}
	}
	return out
}

// fileNames are what a program's file is called. LibreOffice on Windows has two: soffice.com is the one that waits for its end.
func fileNames(name string) []string {
	switch {
	case runtime.GOOS != "windows":
		return []string{name}
	case name == "soffice":
		return []string{"soffice.com", "soffice.exe"}
	}
	return []string{name + ".exe"}
}

// find gives the whole path of a program, "" where it is not installed.
func find(name string) string {
	for _, dir := range places(name) {
		for _, file := range fileNames(name) {
			path := filepath.Join(dir, file)
			info, err := os.Stat(path)
			if err == nil && info.Mode().IsRegular() && (runtime.GOOS == "windows" || info.Mode().Perm()&0o111 != 0) {
				return path
			}
		}
	}
	return ""
}
