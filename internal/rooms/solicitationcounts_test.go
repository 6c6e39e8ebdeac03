package rooms_test

import (
	"context"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms"
	"tierce/internal/solicitation"
)

// partnered is a request under review, with a solicitation that Zoe has
// attached and drafted an answer to, and the key of another.
type partnered struct {
	d, key string
	ask    solicitation.Ask
	s      solicitation.Solicitation
}

func (c *counted) partnered() partnered {
	c.T.Helper()
	ctx := context.Background()
	org := ""
	for o := range c.SignIn(claire).Orgs {
		org = o
	}
	zoe := "zoe@banque.example"
	c.SignIn(zoe)
	p := partnered{d: c.Dossier(org, claire, "public-request"), ask: solicitation.Ask{Kind: solicitation.Complement, Scope: "plans", View: "heritage-plans",
		Wished: "2026-12-01", Partner: solicitation.Partner{Name: "Zoe", Email: zoe, Lang: "fr"}}}
	review := "review"
	_, err := c.Dossiers.Change(ctx, c.As(claire), p.d, dossier.Edit{Status: &review})
	c.must(err)
	for range 2 {
		_, s, err := c.Solicitations.Make(ctx, c.As(claire), p.d, p.ask, id.New())
		c.must(err)
		h, err := c.Dossiers.Header(ctx, p.d)
		c.must(err)
		p.key, _, err = c.Solicitations.Key(ctx, solicitation.Mail{Header: h, Solicitation: s})
		c.must(err)
		if p.s.ID == "" {
			_, _, err = c.Solicitations.Claim(ctx, c.As(zoe), p.key, id.New())
			c.must(err)
			p.s = s
		}
	}
	_, err = c.Solicitations.See(ctx, c.As(zoe), p.d, p.s.ID) // the day's first opening is recorded
	c.must(err)
	_, err = c.Solicitations.Save(ctx, c.As(zoe), p.d, p.s.ID, 0, drafted)
	c.must(err)
	return p
}

var drafted = solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}}}

// The operations on solicitations (LOC-2 to LOC-8).
func init() {
	ctx := context.Background()
	zoe := "zoe@banque.example"
	about := func(do func(c *counted, r rooms.Rooms, p partnered) error) func(c *counted) func() error {
		return func(c *counted) func() error {
			p := c.partnered()
			return func() error { return do(c, c.Rooms, p) }
		}
	}
	operations["solicitations of a dossier"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, _, err := r.Solicitations.List(ctx, c.As(claire), p.d)
		return err
	})
	operations["ask a partner"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, _, err := r.Solicitations.Make(ctx, c.As(claire), p.d, p.ask, id.New())
		return err
	})
	operations["attach a dossier"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, _, err := r.Solicitations.Claim(ctx, c.As(zoe), p.key, id.New())
		return err
	})
	operations["what a partner sees"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, err := r.Solicitations.See(ctx, c.As(zoe), p.d, p.s.ID)
		return err
	})
	operations["save a draft"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		a := drafted
		a.Details = "x"
		_, err := r.Solicitations.Save(ctx, c.As(zoe), p.d, p.s.ID, 1, a)
		return err
	})
	operations["send an answer"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, err := r.Solicitations.Send(ctx, c.As(zoe), p.d, p.s.ID, 1, id.New())
		return err
	})
	operations["withdraw a solicitation"] = about(func(c *counted, r rooms.Rooms, p partnered) error {
		_, _, err := r.Solicitations.Withdraw(ctx, c.As(claire), p.d, p.s.ID)
		return err
	})
}
