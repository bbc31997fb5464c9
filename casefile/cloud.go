package casefile

import (
	"path/filepath"
	"strings"
)

// clouds are the folders that programs copy to a cloud, by how a folder's name begins.
var clouds = []struct{ folder, name string }{
	{"onedrive", "OneDrive"},
	{"dropbox", "Dropbox"},
	{"icloud drive", "iCloud Drive"},
	{"iclouddrive", "iCloud Drive"},
	{"com~apple~clouddocs", "iCloud Drive"},
	{"google drive", "Google Drive"},
	{"googledrive", "Google Drive"},
	{"my drive", "Google Drive"},
}

// CloudFolder gives the name of the cloud that copies the folder in which path lies ("OneDrive"), or "". Such a program copies the file while it is open, which
// gives a broken copy, and may put an old one in its place. environ gives a variable of the environment (os.Getenv): Windows names the OneDrive folder there,
// which Documents may lie in without the word in its path.
func CloudFolder(path string, environ func(string) string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		full = path
	}
	for _, variable := range []string{"OneDrive", "OneDriveConsumer", "OneDriveCommercial"} {
		if root := environ(variable); root != "" && within(full, root) {
			return "OneDrive"
		}
	}
	for _, part := range strings.FieldsFunc(strings.ToLower(filepath.Dir(full)), func(r rune) bool { return r == '/' || r == '\\' }) {
		for _, c := range clouds {
			if rest, ok := strings.CutPrefix(part, c.folder); ok && (rest == "" || strings.ContainsAny(rest[:1], " -(")) {
				return c.name
			}
		}
	}
	return ""
}

// within tells whether a path lies in a folder. Windows and macOS take capitals for the same.
func within(path, folder string) bool {
	path, folder = strings.ToLower(filepath.Clean(path)), strings.ToLower(filepath.Clean(folder))
	return strings.HasPrefix(path, folder+string(filepath.Separator))
}
