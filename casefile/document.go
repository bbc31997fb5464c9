package casefile

import (
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// Document is a paper the family holds: its original bytes, untouched, and what is known about it.
type Document struct {
	Head
	Title      string         `json:"title"`
	On         deadlines.Date `json:"on,omitzero"` // the date on the paper; zero where it has none
	Author     string         `json:"author,omitempty"`
	Kind       DocumentKind   `json:"kind"`
	Sections   []Section      `json:"sections,omitempty"` // the sections of the plan it speaks to
	Privilege  Privilege      `json:"privilege"`
	Reason     string         `json:"reason,omitempty"` // why it is held back, in words: "“Without prejudice” stands on page 1"
	Name       string         `json:"name"`             // the original file name, untouched
	Blob       Blob           `json:"blob"`
	Type       FileType       `json:"type"`
	Pages      int            `json:"pages,omitempty"`      // 0 where they cannot be counted
	Searchable bool           `json:"searchable,omitempty"` // it holds words, not only pictures of them
	Notes      []string       `json:"notes,omitempty"`      // what a reader should know: "password-protected"
	Within     ID             `json:"within,omitempty"`     // the e-mail that it came with, or the bundle it was taken out of; empty for a paper of its own
	TakenFrom  int            `json:"taken_from,omitempty"` // of one taken out of a bundle: the page of the bundle's file that it began on, counted from 1; 0 for any other
	Bookmarks  int            `json:"bookmarks,omitempty"`  // of a PDF, how many lines its own outline has; 0 also where an older version took it in
	Holds      []ID           `json:"holds,omitempty"`      // of a mailbox put together here: the e-mails in it, each kept as a paper of its own too
	Once       int            `json:"once,omitempty"`       // of a printed chain of e-mails: the pages it takes to show each message once; 0 for any other paper
	Squeezed   bool           `json:"squeezed,omitempty"`   // such a chain: a bundle shows each message once, not the pages as printed
	AsItCame   bool           `json:"as_it_came,omitempty"` // its pictures are shown as they came, neither straightened nor trimmed
	Redaction  Redaction      `json:"redaction,omitzero"`   // what redacted copies of a bundle black out
}

// NotRead is the note of a document that is kept and that nobody has looked inside yet. Until then nobody knows whether it is private.
const NotRead = "Its pages have not been read yet. It is kept as it is."

// Unread tells whether nobody has looked inside the document yet.
func (d Document) Unread() bool { return slices.Contains(d.Notes, NotRead) }

// LockedNote begins the note of a PDF that opens only with its own password.
const LockedNote = "This PDF needs a password."

// Locked tells whether the document is a PDF that opens only with its own password, which the case file never holds.
func (d Document) Locked() bool {
	return d.Type == FilePDF && slices.ContainsFunc(d.Notes, func(note string) bool { return strings.HasPrefix(note, LockedNote) })
}

// BundlePages is how many pages of the document go into a bundle, as far as that is known; 0 where it is not.
func (d Document) BundlePages() int {
	if d.Squeezed && d.Once > 0 {
		return d.Once
	}
	return d.Pages
}

// Blob names bytes kept in the file.
type Blob struct {
	SHA256 string `json:"sha256"` // 64 lower-case hexadecimal digits
	Size   int64  `json:"size"`   // bytes
}

// Section is a section of the plan that can be appealed.
type Section string

// The sections that can be appealed: needs, provision, placement.
const (
	SectionB Section = "B"
	SectionF Section = "F"
	SectionI Section = "I"
)

var sections = words[Section]{{SectionB, "B: needs"}, {SectionF, "F: provision"}, {SectionI, "I: placement"}}

// Sections gives every section in order.
func Sections() []Section { return sections.all() }

// Title gives the section with what it is about.
func (s Section) Title() string { return sections.title(s) }

// FileType is what the bytes of a document are, found by looking at them and not at the name.
type FileType string

// The types of file a case takes.
const (
	FilePDF  FileType = "pdf"
	FileJPEG FileType = "jpeg"
	FilePNG  FileType = "png"
	FileText FileType = "text"

	FileTIFF FileType = "tiff"
	FileWebP FileType = "webp"
	FileHEIC FileType = "heic"
	FileGIF  FileType = "gif"
	FileBMP  FileType = "bmp"

	FileMail    FileType = "eml"
	FileMailbox FileType = "mbox"
	FileOutlook FileType = "msg"

	FileDOCX FileType = "docx"
	FileODT  FileType = "odt"
	FileRTF  FileType = "rtf"
	FileDOC  FileType = "doc"

	FileAudio FileType = "audio"
	FileVideo FileType = "video"
	FileOther FileType = "other" // it is kept as it is; what it says cannot be read here
)

var fileTypes = words[FileType]{
	{FilePDF, "PDF"}, {FileJPEG, "Photo (JPEG)"}, {FilePNG, "Picture (PNG)"}, {FileText, "Plain text"},
	{FileTIFF, "Scan (TIFF)"}, {FileWebP, "Picture (WebP)"}, {FileHEIC, "Photo (HEIC)"}, {FileGIF, "Picture (GIF)"}, {FileBMP, "Picture (BMP)"},
	{FileMail, "E-mail"}, {FileMailbox, "Mailbox"}, {FileOutlook, "E-mail (Outlook)"},
	{FileDOCX, "Word document"}, {FileODT, "OpenDocument text"}, {FileRTF, "Rich Text"}, {FileDOC, "Word document (old)"},
	{FileAudio, "Sound recording"}, {FileVideo, "Video"}, {FileOther, "Other file"},
}

// Title gives the type in words.
func (t FileType) Title() string { return fileTypes.title(t) }

// Picture tells whether files of the type are pictures: photos, scans, screenshots.
func (t FileType) Picture() bool {
	switch t {
	case FileJPEG, FilePNG, FileTIFF, FileWebP, FileHEIC, FileGIF, FileBMP:
		return true
	}
	return false
}

// Mail tells whether files of the type are e-mails.
func (t FileType) Mail() bool { return t == FileMail || t == FileMailbox || t == FileOutlook }

// Word tells whether files of the type come from a word processor.
func (t FileType) Word() bool {
	return t == FileDOCX || t == FileODT || t == FileRTF || t == FileDOC
}

// Paged tells whether files of the type can stand on pages. Recordings and what cannot be read cannot.
func (t FileType) Paged() bool { return t != FileAudio && t != FileVideo && t != FileOther }

// DocumentKind says what sort of paper it is.
type DocumentKind string

// The kinds of document.
const (
	DocumentDecisionLetter       DocumentKind = "decision-letter"
	DocumentDraftPlan            DocumentKind = "draft-plan"
	DocumentFinalPlan            DocumentKind = "final-plan"
	DocumentAmendmentNotice      DocumentKind = "amendment-notice"
	DocumentWorkingDocument      DocumentKind = "working-document"
	DocumentMediationCertificate DocumentKind = "mediation-certificate"
	DocumentMediationAgreement   DocumentKind = "mediation-agreement"
	DocumentRegistrationLetter   DocumentKind = "registration-letter"
	DocumentTribunalOrder        DocumentKind = "tribunal-order"
	DocumentReport               DocumentKind = "report"
	DocumentSchoolReport         DocumentKind = "school-report"
	DocumentMedicalReport        DocumentKind = "medical-report"
	DocumentLetter               DocumentKind = "letter"
	DocumentEmail                DocumentKind = "e-mail"
	DocumentStatement            DocumentKind = "statement"
	DocumentPhoto                DocumentKind = "photo"
	DocumentNote                 DocumentKind = "note"
	DocumentForm                 DocumentKind = "form"
	DocumentOther                DocumentKind = "other"
)

var documentKinds = words[DocumentKind]{
	{DocumentDecisionLetter, "Decision letter"},
	{DocumentDraftPlan, "Draft plan"},
	{DocumentFinalPlan, "Final plan"},
	{DocumentAmendmentNotice, "Amendment notice"},
	{DocumentWorkingDocument, "Working document"},
	{DocumentMediationCertificate, "Mediation certificate"},
	{DocumentMediationAgreement, "Mediation agreement"},
	{DocumentRegistrationLetter, "Tribunal’s registration letter"},
	{DocumentTribunalOrder, "Tribunal’s order or decision"},
	{DocumentReport, "Report"},
	{DocumentSchoolReport, "School report"},
	{DocumentMedicalReport, "Medical report"},
	{DocumentLetter, "Letter"},
	{DocumentEmail, "E-mail"},
	{DocumentStatement, "Statement"},
	{DocumentPhoto, "Photo"},
	{DocumentNote, "Note"},
	{DocumentForm, "Form"},
	{DocumentOther, "Other"},
}

// DocumentKinds gives every kind in the order to offer them.
func DocumentKinds() []DocumentKind { return documentKinds.all() }

// Title gives the kind in words.
func (k DocumentKind) Title() string { return documentKinds.title(k) }

func (d Document) kind() string { return "document" }
func (d Document) when() when   { return when{on: d.On, made: d.Made} }

// Validate asks for a title, a kind, whether it is open or held back, and the bytes.
func (d Document) Validate() error {
	var c check
	c.owned(d.Head)
	c.need("title", d.Title, "Give the document a title.")
	c.that("kind", documentKinds.has(d.Kind), "Choose what sort of document it is.")
	c.that("privilege", privileges.has(d.Privilege), "Choose whether it is open, or why it is held back.")
	c.that("type", fileTypes.has(d.Type), "This program does not know this sort of file.")
	c.that("blob", isSum(d.Blob.SHA256) && d.Blob.Size >= 0, "The file itself is missing.")
	c.that("pages", d.Pages >= 0 && d.Once >= 0 && d.TakenFrom >= 0 && d.Bookmarks >= 0, "A document cannot have fewer than no pages.")
	c.that("within", d.Within == "" || d.Within != d.ID, "A document cannot have come with itself.")
	c.ref("within", d.Within)
	d.Redaction.check(&c)
	for _, id := range d.Holds {
		c.that("holds", id != d.ID || d.ID == "", "A document cannot hold itself.")
		c.ref("holds", id)
	}
	for _, s := range d.Sections {
		c.that("sections", sections.has(s), "Choose among the sections B, F and I.")
	}
	return c.err()
}

// isSum tells whether s is a SHA-256 in lower-case hexadecimal digits.
func isSum(s string) bool {
	if len(s) != 64 {
		return false
	}
	_, a := ID(s[:32]).bytes()
	_, b := ID(s[32:]).bytes()
	return a && b
}
