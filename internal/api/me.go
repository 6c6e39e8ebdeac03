package api

import (
	"context"
	"strings"
	"time"

	"tierce/internal/gateway"
	"tierce/internal/people"
	"tierce/internal/text"
)

// Me is the account that calls.
type Me struct {
	ID            string       `json:"id"`
	Name          string       `json:"name"`
	Language      string       `json:"language" doc:"fr or en; empty until chosen"`
	Email         string       `json:"email" doc:"Verified; empty before the first PUT of an ID token"`
	Phone         string       `json:"phone" doc:"Verified, or empty"`
	Organizations []MyPlace    `json:"organizations" doc:"Where I am an agent"`
	Enterable     []Enterable  `json:"enterable" doc:"What I may enter on behalf of applicants (LOC-1)"`
	Invitations   []Invitation `json:"invitations" doc:"What waits for my e-mail address"`
}

// MyPlace is an organisation that I work for.
type MyPlace struct {
	Named
	Admin bool `json:"admin"`
}

// MeOut answers with the account.
type MeOut struct{ Body Me }

// ChangeMe is what an account may change of itself here.
type ChangeMe struct {
	Body struct {
		Language string `json:"language" enum:"fr,en"`
	}
}

func (h *house) meRoutes() {
	on(h, route{id: "get-me", path: "GET /v1/me", does: "Who I am, whom I work for, what waits for me"}, h.getMe)
	on(h, route{id: "put-me", path: "PUT /v1/me", does: "Tell my verified e-mail and phone, by an ID token", idToken: true}, h.putMe)
	on(h, route{id: "patch-me", path: "PATCH /v1/me", does: "Choose my language"}, h.patchMe)
}

func (h *house) getMe(ctx context.Context, by people.Caller, _ *struct{}) (*MeOut, error) {
	a, _, err := h.People.Load(ctx, by)
	if err != nil {
		return nil, err
	}
	waiting, err := h.People.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var orgs []string
	for org := range a.Orgs {
		orgs = append(orgs, org)
	}
	for _, i := range waiting {
		orgs = append(orgs, i.Organization)
	}
	found, err := h.People.Organizations(ctx, orgs...)
	if err != nil {
		return nil, err
	}
	me := meOf(a, waiting, found, h.Clock())
	me.Enterable, err = h.enterable(ctx, a)
	return &MeOut{me}, err
}

func meOf(a people.Account, waiting []people.Invitation, found map[string]people.Organization, now time.Time) Me {
	me := Me{ID: a.ID, Name: a.Name, Language: a.Lang, Email: a.Email, Phone: a.Phone,
		Organizations: []MyPlace{}, Invitations: []Invitation{}}
	for _, org := range sortedByName(found) {
		if place, in := a.Orgs[org.ID]; in {
			me.Organizations = append(me.Organizations, MyPlace{Named{org.ID, org.Name}, place.Admin})
		}
	}
	for _, i := range waiting {
		me.Invitations = append(me.Invitations, invitationOf(i, found[i.Organization].Name, now))
	}
	return me
}

// putMe takes what the issuer verified: a claim counts where the issuer says
// so, and only then.
func (h *house) putMe(ctx context.Context, by people.Caller, _ *struct{}) (*MeOut, error) {
	c := gateway.Claims(ctx)
	verified := func(claim string) string {
		if c[claim+"_verified"] == "true" {
			return c[claim]
		}
		return ""
	}
	lang, _ := text.Parse(c["locale"])
	_, _, err := h.Arrival.SignIn(ctx, people.Claims{Issuer: c["iss"], Subject: c["sub"], Email: verified("email"),
		Phone: verified("phone_number"), Name: strings.TrimSpace(c["name"]), Lang: string(lang)})
	if err != nil {
		return nil, err
	}
	return h.getMe(ctx, by, nil)
}

func (h *house) patchMe(ctx context.Context, by people.Caller, in *ChangeMe) (*MeOut, error) {
	if err := h.People.SetLang(ctx, by.Account(), in.Body.Language); err != nil {
		return nil, err
	}
	return h.getMe(ctx, by, nil)
}
