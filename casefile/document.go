package casefile

import "ehccasefile/deadlines"

// Document is a paper the family holds: its original bytes, untouched, and what is known about it.
type Document struct {
	Head
	Title      string         `json:"title"`
	On         deadlines.Date `json:"on,omitzero"` // the date on the paper; zero where it has none
	Author     string         `json:"author,omitempty"`
	Kind       DocumentKind   `json:"kind"`
	Sections   []Section      `json:"sections,omitempty"` // the sections of the plan it speaks to
	Privilege  Privilege      `json:"privilege"`
	Name       string         `json:"name"` // the original file name, untouched
	Blob       Blob           `json:"blob"`
	Type       FileType       `json:"type"`
	Pages      int            `json:"pages,omitempty"`      // 0 where they cannot be counted
	Searchable bool           `json:"searchable,omitempty"` // it holds words, not only pictures of them
	Notes      []string       `json:"notes,omitempty"`      // what a reader should know: "password-protected"
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

// Privilege says whether a paper may be shown to the Tribunal.
type Privilege string

// Open papers may be shown; what was said to settle a dispute without prejudice may not.
const (
	PrivilegeOpen             Privilege = "open"
	PrivilegeWithoutPrejudice Privilege = "without-prejudice"
)

var privileges = words[Privilege]{{PrivilegeOpen, "Open"}, {PrivilegeWithoutPrejudice, "Without prejudice"}}

// Title gives the privilege in words.
func (p Privilege) Title() string { return privileges.title(p) }

// FileType is what the bytes of a document are, found by looking at them and not at the name.
type FileType string

// The types of file a case takes.
const (
	FilePDF  FileType = "pdf"
	FileJPEG FileType = "jpeg"
	FilePNG  FileType = "png"
	FileText FileType = "text"
)

var fileTypes = words[FileType]{{FilePDF, "PDF"}, {FileJPEG, "Photo (JPEG)"}, {FilePNG, "Picture (PNG)"}, {FileText, "Plain text"}}

// Title gives the type in words.
func (t FileType) Title() string { return fileTypes.title(t) }

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

// Validate asks for a title, a kind, whether it is open or without prejudice, and the bytes.
func (d Document) Validate() error {
	var c check
	c.owned(d.Head)
	c.need("title", d.Title, "Give the document a title.")
	c.that("kind", documentKinds.has(d.Kind), "Choose what sort of document it is.")
	c.that("privilege", privileges.has(d.Privilege), "Choose whether it is open or without prejudice.")
	c.that("type", fileTypes.has(d.Type), "This sort of file cannot be kept as a document. Use a PDF, a JPEG or PNG picture, or plain text.")
	c.that("blob", isSum(d.Blob.SHA256) && d.Blob.Size >= 0, "The file itself is missing.")
	c.that("pages", d.Pages >= 0, "A document cannot have fewer than no pages.")
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
