package rooms_test

import (
	"context"

	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/request"
)

// requested makes a request of Claire's for one person, whom it names.
func (c *counted) requested() (request.Request, request.Draft) {
	c.T.Helper()
	p, err := c.Rights.SavePerson(context.Background(), c.As(claire), c.d, dossier.Person{ID: id.New(), Name: "Lise"})
	c.must(err)
	draft := request.Draft{Text: "x", For: request.Audience{Persons: []string{p.ID}}}
	_, q, err := c.Requests.Make(context.Background(), c.As(claire), c.d, draft, id.New())
	c.must(err)
	return q, draft
}

// The operations on requests (IND-3).
func init() {
	ctx := context.Background()
	about := func(do func(c *counted, q request.Request) error) func(c *counted) func() error {
		return func(c *counted) func() error {
			q, _ := c.requested()
			return func() error { return do(c, q) }
		}
	}
	closes := func(c *counted, q request.Request) error {
		_, _, err := c.Requests.Close(ctx, c.As(claire), c.d, q.ID, id.New())
		return err
	}
	operations["requests of a dossier"] = about(func(c *counted, _ request.Request) error {
		_, _, err := c.Requests.List(ctx, c.As(claire), c.d)
		return err
	})
	operations["a request"] = about(func(c *counted, q request.Request) error {
		_, _, err := c.Requests.Read(ctx, c.As(claire), c.d, q.ID)
		return err
	})
	operations["ask for something"] = func(c *counted) func() error {
		_, draft := c.requested()
		return func() error {
			_, _, err := c.Requests.Make(ctx, c.As(claire), c.d, draft, id.New())
			return err
		}
	}
	operations["change a request"] = about(func(c *counted, q request.Request) error {
		text := "y"
		_, _, err := c.Requests.Change(ctx, c.As(claire), c.d, q.ID, q.Version, request.Edit{Text: &text})
		return err
	})
	operations["close a request"] = about(closes)
	operations["reopen a request"] = func(c *counted) func() error {
		q, _ := c.requested()
		c.must(closes(c, q))
		return func() error {
			_, _, err := c.Requests.Reopen(ctx, c.As(claire), c.d, q.ID, "", id.New())
			return err
		}
	}
	operations["delete a request"] = about(func(c *counted, q request.Request) error {
		return c.Requests.Delete(ctx, c.As(claire), c.d, q.ID)
	})
	operations["a contact answers one"] = func(c *counted) func() error {
		c.contact(paul) // in Full
		_, q, err := c.Requests.Make(ctx, c.As(claire), c.d, request.Draft{Text: "x", For: request.Audience{Groups: []string{accessgroup.Limited}}}, id.New())
		c.must(err)
		return func() error {
			_, _, err := c.Requests.Answer(ctx, c.As(paul), c.d, q.ID, request.Reply{Text: "z"}, id.New())
			return err
		}
	}
}
