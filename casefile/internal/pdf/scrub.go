package pdf

import (
	"fmt"
	"strings"
)

// What a page needs is copied, and nothing else. Pages, annotations, resources
// and XObjects have lists of the keys that may pass; below them, whatever says
// by its own type that it is data about the document is left out, under
// whatever key it was reached.

var resourceKeys = keys("ExtGState", "ColorSpace", "Pattern", "Shading", "XObject", "Font", "ProcSet", "Properties")

var formKeys = keys("Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Group", "OC",
	"Filter", "DecodeParms")

var imageKeys = keys("Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Intent",
	"ImageMask", "Mask", "Decode", "Interpolate", "SMask", "SMaskInData", "Matte", "OC", "Filter", "DecodeParms")

// strayKeys do not pass in any other stream: data about it, or data elsewhere.
var strayKeys = keys("Length", "Metadata", "PieceInfo", "AF", "StructParent", "StructParents", "LastModified",
	"OPI", "Ref", "F", "FFilter", "FDecodeParms", "DL", "Name")

var unwantedTypes = keys("Metadata", "EmbeddedFile", "Filespec", "F", "Action", "StructElem", "StructTreeRoot",
	"MCR", "OBJR", "Annot", "Page", "Pages", "Template", "Catalog", "ObjStm", "XRef", "Sig", "SigRef",
	"SigFieldLock", "DocTimeStamp", "DSS", "VRI", "Outlines", "Bead", "Thread", "Collection", "CollectionItem",
	"Sound", "MediaClip", "Rendition", "RichMediaContent", "NavNode")

var unwantedActions = keys("JavaScript", "Launch", "SubmitForm", "ResetForm", "ImportData", "GoToR", "GoToE",
	"Rendition", "Movie", "Sound", "Hide", "RichMediaExecute", "SetOCGState", "Thread")

// unwanted says that a dictionary, wherever it is found, stays behind.
func unwanted(d dict) bool {
	for _, f := range d {
		switch f.key {
		case "Type":
			if t, ok := f.val.(name); ok && unwantedTypes[t] {
				return true
			}
		case "S":
			if s, ok := f.val.(name); ok && unwantedActions[s] {
				return true
			}
		case "JS":
			if _, ok := f.val.(text); ok {
				return true
			}
		case "EF":
			if isFile(d) {
				return true
			}
		}
	}
	return false
}

// isFile tells a file specification from a map of resources with a font called EF.
func isFile(d dict) bool {
	_, f := d.get("F").(text)
	_, uf := d.get("UF").(text)
	return f || uf
}

// tidy gives the part of a stream's dictionary that passes.
func (c *carrier) tidy(n int, d dict) dict {
	kind := c.name(d.get("Subtype"))
	if c.forms[n] {
		kind = "Form"
	}
	switch {
	case kind == "Form" && (c.forms[n] || d.get("BBox") != nil):
		d = d.only(formKeys).with("Type", name("XObject")).with("Subtype", name("Form"))
		return c.tidyResources(n, d)
	case kind == "Image":
		return d.only(imageKeys)
	}
	var out dict
	for _, f := range d {
		if !strayKeys[f.key] {
			out = append(out, f)
		}
	}
	return out
}

// tidyResources leaves out what is no resource. The look of a form field may
// count on the fonts of the whole form (12.7.3.3).
func (c *carrier) tidyResources(n int, d dict) dict {
	if c.forms[n] && d.get("Resources") == nil {
		if shared := c.dict(c.dict(c.catalog().get("AcroForm")).get("DR")); shared != nil {
			return d.with("Resources", shared.only(resourceKeys))
		}
	}
	res := c.dict(d.get("Resources"))
	bare, changed := c.plainProperties(res.only(resourceKeys))
	if c.dict(bare.get("XObject")) != nil || c.dict(bare.get("Pattern")) != nil {
		if used, ok := c.usedBy(n); ok && c.spare(bare, used) {
			bare, changed = c.needed(bare, used), true
		}
	}
	if len(bare) < len(res) || changed {
		return d.with("Resources", bare)
	}
	return d
}

// usedBy reads the names that a form's content uses.
func (c *carrier) usedBy(n int) (named, bool) {
	o := c.load(n)
	if !o.stream {
		return nil, false
	}
	b, err := c.decode(o)
	if err != nil {
		return nil, false
	}
	return c.namesIn(b)
}

// The dictionaries that fonts and graphics states are made of have the keys that the standard gives them, and no others.
var typedKeys = map[name]map[name]bool{
	"Font": keys("Type", "Subtype", "Name", "BaseFont", "FirstChar", "LastChar", "Widths", "FontDescriptor", "Encoding", "ToUnicode", "DescendantFonts",
		"CIDSystemInfo", "DW", "W", "DW2", "W2", "CIDToGIDMap", "FontBBox", "FontMatrix", "CharProcs", "Resources"),
	"FontDescriptor": keys("Type", "FontName", "FontFamily", "FontStretch", "FontWeight", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "Leading",
		"CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth", "MissingWidth", "FontFile", "FontFile2", "FontFile3", "CharSet", "Style", "Lang", "FD", "CIDSet"),
	"ExtGState": keys("Type", "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "Font", "BG", "BG2", "UCR", "UCR2", "TR", "TR2", "HT", "FL", "SM", "SA", "BM",
		"SMask", "CA", "ca", "AIS", "TK", "UseBlackPtComp", "HTO"),
	"OCMD": keys("Type", "OCGs", "P", "VE"),
}

// layer gives an optional content group without the name and usage that its
// maker gave it: neither changes what shows. Each gets a name of its own, since
// some readers tell groups apart by what they say.
func (c *carrier) layer(n int, d dict) dict {
	own := fmt.Sprintf("Layer %d.%d", c.index+1, c.given[n])
	out := dict{{"Type", name("OCG")}, {"Name", write(own)}}
	if in := d.get("Intent"); in != nil {
		out = append(out, field{"Intent", in})
	}
	return out
}

// safeLink says that a web address may be kept: no scripts, and no paths on somebody's disk.
func safeLink(uri string) bool {
	uri = strings.ToLower(strings.TrimSpace(uri))
	for _, scheme := range []string{"http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(uri, scheme) {
			return true
		}
	}
	return strings.HasPrefix(uri, "www.")
}
