package roomstest

import (
	"context"

	"tierce/internal/behalf"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
)

// Partner lets email enter dossiers of the starter public-request for org, by
// its Admin, who manages them; and has them come in where in says so.
func (h *House) Partner(org, admin, email string, in bool) behalf.Partner {
	h.T.Helper()
	p, err := h.Behalf.Add(context.Background(), h.As(admin), org, h.PartnerDraft(org, admin, email), id.New())
	h.must(err)
	if in {
		h.SignIn(email)
		p, err = h.Behalf.Get(context.Background(), h.As(admin), org, p.ID)
		h.must(err)
	}
	return p.Partner
}

// PartnerDraft is what is said of the partner with email, whose dossiers agent
// manages.
func (h *House) PartnerDraft(org, agent, email string) behalf.Draft {
	return behalf.Draft{Name: "Partner " + email, Email: email, Phone: Phone(email), Lang: "en",
		Models: []string{model.StarterID(org, "public-request")}, Agent: h.Account(agent)}
}

// Entry is what a partner types who enters a dossier for applicant.
func Entry(org, applicant string) behalf.Entry {
	return behalf.Entry{Organization: org, Model: model.StarterID(org, "public-request"),
		Applicant: behalf.Applicant{Name: "Applicant " + applicant, Email: applicant, Phone: Phone(applicant), Lang: "fr"},
		Values:    map[string]map[string]any{"building": {"parcel": "AB 12"}}}
}

// Entered is a dossier that partner enters for applicant.
func (h *House) Entered(org, partner, applicant string) string {
	h.T.Helper()
	d, err := h.Behalf.Enter(context.Background(), h.As(partner), Entry(org, applicant), id.New())
	h.must(err)
	return d.ID
}

// SetsStatus gives d another status, by its manager.
func (h *House) SetsStatus(d, manager, status string) error {
	_, err := h.Dossiers.Change(context.Background(), h.As(manager), d, dossier.Edit{Status: &status})
	return err
}
