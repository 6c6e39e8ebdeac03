package dossier

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// AbandonedLoad names the outbox load that deletes what an interrupted copy
// left behind.
const AbandonedLoad = "abandoned-copy"

// abandonedAfter is when a copy that is still invisible is given up.
const abandonedAfter = 24 * time.Hour

// Copy is a dossier's copy on its way into another organisation: written, but
// invisible until Finish commits.
type Copy struct {
	From, To Header
	since    string // the place of the new manager
}

// Recipient is who receives a copy: the redeemer, its manager to be, and the
// organisation that they do it for (EVO-7).
type Recipient struct {
	Account string
	Org     string
	Since   string // access.Member.Since
}

// StartCopy writes an invisible copy of from's content: sections and persons,
// of the same model version; never grants, invitations, keys, solicitations,
// signatures or trail. Its first write is the outbox entry that clears it
// away should it never be finished. Each attempt writes under its own id, so
// that a late write of one never reaches another's copy.
func (r Room) StartCopy(ctx context.Context, from string, owner people.Organization, to Recipient) (Copy, error) {
	now := r.Clock().UTC()
	row, err := r.Table.Get(ctx, headerKey(from))
	if err != nil {
		return Copy{}, err
	}
	source, err := headerOf(from, row)
	if err == nil && !source.Live {
		err = fault.New(fault.Hidden, "hidden").By("ALL-4")
	}
	if err != nil {
		return Copy{}, err
	}
	content, err := r.Table.All(ctx, table.Query{PK: "D#" + from, From: "P#", To: "S#\uffff"})
	if err != nil {
		return Copy{}, err
	}
	c := Copy{From: source, To: source, since: to.Since}
	c.To.Dossier = access.Dossier{ID: id.New(), Org: to.Org, Manager: to.Account, Status: source.Status, TeamMayShare: source.TeamMayShare, Model: source.Model}
	c.To.Made, c.To.Imported = now, &Imported{From: owner.Name, At: now}
	clean := outbox.Entry{ID: id.New(), Load: AbandonedLoad, Due: now.Add(abandonedAfter), Data: map[string]string{"dossier": c.To.ID}}
	if err := r.Table.Write(ctx, outbox.Op(clean, now)); err != nil && table.FailedAt(err) == nil {
		return c, err // a failed condition is one's own entry, its first reply lost
	}
	return c, r.fill(ctx, c.To, content)
}

// fill writes the invisible header and the content rows under the new key.
func (r Room) fill(ctx context.Context, h Header, content []table.Row) error {
	first, err := table.Marshal(h.row())
	if err != nil {
		return err
	}
	rows := []table.Row{first}
	for _, row := range content {
		rows = append(rows, contentOf(row, h.ID))
	}
	return r.Table.Fill(ctx, rows)
}

// Finish gives the operations that make the copy visible to its manager, if
// the source is still as it was read; also are conditions on that manager's
// account, which one transaction may name only once. Their places are told by
// the constants below, for whoever looks at what failed.
func (c Copy) Finish(key string, now time.Time, also ...table.Cond) []table.Op {
	return []table.Op{
		CopySource: table.Check(headerKey(c.From.ID), exists(), table.Equal("content", c.From.Content)),
		CopyHeader: table.Update(headerKey(c.To.ID), table.Change{Set: map[string]any{"state": live},
			If: []table.Cond{table.Equal("state", copying)}}),
		CopyManager: people.Manages(c.To.Manager, c.To.Org, c.since, 1, also...),
		CopyGrant:   GiveOrigin(c.To.ID, c.To.Manager, "team", TeamOrigin(c.To.Org, c.since), c.To.Manager, now),
		CopyTrail: trail.Op(trail.Entry{On: c.To.ID, At: now, By: c.To.Manager, For: c.To.Org, Verb: trail.DossierImported,
			Args: map[string]string{"key": key}}),
	}
}

// The places of Finish's operations.
const (
	CopySource = iota
	CopyHeader
	CopyManager
	CopyGrant
	CopyTrail
)

// ClearAbandoned gives the load of AbandonedLoad: what is still invisible a
// day later is marked so that it can no longer be finished, then deleted, after
// first has removed what refers from it to what others keep.
func (r Room) ClearAbandoned(first func(ctx context.Context, d string) error) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		return time.Time{}, r.clearAbandoned(ctx, e.Data["dossier"], first)
	}
}

func (r Room) clearAbandoned(ctx context.Context, d string, first func(context.Context, string) error) error {
	err := r.Table.Write(ctx, table.Update(headerKey(d), table.Change{Set: map[string]any{"state": abandoned},
		If: []table.Cond{table.Either(table.Equal("state", copying), table.Equal("state", abandoned), table.Absent("pk"))}}))
	if table.FailedAt(err) != nil {
		return nil // it was finished
	}
	if err != nil {
		return err
	}
	if err := first(ctx, d); err != nil {
		return err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d})
	if err != nil {
		return err
	}
	keys := make([]table.Key, len(rows))
	for i, row := range rows {
		keys[i] = table.KeyOf(row)
	}
	// The header goes last, so that a stop half way is taken up again.
	for i, k := range keys {
		if k == headerKey(d) {
			keys = append(append(keys[:i:i], keys[i+1:]...), k)
			break
		}
	}
	return r.Table.Clear(ctx, keys)
}
