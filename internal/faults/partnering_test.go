package faults

import (
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
)

const banker = "credit@banque.example" // petition as a partner

// petition is a request under review with a solicitation, and its key.
type petition struct{ d, solicitation, key, document string }

func ofBanker() solicitation.Ask {
	return solicitation.Ask{Kind: solicitation.Both, Scope: "plans", View: "heritage-plans", Wished: "2026-12-01",
		Partner: solicitation.Partner{Name: "Bank", Email: banker, Lang: "fr"}}
}

func (h *house) request() petition {
	town := h.Organization("Town", claire)
	h.dropModels(model.StarterID(town, "public-request"))
	h.SignIn(banker)
	a := petition{d: h.Dossier(town, claire, "public-request")}
	review := "review"
	_, err := h.Dossiers.Change(background, h.As(claire), a.d, dossier.Edit{Status: &review})
	h.must(err)
	_, s, err := h.Solicitations.Make(background, h.As(claire), a.d, ofBanker(), id.New())
	h.must(err)
	header, err := h.Dossiers.Header(background, a.d)
	h.must(err)
	a.key, _, err = h.Solicitations.Key(background, solicitation.Mail{Header: header, Solicitation: s})
	h.must(err)
	a.solicitation = s.ID
	return a
}

// attached is one that the banker has attached, and drafted an answer to.
func (h *house) attached() petition {
	a := h.request()
	_, _, err := h.Solicitations.Claim(background, h.As(banker), a.key, id.New())
	h.must(err)
	_, err = h.Solicitations.See(background, h.As(banker), a.d, a.solicitation) // the day's opening
	h.must(err)
	_, err = h.Solicitations.Save(background, h.As(banker), a.d, a.solicitation, 0, solicitation.Answer{Verdict: solicitation.Favourable,
		Values: map[string]map[string]any{"building": {"protected": "listed"}}})
	h.must(err)
	return a
}

// redrawn is one that the banker has attached, whose model has a version that
// hides it from them.
func (h *house) redrawn() petition {
	a := h.attached()
	header, err := h.Dossiers.Header(background, a.d)
	h.must(err)
	_, err = h.Models.Redraw(background, h.As(claire), header.Org, header.Model, 1, model.Design{Views: mustViews(h, header), Statuses: []string{"opinions"}})
	h.must(err)
	return a
}

func mustViews(h *house, header dossier.Header) model.Views {
	m, err := h.Models.Version(background, header.Model, 1)
	h.must(err)
	m.Views.Partners[1].Fields = nil
	return m.Views
}

func (h *house) answeredBy() petition {
	a := h.attached()
	_, err := h.Solicitations.Send(background, h.As(banker), a.d, a.solicitation, 1, id.New())
	h.must(err)
	return a
}

// addressable is one with a document that is for nobody yet.
func (h *house) addressable() petition {
	h.Files()
	a := h.attached()
	a.document = h.File(a.d, claire, "there.txt", "a document", document.Audience{})
	return a
}

// withDocument is one whose draft has a document of the banker's.
func (h *house) withDocument() petition {
	h.Files()
	a := h.attached()
	a.document = h.File(a.d, banker, "plans.txt", "of the roof", document.Audience{})
	_, err := h.Solicitations.Save(background, h.As(banker), a.d, a.solicitation, 1, solicitation.Answer{Verdict: solicitation.Favourable, Documents: []string{a.document}})
	h.must(err)
	return a
}

// answeredWith is one that was sent with it.
func (h *house) answeredWith() petition {
	a := h.withDocument()
	_, err := h.Solicitations.Send(background, h.As(banker), a.d, a.solicitation, 2, id.New())
	h.must(err)
	return a
}

// partnered gives an act on a solicitation; once names its request.
func partnered(name string, first func(h *house) petition, do func(h *house, a petition, once string) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		a, once := first(h), id.New()
		return func(h *house) (any, error) { return do(h, a, once) }
	}}
}

// partnering are the acts of asking partners, and of answering.
func partnering() []act {
	return []act{
		partnered("ask a partner", (*house).request, func(h *house, a petition, once string) (any, error) {
			_, s, err := h.Solicitations.Make(background, h.As(claire), a.d, ofBanker(), once)
			return s.State, err
		}),
		partnered("attach a dossier", (*house).request, func(h *house, a petition, once string) (any, error) {
			d, _, err := h.Solicitations.Claim(background, h.As(banker), a.key, once)
			return d, err
		}),
		partnered("save a draft", (*house).attached, func(h *house, a petition, _ string) (any, error) {
			_, err := h.Solicitations.Save(background, h.As(banker), a.d, a.solicitation, 1, solicitation.Answer{Details: "later"})
			return nil, err
		}),
		partnered("send an answer", (*house).attached, func(h *house, a petition, once string) (any, error) {
			s, err := h.Solicitations.Send(background, h.As(banker), a.d, a.solicitation, 1, once)
			return s.Solicitation.State, err
		}),
		partnered("send an answer with a document", (*house).withDocument, func(h *house, a petition, once string) (any, error) {
			s, err := h.Solicitations.Send(background, h.As(banker), a.d, a.solicitation, 2, once)
			return s.Solicitation.State, err
		}),
		partnered("reopen an answer with a document", (*house).answeredWith, func(h *house, a petition, _ string) (any, error) {
			_, s, err := h.Solicitations.Reopen(background, h.As(claire), a.d, a.solicitation)
			return s.State, err
		}),
		partnered("decline a solicitation", (*house).attached, func(h *house, a petition, _ string) (any, error) {
			return nil, h.Solicitations.Decline(background, h.As(banker), a.d, a.solicitation, "no")
		}),
		partnered("reopen an answer", (*house).answeredBy, func(h *house, a petition, _ string) (any, error) {
			_, s, err := h.Solicitations.Reopen(background, h.As(claire), a.d, a.solicitation)
			return s.State, err
		}),
		partnered("withdraw a solicitation", (*house).attached, func(h *house, a petition, _ string) (any, error) {
			_, s, err := h.Solicitations.Withdraw(background, h.As(claire), a.d, a.solicitation)
			return s.State, err
		}),
		partnered("address a document to a partner", (*house).addressable, func(h *house, a petition, _ string) (any, error) {
			_, doc, err := h.Documents.Change(background, h.As(claire), a.d, a.document, document.Edit{Audience: &document.Audience{Solicitations: []string{a.solicitation}}})
			return doc.Audience.Solicitations, err
		}),
		partnered("notify partners", (*house).request, func(h *house, a petition, _ string) (any, error) {
			_, owing, _, err := h.Solicitations.Notify(background, h.As(claire), a.d)
			return len(owing), err
		}),
		partnered("move to another version", (*house).redrawn, func(h *house, a petition, _ string) (any, error) {
			_, p, err := h.Moving.Plan(background, h.As(claire), a.d, 2)
			if err != nil || p.Version == 2 {
				return nil, err
			}
			_, err = h.Moving.Move(background, h.As(claire), a.d, 2, p.Tag())
			return nil, err
		}),
		partnered("change the day", (*house).request, func(h *house, a petition, _ string) (any, error) {
			_, s, err := h.Solicitations.Change(background, h.As(claire), a.d, a.solicitation, 1, "2026-12-24")
			return s.Wished, err
		}),
	}
}
