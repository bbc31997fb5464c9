package casefile

import "ehccasefile/deadlines"

// Appeal is an appeal to the Tribunal about one decision of the council.
type Appeal struct {
	Head
	Type      AppealType     `json:"type"`
	Decision  ID             `json:"decision,omitempty"`  // the [Event] that is appealed
	Reference string         `json:"reference,omitempty"` // the Tribunal's number
	Lodged    deadlines.Date `json:"lodged,omitzero"`     // zero while it is being prepared
	Ended     deadlines.Date `json:"ended,omitzero"`      // decided, conceded or withdrawn
	Outcome   string         `json:"outcome,omitempty"`
	PageLimit int            `json:"page_limit,omitempty"` // pages the Tribunal allowed this family by its own direction; 0 for none
	Limits    []OwnLimit     `json:"limits,omitempty"`     // other limits the Tribunal set for this family
}

// OwnLimit is a limit the Tribunal set for this family by its own direction. It goes before what the program knows.
type OwnLimit struct {
	On   string `json:"on"`   // what it bounds, as package bundle names it: "core", "working-document"
	Most int    `json:"most"` // pages, or years for "report-age"
}

// AppealType says what is appealed.
type AppealType string

// The types of appeal.
const (
	AppealRefusalToAssess      AppealType = "refusal-to-assess"
	AppealRefusalToIssue       AppealType = "refusal-to-issue"
	AppealContents             AppealType = "contents"
	AppealPlacement            AppealType = "placement"
	AppealContentsAndPlacement AppealType = "contents-and-placement"
	AppealCease                AppealType = "cease"
	AppealRefusalToAmend       AppealType = "refusal-to-amend"
	AppealRefusalToReassess    AppealType = "refusal-to-reassess"
	AppealExtended             AppealType = "extended"
	AppealDiscrimination       AppealType = "discrimination"
)

var appealTypes = words[AppealType]{
	{AppealRefusalToAssess, "Refusal to assess"},
	{AppealRefusalToIssue, "Refusal to issue a plan"},
	{AppealContents, "What the plan says (sections B and F)"},
	{AppealPlacement, "The school named (section I)"},
	{AppealContentsAndPlacement, "What the plan says and the school named"},
	{AppealCease, "The plan being stopped"},
	{AppealRefusalToAmend, "Refusal to change the plan after a review"},
	{AppealRefusalToReassess, "Refusal to assess again"},
	{AppealExtended, "Extended appeal (health and social care too)"},
	{AppealDiscrimination, "Disability discrimination by a school"},
}

// AppealTypes gives every type in the order to offer them.
func AppealTypes() []AppealType { return appealTypes.all() }

// Title gives the type in words.
func (t AppealType) Title() string { return appealTypes.title(t) }

// Running tells whether the appeal has not ended.
func (a Appeal) Running() bool { return a.Ended.IsZero() }

func (a Appeal) kind() string { return "appeal" }
func (a Appeal) when() when   { return when{on: a.Lodged, made: a.Made} }

// Validate asks for a type and looks for days and numbers that cannot be right.
func (a Appeal) Validate() error {
	var c check
	c.owned(a.Head)
	c.that("type", appealTypes.has(a.Type), "Choose what the appeal is about.")
	c.ref("decision", a.Decision)
	c.that("ended", a.Ended.IsZero() || a.Lodged.IsZero() || !a.Ended.Before(a.Lodged), "The appeal ended before it was lodged. Check both dates.")
	c.that("page_limit", a.PageLimit >= 0, "Give the number of pages the Tribunal allowed, or 0 for none.")
	seen := map[string]bool{}
	for _, l := range a.Limits {
		c.that("limits", isFactID(l.On) && l.Most > 0, "Give each limit the Tribunal set as a number above 0.")
		c.that("limits", !seen[l.On], "A limit is given twice.")
		seen[l.On] = true
	}
	return c.err()
}
