package rooms_test

import (
	"context"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
)

const greta = "greta@solidaire.example"

// The operations of partners who enter dossiers on behalf of applicants (LOC-1).
func init() {
	ctx := context.Background()
	operations["allow a partner to enter"] = func(c *counted) func() error {
		draft := c.PartnerDraft(c.cabinet, paul, greta)
		_, _, err := c.Behalf.Choices(ctx, c.As(claire), c.cabinet) // the model is in memory
		c.must(err)
		return func() error {
			_, err := c.Behalf.Add(ctx, c.As(claire), c.cabinet, draft, id.New())
			return err
		}
	}
	operations["other models for a partner"] = func(c *counted) func() error {
		p := c.Partner(c.cabinet, claire, greta, true)
		draft := c.PartnerDraft(c.cabinet, paul, greta)
		return func() error {
			_, err := c.Behalf.Save(ctx, c.As(claire), c.cabinet, p.ID, p.Version, draft)
			return err
		}
	}
	operations["enter a dossier for somebody"] = func(c *counted) func() error {
		c.Partner(c.cabinet, claire, greta, true)
		c.Entered(c.cabinet, greta, eva) // and the model is in memory
		return func() error {
			_, err := c.Behalf.Enter(ctx, c.As(greta), roomstest.Entry(c.cabinet, "zoe@maison.example"), id.New())
			return err
		}
	}
	operations["leave the first status"] = func(c *counted) func() error {
		c.Partner(c.cabinet, claire, greta, true)
		d, status := c.Entered(c.cabinet, greta, eva), "submitted"
		return func() error {
			_, err := c.Dossiers.Change(ctx, c.As(claire), d, dossier.Edit{Status: &status})
			return err
		}
	}
}
