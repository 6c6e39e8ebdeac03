package behalf

import (
	"context"
	"encoding/json"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/guest"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/view"
)

// Entry is a dossier that a partner enters: of a model of the organisation,
// for an applicant, with what the applicant view asks, by section.
type Entry struct {
	Organization string
	Model        string
	Applicant    Applicant
	Values       map[string]map[string]any
}

// Applicant is whom a dossier is entered for: their name, the e-mail address
// and the phone that they will prove, and the language of their mails.
type Applicant struct {
	Name, Email, Phone, Lang string
}

// Enter makes the dossier, with the agent that the Admin named as its manager,
// lets by see it until it leaves its first status, and invites the applicant,
// who keeps access: all in one transaction (LOC-1). once names the dossier:
// repeated, it gives the first answer again, and another entry under the same
// name is refused.
func (r Room) Enter(ctx context.Context, by people.Caller, e Entry, once string) (dossier.Header, error) {
	var h dossier.Header
	err := table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, dossier.EntryKey(once), model.HeadKey(e.Organization, e.Model))
		if err != nil {
			return err
		}
		head, m, err := r.entering(ctx, a, e.Organization, e.Model, rows[1])
		if err != nil {
			return err
		}
		made, err := e.clean(head, m)
		if err != nil {
			return err
		}
		if made.Manager, err = r.manager(ctx, a, e.Organization); err != nil {
			return err
		}
		made.Applicant.ID = id.Of("applicant", once)
		if h, err = made.Header(once, now); err != nil {
			return err
		}
		var again bool
		if h, again, err = h.Already(rows[0], made.Asked); again || err != nil {
			return err
		}
		v, ops, err := made.Ops(h, a, now)
		if err != nil {
			return err
		}
		invited, err := r.Rights.InviteApplicant(ctx, v, made.Applicant)
		if err != nil {
			return err
		}
		ops = append(append(ops, invited...), entered(h.ID, made.Applicant.ID, now))
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
	return h, err
}

// clean checks everything that was typed at once.
func (e Entry) clean(head model.Head, m model.Model) (dossier.Entry, error) {
	values, wrong := view.Clean(view.Applicant(m), e.Values)
	who, bad := guest.Draft{Name: e.Applicant.Name, Email: e.Applicant.Email, Phone: e.Applicant.Phone, Lang: e.Applicant.Lang}.Clean()
	if err := guest.Together(bad, wrong); err != nil {
		return dossier.Entry{}, err
	}
	asked, err := json.Marshal([]any{e.Organization, e.Model, who, values})
	if err != nil {
		return dossier.Entry{}, err
	}
	made := dossier.Entry{Head: head, Model: m, Values: map[string]map[string]any{}, Asked: id.Hash("entry", string(asked))}
	for section, some := range values {
		if some = view.With(nil, some); len(some) > 0 { // an empty field is not kept
			made.Values[section] = some
		}
	}
	made.Draft = dossier.Draft{Organization: e.Organization, Model: e.Model, Title: title(m, who.Name, who.Lang)}
	made.Applicant = dossier.Person{Name: who.Name, Applicant: true, Reach: dossier.Reach{Email: who.Email, Phone: who.Phone, Lang: who.Lang}}
	return made, nil
}

// title is what the dossier is called, in the applicant's language: the model
// and their name.
func title(m model.Model, name, lang string) string {
	kind := []rune(m.Name.In(lang))
	room := dossier.TitleMost - len([]rune(name)) - len([]rune(between))
	return string(kind[:min(len(kind), room)]) + between + name
}

const between = " – "

// manager gives the agent who manages what a enters for org; a refusal where
// they are an agent no more.
func (r Room) manager(ctx context.Context, a people.Account, org string) (people.Account, error) {
	p, err := r.Offered(ctx, org, a.Behalf[org].ID)
	if fault.Is(err, access.HiddenCode) {
		return people.Account{}, table.ErrConflict // removed in this moment: the account says so too
	}
	if err != nil {
		return people.Account{}, err
	}
	agent, err := r.Dossiers.People.Get(ctx, p.Agent)
	if err != nil {
		return agent, err
	}
	if _, active := agent.Orgs[org]; !active {
		return agent, fault.New(fault.Conflict, "behalf-no-agent").By("LOC-1").For("admin")
	}
	return agent, nil
}

// entered tells the manager.
func entered(d, applicant string, now time.Time) table.Op {
	return outbox.Op(outbox.Entry{ID: id.New(), Load: EnteredLoad, Due: now, Data: map[string]string{"dossier": d, "person": applicant}}, now)
}
