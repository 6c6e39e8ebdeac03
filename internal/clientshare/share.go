// Package clientshare shows dossiers in the client portal (LEX-1): to one
// client of the owner, the requester, and to watchers of the same company. It
// decides who may be shown what, and writes header, grants and mails in one
// transaction.
//
// To whom a dossier is shown stands in its header (dossier.Share). Beside it
// each client has a row for each dossier, O#org / CS#client#d, by which what is
// shown to somebody is found at once: on their arrival, in their list, and when
// their company changes. What a client gets as the origin of a grant only leads
// them there: each decision compares header, company and grant anew.
package clientshare

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// ShownLoad names the outbox load that mails a client that something is shown
// to them (LEX-7).
const ShownLoad = "shown-to-client"

// Room shows dossiers to clients.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
	Clients  client.Room
	Clock    func() time.Time
}

// Draft is to whom a dossier is to be shown, by ids of clients, and whether
// with all its documents, present and later (LEX-6).
type Draft struct {
	Requester   string
	Watchers    []string
	Attachments bool
}

// Shown is to whom a dossier is shown; the zero Requester is nobody.
type Shown struct {
	Requester   client.Client
	Watchers    []client.Client // by name
	Attachments bool
}

// setting is what an act on a dossier's share starts from.
type setting struct {
	dossier.View
	clients map[string]client.Client // those whom it is shown to, or is to be
}

func (r Room) load(ctx context.Context, by people.Caller, d string, also ...string) (setting, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ShowToClient, "")
	s := setting{View: v}
	if err != nil {
		return s, err
	}
	s.clients, err = r.Clients.Read(ctx, v.Org, distinct(append(v.Share.Clients(), also...))...)
	return s, err
}

// distinct gives each id once, and none that could not be ours.
func distinct(ids []string) []string {
	ids = slices.DeleteFunc(slices.Clone(ids), func(s string) bool { return !id.Valid(s) })
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (s setting) shown() Shown {
	of := Shown{Requester: s.clients[s.Share.Requester], Attachments: s.Share.Attachments}
	for _, w := range s.Share.Watchers {
		if c, there := s.clients[w]; there {
			of.Watchers = append(of.Watchers, c)
		}
	}
	slices.SortFunc(of.Watchers, func(a, b client.Client) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return of
}

// Get tells to whom d is shown, for whoever may show it.
func (r Room) Get(ctx context.Context, by people.Caller, d string) (dossier.View, Shown, error) {
	s, err := r.load(ctx, by, d)
	return s.View, s.shown(), err
}

// Show shows d as draft says, whatever was before: the same again changes
// nothing. Whoever is new finds it in their portal, and is mailed (LEX-7).
func (r Room) Show(ctx context.Context, by people.Caller, d string, draft Draft) (dossier.View, Shown, error) {
	var s setting
	err := table.Again(ctx, func() (err error) {
		if s, err = r.load(ctx, by, d, append([]string{draft.Requester}, draft.Watchers...)...); err != nil {
			return err
		}
		next, err := draft.check(s.clients)
		if err != nil || next.Same(s.Share) {
			return err
		}
		ops, err := r.ops(ctx, s, next, s.Account.ID)
		if err != nil {
			return err
		}
		err = table.Anew(r.Table.Commit(ctx, append(ops, s.StillAllows(s.Decision)...)...))
		if err == nil {
			s.Header = s.SharedAs(next)
		}
		return err
	})
	return s.View, s.shown(), err
}

// Hide shows d to no client any more. Nobody is mailed.
func (r Room) Hide(ctx context.Context, by people.Caller, d string) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d)
		if err != nil || !s.Share.Shown() {
			return err
		}
		ops, err := r.ops(ctx, s, dossier.Share{}, s.Account.ID)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, s.StillAllows(s.Decision)...)...))
	})
}

// check gives the share that draft asks for, among clients of the owner.
func (d Draft) check(clients map[string]client.Client) (dossier.Share, error) {
	next := dossier.Share{Requester: d.Requester, Attachments: d.Attachments, Since: id.New()}
	requester, there := clients[d.Requester]
	switch {
	case d.Requester == "":
		return next, fault.Bad("requester", "missing").By("LEX-2")
	case !there:
		return next, fault.Bad("requester", "no-such-client").By("LEX-2").For("admin")
	}
	for _, w := range d.Watchers {
		c, there := clients[w]
		if !there {
			return next, fault.Bad("watchers", "no-such-client").By("LEX-3").For("admin")
		}
		if err := mayWatch(c, requester); err != nil {
			return next, err
		}
		if !slices.Contains(next.Watchers, w) {
			next.Watchers = append(next.Watchers, w)
		}
	}
	if len(next.Watchers) > dossier.WatchersMost {
		return next, fault.Bad("watchers", "too-many-items", "max", dossier.WatchersMost).By("LEX-3")
	}
	return next, nil
}

// mayWatch refuses whoever is not of the requester's company (LEX-3), and
// whoever has none (LEX-8).
func mayWatch(c, requester client.Client) error {
	switch {
	case c.ID == requester.ID:
		return fault.Bad("watchers", "requester-watches", "name", c.Name).By("LEX-3")
	case requester.Company == "":
		return fault.Bad("watchers", "requester-without-company", "name", requester.Name).By("LEX-8").For("admin")
	case c.Company == "":
		return fault.Bad("watchers", "watcher-without-company", "name", c.Name).By("LEX-8").For("admin")
	case c.Company != requester.Company:
		return fault.Bad("watchers", "watcher-of-another-company", "name", c.Name, "requester", requester.Name).By("LEX-3").For("admin")
	}
	return nil
}

// Eligible gives who may watch beside requester, and who may not, by name.
func Eligible(requester client.Client, all []client.Listed) (may, not []client.Listed) {
	for _, c := range all {
		switch {
		case c.ID == requester.ID:
		case mayWatch(c.Client, requester) == nil:
			may = append(may, c)
		default:
			not = append(not, c)
		}
	}
	return may, not
}

func (s setting) record(verb trail.Verb, by string, args map[string]string) table.Op {
	e := trail.Entry{On: s.ID, At: s.Now, By: by, Verb: verb, Args: args}
	if by != "" {
		e.For = s.For()
	}
	return trail.Op(e)
}
