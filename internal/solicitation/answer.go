package solicitation

import (
	"context"
	"encoding/json"
	"slices"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
	"tierce/internal/view"
)

// Seen is a dossier as a partner sees it: by their view, and nothing else.
type Seen struct {
	dossier.View
	Model        model.Model
	Solicitation Solicitation
	Own          []model.Field // of the view, which only its partner fills in
	Parts        []SeenPart
	Names        map[string]string // of the persons whom the values name, by id
}

// SeenPart is what is seen of one section.
type SeenPart struct {
	view.Part
	Values map[string]any
	Unread bool // in a preview: whoever asks may not read the section themselves
}

// MayAnswer answers whether whoever s was read for may write, send or decline
// the answer now (LOC-7).
func (s Seen) MayAnswer() access.Decision {
	return s.View.MayWith(access.AnswerSolicited, s.Solicitation.Item())
}

// See gives the dossier as the partner of a solicitation sees it, with their
// draft, and records their first opening of the day (ALL-6). All of it is of
// one moment: what is written after the status changed is not seen (LOC-6).
func (r Room) See(ctx context.Context, by people.Caller, d, solicitation string) (Seen, error) {
	var seen Seen
	err := table.Again(ctx, func() (err error) {
		seen, _, err = r.see(ctx, by, d, solicitation, access.ReadView)
		return err
	})
	if err != nil {
		return seen, err
	}
	return seen, r.Dossiers.Opened(ctx, seen.View)
}

// see is See for action, and gives besides, for what is written into them, the sections of the parts
// as they are, with what is hidden.
func (r Room) see(ctx context.Context, by people.Caller, d, solicitation string, action access.Action) (Seen, []dossier.Section, error) {
	key := keyOf(d, solicitation)
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "", key)
	if err != nil {
		return Seen{}, nil, err
	}
	m, err := r.model(ctx, v.Header)
	if err != nil {
		return Seen{}, nil, err
	}
	s, err := solicitationOf(v.Row(0))
	if err != nil {
		return Seen{}, nil, err
	}
	of, parts := partsFor(m, s.Ask)
	v, sections, err := r.Dossiers.AtOnce(ctx, by, v, view.Sections(m, parts), key)
	if err != nil {
		return Seen{}, nil, err
	}
	v.Decision = v.MayWith(action, access.Item{Solicitation: solicitation})
	if err := v.Decision.Err(); err != nil {
		return Seen{View: v}, nil, err
	}
	if s, err = solicitationOf(v.Row(0)); err == nil && s.ID == "" {
		err = access.Nothing()
	}
	if err != nil {
		return Seen{}, nil, err
	}
	seen := Seen{View: v, Model: m, Solicitation: s, Own: of.Own}
	for i, p := range parts {
		seen.Parts = append(seen.Parts, SeenPart{Part: p, Values: p.Shows(sections[i].Values)})
	}
	return seen, sections, r.name(ctx, &seen)
}

// name finds the names of the persons whom the values name.
func (r Room) name(ctx context.Context, s *Seen) error {
	s.Names = map[string]string{}
	for _, p := range s.Parts {
		names, err := r.Dossiers.NamedIn(ctx, s.View.ID, p.Fields, p.Values)
		if err != nil {
			return err
		}
		for id, name := range names {
			s.Names[id] = name
		}
	}
	return nil
}

func (s Seen) parts() []view.Part {
	list := make([]view.Part, len(s.Parts))
	for i, p := range s.Parts {
		list[i] = p.Part
	}
	return list
}

func (s Seen) partnerView() model.PartnerView { return model.PartnerView{Own: s.Own} }

// Save replaces the draft that was read at version (LOC-7). Another save since
// then is refused as stale; the same draft again, after a lost answer, is no
// change.
func (r Room) Save(ctx context.Context, by people.Caller, d, solicitation string, version int, draft Answer) (Seen, error) {
	var seen Seen
	err := table.Again(ctx, func() (err error) {
		if seen, _, err = r.see(ctx, by, d, solicitation, access.AnswerSolicited); err != nil {
			return err
		}
		may := seen.MayAnswer()
		if err := may.Err(); err != nil {
			return err
		}
		s := &seen.Solicitation
		clean, err := draft.clean(s.Kind, seen.partnerView(), seen.parts())
		if err != nil {
			return err
		}
		data, err := json.Marshal(clean)
		if err != nil {
			return err
		}
		switch {
		case len(data) > AnswerMost:
			return fault.New(fault.TooLarge, "answer-too-large", "most", AnswerMost>>10)
		case s.Drafted == version+1 && s.Draft.same(data):
			return nil
		case s.Drafted != version:
			return stale()
		}
		if err := r.own(ctx, seen.View, clean.Documents); err != nil {
			return err
		}
		ops := append(seen.View.StillAllows(may), table.Update(keyOf(d, s.ID), table.Change{Set: map[string]any{"draft": string(data)},
			Add: map[string]int{"drafted": 1}, If: s.drafting()}))
		if err := again(r.Table.Commit(ctx, ops...)); err != nil {
			return err
		}
		s.Draft, s.Drafted = clean, version+1
		return nil
	})
	return seen, err
}

// drafting are the conditions under which a draft is as it was read.
func (s Solicitation) drafting() []table.Cond {
	return []table.Cond{table.Equal("state", Attached), table.Equal("drafted", s.Drafted)}
}

func (a Answer) same(data []byte) bool {
	is, err := json.Marshal(a)
	return err == nil && string(is) == string(data)
}

// own refuses documents that the partner did not bring to the dossier.
func (r Room) own(ctx context.Context, v dossier.View, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	brought, err := r.Documents.BroughtBy(ctx, v)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.Contains(brought, id) {
			return fault.Bad("documents", "wrong-choice")
		}
	}
	return nil
}

// Send sends the draft that was read at version: it is the answer from now on,
// and changes no more (LOC-7). What fills fields of the dossier goes into their
// sections as they are now, in the same transaction: whoever edits one of them
// in that moment makes it be decided again. once names the request: repeated
// within a day, it gets the same answer.
func (r Room) Send(ctx context.Context, by people.Caller, d, solicitation string, version int, once string) (Seen, error) {
	var seen Seen
	err := table.Again(ctx, func() (err error) {
		var sections []dossier.Section
		if seen, sections, err = r.see(ctx, by, d, solicitation, access.AnswerSolicited); err != nil {
			return err
		}
		s := &seen.Solicitation
		if s.State == Answered && s.once == once && seen.View.Now.Before(s.Settled.Add(repeatable)) {
			return nil
		}
		may := seen.MayAnswer()
		if err := may.Err(); err != nil {
			return err
		}
		if s.Drafted != version {
			return stale()
		}
		if err := r.own(ctx, seen.View, s.Draft.Documents); err != nil {
			return err
		}
		ops, err := seen.answering(sections, may, once)
		if err != nil {
			return err
		}
		if err := again(r.Table.Commit(ctx, ops...)); err != nil {
			return err
		}
		given := s.Draft
		s.State, s.Settled, s.Given, s.Version, s.once = Answered, seen.View.Now, &given, s.Version+1, once
		return nil
	})
	return seen, err
}

// answering gives the writes that make the draft of s the answer.
func (s Seen) answering(sections []dossier.Section, may access.Decision, once string) ([]table.Op, error) {
	of, v := s.Solicitation, s.View
	answer, err := of.Draft.clean(of.Kind, s.partnerView(), s.parts())
	if err == nil {
		err = answer.whole(of.Kind, s.partnerView())
	}
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	v.Decision = may
	var filled []dossier.Filled
	for i, p := range s.Parts {
		if into := answer.Values[p.ID]; len(into) > 0 {
			filled = append(filled, dossier.Filled{Section: sections[i], Into: into})
		}
	}
	fills, err := v.FillOps(filled)
	if err != nil {
		return nil, err
	}
	ops := append(append(append(v.StillAllows(may), v.Asks()), fills...), document.Hold(v, answer.Documents)...)
	return append(ops, of.change(v.ID, map[string]any{"state": Answered, "settledAt": v.Now, "given": string(data), "once": once}, of.drafting()...),
		record(v, trail.SolicitationAnswered, of), tell(AnsweredLoad, v.ID, of, v.Now), tell(ReceiptLoad, v.ID, of, v.Now)), nil
}

// Decline ends a solicitation by its partner, with a reason, and their access
// with it (LOC-7). Doing it again changes nothing.
func (r Room) Decline(ctx context.Context, by people.Caller, d, solicitation, reason string) error {
	return table.Again(ctx, func() error {
		seen, _, err := r.see(ctx, by, d, solicitation, access.AnswerSolicited)
		if err != nil {
			return r.declinedAlready(ctx, by, d, solicitation, err)
		}
		may := seen.MayAnswer()
		if err := may.Err(); err != nil {
			return err
		}
		reason, err := words("reason", reason, ReasonMost)
		if err == nil && reason == "" {
			err = fault.Bad("reason", "missing")
		}
		if err != nil {
			return err
		}
		s, v := seen.Solicitation, seen.View
		ops := append(v.StillAllows(may), dossier.EndOrigins(d, v.Account.ID, v.Grant, may.Origin),
			s.change(d, map[string]any{"state": Declined, "settledAt": v.Now, "reason": reason, "draft": ""}),
			record(v, trail.SolicitationDeclined, s), tell(DeclinedLoad, d, s, v.Now))
		return again(r.Table.Commit(ctx, ops...))
	})
}

// declinedAlready gives the refusal of somebody who has no access any more, but
// for a repeat by whoever ended it by declining.
func (r Room) declinedAlready(ctx context.Context, by people.Caller, d, solicitation string, refused error) error {
	if f := fault.Of(refused); f == nil || f.Kind != fault.Hidden && f.Kind != fault.Forbidden {
		return refused
	}
	s, err := r.get(ctx, d, solicitation)
	if err != nil {
		return err
	}
	if s.State == Declined && s.Account == by.Account() {
		return nil
	}
	return refused
}
