package api

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/deletion"
	"tierce/internal/people"
)

// DeletedDossier is a dossier that I deleted, and may restore.
type DeletedDossier struct {
	ID           string     `json:"id"`
	Title        string     `json:"title"`
	Reference    string     `json:"reference"`
	Organization string     `json:"organization" doc:"The owner's id"`
	Deleted      *time.Time `json:"deleted"`
	Until        *time.Time `json:"until" doc:"From this moment on it is gone for good"`
}

// DeletedDossiersOut answers with a page of what I deleted.
type DeletedDossiersOut struct {
	Body struct {
		Dossiers []DeletedDossier `json:"dossiers" doc:"The newest deletion first"`
		Next     string           `json:"next,omitempty" doc:"Cursor of the next page; absent on the last. A page may be short, even empty, while there is one"`
	}
}

type restoreDossier struct {
	AtDossier
	Repeatable
}

func (h *house) deletionRoutes() {
	on(h, route{id: "delete-dossier", path: "DELETE /v1/dossiers/{dossier}", does: "Delete a dossier: every access and key ends at once; undone within 30 days, or gone for good"}, h.deleteDossier)
	on(h, route{id: "restore-dossier", path: "POST /v1/dossiers/{dossier}/restore", does: "Undo the deletion of a dossier: everything is as before"}, h.restoreDossier)
	on(h, route{id: "list-deleted-dossiers", path: "GET /v1/deleted-dossiers", does: "The dossiers that I deleted and may restore"}, h.listDeleted)
}

func (h *house) deleteDossier(ctx context.Context, by people.Caller, in *AtDossier) (*NoBody, error) {
	return nil, h.Deletions.Delete(ctx, by, in.Dossier)
}

func (h *house) restoreDossier(ctx context.Context, by people.Caller, in *restoreDossier) (*DossierOut, error) {
	v, err := h.Deletions.Restore(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	return &DossierOut{Tag: quoted(v.Header), Body: headerOf(v.Header, access.Manager)}, nil
}

func (h *house) listDeleted(ctx context.Context, by people.Caller, in *Paging) (*DeletedDossiersOut, error) {
	list, next, err := h.Deletions.Mine(ctx, by, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &DeletedDossiersOut{}
	out.Body.Next, out.Body.Dossiers = next, each(list, func(g deletion.Gone) DeletedDossier {
		return DeletedDossier{ID: g.ID, Title: g.Title, Reference: g.Reference, Organization: g.Org, Deleted: utc(g.Deleted.At), Until: utc(g.Until)}
	})
	return out, nil
}
