package api

import (
	"cmp"
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/right"
)

// Right is what a person of the access tab has by one way (ABB-2). State says
// how far they have come.
type Right struct {
	Person  Named      `json:"person"`
	Way     string     `json:"way" enum:"family,advisor,applicant,contact"`
	Holder  string     `json:"holder,omitempty" enum:"holder,co-holder"`
	Advisor string     `json:"advisor,omitempty"`
	Level   string     `json:"level,omitempty" enum:"write,read,none" doc:"Absent of a contact, who has an access group"`
	State   string     `json:"state" enum:"none,pending,phone,accepted,revoked,bounced,declined,expired" doc:"phone: an account has the address, and not yet the phone"`
	Giver   *Named     `json:"giver,omitempty"`
	Made    *time.Time `json:"made,omitempty" doc:"Reminders follow 7 and 30 days after it while no account has the address"`
	Expires *time.Time `json:"expires,omitempty"`
}

// RightsOut answers with the access tab.
type RightsOut struct {
	Body struct {
		Grants []Right `json:"grants"`
	}
}

// RightOut answers with one right.
type RightOut struct{ Body Right }

// AtRight is one person's access by one way.
type AtRight struct {
	AtDossier
	Person string `path:"person"`
}

type setRight struct {
	AtRight
	Body struct {
		Way   string `json:"way" enum:"family,advisor,applicant"`
		Level string `json:"level" enum:"write,read,none" doc:"Of an applicant, write or none"`
	}
}

type previewRight struct {
	AtRight
	Way   string `query:"way" enum:"family,advisor,applicant" required:"true"`
	Level string `query:"level" enum:"write,read,none" required:"true"`
}

// SeenOut answers with who would see exactly what (ALL-3).
type SeenOut struct {
	Body struct {
		Sections []SeenSection `json:"sections" doc:"With their content, as that person would read it"`
		People   []Person      `json:"people"`
		SeenKept
		ApplicantView ApplicantView `json:"applicantView" doc:"What they would find of it"`
		Remaining     []string      `json:"remaining" doc:"Origins of their access that stay besides (ALL-2)"`
	}
}

// SeenSection is a section that the person would see.
type SeenSection struct {
	ID       string         `json:"id"`
	Editable bool           `json:"editable"`
	Values   map[string]any `json:"values"`
	People   []Named        `json:"people" doc:"The persons that it names"`
}

type resendRight struct {
	AtRight
	Repeatable
	Body struct {
		Way string `json:"way" enum:"family,advisor,applicant,contact"`
	}
}

// DossierInvitation is an invitation of an organisation's dossier.
type DossierInvitation struct {
	ID      string     `json:"id"`
	Dossier string     `json:"dossier"`
	Person  Named      `json:"person"`
	Way     string     `json:"way" enum:"family,advisor,applicant,contact"`
	Level   string     `json:"level,omitempty" enum:"write,read" doc:"Of family and advisors"`
	Group   string     `json:"group,omitempty" doc:"Access group of a contact"`
	Email   string     `json:"email"`
	State   string     `json:"state" enum:"pending,phone,accepted,revoked,bounced,declined,expired"`
	Made    *time.Time `json:"made"`
	Expires *time.Time `json:"expires"`
}

// DossierInvitationsOut answers with a page of them.
type DossierInvitationsOut struct {
	Body struct {
		Invitations []DossierInvitation `json:"invitations"`
		Next        string              `json:"next,omitempty" doc:"Cursor of the next page; a page may be short while there is one"`
	}
}

type listDossierInvitations struct {
	AtOrganization
	Paging
}

func (h *house) rightRoutes() {
	const path = "/v1/dossiers/{dossier}/grants"
	on(h, route{id: "list-grants", path: "GET " + path, does: "The access of family members, advisors and applicants"}, h.listRights)
	on(h, route{id: "set-grant", path: "PUT " + path + "/{person}", does: "Give a person access, change its level, or end it"}, h.setRight)
	on(h, route{id: "preview-grant", path: "GET " + path + "/{person}/preview", does: "Who would see exactly what, before saving (ALL-3)"}, h.previewRight)
	on(h, route{id: "resend-grant", path: "POST " + path + "/{person}/resend", does: "Mail an invitation anew"}, h.resendRight)
	on(h, route{id: "list-dossier-invitations", path: "GET /v1/organizations/{org}/dossier-invitations",
		does: "The invitations of the organisation's dossiers whose access I may see"}, h.listDossierInvitations)
}

// levelOf reads a level, "none" as the absence of one.
func levelOf(s string) access.Level {
	if s == "none" {
		return ""
	}
	return access.Level(s)
}

func rightOf(i invitation.Invitation, state invitation.State, p dossier.Person, giver string) Right {
	r := Right{Person: Named{p.ID, p.Name}, Way: string(i.Way), Advisor: p.Advisor, Level: "none", State: cmp.Or(string(state), "none")}
	switch i.Way {
	case invitation.Family:
		r.Holder, r.Advisor = p.Holder, ""
	case invitation.Applicant:
		r.Advisor = ""
	}
	if state == invitation.None {
		return r
	}
	if state == invitation.Accepted || state == invitation.Pending || state == invitation.Phone {
		r.Level = string(i.Level)
	}
	r.Giver, r.Made, r.Expires = &Named{i.By, giver}, utc(i.Made), utc(i.Expires())
	return r
}

func (h *house) listRights(ctx context.Context, by people.Caller, in *AtDossier) (*RightsOut, error) {
	_, list, err := h.Rights.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	out := &RightsOut{}
	out.Body.Grants = each(list, func(r right.Right) Right { return rightOf(r.Invitation, r.State, r.Person, r.Giver) })
	return out, nil
}

// setRight answers as the list has it afterwards.
func (h *house) setRight(ctx context.Context, by people.Caller, in *setRight) (*RightOut, error) {
	way := invitation.Way(in.Body.Way)
	if _, err := h.Rights.Set(ctx, by, in.Dossier, in.Person, way, levelOf(in.Body.Level)); err != nil {
		return nil, err
	}
	return h.oneRight(ctx, by, in.Dossier, in.Person, way)
}

func (h *house) oneRight(ctx context.Context, by people.Caller, d, person string, way invitation.Way) (*RightOut, error) {
	_, list, err := h.Rights.List(ctx, by, d)
	if err != nil {
		return nil, err
	}
	for _, r := range list {
		if r.Person.ID == person && r.Way == way {
			return &RightOut{rightOf(r.Invitation, r.State, r.Person, r.Giver)}, nil
		}
	}
	return nil, access.Nothing()
}

func (h *house) previewRight(ctx context.Context, by people.Caller, in *previewRight) (*SeenOut, error) {
	p, err := h.Rights.Preview(ctx, by, in.Dossier, in.Person, invitation.Way(in.Way), levelOf(in.Level))
	if err != nil {
		return nil, err
	}
	return h.seenOf(ctx, p)
}

func (h *house) resendRight(ctx context.Context, by people.Caller, in *resendRight) (*RightOut, error) {
	way := invitation.Way(in.Body.Way)
	if _, err := h.Rights.Resend(ctx, by, in.Dossier, in.Person, way, in.once(by, "resend", in.Dossier, in.Person)); err != nil {
		return nil, err
	}
	if way == invitation.Contact { // the tab does not have them
		_, c, _, err := h.Rights.OneContact(ctx, by, in.Dossier, in.Person)
		return &RightOut{rightOf(c.Invitation, c.State, c.Person, c.Giver)}, err
	}
	return h.oneRight(ctx, by, in.Dossier, in.Person, way)
}

func (h *house) listDossierInvitations(ctx context.Context, by people.Caller, in *listDossierInvitations) (*DossierInvitationsOut, error) {
	list, next, err := h.Rights.OfOrganization(ctx, by, in.Org, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out, now := &DossierInvitationsOut{}, h.Clock()
	out.Body.Next = next
	out.Body.Invitations = each(list, func(i invitation.Invitation) DossierInvitation {
		return DossierInvitation{ID: i.ID, Dossier: i.Dossier, Person: Named{i.Person, i.Name}, Way: string(i.Way), Level: string(i.Level),
			Group: i.Terms.Group, Email: i.Email, State: string(i.StateAt(now)), Made: utc(i.Made), Expires: utc(i.Expires())}
	})
	return out, nil
}
