package roomstest

import (
	"context"

	"tierce/internal/client"
	"tierce/internal/id"
)

// Client makes email a client of org, of a company ("" for none), by its
// Admin, and has them come in where in says so.
func (h *House) Client(org, admin, email, company string, in bool) client.Client {
	h.T.Helper()
	c, err := h.Clients.Add(context.Background(), h.As(admin), org, ClientDraft(email, company), id.New())
	h.must(err)
	if in {
		h.SignIn(email)
		c, err = h.Clients.Get(context.Background(), h.As(admin), org, c.ID)
		h.must(err)
	}
	return c.Client
}

// ClientDraft is what is said of the client with email.
func ClientDraft(email, company string) client.Draft {
	return client.Draft{Name: "Client " + email, Email: email, Phone: Phone(email), Lang: "en", Company: company}
}

// Moves gives a client another company.
func (h *House) Moves(org, admin string, c client.Client, company string) error {
	is, err := h.Clients.Get(context.Background(), h.As(admin), org, c.ID)
	if err != nil {
		return err
	}
	_, err = h.Clients.Save(context.Background(), h.As(admin), org, c.ID, is.Version, ClientDraft(c.Email, company))
	return err
}
