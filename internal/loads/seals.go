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

// told is what a letter about a section says besides, to somebody who may
// still read it.
type told struct {
	offer
	to      people.Account
	section dossier.Section
	url     string
}

// aboutSection gives a load that writes a letter about what became of a
// section, while still tells that it is how e says.
func (p post) aboutSection(still func(e outbox.Entry, s dossier.Section) (by string, holds bool), write func(t told) letter) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		v, s, err := p.rooms.Dossiers.SectionFor(ctx, people.ByAccount(e.Data["to"]), e.Data["dossier"], e.Data["section"], access.ReadSection)
		if v.Decision.Rule != nil { // they may read it no more
			return time.Time{}, nil
		}
		if err != nil {
			return time.Time{}, err
		}
		by, holds := still(e, s)
		if !holds || v.Account.Email == "" {
			return time.Time{}, nil
		}
		t := told{offer: offer{header: v.Header}, to: v.Account, section: s, url: p.baseURL + "/dossiers/" + v.ID + "/sections/" + s.ID}
		if err := p.fill(ctx, &t.offer); err != nil {
			return time.Time{}, err
		}
		if t.offer.by, err = p.rooms.People.Get(ctx, by); err != nil {
			return time.Time{}, err
		}
		return time.Time{}, p.write(ctx, e, write(t), text.Lang(v.Account.Lang))
	}
}

func (t told) title() string { return t.section.Title.In(t.to.Lang) }

// submitted tells an agent of a section that is still handed in.
func (p post) submitted() outbox.Load {
	return p.aboutSection(func(e outbox.Entry, s dossier.Section) (string, bool) {
		if s.Submitted == nil || s.Submitted.Once != e.Data["once"] {
			return "", false
		}
		return s.Submitted.By, true
	}, func(t told) letter {
		return mail.SectionSubmitted{Case: t.Case, To: t.to.Email, Name: t.to.Name, By: nameOf(t.by), Section: t.title(), At: t.section.Submitted.At, URL: t.url}
	})
}

// returned tells whoever handed a section in that it came back, unless it was
// handed in again since.
func (p post) returned() outbox.Load {
	return p.aboutSection(func(e outbox.Entry, s dossier.Section) (string, bool) {
		if s.Returned == nil || s.Returned.Once != e.Data["once"] {
			return "", false
		}
		return s.Returned.By, true
	}, func(t told) letter {
		return mail.SectionReturned{Case: t.Case, To: t.to.Email, Name: t.to.Name, By: nameOf(t.by), Section: t.title(), Note: t.section.Returned.Note, URL: t.url}
	})
}

// nameOf is how a letter names an account: the address where it gave no name.
func nameOf(a people.Account) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}
