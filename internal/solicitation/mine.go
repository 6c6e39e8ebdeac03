package solicitation

import (
	"context"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Mine is a solicitation of the caller's, with its dossier as they see it.
type Mine struct {
	dossier.View
	Solicitation
}

// Mine lists what the caller was asked and may still see, those to be answered
// soonest first: of the dossiers of one page, which may have none.
func (r Room) Mine(ctx context.Context, by people.Caller, cursor string, limit int) ([]Mine, string, error) {
	views, next, err := r.Dossiers.Mine(ctx, by, dossier.Filter{}, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	var list []Mine
	var keys []table.Key
	for _, v := range views {
		for _, o := range v.Grant {
			if o.Kind == access.FromSolicitation && v.MayWith(access.ReadView, access.Item{Solicitation: o.Person}).Allowed {
				list, keys = append(list, Mine{View: v}), append(keys, keyOf(v.ID, o.Person))
			}
		}
	}
	for i := 0; i < len(keys); i += 100 {
		rows, err := r.Table.BatchGet(ctx, keys[i:min(i+100, len(keys))]...)
		if err != nil {
			return nil, "", err
		}
		for j, row := range rows {
			if list[i+j].Solicitation, err = solicitationOf(row); err != nil {
				return nil, "", err
			}
		}
	}
	list = slices.DeleteFunc(list, func(m Mine) bool { return m.Solicitation.ID == "" })
	slices.SortFunc(list, func(a, b Mine) int {
		if a.State.asked() != b.State.asked() {
			if a.State.asked() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Wished+a.Solicitation.ID, b.Wished+b.Solicitation.ID)
	})
	return list, next, nil
}
