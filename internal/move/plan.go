// Package move brings a dossier to a newer version of its model (LOC-10): it
// says first what that would change, and for whom, then does exactly that or
// nothing. What the dossier holds has its place in the newer version, or the
// dossier does not move: nothing that anybody entered is put out of sight.
//
// It has no rows of its own: the version stands in the dossier's header.
package move

import (
	"encoding/json"
	"reflect"
	"slices"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/view"
)

// Plan is what a move would change. Texts name sections, fields (with their
// section before) and statuses.
type Plan struct {
	Version, Latest int
	To              int             // Version where there is nothing to move to
	Sections        Change          // added, removed
	Fields          Change          // of sections that stay
	Redrawn         []model.Text    // sections and fields that are worded or made otherwise
	Statuses        Change          // added, removed
	PartnersSee     Change          // statuses in which partners see the dossier, of those that stay
	TeamMayShare    Change          // one empty text where team members may make keys from now on, or no more (ALL-1)
	Voided          []model.Text    // sections whose signatures the move voids (IND-6)
	Applicants      Change          // what applicants see and fill in (LOC-11)
	Clients         Change          // the sections that clients read (LEX-2)
	Partners        []PartnerChange // of solicitations that are not over, only where something changes
	Refusals        []Refusal       // why it cannot move; nil where it can
}

// Change is what is there more, and what is there less.
type Change struct{ More, Less []model.Text }

// Any tells whether there is a change.
func (c Change) Any() bool { return len(c.More)+len(c.Less) > 0 }

// PartnerChange is what a move changes for the partner of one solicitation.
type PartnerChange struct {
	Solicitation string
	Partner      solicitation.Partner
	Sees, Fills  Change
	Begins, Ends bool // sees the dossier from now on, or no more, in its present status (LOC-6)
}

// Refusal is one reason why a dossier cannot move. Code names its sentence,
// `move.<Code>`; what else is set, the sentence names.
type Refusal struct {
	Code    string
	What    model.Text // section, field, status or view
	Partner solicitation.Partner
}

// The codes of refusals.
const (
	SectionFilled = "section-filled" // it holds something and is gone
	FieldFilled   = "field-filled"
	FieldChanged  = "field-changed" // of another type or currency
	ValueMisfits  = "value-misfits" // a choice is gone, a limit is tighter
	StatusGone    = "status-gone"   // the dossier stands in it
	StatusAwaited = "status-awaited"
	ViewGone      = "view-gone"      // a partner was asked by it
	AnswerMisfits = "answer-misfits" // a partner answered an own field that is gone or changed
	TooMany       = "too-many"       // more rows than one transaction writes
)

// Tag names what the plan says: whoever moves the dossier agrees to exactly
// that.
func (p Plan) Tag() string {
	data, _ := json.Marshal(p) // of texts and words alone
	return id.Of("move", string(data))
}

// Inside names the accounts of the partners from inside whom the plan names.
func (p Plan) Inside() (accounts []string) {
	for _, c := range p.Partners {
		accounts = append(accounts, c.Partner.Agent)
	}
	for _, r := range p.Refusals {
		accounts = append(accounts, r.Partner.Agent)
	}
	return slices.DeleteFunc(accounts, func(a string) bool { return a == "" })
}

// Newer tells whether there is a version to move to.
func (p Plan) Newer() bool { return p.To > p.Version }

// state is what a plan is made from, read while nothing else was written.
type state struct {
	header  dossier.Header
	latest  int
	to      int
	was, is model.Model
	stored  []dossier.Section
	asked   []solicitation.Solicitation
}

// plan compares.
func (s state) plan() Plan {
	p := Plan{Version: s.header.Version, Latest: s.latest, To: s.to}
	if !p.Newer() {
		return p
	}
	s.compareSections(&p)
	s.compareStatuses(&p)
	if s.was.TeamMayShare != s.is.TeamMayShare {
		p.TeamMayShare = either(s.is.TeamMayShare, model.Text{})
	}
	p.Applicants = seen(view.Applicant(s.was), view.Applicant(s.is))
	for _, one := range s.was.Views.Client {
		if of, _ := s.was.Section(one); !slices.Contains(s.is.Views.Client, one) {
			p.Clients.Less = append(p.Clients.Less, of.Title)
		}
	}
	for _, one := range s.is.Views.Client {
		if of, _ := s.is.Section(one); !slices.Contains(s.was.Views.Client, one) {
			p.Clients.More = append(p.Clients.More, of.Title)
		}
	}
	for _, stored := range s.stored {
		if stored.Stands() && !s.alike(stored.ID) {
			p.Voided = append(p.Voided, stored.Title)
		}
		p.Refusals = append(p.Refusals, misfits(stored, s.is)...)
	}
	s.comparePartners(&p)
	return p
}

// alike tells whether the newer version has a section exactly as it was.
func (s state) alike(section string) bool {
	was, had := s.was.Section(section)
	is, has := s.is.Section(section)
	return had && has && reflect.DeepEqual(was, is)
}

func (s state) compareSections(p *Plan) {
	for _, was := range s.was.Sections {
		is, stays := s.is.Section(was.ID)
		if !stays {
			p.Sections.Less = append(p.Sections.Less, was.Title)
			continue
		}
		c, redrawn := fields(was, is)
		p.Fields.More, p.Fields.Less = append(p.Fields.More, c.More...), append(p.Fields.Less, c.Less...)
		p.Redrawn = append(p.Redrawn, redrawn...)
	}
	for _, is := range s.is.Sections {
		if _, was := s.was.Section(is.ID); !was {
			p.Sections.More = append(p.Sections.More, is.Title)
		}
	}
}

// fields compares a section's: those added, those removed, and those made
// otherwise, with the section itself.
func fields(was, is model.Section) (c Change, redrawn []model.Text) {
	if was.Title != is.Title || was.Help != is.Help || was.Kind != is.Kind {
		redrawn = append(redrawn, is.Title)
	}
	for _, f := range was.Fields {
		now, stays := is.Field(f.ID)
		switch {
		case !stays:
			c.Less = append(c.Less, inside(was.Title, f.Label))
		case !reflect.DeepEqual(f, now):
			redrawn = append(redrawn, inside(is.Title, now.Label))
		}
	}
	for _, f := range is.Fields {
		if _, was := was.Field(f.ID); !was {
			c.More = append(c.More, inside(is.Title, f.Label))
		}
	}
	return c, redrawn
}

func (s state) compareStatuses(p *Plan) {
	if _, there := s.is.Status(s.header.Status); !there {
		was, _ := s.was.Status(s.header.Status)
		p.Refusals = append(p.Refusals, Refusal{Code: StatusGone, What: was.Label})
	}
	for _, was := range s.was.Statuses {
		is, stays := s.is.Status(was.ID)
		switch {
		case !stays:
			p.Statuses.Less = append(p.Statuses.Less, was.Label)
		case is.Partners && !was.Partners:
			p.PartnersSee.More = append(p.PartnersSee.More, is.Label)
		case was.Partners && !is.Partners:
			p.PartnersSee.Less = append(p.PartnersSee.Less, is.Label)
		}
	}
	for _, is := range s.is.Statuses {
		if _, was := s.was.Status(is.ID); !was {
			p.Statuses.More = append(p.Statuses.More, is.Label)
		}
	}
}

func inside(section, field model.Text) model.Text {
	return model.Text{FR: section.FR + " – " + field.FR, EN: section.EN + " – " + field.EN}
}

func either(more bool, t model.Text) Change {
	if more {
		return Change{More: []model.Text{t}}
	}
	return Change{Less: []model.Text{t}}
}
