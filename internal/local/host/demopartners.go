package host

import (
	"context"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/solicitation"
)

// partners lets the partners sign up, and asks them what the demo has them
// asked.
func (l *loader) partners(ctx context.Context) error {
	offices := map[string]demo.Partner{}
	for _, p := range demo.Partners() {
		l.later()
		if _, err := l.signUp(ctx, p.Email, p.Phone, p.Name, p.Lang); err != nil {
			return err
		}
		offices[p.Email] = p
	}
	dossiers := map[string]demo.Dossier{}
	for _, d := range demo.Dossiers() {
		dossiers[d.Reference] = d
	}
	for _, s := range demo.Solicitations() {
		l.later()
		whom := solicitation.Partner{Agent: l.as(s.Partner).Account()}
		if p, outside := offices[s.Partner]; outside {
			whom = solicitation.Partner{Name: p.Office, Email: p.Email, Lang: p.Lang}
		}
		if err := l.solicit(ctx, dossiers[s.Reference], s, whom); err != nil {
			return err
		}
	}
	return nil
}

// solicit asks one partner, and has them do what they have done. A load that
// was interrupted finds what it had asked, and goes on.
func (l *loader) solicit(ctx context.Context, d demo.Dossier, s demo.Solicitation, whom solicitation.Partner) error {
	ask := solicitation.Ask{Kind: solicitation.Kind(s.Kind), Scope: s.Scope, View: s.View, When: s.When, Partner: whom,
		Wished: l.at.AddDate(0, 0, s.Days).Format(time.DateOnly), Instructions: s.Instructions}
	once := id.Of("demo", named(d), s.Partner)
	_, is, err := l.Solicitations.Read(ctx, l.as(d.Manager), named(d), once)
	if fault.Is(err, "hidden") {
		_, is, err = l.Solicitations.Make(ctx, l.as(d.Manager), named(d), ask, once)
	}
	if err != nil || !s.Attaches || is.State != solicitation.Sent {
		return err
	}
	h, err := l.Dossiers.Header(ctx, named(d))
	if err != nil {
		return err
	}
	key, _, err := l.Solicitations.Key(ctx, solicitation.Mail{Header: h, Solicitation: is})
	if err != nil {
		return err
	}
	l.later()
	by := l.as(s.Partner)
	if _, _, err := l.Solicitations.Claim(ctx, by, key, id.Of("demo-claim", is.ID)); err != nil {
		return err
	}
	l.later()
	answer := solicitation.Answer{Verdict: s.Verdict, Details: s.Details, Own: s.Own}
	saved, err := l.Solicitations.Save(ctx, by, named(d), is.ID, 0, answer)
	if err != nil || !s.Sends {
		return err
	}
	l.later()
	_, err = l.Solicitations.Send(ctx, by, named(d), is.ID, saved.Solicitation.Drafted, id.Of("demo-send", is.ID))
	return err
}
