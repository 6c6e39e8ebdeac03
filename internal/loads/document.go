package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/docx"
	"tierce/internal/dossier"
	"tierce/internal/mail"
	"tierce/internal/merge"
	"tierce/internal/outbox"
	"tierce/internal/placeholder"
	"tierce/internal/text"
)

// documentThere mails a recipient that a document is there for them, while that
// is so (LOC-9).
func (p post) documentThere(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	v, stands, err := p.rooms.Documents.ForRecipient(ctx, e)
	if err != nil || !stands || e.Sent {
		return time.Time{}, err
	}
	o := offer{header: v.Header}
	if err := p.fill(ctx, &o); err != nil {
		return time.Time{}, err
	}
	l := mail.DocumentThere{Case: o.Case, To: v.Account.Email}
	var lang text.Lang
	if l.Name, l.URL, lang, err = p.recipient(ctx, v, e.Data["as"]); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, p.write(ctx, e, l, lang)
}

// recipient is how a recipient is called and written to, and where they find
// what is theirs: a partner by their solicitation, in the language that the
// agent chose for them (ALL-7).
func (p post) recipient(ctx context.Context, v dossier.View, as string) (name, url string, lang text.Lang, err error) {
	for _, o := range v.Grant {
		if o.Kind != access.FromSolicitation || o.Person != as {
			continue
		}
		partner, err := p.rooms.Solicitations.Partner(ctx, v.ID, as)
		url = p.baseURL + "/dossiers/" + v.ID + "/solicitations/" + as + "/answer"
		if err != nil || partner.Inside() {
			return v.Account.Name, url, text.Lang(v.Account.Lang), err
		}
		return partner.Name, url, text.Lang(partner.Lang), nil
	}
	name, lang, err = p.addressed(ctx, v)
	return name, p.baseURL + "/dossiers/" + v.ID + "/documents", lang, err
}

// words are those of documents that are made from templates.
func words(lang string, zone *time.Location, now time.Time, f placeholder.Facts) docx.Source {
	return merge.Words{Lang: text.Lang(lang), Zone: zone, Now: now}.Source(f)
}
