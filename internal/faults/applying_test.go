package faults

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/model"
)

// asker is a request with somebody whom it is about, and the tag of what they
// see of one section where they have come in.
type asker struct{ d, person, tag string }

func (h *house) asker() asker {
	town := h.Organization("Town", claire)
	h.dropModels(model.StarterID(town, "public-request"))
	h.SignIn(odile)
	a := asker{d: h.Dossier(town, claire, "public-request"), person: id.New()}
	_, err := h.Rights.SavePerson(background, h.As(claire), a.d, dossier.Person{ID: a.person, Name: "Odile", Applicant: true, Reach: reach(odile, "")})
	h.must(err)
	return a
}

func (h *house) applicantIn() asker {
	a := h.asker()
	_, err := h.Rights.Set(background, h.As(claire), a.d, a.person, invitation.Applicant, access.Write)
	h.must(err)
	seen, err := h.Applicants.See(background, h.As(odile), a.d) // the day's opening
	h.must(err)
	part, _ := seen.Part("building")
	a.tag = part.Tag
	return a
}

func applied(name string, first func(h *house) asker, do func(h *house, a asker) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		a := first(h)
		return func(h *house) (any, error) { return do(h, a) }
	}}
}

// applying are the acts of letting an applicant in, and theirs.
func applying() []act {
	level := func(level access.Level) func(h *house, a asker) (any, error) {
		return func(h *house, a asker) (any, error) {
			return h.Rights.Set(background, h.As(claire), a.d, a.person, invitation.Applicant, level)
		}
	}
	return []act{
		applied("let an applicant in", (*house).asker, level(access.Write)),
		applied("end an applicant's access", (*house).applicantIn, level("")),
		applied("fill the applicant view in", (*house).applicantIn, func(h *house, a asker) (any, error) {
			seen, err := h.Applicants.Fill(background, h.As(odile), a.d, "building", a.tag, map[string]any{"parcel": "AB 12"})
			part, _ := seen.Part("building")
			return part.Values, err
		}),
	}
}
