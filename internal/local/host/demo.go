package host

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/local/demo"
	"tierce/internal/local/issuer"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/report"
	"tierce/internal/right"
	"tierce/internal/rooms"
	"tierce/internal/simulation"
)

// loader puts the demo in through the same rooms as any request. Everything is
// named by what it is, so that a load that was interrupted goes on.
type loader struct {
	rooms.Rooms
	Issuer *issuer.Issuer
	at     time.Time // the moment that the rooms believe in
	orgs   map[string]string
}

// loadDemo loads the demo once for each folder of state.
func (h *Host) loadDemo(ctx context.Context) error {
	mark := filepath.Join(h.data, "demo-loaded")
	if _, err := os.Stat(mark); h.data != "" && err == nil {
		return nil
	}
	l := &loader{Issuer: h.Issuer, orgs: map[string]string{}, at: h.Clock.Now().Add(-90 * 24 * time.Hour)}
	l.Rooms = rooms.On(h.Rooms.Table, func() time.Time { return l.at }).Keeping(h.Rooms.Documents.Bucket)
	if err := errors.Join(l.organizations(ctx), l.agents(ctx)); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	for i, d := range demo.Dossiers() {
		l.at = h.Clock.Now().Add(-time.Duration(80-8*i) * 24 * time.Hour)
		if err := l.dossier(ctx, d); err != nil {
			return fmt.Errorf("demo: %s: %w", d.Title, err)
		}
	}
	l.at = h.Clock.Now().Add(-3 * 24 * time.Hour)
	for _, d := range demo.Dossiers() {
		if err := errors.Join(l.studies(ctx, d), l.documents(ctx, d), l.access(ctx, d)); err != nil {
			return fmt.Errorf("demo: %s: %w", d.Title, err)
		}
	}
	if err := l.clients(ctx); err != nil {
		return fmt.Errorf("demo: clients: %w", err)
	}
	if err := l.partners(ctx); err != nil {
		return fmt.Errorf("demo: partners: %w", err)
	}
	if err := l.entrants(ctx); err != nil {
		return fmt.Errorf("demo: entrants: %w", err)
	}
	if h.data == "" {
		return nil
	}
	return os.WriteFile(mark, nil, 0o600)
}

func (l *loader) organizations(ctx context.Context) error {
	for _, o := range demo.Organizations() {
		org := id.Of("demo", o.Key)
		l.orgs[o.Key] = org
		if _, err := l.People.Organization(ctx, org); err == nil {
			continue
		}
		if err := l.Models.Adopt(ctx, org); err != nil {
			return err
		}
		if _, err := l.People.MakeOrganization(ctx, org, o.Name, people.DefaultZone, l.admin(o.Key).Email, o.Lang); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) admin(org string) demo.Agent {
	for _, a := range demo.Agents() {
		if a.Organization == org && a.Admin {
			return a
		}
	}
	return demo.Agent{}
}

// agents signs everybody up, invites those whom nobody invited, and lets them
// accept.
func (l *loader) agents(ctx context.Context) error {
	for _, a := range demo.Agents() {
		acct, err := l.signUp(ctx, a.Email, a.Phone, a.Name, a.Lang)
		if err != nil {
			return err
		}
		org := l.orgs[a.Organization]
		if _, in := acct.Orgs[org]; in {
			continue
		}
		if !a.Admin {
			if _, err := l.People.Invite(ctx, l.as(l.admin(a.Organization).Email), org, a.Email, a.Lang, false, id.Of("demo-invite", a.Email)); err != nil {
				return err
			}
		}
		waiting, err := l.People.Waiting(ctx, acct)
		if err != nil {
			return err
		}
		for _, i := range waiting {
			if err := l.People.Accept(ctx, l.as(a.Email), i.Organization, i.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// signUp gives somebody an account at the local issuer, and signs them in.
func (l *loader) signUp(ctx context.Context, email, phone, name, lang string) (people.Account, error) {
	if _, err := l.Issuer.AddUser(issuer.User{Subject: id.Of("demo", email), Email: email, Phone: phone, Name: name,
		Locale: lang, Password: demo.Password}); err != nil {
		return people.Account{}, err
	}
	a, _, err := l.Arrival.SignIn(ctx, people.Claims{Issuer: realm, Subject: id.Of("demo", email), Email: email, Phone: phone, Name: name, Lang: lang})
	return a, err
}

// named is the id of a dossier of the demo.
func named(d demo.Dossier) string { return id.Of("demo", d.Organization, d.Title) }

// studies makes the simulations and reports of a dossier.
func (l *loader) studies(ctx context.Context, d demo.Dossier) error {
	by := l.as(d.Manager)
	for _, s := range d.Simulations {
		l.later()
		if _, err := l.Simulations.Make(ctx, by, named(d), simulation.Assumptions(s), id.Of("demo", named(d), s.Name)); err != nil {
			return err
		}
	}
	for _, r := range d.Reports {
		l.later()
		if _, err := l.Reports.Make(ctx, by, named(d), report.Draft(r), id.Of("demo", named(d), r.Title)); err != nil {
			return err
		}
	}
	return nil
}

// documents brings the files of a dossier; they are taken up and scanned as
// any other, a moment later.
func (l *loader) documents(ctx context.Context, d demo.Dossier) error {
	by := l.as(d.Manager)
	for _, f := range d.Documents {
		l.later()
		content := f.Content()
		s, _, err := l.Documents.Ask(ctx, by, named(d), document.Draft{Name: f.Name, Size: int64(len(content)),
			Audience: document.Audience{Everybody: f.Everybody}}, id.Of("demo", named(d), f.Name))
		if err == nil {
			_, err = l.Documents.Bring(ctx, by, named(d), s.ID, content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// access gives persons what they have, and lets those come in who do.
func (l *loader) access(ctx context.Context, d demo.Dossier) error {
	for _, p := range d.People {
		if p.Contact != nil {
			if err := l.contact(ctx, d, p); err != nil {
				return err
			}
		}
		if p.Access == "" {
			continue
		}
		l.later()
		way := invitation.Family
		switch {
		case p.Advisor != "":
			way = invitation.Advisor
		case p.Applicant:
			way = invitation.Applicant
		}
		if _, err := l.Rights.Set(ctx, l.as(d.Manager), named(d), id.Of("demo", named(d), p.ID), way, access.Level(p.Access)); err != nil {
			return err
		}
		if !p.ComesIn {
			continue
		}
		l.later()
		if _, err := l.signUp(ctx, p.Email, p.Phone, p.Name, p.Lang); err != nil {
			return err
		}
	}
	return nil
}

// contact makes a person a client contact, who comes in.
func (l *loader) contact(ctx context.Context, d demo.Dossier, p demo.Person) error {
	l.later()
	by, person := l.as(d.Manager), id.Of("demo", named(d), p.ID)
	_, is, _, err := l.Rights.OneContact(ctx, by, named(d), person)
	if err != nil {
		return err
	}
	c := right.Contact{Name: p.Name, Function: p.Contact.Function, Reach: dossier.Reach{Email: p.Email, Phone: p.Phone, Lang: p.Lang}, Primary: &p.Contact.Primary,
		Terms: invitation.Terms{Group: p.Contact.Group, Sections: p.Contact.Sections, Sign: p.Contact.Sign, Documents: p.Contact.Documents}}
	if err := l.Rights.SaveContact(ctx, by, named(d), person, c, is.Tag); err != nil || !p.ComesIn {
		return err
	}
	l.later()
	_, err = l.signUp(ctx, p.Email, p.Phone, p.Name, p.Lang)
	return err
}

func (l *loader) as(email string) people.Caller {
	return people.ByToken(realm, id.Of("demo", email))
}

func (l *loader) dossier(ctx context.Context, d demo.Dossier) error {
	org, by := l.orgs[d.Organization], l.as(d.Manager)
	h, err := l.Dossiers.Create(ctx, by, dossier.Draft{Organization: org, Model: model.StarterID(org, d.Model), Title: d.Title,
		Reference: d.Reference}, named(d))
	if err != nil {
		return err
	}
	persons := map[string]string{}
	for _, p := range d.People {
		l.later()
		persons[p.ID] = id.Of("demo", h.ID, p.ID)
		if _, err := l.Rights.SavePerson(ctx, by, h.ID, person(p, persons)); err != nil {
			return err
		}
	}
	for _, section := range slices.Sorted(maps.Keys(d.Sections)) {
		l.later()
		if _, err := l.Dossiers.Save(ctx, by, h.ID, section, 0, renamed(d.Sections[section], persons).(map[string]any)); err != nil {
			return fmt.Errorf("%s: %w", section, err)
		}
	}
	for _, mate := range d.Team {
		l.later()
		if err := l.Dossiers.AddToTeam(ctx, by, h.ID, l.as(mate).Account()); err != nil {
			return err
		}
	}
	l.later()
	_, err = l.Dossiers.Change(ctx, by, h.ID, dossier.Edit{Status: &d.Status})
	return err
}

// later lets some minutes pass, so that a trail reads in the order of what was
// done.
func (l *loader) later() { l.at = l.at.Add(11 * time.Minute) }

// person is p with the ids that the rows before it got.
func person(p demo.Person, ids map[string]string) dossier.Person {
	q := dossier.Person{ID: ids[p.ID], Name: p.Name, BirthDate: p.BirthDate, Holder: p.Holder, Advisor: p.Advisor, Applicant: p.Applicant, Office: p.Office,
		Reach: dossier.Reach{Email: p.Email, Phone: p.Phone, Lang: p.Lang}}
	for _, parent := range p.Parents {
		q.Parents = append(q.Parents, ids[parent])
	}
	for _, partner := range p.Partners {
		q.Partners = append(q.Partners, dossier.Partner{Person: ids[partner]})
	}
	for _, partner := range p.Former {
		q.Partners = append(q.Partners, dossier.Partner{Person: ids[partner], Former: true})
	}
	return q
}

// renamed gives v with each person named by the id that its row got.
func renamed(v any, persons map[string]string) any {
	switch v := v.(type) {
	case string:
		if p, ok := persons[v]; ok {
			return p
		}
	case []any:
		for i := range v {
			v[i] = renamed(v[i], persons)
		}
	case map[string]any:
		for k := range v {
			v[k] = renamed(v[k], persons)
		}
	}
	return v
}
