package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/solicitation"
	"tierce/internal/text"
)

// solicited gives the load that writes to a partner who is to answer: with a
// fresh key, which kills that of an earlier mail, until the dossier is attached
// (LOC-5). A reminder that falls due while the status hides the dossier is
// passed over, and the next one goes on.
func (p post) solicited(about string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		g, stands, err := p.rooms.Solicitations.ForPartner(ctx, e)
		if err != nil || !stands || e.Sent {
			return g.Next, err
		}
		l, lang, err := p.toPartner(ctx, g, about)
		if err != nil {
			return time.Time{}, err
		}
		if g.State == solicitation.Sent {
			needed := false
			if l.Key, needed, err = p.rooms.Solicitations.Key(ctx, g); err != nil || !needed {
				return g.Next, err
			}
			l.URL = p.baseURL + "/attach"
		}
		return g.Next, p.write(ctx, e, l, lang)
	}
}

// solicitationEnded gives the load that tells a partner of an end: withdrawn, or a receipt
// of their answer.
func (p post) solicitationEnded(about string, state solicitation.State) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		g, stands, err := p.rooms.Solicitations.Settled(ctx, e, state)
		if err != nil || !stands {
			return time.Time{}, err
		}
		l, lang, err := p.toPartner(ctx, g, about)
		if err != nil {
			return time.Time{}, err
		}
		return time.Time{}, p.write(ctx, e, l, lang)
	}
}

// toPartner is a letter to the partner of g: to the account that attached it,
// else to the address that the agent typed.
func (p post) toPartner(ctx context.Context, g solicitation.Mail, about string) (mail.Solicited, text.Lang, error) {
	o := offer{header: g.Header}
	if err := p.fill(ctx, &o); err != nil {
		return mail.Solicited{}, "", err
	}
	by, err := p.rooms.People.Get(ctx, g.By)
	if err != nil {
		return mail.Solicited{}, "", err
	}
	l := mail.Solicited{Case: o.Case, To: g.Partner.Email, Name: g.Partner.Name, By: who(by), About: about, Kind: string(g.Kind), Scope: g.Scope,
		Wished: g.Wished, URL: p.solicitation(g) + "/answer", At: g.Solicitation.Settled}
	lang := text.Lang(g.Partner.Lang)
	if g.Account != "" {
		a, err := p.rooms.People.Get(ctx, g.Account)
		if err != nil {
			return l, "", err
		}
		l.To = a.Email
		if g.Partner.Inside() {
			l.Name, lang = a.Name, text.Lang(a.Lang)
		}
	}
	return l, lang, nil
}

// solicitationSettled gives the load that tells the agent who asks, or the
// manager where that one has no access any more.
func (p post) solicitationSettled(state solicitation.State) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		g, stands, err := p.rooms.Solicitations.Settled(ctx, e, state)
		if err != nil || !stands {
			return time.Time{}, err
		}
		o := offer{header: g.Header}
		if err := p.fill(ctx, &o); err != nil {
			return time.Time{}, err
		}
		to := o.manager
		if v, err := p.rooms.Dossiers.Load(ctx, people.ByAccount(g.By), g.Header.ID, access.ReadSolicitations, ""); err == nil {
			to = v.Account
		} else if v.Decision.Rule == nil {
			return time.Time{}, err
		}
		l := mail.SolicitationSettled{Case: o.Case, To: to.Email, Name: to.Name, Partner: g.Partner.Name, Scope: g.Scope,
			Declined: state == solicitation.Declined, URL: p.solicitation(g)}
		if l.Partner == "" {
			a, err := p.rooms.People.Get(ctx, g.Account)
			if err != nil {
				return time.Time{}, err
			}
			l.Partner = called(a)
		}
		return time.Time{}, p.write(ctx, e, l, text.Lang(to.Lang))
	}
}

func (p post) solicitation(g solicitation.Mail) string {
	return p.baseURL + "/dossiers/" + g.Header.ID + "/solicitations/" + g.Solicitation.ID
}
