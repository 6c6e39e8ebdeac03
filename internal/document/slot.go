package document

import (
	"strconv"
	"strings"
	"time"

	"tierce/internal/id"
	"tierce/internal/table"
)

// FormLife is how long a form may be sent after it was asked for.
const FormLife = 15 * time.Minute

// settleAfter is when it is looked after what became of an upload; keptFor how
// long a settled slot is kept, for whoever asks about it.
const (
	settleAfter = 24 * time.Hour
	keptFor     = 24 * time.Hour
)

// State is how far an upload has come.
type State string

// The states of a slot. Expired is one that waits still, too late.
const (
	Waiting  State = "waiting"  // for the file
	Making   State = "making"   // a Waiting one whose file is made from a template
	Checking State = "checking" // the file is there, and is scanned
	Done     State = "done"     // it is a document
	Refused  State = "refused"  // for a Reason
	Expired  State = "expired"
)

// Reason says why an upload was refused; its sentence is
// `document.refused-<reason>` in package text.
type Reason string

// The reasons.
const (
	Empty       Reason = "empty"
	OtherSize   Reason = "other-size"   // than was said
	NotItsKind  Reason = "not-its-kind" // its bytes are not what its name says
	Infected    Reason = "infected"
	Unscannable Reason = "unscannable"
	Unscanned   Reason = "unscanned" // a day later
	Duplicate   Reason = "duplicate" // of Slot.Same
	NoAccess    Reason = "no-access" // whoever sent it may not any more
	Gone        Reason = "gone"      // the document that it was to replace, or the dossier
	Full        Reason = "full"      // no room for more documents, or versions

	TemplateGone  Reason = "template-gone"  // removed since it was chosen
	TemplateUnfit Reason = "template-unfit" // it asks for what the dossier's model does not have
	FieldsMissing Reason = "fields-missing" // emptied since it was chosen
	TooLarge      Reason = "too-large"      // filled
	Unmade        Reason = "unmade"         // a day later
)

// Draft is what an upload is asked for with. Type may be empty: the name says
// it. Of is the document that it replaces, whose audience stays; "" for none.
// Of a file that is made from a template, Template is which, Lang in which
// language, and Size is not known yet.
type Draft struct {
	Name     string
	Type     string
	Size     int64
	Audience Audience
	Of       string
	Template string
	Lang     string
}

// Slot is one upload, from its form to its document.
type Slot struct {
	ID string
	Draft
	Document string // the one it becomes, or is to be a version of
	By       string // account
	At       time.Time
	State    State
	Reason   Reason
	Same     string // the document that a Duplicate is one of
	Settled  time.Time

	checked  time.Time // since when it waits for its scan
	upload   string    // id of the upload
	object   string    // id of the object that was found good; "" before
	attempts int       // objects that were begun
	sha      string
	asks     string // a hash of the request, to know a repeat by
}

type slotRow struct {
	table.Key
	Name     string    `dynamodbav:"name"`
	Type     string    `dynamodbav:"type"`
	Size     int64     `dynamodbav:"size"`
	Audience Audience  `dynamodbav:"audience"`
	Of       string    `dynamodbav:"of,omitempty"`
	Template string    `dynamodbav:"template,omitempty"`
	Lang     string    `dynamodbav:"lang,omitempty"`
	Document string    `dynamodbav:"document"`
	By       string    `dynamodbav:"by"`
	At       time.Time `dynamodbav:"at"`
	State    State     `dynamodbav:"state"`
	Reason   Reason    `dynamodbav:"reason,omitempty"`
	Same     string    `dynamodbav:"same,omitempty"`
	Settled  time.Time `dynamodbav:"settled,omitzero"`
	Checked  time.Time `dynamodbav:"checked,omitzero"`
	Upload   string    `dynamodbav:"upload"`
	Object   string    `dynamodbav:"object,omitempty"`
	Attempts int       `dynamodbav:"attempts"`
	SHA256   string    `dynamodbav:"sha256,omitempty"`
	Asks     string    `dynamodbav:"asks"`
}

// slotKey names a slot of a dossier, or of the organisation whose partition
// place is.
func slotKey(place, slot string) table.Key {
	if _, of := orgOf(place); !of {
		place = "D#" + place
	}
	return table.Key{PK: place, SK: "J#" + slot}
}

// Elsewhere is the place of slots whose files become no documents: templates of
// an organisation.
func Elsewhere(org string) string { return "O#" + org }

func orgOf(place string) (org string, of bool) { return strings.CutPrefix(place, "O#") }

func (s Slot) row(d string) slotRow {
	return slotRow{Key: slotKey(d, s.ID), Name: s.Name, Type: s.Type, Size: s.Size, Audience: s.Audience, Of: s.Of,
		Template: s.Template, Lang: s.Lang, Document: s.Document,
		By: s.By, At: s.At, State: s.State, Upload: s.upload, Asks: s.asks}
}

func slotOf(r table.Row) (Slot, error) {
	var w slotRow
	err := table.Into(r, &w)
	return Slot{ID: strings.TrimPrefix(w.SK, "J#"), Draft: Draft{Name: w.Name, Type: w.Type, Size: w.Size, Audience: w.Audience, Of: w.Of, Template: w.Template, Lang: w.Lang},
		Document: w.Document, By: w.By, At: w.At, State: w.State, Reason: w.Reason, Same: w.Same, Settled: w.Settled, checked: w.Checked,
		upload: w.Upload, object: w.Object, attempts: w.Attempts, sha: w.SHA256, asks: w.Asks}, err
}

// Until is when the form of s can no longer be sent.
func (s Slot) Until() time.Time { return s.At.Add(FormLife) }

// StateAt is how far s has come at now.
func (s Slot) StateAt(now time.Time) State {
	switch {
	case s.State == Waiting && s.Template != "":
		return Making
	case s.State == Waiting && !now.Before(s.Until()):
		return Expired
	}
	return s.State
}

// attempt names the object of the n-th look at what was uploaded. Each has its
// own, so that two at once never write one object.
func (s Slot) attempt(n int) string { return id.Of("object", s.upload, strconv.Itoa(n)) }

func (d Draft) hash() string {
	if d.Template != "" {
		d.Name = "" // the template's, which may be renamed between a request and its repeat
	}
	return id.Hash(append([]string{"upload", d.Name, d.Type, strconv.FormatInt(d.Size, 10), d.Of, d.Template, d.Lang}, d.Audience.Words()...)...)
}

// madeRow says which slot an upload or an object is for, and what was found in
// the object.
type madeRow struct {
	table.Key
	Dossier string  `dynamodbav:"dossier"`
	Slot    string  `dynamodbav:"slot"`
	Verdict verdict `dynamodbav:"verdict,omitempty"`
}

// verdict is what the scan said of an object.
type verdict string

const (
	clean   verdict = "clean"
	threat  verdict = "threat"
	unknown verdict = "unknown" // it could not be scanned
)
