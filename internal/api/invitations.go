package api

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/people"
)

// Invitation asks whoever verifies an e-mail address to become an agent. Its
// id opens nothing.
type Invitation struct {
	ID           string     `json:"id"`
	Organization Named      `json:"organization"`
	Email        string     `json:"email"`
	Language     string     `json:"language"`
	Admin        bool       `json:"admin"`
	Made         *time.Time `json:"made"`
	Expires      *time.Time `json:"expires"`
	State        string     `json:"state" enum:"pending,accepted,revoked,expired"`
}

// InvitationOut answers with one invitation.
type InvitationOut struct{ Body Invitation }

// InvitationsOut answers with the invitations of an organisation.
type InvitationsOut struct {
	Body struct {
		Invitations []Invitation `json:"invitations"`
	}
}

// AtInvitation is one invitation.
type AtInvitation struct {
	AtOrganization
	Invitation string `path:"invitation"`
}

type invite struct {
	AtOrganization
	Repeatable
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Language string `json:"language" enum:"fr,en" doc:"Of the mail that invites"`
		Admin    bool   `json:"admin,omitempty"`
	}
}

type accept struct {
	AtInvitation
	Repeatable
}

// AcceptedOut answers with the place that was accepted.
type AcceptedOut struct {
	Body struct {
		Organization Named `json:"organization"`
	}
}

func (h *house) invitationRoutes() {
	const path = "/v1/organizations/{org}/invitations"
	on(h, route{id: "list-invitations", path: "GET " + path, does: "The invitations of an organisation, for an Admin"}, h.listInvitations)
	on(h, route{id: "revoke-invitation", path: "DELETE " + path + "/{invitation}", does: "Revoke a pending invitation"}, h.revokeInvitation)
	on(h, route{id: "accept-invitation", path: "POST " + path + "/{invitation}/acceptance", does: "Become an agent, by the verified e-mail address that was invited"}, h.acceptInvitation)
}

func invitationOf(i people.Invitation, organization string, now time.Time) Invitation {
	return Invitation{ID: i.ID, Organization: Named{i.Organization, organization}, Email: i.Email, Language: i.Lang, Admin: i.Admin,
		Made: utc(i.Made), Expires: utc(i.Expires()), State: i.StateAt(now)}
}

func (h *house) inviteAgent(ctx context.Context, by people.Caller, in *invite) (*InvitationOut, error) {
	i, err := h.People.Invite(ctx, by, in.Org, in.Body.Email, in.Body.Language, in.Body.Admin, in.once(by, "agents", in.Org))
	if err != nil {
		return nil, err
	}
	o, err := h.People.Organization(ctx, in.Org)
	return &InvitationOut{invitationOf(i, o.Name, h.Clock())}, err
}

func (h *house) listInvitations(ctx context.Context, by people.Caller, in *AtOrganization) (*InvitationsOut, error) {
	if _, err := h.place(ctx, by, in.Org, access.ManageAgents); err != nil {
		return nil, err
	}
	_, list, err := h.People.Agents(ctx, by, in.Org)
	if err != nil {
		return nil, err
	}
	o, err := h.People.Organization(ctx, in.Org)
	if err != nil {
		return nil, err
	}
	out, now := &InvitationsOut{}, h.Clock()
	out.Body.Invitations = each(list, func(i people.Invitation) Invitation { return invitationOf(i, o.Name, now) })
	return out, nil
}

func (h *house) revokeInvitation(ctx context.Context, by people.Caller, in *AtInvitation) (*NoBody, error) {
	return nil, h.People.Uninvite(ctx, by, in.Org, in.Invitation)
}

func (h *house) acceptInvitation(ctx context.Context, by people.Caller, in *accept) (*AcceptedOut, error) {
	if err := h.People.Accept(ctx, by, in.Org, in.Invitation); err != nil {
		return nil, err
	}
	o, err := h.People.Organization(ctx, in.Org)
	out := &AcceptedOut{}
	out.Body.Organization = Named{o.ID, o.Name}
	return out, err
}
