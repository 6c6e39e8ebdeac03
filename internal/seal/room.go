package seal

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// The outbox loads: a mail to each agent that a section was handed in, and one
// to whoever handed it in that it came back. Data names the dossier, the
// section, the recipient (to) and the request (once).
const (
	SubmittedLoad = "section-submitted"
	ReturnedLoad  = "section-returned"
)

// Limits of what is typed, in characters.
const (
	NameMost = 120
	NoteMost = 2000
)

// StaffMost is how many agents are mailed of one submission.
const StaffMost = 80

// Room signs, submits and returns.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
}

// Read gives a section with its seal checked, to whoever may read it.
func (r Room) Read(ctx context.Context, by people.Caller, d, section string) (dossier.View, Seal, error) {
	v, s, err := r.Dossiers.Section(ctx, by, d, section)
	if err != nil {
		return v, Seal{}, err
	}
	sealed, err := check(v.Header, s)
	return v, sealed, err
}

// Sign puts the caller's signature under what the section held at version,
// which they have seen: what was changed since is refused as stale. name is
// their full name as they typed it. once names the signature: the same request
// repeated gives it again.
func (r Room) Sign(ctx context.Context, by people.Caller, d, section string, version int, name, once string) (dossier.Signature, error) {
	name, bad := people.Line("name", name, NameMost)
	var made dossier.Signature
	err := r.acts(ctx, by, d, section, access.SignSection, func(v dossier.View, s dossier.Section, refused error) (*act, error) {
		if i := slices.IndexFunc(s.Signatures, func(g dossier.Signature) bool { return g.ID == once }); i >= 0 {
			if made = s.Signatures[i]; made.Name != name {
				return nil, fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return nil, nil
		}
		if err := seen(s, version, refused, bad); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.Signatures, func(g dossier.Signature) bool { return g.Voided == nil && g.By == v.Account.ID }) {
			return nil, fault.New(fault.Conflict, "already-signed").By("IND-6").For("nobody")
		}
		print, err := Fingerprint(v.Header, s)
		if err != nil {
			return nil, err
		}
		made = dossier.Signature{ID: once, By: v.Account.ID, Name: name, At: v.Now, Version: s.Version, Hash: print}
		next := s.State
		if next.Signatures, err = room(s.Signatures); err != nil {
			return nil, err
		}
		next.Signatures = append(next.Signatures, made)
		return &act{next: next, verb: trail.SectionSigned}, nil
	})
	return made, err
}

// room makes place for one more signature: the oldest voided one goes.
func room(list []dossier.Signature) ([]dossier.Signature, error) {
	list = slices.Clone(list)
	if len(list) < dossier.SignaturesMost {
		return list, nil
	}
	i := slices.IndexFunc(list, func(g dossier.Signature) bool { return g.Voided != nil })
	if i < 0 {
		return nil, fault.New(fault.Conflict, "too-many-signatures", "most", dossier.SignaturesMost).By("IND-6")
	}
	return slices.Delete(list, i, i+1), nil
}

// seen refuses what is done to a section that the caller has not seen as it is,
// or that holds nothing yet.
func seen(s dossier.Section, version int, refused, bad error) error {
	switch {
	case refused != nil:
		return refused
	case s.Version == 0:
		return fault.New(fault.Conflict, "section-empty").By("IND-6")
	case s.Version != version:
		return fault.New(fault.Stale, "stale")
	}
	return bad
}

// Submit hands a section in as it was at version: contacts edit and sign it no
// more until an agent returns it, and the agents are mailed. One that is handed
// in stays as it is, whoever says so again.
func (r Room) Submit(ctx context.Context, by people.Caller, d, section string, version int, once string) (dossier.Section, error) {
	var is dossier.Section
	err := r.acts(ctx, by, d, section, access.SubmitSection, func(v dossier.View, s dossier.Section, refused error) (*act, error) {
		is = s
		if refused == nil && (s.Submitted != nil || s.Returned != nil && s.Returned.Of == once) {
			return nil, nil
		}
		if err := seen(s, version, refused, nil); err != nil {
			return nil, err
		}
		staff, err := r.Dossiers.Staff(ctx, v)
		if err != nil {
			return nil, err
		}
		is.Submitted, is.Returned = &dossier.Submission{By: v.Account.ID, At: v.Now, Once: once}, nil
		return &act{next: is.State, verb: trail.SectionSubmitted, load: SubmittedLoad, once: once, to: staff[:min(len(staff), StaffMost)]}, nil
	})
	return is, err
}

// note is what is typed when a section is returned, checked as a section is.
var noteField = model.Section{Fields: []model.Field{{ID: "note", Type: model.LongText, MaxLength: NoteMost, Required: true}}}

func cleanNote(typed string) (string, error) {
	values, err := noteField.Check(map[string]any{"note": typed}, nil)
	if f := fault.Of(err); f != nil {
		for i := range f.Fields {
			f.Fields[i].Path = strings.TrimPrefix(f.Fields[i].Path, "values.")
		}
		return "", f
	}
	note, _ := values["note"].(string)
	if err == nil && strings.TrimSpace(note) == "" {
		err = fault.Bad("note", "missing")
	}
	return note, err
}

// Return gives a section that was handed in back to the contacts, with a note
// that both sides see, and mails it to whoever handed it in.
func (r Room) Return(ctx context.Context, by people.Caller, d, section, note, once string) (dossier.Section, error) {
	note, bad := cleanNote(note)
	var is dossier.Section
	err := r.acts(ctx, by, d, section, access.ReturnSection, func(v dossier.View, s dossier.Section, refused error) (*act, error) {
		is = s
		switch {
		case refused != nil:
			return nil, refused
		case s.Returned != nil && s.Returned.Once == once:
			if s.Returned.Note != note {
				return nil, fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return nil, nil
		case s.Submitted == nil:
			return nil, fault.New(fault.Conflict, "not-submitted").By("IND-6")
		case bad != nil:
			return nil, bad
		}
		was := *s.Submitted
		is.Submitted, is.Returned = nil, &dossier.Return{By: v.Account.ID, To: was.By, At: v.Now, Note: note, Once: once, Of: was.Once}
		return &act{next: is.State, verb: trail.SectionReturned, load: ReturnedLoad, once: once, to: []string{was.By}}, nil
	})
	return is, err
}

// act is what becomes of a section, and who is mailed of it.
type act struct {
	next dossier.State
	verb trail.Verb
	load string
	once string
	to   []string
}

// acts reads, lets decide, and writes, until nothing came in between. decide
// gives nil for nothing to do; refused is what the section's state refuses.
func (r Room) acts(ctx context.Context, by people.Caller, d, section string, action access.Action,
	decide func(v dossier.View, s dossier.Section, refused error) (*act, error)) error {
	return table.Again(ctx, func() error {
		v, s, err := r.Dossiers.SectionFor(ctx, by, d, section, action)
		if err != nil && s.ID == "" {
			return err
		}
		a, err := decide(v, s, err)
		if err != nil || a == nil {
			return err
		}
		ops := append(v.StillAllows(v.Decision), v.StateOp(s, a.next),
			trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: a.verb,
				Args: map[string]string{"section": s.ID, "version": strconv.Itoa(s.Version)}}))
		for _, to := range a.to {
			ops = append(ops, outbox.Op(outbox.Entry{ID: id.New(), Load: a.load, Due: v.Now,
				Data: map[string]string{"dossier": v.ID, "section": s.ID, "to": to, "once": a.once}}, v.Now))
		}
		err = r.Table.Commit(ctx, ops...)
		if table.FailedAt(err) != nil {
			return table.ErrConflict
		}
		return err
	})
}
