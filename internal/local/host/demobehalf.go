package host

import (
	"context"

	"tierce/internal/behalf"
	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/model"
)

// entrants lets partners enter dossiers on behalf of applicants, and come in.
func (l *loader) entrants(ctx context.Context) error {
	for _, e := range demo.Entrants() {
		l.later()
		org := l.orgs[e.Organization]
		draft := behalf.Draft{Name: e.Name, Email: e.Email, Phone: e.Phone, Lang: e.Lang, Agent: l.as(e.Agent).Account()}
		for _, starter := range e.Models {
			draft.Models = append(draft.Models, model.StarterID(org, starter))
		}
		if _, err := l.Behalf.Add(ctx, l.as(l.admin(e.Organization).Email), org, draft, id.Of("demo-entrant", e.Email)); err != nil {
			return err
		}
		l.later()
		if _, err := l.signUp(ctx, e.Email, e.Phone, e.Name, e.Lang); err != nil {
			return err
		}
	}
	return nil
}
