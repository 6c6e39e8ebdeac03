package document

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
)

// The outbox loads that tell recipients of a document (LOC-9). SharedLoad
// writes one entry of SharedMailLoad for each who has come in, so that one mail
// which fails is tried again alone.
const (
	SharedLoad     = "document-shared"
	SharedMailLoad = "document-shared-mail"
)

// written tells whether whoever has o is written to when a document is put
// there for them by name.
func written(o access.Origin) bool {
	return o.Kind == access.FromSolicitation || o.Kind == access.FromApplicant
}

// writtenTo are the ids of a's recipients who may be of that kind.
func writtenTo(a Audience) []string { return a.named() }

// tell gives the entry that tells those for whom a document is from now on, and
// was not before; none where there is nobody.
func tell(v dossier.View, document string, was, is Audience) []table.Op {
	before := writtenTo(was)
	added := slices.DeleteFunc(slices.Clone(writtenTo(is)), func(one string) bool { return slices.Contains(before, one) })
	if len(added) == 0 {
		return nil
	}
	e := outbox.Entry{ID: id.New(), Load: SharedLoad, Due: v.Now,
		Data: map[string]string{"dossier": v.ID, "document": document, "to": strings.Join(added, " ")}}
	return []table.Op{outbox.Op(e, v.Now)}
}

// TellEach is the load of SharedLoad. Whoever has not come in yet finds the
// document when they do.
func (r Room) TellEach(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	d, to := e.Data["dossier"], strings.Fields(e.Data["to"])
	grants, err := r.Dossiers.GrantsWith(ctx, d, func(o access.Origin) bool { return written(o) && slices.Contains(to, o.Person) })
	if err != nil {
		return time.Time{}, err
	}
	for acct, g := range grants {
		for _, o := range g {
			if !written(o) || !slices.Contains(to, o.Person) {
				continue
			}
			one := outbox.Entry{ID: id.Of("tell", SharedMailLoad, e.ID, o.Person), Load: SharedMailLoad, Due: now,
				Data: map[string]string{"dossier": d, "document": e.Data["document"], "account": acct, "as": o.Person}}
			if err := r.Table.Write(ctx, outbox.Op(one, now)); err != nil && table.FailedAt(err) == nil {
				return time.Time{}, err
			}
		}
	}
	return time.Time{}, nil
}

// ForRecipient gives the dossier as the recipient of an entry of SharedMailLoad
// sees it now; false where there is nothing to tell: the document was deleted or
// taken from them, they have no access any more, or the status hides it.
func (r Room) ForRecipient(ctx context.Context, e outbox.Entry) (v dossier.View, stands bool, err error) {
	d := e.Data["dossier"]
	v, err = r.Dossiers.Load(ctx, people.ByAccount(e.Data["account"]), d, access.Open, "", keyOf(d, e.Data["document"]))
	if v.Decision.Rule != nil {
		return v, false, nil
	}
	if err != nil || v.Row(0) == nil {
		return v, false, err
	}
	doc, err := documentOf(v.Row(0))
	return v, err == nil && doc.Deleted.IsZero() && slices.Contains(doc.Audience.named(), e.Data["as"]) && doc.seenBy(v) == nil, err
}
