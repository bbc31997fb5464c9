package outside

import (
	"os"
	"path/filepath"
	"strings"
)

// setting is one entry of LibreOffice's configuration, as its registrymodifications.xcu names it.
type setting struct{ path, name, value string }

// settings make a profile that runs nothing and asks for nothing. Macros: level 3 trusts only listed places, of which there are
// none, and the second entry switches them off altogether. Links in a paper to pictures, other files and data are neither
// followed nor brought up to date. Whatever would still be fetched is sent to a port of this computer where nobody listens.
//
// Source: LibreOffice, officecfg/registry/schema (Common.xcs, Writer.xcs, Inet.xcs, Jobs.xcu).
var settings = []setting{
	{"Office.Common/Security/Scripting", "MacroSecurityLevel", "3"},
	{"Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
	{"Office.Common/Security/Scripting", "DisableActiveContent", "true"},
	{"Office.Common/Security/Scripting", "DisablePythonRuntime", "true"},
	{"Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
	{"Office.Common/Security/Scripting", "RemovePersonalInfoOnSaving", "true"},
	{"Office.Common/Misc", "FirstRun", "false"},
	{"Office.Common/Misc", "CrashReport", "false"},
	{"Office.Common/Misc", "CollectUsageInformation", "false"},
	{"Office.Common/Save/Document", "CreateBackup", "false"},
	{"Office.Common/Save/Document", "AutoSave", "false"},
	{"Office.Common/History", "PickListSize", "0"},
	{"Office.Common/Filter/PDF/Export", "ExportNotesInMargin", "false"},
	{"Office.Common/Filter/PDF/Export", "ExportNotes", "true"},
	{"Office.Common/Filter/PDF/Export", "ExportFormFields", "false"},
	{"Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"},
	{"Office.Recovery/AutoSave", "Enabled", "false"},
	{"Office.Recovery/RecoveryInfo", "Enabled", "false"},
	{"Office.Writer/Content/Update", "Link", "0"},
	{"Office.Writer/Content/Update", "Field", "false"},
	{"Office.Writer/Content/Update", "Chart", "false"},
	{"Office.WriterWeb/Content/Update", "Link", "0"},
	{"Office.Calc/Content/Update", "Link", "0"},
	{"Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", "AutoCheckEnabled", "false"},
	{"Inet/Settings", "ooInetProxyType", "2"},
	{"Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"},
	{"Inet/Settings", "ooInetHTTPProxyPort", "9"},
	{"Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"},
	{"Inet/Settings", "ooInetHTTPSProxyPort", "9"},
	{"Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"},
	{"Inet/Settings", "ooInetFTPProxyPort", "9"},
	{"Inet/Settings", "ooInetNoProxy", ""},
}

// writeProfile puts a profile with our settings into a folder.
func writeProfile(dir string) error {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<oor:items xmlns:oor="http://openoffice.org/2001/registry" ` +
		`xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + "\n")
	for _, s := range settings {
		b.WriteString(`<item oor:path="/org.openoffice.` + s.path + `"><prop oor:name="` + s.name + `" oor:op="fuse"><value>` +
			s.value + "</value></prop></item>\n")
	}
	b.WriteString("</oor:items>\n")
	user := filepath.Join(dir, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(b.String()), 0o600)
}
