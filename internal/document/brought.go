package document

import (
	"context"

	"tierce/internal/dossier"
)

// BroughtBy gives the ids of the documents that whoever loaded v brought, those
// deleted aside.
func (r Room) BroughtBy(ctx context.Context, v dossier.View) ([]string, error) {
	all, err := r.all(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, doc := range all {
		if doc.By == v.Account.ID && doc.Deleted.IsZero() {
			ids = append(ids, doc.ID)
		}
	}
	return ids, nil
}
