// Package assets holds the files the program carries inside itself: the icon, the typefaces for screen and paper, the
// words on screen, and the licences all of these came under. It promises that each is there in every build, so that
// nothing has to be found on, or fetched to, the family's computer.
package assets

import "embed"

// The screen's typeface: Atkinson Hyperlegible Next, drawn by the Braille Institute for low vision (SIL Open Font
// License 1.1, licences/AtkinsonHyperlegibleNext-OFL.txt). Each is a TrueType file.
var (
	//go:embed fonts/AtkinsonHyperlegibleNext-Regular.ttf
	Regular []byte
	//go:embed fonts/AtkinsonHyperlegibleNext-Bold.ttf
	Bold []byte
	//go:embed fonts/AtkinsonHyperlegibleNext-Italic.ttf
	Italic []byte
	//go:embed fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf
	BoldItalic []byte
)

// The paper's typeface: Noto Sans, because it has the letters of nearly every Latin, Greek and Cyrillic name (SIL Open
// Font License 1.1, licences/NotoSans-OFL.txt). Each is a TrueType file; only the letters used go into a PDF.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	PaperRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	PaperBold []byte
	//go:embed fonts/NotoSans-Italic.ttf
	PaperItalic []byte
	//go:embed fonts/NotoSans-BoldItalic.ttf
	PaperBoldItalic []byte
)

// Scripts holds a TrueType file for each script that the paper's typeface does not write and a family's name may be written in: Noto Sans
// of that script, its regular weight (SIL Open Font License 1.1, licences/NotoSansScripts-OFL.txt). Only the letters used go into a PDF.
//
//go:embed fonts/scripts/*.ttf
var Scripts embed.FS

// Icon is the program's own icon, a 512 by 512 PNG.
//
//go:embed icon.png
var Icon []byte

// Words holds one JSON file a language, words/en.json first: the English sentence is the key.
//
//go:embed words/*.json
var Words embed.FS

// Licences holds the licence texts of everything embedded here.
//
//go:embed licences/*.txt
var Licences embed.FS
