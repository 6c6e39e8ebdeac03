package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/text"
)

// requestAsked gives the load that mails a contact a request that is open and
// theirs to answer; soon reminds them on the day before it is due.
func (p post) requestAsked(soon bool) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		v, q, stands, err := p.rooms.Requests.ForContact(ctx, e)
		if err != nil || !stands {
			return time.Time{}, err
		}
		o := offer{header: v.Header}
		if err := p.fill(ctx, &o); err != nil {
			return time.Time{}, err
		}
		name, lang, err := p.addressed(ctx, v)
		if err != nil {
			return time.Time{}, err
		}
		by, err := p.rooms.People.Get(ctx, q.Asker())
		if err != nil {
			return time.Time{}, err
		}
		return time.Time{}, p.write(ctx, e, mail.RequestAsked{Case: o.Case, To: v.Account.Email, Name: name, By: who(by), Due: q.Due,
			Again: e.Data["round"] != "0", Soon: soon, URL: p.request(v, q.ID)}, lang)
	}
}

// addressed is how a contact, or an applicant, is called and written to: as the form of the
// person says whom they came in as (ALL-7), else as their account does.
func (p post) addressed(ctx context.Context, v dossier.View) (string, text.Lang, error) {
	for _, o := range v.Grant {
		if o.Kind != access.FromContact && o.Kind != access.FromApplicant || o.Person == "" {
			continue
		}
		person, _, err := p.rooms.Dossiers.PersonIn(ctx, v.ID, o.Person)
		if err != nil {
			return "", "", err
		}
		if person.Name != "" && person.Lang != "" {
			return person.Name, text.Lang(person.Lang), nil
		}
	}
	return v.Account.Name, text.Lang(v.Account.Lang), nil
}

// requestAnswered mails an answer's arrival to the agent who asked.
func (p post) requestAnswered(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	v, t, stands, err := p.rooms.Requests.ForAgent(ctx, e)
	if err != nil || !stands {
		return time.Time{}, err
	}
	o := offer{header: v.Header}
	if err := p.fill(ctx, &o); err != nil {
		return time.Time{}, err
	}
	var by people.Account
	if by, err = p.rooms.People.Get(ctx, t.By); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, p.write(ctx, e, mail.RequestAnswered{Case: o.Case, To: v.Account.Email, Name: v.Account.Name, Person: called(by),
		URL: p.request(v, e.Data["request"])}, text.Lang(v.Account.Lang))
}

func called(a people.Account) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

func (p post) request(v dossier.View, request string) string {
	return p.baseURL + "/dossiers/" + v.ID + "/requests/" + request
}
