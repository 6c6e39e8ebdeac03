package loads

import (
	"context"
	"strconv"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/text"
)

// offer is an invitation with what every letter about it says.
type offer struct {
	invitation.Invitation
	mail.Case
	header  dossier.Header
	manager people.Account
	by      people.Account // whoever gave, changed or ended it
	primary bool           // the person is the primary contact
}

// entered tells whether whoever gave it is the partner who entered the dossier
// on the person's behalf (LOC-1).
func (o offer) entered() bool { return o.header.EnteredBy != "" && o.By == o.header.EnteredBy }

// lang is the one that the person's form set (ALL-7).
func (o offer) lang() text.Lang { return text.Lang(o.Invitation.Lang) }

// offered reads what e speaks of; false where that was offered anew since, or
// is gone: the newer offer has mails of its own.
func (p post) offered(ctx context.Context, e outbox.Entry) (o offer, stands bool, err error) {
	o.Invitation, err = p.rooms.Invitations.Get(ctx, e.Data["dossier"], e.Data["invitation"])
	if fault.Is(err, "hidden") || err == nil && strconv.Itoa(o.Round) != e.Data["round"] {
		return o, false, nil
	}
	return o, err == nil, err
}

// complete reads what letters say besides; false where the dossier is gone.
func (p post) complete(ctx context.Context, e outbox.Entry, o *offer) (stands bool, err error) {
	if o.header, err = p.rooms.Dossiers.Header(ctx, o.Invitation.Dossier); err != nil || !o.header.Live {
		return false, err
	}
	if err := p.fill(ctx, o); err != nil {
		return false, err
	}
	o.primary = o.client() && o.header.Primary == o.Person
	by := e.Data["by"]
	if by == "" {
		by = o.By
	}
	if o.by = o.manager; by != o.header.Manager {
		if o.by, err = p.rooms.People.Get(ctx, by); err != nil {
			return false, err
		}
	}
	return true, nil
}

// fill adds what the dossier of o.header, its owner and its manager are called.
func (p post) fill(ctx context.Context, o *offer) error {
	org, err := p.rooms.People.Organization(ctx, o.header.Org)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(org.Zone)
	if err != nil {
		return err
	}
	o.manager, err = p.rooms.People.Get(ctx, o.header.Manager)
	o.Case = mail.Case{Organization: org.Name, Dossier: o.header.Title, Manager: who(o.manager), Zone: zone}
	return err
}

func who(a people.Account) mail.Who { return mail.Who{Name: a.Name, Mail: a.Email} }

// letter is what any of package mail's can do.
type letter interface {
	Message(text.Lang) (mail.Message, error)
}

// about gives a load that writes one letter about an invitation, where still
// tells that its reason holds.
func (p post) about(still func(o offer, now time.Time) bool, write func(ctx context.Context, e outbox.Entry, o offer) (letter, text.Lang, error)) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
		o, stands, err := p.offered(ctx, e)
		if err != nil || !stands || !still(o, now) {
			return time.Time{}, err
		}
		if stands, err = p.complete(ctx, e, &o); err != nil || !stands {
			return time.Time{}, err
		}
		l, lang, err := write(ctx, e, o)
		if err != nil || l == nil {
			return time.Time{}, err
		}
		return time.Time{}, p.write(ctx, e, l, lang)
	}
}

func (p post) write(ctx context.Context, e outbox.Entry, l letter, lang text.Lang) error {
	m, err := l.Message(lang)
	if err != nil {
		return err
	}
	return p.send(ctx, e, m)
}

// invitation mails an invitation, then reminds 7 and 30 days after it was made
// (ABB-5), while it waits and nobody has an account with its address. The
// entry goes through all three by itself; those that fall due while the dossier
// is deleted are passed over, so that restored it goes on with the next.
func (p post) invitation(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	o, stands, err := p.offered(ctx, e)
	if err != nil || !stands || o.StateAt(now) != invitation.Pending {
		return time.Time{}, err
	}
	n, next := o.Step(e.Due)
	if e.Sent {
		return next, nil
	}
	if n > 0 { // an account whose arrival was cut short gets no reminder either
		_, has, err := p.rooms.Invitations.Addressee(ctx, o.Email)
		if err != nil || has {
			return time.Time{}, err
		}
	}
	if stands, err = p.complete(ctx, e, &o); err != nil || !stands {
		if o.header.Deleted != nil {
			return next, err
		}
		return time.Time{}, err
	}
	if n == 0 && o.Silent { // an address of theirs refused mail before
		if err := p.sender.Clear(ctx, o.Email); err != nil {
			return time.Time{}, err
		}
	}
	level, options, err := p.can(ctx, o)
	if err != nil {
		return time.Time{}, err
	}
	at := p.baseURL + "/dossiers/" + o.Invitation.Dossier + "/invitations/" + o.ID
	return next, p.write(ctx, e, mail.Invitation{Case: o.Case, To: o.Email, Name: o.Name, By: who(o.by), Entered: o.entered(), Way: string(o.Way), Level: level, Options: options,
		PhoneEnd: phoneEnd(o.Phone), Made: o.Made, Expires: o.Expires(), Reminder: n, URL: at, NotMeURL: at + "/not-me"}, o.lang())
}

// phoneEnd is enough of a number for its owner to know it.
func phoneEnd(phone string) string { return phone[max(0, len(phone)-2):] }

// given tells somebody with an account what they were given (ABB-5).
func (p post) given() outbox.Load {
	return p.about(func(o offer, now time.Time) bool { return o.Stands(now) }, func(ctx context.Context, _ outbox.Entry, o offer) (letter, text.Lang, error) {
		to, err := p.addressOf(ctx, o.Invitation)
		if err != nil {
			return nil, "", err
		}
		level, options, err := p.can(ctx, o)
		l := mail.AccessGiven{Case: o.Case, To: to, Name: o.Name, By: who(o.by), Entered: o.entered(), Way: string(o.Way), Level: level, Options: options,
			PhoneToVerify: o.State != invitation.Accepted, PhoneEnd: phoneEnd(o.Phone), URL: p.dossier(o)}
		if l.PhoneToVerify {
			l.URL = p.baseURL + "/account"
		}
		return l, o.lang(), err
	})
}

// changed tells somebody that their level, or their terms, are others (ABB-4).
func (p post) changed() outbox.Load {
	return p.about(func(o offer, now time.Time) bool { return o.Stands(now) }, func(ctx context.Context, e outbox.Entry, o offer) (letter, text.Lang, error) {
		if o.client() {
			return p.termsChanged(ctx, o)
		}
		to, err := p.addressOf(ctx, o.Invitation)
		return mail.AccessChanged{Case: o.Case, To: to, Name: o.Name, By: who(o.by), Way: string(o.Way),
			Before: e.Data["from"], Now: e.Data["to"], URL: p.dossier(o)}, o.lang(), err
	})
}

// ended tells somebody that their access, or their invitation, has ended
// (ABB-4), and what another origin leaves them (ALL-2).
func (p post) ended() outbox.Load {
	return p.about(func(o offer, _ time.Time) bool { return o.State == invitation.Revoked }, func(ctx context.Context, _ outbox.Entry, o offer) (letter, text.Lang, error) {
		to, err := p.addressOf(ctx, o.Invitation)
		if err != nil {
			return nil, "", err
		}
		l := mail.AccessEnded{Case: o.Case, To: to, Name: o.Name, By: who(o.by), Invited: o.Account == "", URL: p.dossier(o)}
		if o.Account != "" {
			l.Remains, err = p.remains(ctx, o.Invitation)
		}
		return l, o.lang(), err
	})
}

// remains gives the level that other origins leave; "" for nothing.
func (p post) remains(ctx context.Context, i invitation.Invitation) (string, error) {
	v, err := p.rooms.Dossiers.Load(ctx, people.ByAccount(i.Account), i.Dossier, access.Open, "")
	if v.Decision.Rule != nil { // refused: nothing is left
		return "", nil
	}
	if v.Decision.Role == access.Applicant {
		return mail.View, err
	}
	return string(v.Level(v.Decision)), err
}

// addressOf is where the person of i is written to: the account that came in
// stays theirs, whatever address its account has by now (ALL-8).
func (p post) addressOf(ctx context.Context, i invitation.Invitation) (string, error) {
	if i.Account == "" {
		return i.Email, nil
	}
	a, err := p.rooms.People.Get(ctx, i.Account)
	return a.Email, err
}

// toManager gives a load that tells the manager what became of an invitation,
// while that is still how it stands.
func (p post) toManager(state invitation.State, write func(e outbox.Entry, o offer, level, place string) letter) outbox.Load {
	return p.about(func(o offer, _ time.Time) bool { return o.State == state }, func(ctx context.Context, e outbox.Entry, o offer) (letter, text.Lang, error) {
		place := p.dossier(o) + "/rights"
		if o.client() {
			place = p.dossier(o) + "/contacts"
		}
		level, _, err := p.can(ctx, o)
		return write(e, o, level, place), text.Lang(o.manager.Lang), err
	})
}

// client tells whether o is a client contact's.
func (o offer) client() bool { return o.Way == invitation.Contact }

func (p post) dossier(o offer) string { return p.baseURL + "/dossiers/" + o.Invitation.Dossier }

func cameIn(_ outbox.Entry, o offer, level, place string) letter {
	return mail.CameIn{Case: o.Case, Person: o.Name, Level: level, URL: place, Client: o.client()}
}

func bounced(e outbox.Entry, o offer, _, place string) letter {
	return mail.Bounced{Case: o.Case, Person: o.Name, Complaint: e.Data["kind"] == Complaint, URL: place + "/" + o.Person, Client: o.client()}
}

func notMe(_ outbox.Entry, o offer, _, place string) letter {
	return mail.NotMe{Case: o.Case, Person: o.Name, URL: place + "/" + o.Person, Client: o.client()}
}
