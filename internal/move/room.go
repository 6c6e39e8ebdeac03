package move

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/solicitation"
	"tierce/internal/table"
)

// most is how many rows one transaction writes or checks.
const most = 100

// Room moves dossiers.
type Room struct {
	Table         *table.Table
	Dossiers      dossier.Room
	Solicitations solicitation.Room
}

// Plan says what moving d to version to of its model would change, 0 for the
// latest, for whoever may move it. A copy that was handed over has no newer
// version: its model is another organisation's.
func (r Room) Plan(ctx context.Context, by people.Caller, d string, to int) (dossier.View, Plan, error) {
	v, s, err := r.load(ctx, by, d, to)
	if err != nil {
		return v, Plan{}, err
	}
	p, _, err := r.decide(ctx, v, s)
	return v, p, err
}

// Move brings d to version to, where that changes exactly what the plan called
// tag said: else it is refused as stale, and nothing moves. Whoever edits, signs,
// changes the status, or asks or lets in a partner at once makes it be decided
// again. A dossier that is of that version already is left as it is.
func (r Room) Move(ctx context.Context, by people.Caller, d string, to int, tag string) (dossier.View, error) {
	var v dossier.View
	err := table.Again(ctx, func() error {
		var s state
		var err error
		if v, s, err = r.load(ctx, by, d, to); err != nil || v.Version == to {
			return err
		}
		p, ops, err := r.decide(ctx, v, s)
		if err != nil {
			return err
		}
		switch {
		case !p.Newer():
			return fault.Bad("version", "not-a-version", "latest", p.Latest)
		case p.Refusals != nil:
			return fault.New(fault.Conflict, "move-refused").By("LOC-10").For("agent")
		case p.Tag() != tag:
			return fault.New(fault.Stale, "stale")
		}
		if err = r.Table.Commit(ctx, ops...); table.FailedAt(err) != nil {
			return table.ErrConflict
		}
		if err == nil {
			v.Version = to
		}
		return err
	})
	return v, err
}

// load reads what a move is decided on. Each of these reads is a moment of its
// own: what is written in between makes the transaction fail.
func (r Room) load(ctx context.Context, by people.Caller, d string, to int) (dossier.View, state, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.MoveVersion, "")
	if err != nil {
		return v, state{}, err
	}
	s := state{header: v.Header, to: to}
	models := r.Dossiers.Models
	if s.was, err = models.Version(ctx, v.Model, v.Version); err != nil {
		return v, s, err
	}
	if s.latest, err = models.Latest(ctx, v.Org, v.Model); err != nil {
		return v, s, err
	}
	if s.latest == 0 { // of another organisation
		s.latest = v.Version
	}
	if s.to == 0 {
		s.to = s.latest
	}
	if s.to < v.Version || s.to > s.latest {
		s.to = v.Version
	}
	if s.is, err = models.Version(ctx, v.Model, s.to); err != nil || s.to == v.Version {
		return v, s, err
	}
	if s.stored, err = r.Dossiers.Stored(ctx, v, s.was); err == nil {
		s.asked, err = r.Solicitations.Standing(ctx, d)
	}
	return v, s, err
}

// decide makes the plan, and the writes that carry it out.
func (r Room) decide(ctx context.Context, v dossier.View, s state) (Plan, []table.Op, error) {
	p := s.plan()
	if !p.Newer() {
		return p, nil, nil
	}
	shrunk := map[string]bool{}
	for _, c := range p.Partners {
		shrunk[c.Solicitation] = c.shrinks()
	}
	ops := v.MoveOps(p.To, s.is, s.stored, s.alike)
	again, err := r.Solicitations.Restated(ctx, v, s.is, s.asked, func(one solicitation.Solicitation) bool { return shrunk[one.ID] })
	ops = append(ops, again...)
	if len(ops) > most {
		p.Refusals = append(p.Refusals, Refusal{Code: TooMany})
	}
	return p, ops, err
}
