// Package model holds what a dossier is made of: sections of typed fields,
// statuses, and the views that outsiders get. A model is data, written by an
// Admin or shipped as a starter; Parse is the only way in from outside and
// reports everything that is wrong with it at once. Check holds what people
// type against a section of it.
//
// Everything here is pure: no clock, no table. Where a version of a model is
// stored stands in rows.go.
package model

// Model describes one kind of dossier. A version of it never changes once a
// dossier uses it. Reference is the prefix of the references of its dossiers,
// two to six capitals or digits, such as ASS. Noun is what one dossier of this
// kind is called ("contrat", "contract"), empty for plain "dossier".
// TeamMayShare lets members of the team, besides the manager, make share keys
// (ALL-1).
type Model struct {
	Name         Text      `json:"name"`
	Description  Text      `json:"description,omitzero"`
	Noun         Text      `json:"noun,omitzero"`
	Reference    string    `json:"reference"`
	TeamMayShare bool      `json:"teamMayShare,omitempty"`
	Sections     []Section `json:"sections"`
	Statuses     []Status  `json:"statuses"`
	Views        Views     `json:"views,omitzero"`
}

// Text is a sentence that people read, in both languages (ALL-7).
type Text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

// In gives the sentence in language, "fr" or "en"; anything else is English.
func (t Text) In(language string) string {
	if language == "fr" {
		return t.FR
	}
	return t.EN
}

// The kinds of section. Wealth, gifts and family are what an advisor may
// change, simulations and reports what an advisor may not make (ABB-8); all
// five are edited like a form, and a model has at most one of each.
const (
	Form        = "form"
	Table       = "table" // tableau: exactly one field, of type rows
	Family      = "family"
	Wealth      = "wealth"
	Gifts       = "gifts"
	Simulations = "simulations"
	Reports     = "reports"
)

// Section is a part of a dossier that is shown, edited and stored as one.
type Section struct {
	ID     string  `json:"id"`
	Kind   string  `json:"kind"`
	Title  Text    `json:"title"`
	Help   Text    `json:"help,omitzero"`
	Fields []Field `json:"fields"`
}

// The types of field, with what Check takes and stores for each.
const (
	Line     = "text"     // string, one line, 500 characters unless MaxLength says fewer
	LongText = "longtext" // string, lines and tabs allowed, 20,000 characters
	Number   = "number"   // float64
	Money    = "money"    // string, exact, always two decimals: "1250.50"
	Date     = "date"     // string, "2026-02-28"
	One      = "choice"   // string, the id of a choice
	Several  = "choices"  // []any of ids of choices, each once
	YesNo    = "yesno"    // bool
	Person   = "person"   // string, the id of a person of the dossier
	Rows     = "rows"     // []any of map[string]any, one entry a column
)

// Field is one thing to fill in. A required field that is empty may be saved:
// it counts as missing (Section.Missing), because people fill a dossier over
// days. Min and Max bound a number or an amount, both included. MaxLength
// lowers the limit of a text, in characters. Currency is the ISO code of an
// amount; Parse fills in EUR where a model says nothing. Fields are the columns
// of a field of type rows.
type Field struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Label     Text     `json:"label"`
	Help      Text     `json:"help,omitzero"`
	Required  bool     `json:"required,omitempty"`
	Choices   []Choice `json:"choices,omitempty"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	MaxLength int      `json:"maxLength,omitempty"`
	Currency  string   `json:"currency,omitempty"`
	Fields    []Field  `json:"fields,omitempty"`
}

// Choice is one answer that a field of type choice or choices offers.
type Choice struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// Status is a step in the life of a dossier. Exactly one is Initial. Partners
// says whether a partner still sees a dossier that stands there (LOC-6).
type Status struct {
	ID       string `json:"id"`
	Label    Text   `json:"label"`
	Initial  bool   `json:"initial,omitempty"`
	Final    bool   `json:"final,omitempty"`
	Partners bool   `json:"partners,omitempty"`
}

// Views says what people outside the organisation see. A path is the id of a
// section, or of a section and one of its fields: `project.surface`. What a
// view does not name, it hides.
type Views struct {
	Client    []string      `json:"client,omitempty"`    // section ids; none by default (LEX-2)
	Applicant []string      `json:"applicant,omitempty"` // paths that the applicant sees and fills (LOC-11)
	Partners  []PartnerView `json:"partners,omitempty"`
}

// The accesses of a partner view. In an opinion, editable counts as visible
// (LOC-10).
const (
	Hidden   = "hidden"
	Visible  = "visible"
	Editable = "editable"
)

// PartnerView is what one kind of partner sees and may fill in (LOC-10). The
// entry of a field goes before the entry of its section. Own are fields that
// only this partner fills in.
type PartnerView struct {
	ID     string         `json:"id"`
	Name   Text           `json:"name"`
	Fields []PartnerField `json:"fields,omitempty"`
	Own    []Field        `json:"own,omitempty"`
}

// PartnerField gives one path of the dossier an access.
type PartnerField struct {
	Path   string `json:"path"`
	Access string `json:"access"`
}
