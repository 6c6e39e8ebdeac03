package loads

import (
	"context"
	"time"

	"tierce/internal/accessgroup"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/text"
)

// can gives what o lets its person do, as letters name it: a level, or a
// contact's own, and a contact's options.
func (p post) can(ctx context.Context, o offer) (level string, options []string, err error) {
	switch {
	case o.Way == invitation.Applicant:
		return mail.View, nil, nil
	case !o.client():
		return string(o.Level), nil, nil
	case o.primary:
		return mail.Primary, nil, nil
	}
	groups, err := accessgroup.Load(ctx, p.rooms.Table, o.Org, o.Terms.Model)
	g, _ := groups.Find(o.Terms.Group)
	for _, option := range []struct {
		name string
		has  bool
	}{{"sign", o.Terms.Sign}, {"submit", o.Terms.Submit}, {"documents", o.Terms.Documents}} {
		if option.has {
			options = append(options, option.name)
		}
	}
	return g.Grade(), options, err
}

// termsChanged tells a contact what they may do from now on (IND-2).
func (p post) termsChanged(ctx context.Context, o offer) (letter, text.Lang, error) {
	to, err := p.addressOf(ctx, o.Invitation)
	if err != nil {
		return nil, "", err
	}
	level, options, err := p.can(ctx, o)
	return mail.TermsChanged{Case: o.Case, To: to, Name: o.Name, By: who(o.by), Level: level, Options: options, URL: p.dossier(o)}, o.lang(), err
}

// primary tells a contact that they are the primary one, or no more (IND-4),
// while that is so.
func (p post) primary() outbox.Load {
	return p.about(func(o offer, now time.Time) bool { return o.Stands(now) }, func(ctx context.Context, e outbox.Entry, o offer) (letter, text.Lang, error) {
		if is := e.Data["is"] == "yes"; is != o.primary {
			return nil, "", nil // another was named since, of which another mail speaks
		}
		to, err := p.addressOf(ctx, o.Invitation)
		if err != nil {
			return nil, "", err
		}
		level, options, err := p.can(ctx, o)
		return mail.PrimaryContact{Case: o.Case, To: to, Name: o.Name, By: who(o.by), Is: o.primary, Level: level, Options: options, URL: p.dossier(o)}, o.lang(), err
	})
}
