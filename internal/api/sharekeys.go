package api

import (
	"context"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/sharekey"
)

// ShareKey is a share key without its secret.
type ShareKey struct {
	ID      string     `json:"id"`
	Mode    string     `json:"mode" enum:"copy,join"`
	State   string     `json:"state" enum:"pending,used,revoked,expired"`
	Maker   Named      `json:"maker"`
	Made    *time.Time `json:"made"`
	Expires *time.Time `json:"expires"`
	Used    *KeyUse    `json:"used,omitempty"`
}

// KeyUse says who used a key, for whom, and when.
type KeyUse struct {
	By           Named      `json:"by"`
	Organization Named      `json:"organization"`
	At           *time.Time `json:"at"`
}

// ShareKeyMade is a key just made: the only time that its text is shown
// (EVO-1).
type ShareKeyMade struct {
	ShareKey
	Key string `json:"key" doc:"Send it to the recipient: it is shown once and stored nowhere"`
}

// ShareKeyOut answers with a key just made.
type ShareKeyOut struct{ Body ShareKeyMade }

// ShareKeysOut answers with the keys of a dossier.
type ShareKeysOut struct {
	Body struct {
		ShareKeys []ShareKey `json:"shareKeys" doc:"The newest first"`
	}
}

// PreviewOut answers with what somebody would see who is to be let in (ALL-3).
type PreviewOut struct {
	Body struct {
		Sections []SectionNamed `json:"sections"`
		People   []Named        `json:"people"`
		SeenKept
	}
}

// SectionNamed is a section's id and title.
type SectionNamed struct {
	ID    string     `json:"id"`
	Title model.Text `json:"title"`
}

type makeKey struct {
	AtDossier
	Repeatable
	Body struct {
		Mode string `json:"mode,omitempty" enum:"copy,join" default:"copy" doc:"copy gives the recipient's organisation a dossier of its own; join puts the recipient on this one's team (EVO-7)"`
	}
}

type previewKey struct {
	AtDossier
	Mode string `query:"mode" enum:"copy,join" default:"copy"`
}

// AtShareKey is one share key of a dossier.
type AtShareKey struct {
	AtDossier
	ShareKey string `path:"key"`
}

func (h *house) shareKeyRoutes() {
	const path = "/v1/dossiers/{dossier}/share-keys"
	on(h, route{id: "list-share-keys", path: "GET " + path, does: "The share keys of a dossier and what became of them"}, h.listShareKeys)
	on(h, route{id: "make-share-key", path: "POST " + path, does: "Make a share key: it works once, for 30 days", status: 201}, h.makeShareKey)
	on(h, route{id: "preview-share-key", path: "GET " + path + "/preview", does: "What whoever redeems a key would see"}, h.previewShareKey)
	on(h, route{id: "revoke-share-key", path: "DELETE " + path + "/{key}", does: "Revoke a pending share key"}, h.revokeShareKey)
}

func shareKeyOf(k sharekey.Key, orgs map[string]string) ShareKey {
	s := ShareKey{ID: k.ID, Mode: string(k.Mode), State: string(k.State), Maker: Named{k.Maker, k.MakerName},
		Made: utc(k.Made), Expires: utc(k.Expires())}
	if k.UsedBy != "" {
		s.Used = &KeyUse{By: Named{k.UsedBy, k.UserName}, Organization: Named{k.UsedFor, orgs[k.UsedFor]}, At: utc(k.UsedAt)}
	}
	return s
}

func (h *house) makeShareKey(ctx context.Context, by people.Caller, in *makeKey) (*ShareKeyOut, error) {
	k, shown, err := h.Keys.Make(ctx, by, in.Dossier, sharekey.Mode(in.Body.Mode), in.once(by, "share-keys", in.Dossier))
	if err != nil {
		return nil, err
	}
	return &ShareKeyOut{ShareKeyMade{shareKeyOf(k, nil), shown}}, nil
}

func (h *house) listShareKeys(ctx context.Context, by people.Caller, in *AtDossier) (*ShareKeysOut, error) {
	_, keys, err := h.Keys.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, k := range keys {
		if k.UsedFor != "" {
			ids = append(ids, k.UsedFor)
		}
	}
	orgs, err := h.People.OrganizationNames(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := &ShareKeysOut{}
	out.Body.ShareKeys = each(keys, func(k sharekey.Key) ShareKey { return shareKeyOf(k, orgs) })
	return out, nil
}

func (h *house) previewShareKey(ctx context.Context, by people.Caller, in *previewKey) (*PreviewOut, error) {
	_, o, err := h.Keys.Preview(ctx, by, in.Dossier, sharekey.Mode(in.Mode))
	if err != nil {
		return nil, err
	}
	return h.previewOf(ctx, in.Dossier, o)
}

func (h *house) previewOf(ctx context.Context, d string, o dossier.Outline) (out *PreviewOut, err error) {
	out = &PreviewOut{}
	out.Body.Sections = each(o.Sections, func(s model.Section) SectionNamed { return SectionNamed{s.ID, s.Title} })
	out.Body.People = each(o.People, func(p dossier.Person) Named { return Named{p.ID, p.Name} })
	out.Body.SeenKept, err = h.seenKept(ctx, o.As, d)
	return out, err
}

func (h *house) revokeShareKey(ctx context.Context, by people.Caller, in *AtShareKey) (*NoBody, error) {
	return nil, h.Keys.Revoke(ctx, by, in.Dossier, in.ShareKey)
}
