package solicitation

import (
	"slices"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/view"
)

// problems gathers everything that is wrong with what was typed.
type problems []fault.Field

// note adds what err says of fields of which nothing is said yet.
func (p *problems) note(err error) {
	f := fault.Of(err)
	if f == nil {
		return
	}
	for _, bad := range f.Fields {
		if !slices.ContainsFunc(*p, func(is fault.Field) bool { return is.Path == bad.Path }) {
			*p = append(*p, bad)
		}
	}
}

func (p *problems) bad(path, code string, args ...any) {
	*p = append(*p, fault.Field{Path: path, Code: code, Args: args})
}

// fault gives all of them in one; nil for none.
func (p problems) fault() error {
	if len(p) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: p}
}

// words cleans what was typed into field as sections' long texts are.
func words(field, s string, most int) (string, error) {
	values, err := model.Section{Fields: []model.Field{{ID: field, Type: model.LongText, MaxLength: most}}}.Check(map[string]any{field: s}, nil)
	if bad := fault.Of(err); bad != nil {
		for i := range bad.Fields {
			bad.Fields[i].Path = field
		}
		return "", bad
	}
	clean, _ := values[field].(string)
	return clean, err
}

// clean checks what was typed of a solicitation by itself, and names every bad
// value at once.
func (a Ask) clean() (Ask, error) {
	var wrong problems
	var err error
	if !slices.Contains([]Kind{Opinion, Complement, Both}, a.Kind) {
		wrong.bad("kind", "wrong-choice")
	}
	a.Scope, err = people.Line("scope", a.Scope, ScopeMost)
	wrong.note(err)
	a.Instructions, err = words("instructions", a.Instructions, InstructionsMost)
	wrong.note(err)
	switch _, bad := time.Parse(time.DateOnly, a.Wished); {
	case a.Wished == "":
		wrong.bad("wished", "missing")
	case bad != nil:
		wrong.bad("wished", "wrong-date")
	}
	a.Partner = a.Partner.clean(&wrong)
	return a, wrong.fault()
}

func (p Partner) clean(wrong *problems) Partner {
	if p.Inside() {
		if !id.Valid(p.Agent) {
			wrong.bad("partner.agent", "not-an-agent")
		}
		return Partner{Agent: p.Agent}
	}
	var err error
	p.Name, err = people.Line("partner.name", p.Name, NameMost)
	wrong.note(err)
	p.Email, err = people.Mail("partner.email", p.Email)
	wrong.note(err)
	if p.Lang != "fr" && p.Lang != "en" {
		wrong.bad("partner.language", "wrong-choice")
	}
	return p
}

// fits refuses what the dossier's model, its status and the day do not allow:
// a view that is none, a status in which partners see nothing (LOC-6), a day
// that has passed. today is a day of the organisation's zone.
func (a Ask) fits(m model.Model, status, today string) error {
	var wrong problems
	if _, there := view.Find(m, a.View); !there {
		wrong.bad("view", "wrong-choice")
	}
	if a.When == "" && !shows(m, status) {
		wrong.bad("when", "status-hides")
	}
	if a.When != "" && !shows(m, a.When) {
		wrong.bad("when", "status-hides")
	}
	if a.Wished < today {
		wrong.bad("wished", "due-passed")
	}
	return wrong.fault()
}

// shows tells whether partners see a dossier of m in status.
func shows(m model.Model, status string) bool { return slices.Contains(view.Statuses(m), status) }

// clean checks a draft against what its partner was asked for, and sees by
// parts. Nothing in it has to be there yet.
func (a Answer) clean(k Kind, v model.PartnerView, parts []view.Part) (Answer, error) {
	var wrong problems
	var err error
	if a.Verdict != "" && !(k.Opines() && slices.Contains(Verdicts, a.Verdict)) {
		wrong.bad("verdict", "wrong-choice")
	}
	a.Details, err = words("details", a.Details, DetailsMost)
	wrong.note(err)
	own, err := model.Section{Fields: v.Own}.Check(a.Own, nil)
	if bad := fault.Of(err); bad != nil {
		for _, f := range bad.Fields {
			f.Path = "own" + f.Path[len("values"):]
			wrong = append(wrong, f)
		}
	}
	values, err := view.Clean(parts, a.Values)
	wrong.note(err)
	if len(a.Documents) > DocumentsMost || slices.ContainsFunc(a.Documents, func(d string) bool { return !id.Valid(d) }) {
		wrong.bad("documents", "wrong-choice")
	}
	a.Own, a.Values, a.Documents = own, values, slices.Compact(slices.Sorted(slices.Values(a.Documents)))
	return a, wrong.fault()
}

// whole refuses an answer that lacks what must be said before it is sent.
func (a Answer) whole(k Kind, v model.PartnerView) error {
	var wrong problems
	if k.Opines() && a.Verdict == "" {
		wrong.bad("verdict", "missing")
	}
	for _, path := range (model.Section{Fields: v.Own}).Missing(a.Own) {
		wrong.bad("own."+path, "missing")
	}
	return wrong.fault()
}

// isDay tells whether s is a day, as 2026-11-24.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
