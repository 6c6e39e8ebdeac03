package dossier

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/people"
	"tierce/internal/table"
)

// SignaturesMost is how many signatures a section keeps, voided ones included:
// past it the oldest voided go.
const SignaturesMost = 40

// State is where a section stands beside its content (IND-6). It is no
// content: a copy has none of it (EVO-7).
type State struct {
	Signatures []Signature // in the order in which they were made
	Submitted  *Submission // nil while contacts may edit it
	Returned   *Return     // the last one, kept until the next submission
	Form       int         // the version of the model that it is signed by; 0 for the dossier's
	changes    int         // counts what became of the state: what is written stands on it
}

// Signature is a simple electronic signature of what a section held: a full
// name typed under a declaration, sealed with the account, the moment and the
// fingerprint of the content.
type Signature struct {
	ID      string    `dynamodbav:"id"`
	By      string    `dynamodbav:"by"` // account
	Name    string    `dynamodbav:"name"`
	At      time.Time `dynamodbav:"at"`
	Version int       `dynamodbav:"v"`              // of the section
	Hash    string    `dynamodbav:"hash"`           // SHA-256, in hex, as package seal makes it
	Voided  *Void     `dynamodbav:"void,omitempty"` // nil while it stands
}

// Void says which edit ended a signature.
type Void struct {
	By string    `dynamodbav:"by"`
	At time.Time `dynamodbav:"at"`
}

// Submission says who handed a section in. Once names the request.
type Submission struct {
	By   string    `dynamodbav:"by"`
	At   time.Time `dynamodbav:"at"`
	Once string    `dynamodbav:"once"`
}

// Return gives a submitted section back to whoever handed it in. Of is the Once
// of the submission.
type Return struct {
	By   string    `dynamodbav:"by"`
	To   string    `dynamodbav:"to"`
	At   time.Time `dynamodbav:"at"`
	Note string    `dynamodbav:"note"`
	Once string    `dynamodbav:"once"`
	Of   string    `dynamodbav:"of"`
}

// The state's attributes of a section's row.
const (
	signaturesAttr = "signatures"
	submittedAttr  = "submitted"
	returnedAttr   = "returned"
	changesAttr    = "changes"
	formAttr       = "form"
)

// stateRow is the part of a section's row that holds its state.
type stateRow struct {
	Signatures []Signature `dynamodbav:"signatures,omitempty"`
	Submitted  *Submission `dynamodbav:"submitted,omitempty"`
	Returned   *Return     `dynamodbav:"returned,omitempty"`
	Changes    int         `dynamodbav:"changes,omitempty"`
	Form       int         `dynamodbav:"form,omitempty"`
}

func (w stateRow) state() State {
	return State{Signatures: w.Signatures, Submitted: w.Submitted, Returned: w.Returned, Form: w.Form, changes: w.Changes}
}

func (s State) row() stateRow {
	return stateRow{Signatures: s.Signatures, Submitted: s.Submitted, Returned: s.Returned, Form: s.Form, Changes: s.changes}
}

// contentOf is a row of content as another dossier takes it over: a section
// without its state.
func contentOf(row table.Row, d string) table.Row {
	row = table.Moved(row, "D#"+d)
	if strings.HasPrefix(table.KeyOf(row).SK, "S#") {
		for _, attr := range []string{signaturesAttr, submittedAttr, returnedAttr, changesAttr, formAttr} {
			delete(row, attr)
		}
	}
	return row
}

// voided gives the state after an edit by acct at now.
func (s State) voided(acct string, now time.Time) State {
	s.Signatures = slices.Clone(s.Signatures)
	for i := range s.Signatures {
		if s.Signatures[i].Voided == nil {
			s.Signatures[i].Voided = &Void{By: acct, At: now}
		}
	}
	return s
}

// alike tells whether two contents are the same.
func alike(a, b map[string]any) bool {
	x, bad := json.Marshal(a)
	y, worse := json.Marshal(b)
	return bad == nil && worse == nil && string(x) == string(y)
}

// asRead are the conditions, on a section's row, under which content and state
// are those of s.
func (s Section) asRead() []table.Cond {
	if s.Version == 0 {
		return []table.Cond{table.Absent("pk")}
	}
	return []table.Cond{table.Equal("v", s.Version), same(changesAttr, s.changes, s.changes == 0)}
}

// StateOp writes what becomes of the state of s, a section that has content,
// where it is as it was read.
func (v View) StateOp(s Section, next State) table.Op {
	c := table.Change{Set: map[string]any{signaturesAttr: next.Signatures, changesAttr: s.changes + 1}, If: s.asRead()}
	if next.Signatures == nil {
		delete(c.Set, signaturesAttr)
	}
	put := func(attr string, there bool, value any) {
		if there {
			c.Set[attr] = value
		} else {
			c.Remove = append(c.Remove, attr)
		}
	}
	put(submittedAttr, next.Submitted != nil, next.Submitted)
	put(returnedAttr, next.Returned != nil, next.Returned)
	put(formAttr, next.Form != 0, next.Form)
	return table.Update(sectionKey(v.ID, s.ID), c)
}

// MayOn answers whether the caller may do action to s, in the state in which
// it is.
func (v View) MayOn(action access.Action, s Section) access.Decision {
	r := v.request(action)
	r.Section, r.Kind, r.Item = s.ID, v.kindOf(s.ID), access.Item{Submitted: s.Submitted != nil}
	return access.Decide(r)
}

// noted gives s as the caller is to see it: what an agent writes with a return
// is for agents and contacts, and nobody else who reads the section (IND-6).
func (v View) noted(s Section) Section {
	switch v.Decision.Role {
	case access.Manager, access.Team, access.Joined, access.Primary, access.Contact:
		return s
	}
	s.Returned = nil
	return s
}

// SectionFor reads one section for action. Where only its state refuses the
// action, the section comes with the refusal: a repeat is known by it.
func (r Room) SectionFor(ctx context.Context, by people.Caller, d, section string, action access.Action) (View, Section, error) {
	v, s, _, err := r.section(ctx, by, d, section, action)
	return v, s, err
}
