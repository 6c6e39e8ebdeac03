package behalf

import (
	"context"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/view"
)

// Choices gives what an Admin of org may allow: its models that have an
// applicant view, and its active agents, who may manage what is entered.
func (r Room) Choices(ctx context.Context, by people.Caller, org string) ([]model.Head, []people.Agent, error) {
	if _, err := r.Load(ctx, by, org, access.ManageBehalf, ""); err != nil {
		return nil, nil, err
	}
	heads, err := r.Dossiers.Models.List(ctx, by, org)
	if err != nil {
		return nil, nil, err
	}
	var models []model.Head
	for _, h := range heads {
		m, err := r.Dossiers.Models.Version(ctx, h.ID, h.Latest)
		if err != nil {
			return nil, nil, err
		}
		if len(m.Views.Applicant) > 0 {
			models = append(models, h)
		}
	}
	all, _, err := r.Dossiers.People.Agents(ctx, by, org)
	var agents []people.Agent
	for _, a := range all {
		if a.Left.IsZero() {
			agents = append(agents, a)
		}
	}
	return models, agents, err
}

// Named gives the models that p may enter as words in one language.
func (r Room) Named(ctx context.Context, p Partner, lang string) (string, error) {
	list, err := r.listed(ctx, p)
	if err != nil {
		return "", err
	}
	names := make([]string, len(list[0].ModelNames))
	for i, name := range list[0].ModelNames {
		names[i] = name.In(lang)
	}
	return strings.Join(names, ", "), nil
}

// Offer is what an account may enter for an organisation.
type Offer struct {
	Organization string
	Models       []model.Head
}

// Offers gives what a may enter dossiers of, in no order: models that have an
// applicant view now.
func (r Room) Offers(ctx context.Context, a people.Account) ([]Offer, error) {
	var offers []Offer
	for org, allowed := range a.Behalf {
		keys := make([]table.Key, len(allowed.Models))
		for i, m := range allowed.Models {
			keys[i] = model.HeadKey(org, m)
		}
		rows, err := r.Table.BatchGet(ctx, keys...)
		if err != nil {
			return nil, err
		}
		o := Offer{Organization: org}
		for _, row := range rows {
			h, m, err := r.Dossiers.Models.FromHead(ctx, row)
			if err != nil && !fault.Is(err, access.HiddenCode) {
				return nil, err
			}
			if len(m.Views.Applicant) > 0 {
				o.Models = append(o.Models, h)
			}
		}
		if len(o.Models) > 0 {
			offers = append(offers, o)
		}
	}
	return offers, nil
}

// Form gives the model of which by is about to enter a dossier for org, and what
// its applicant view asks.
func (r Room) Form(ctx context.Context, by people.Caller, org, modelID string) (people.Account, model.Head, []view.Part, error) {
	a, rows, err := people.Load(ctx, r.Table, by, r.Clock(), model.HeadKey(org, modelID))
	if err != nil {
		return a, model.Head{}, nil, err
	}
	h, m, err := r.entering(ctx, a, org, modelID, rows[0])
	return a, h, view.Applicant(m), err
}

// entering decides whether a may enter a dossier of the model for org, and
// reads its latest version off row, its head's.
func (r Room) entering(ctx context.Context, a people.Account, org, modelID string, row table.Row) (model.Head, model.Model, error) {
	if err := access.DecideBehalf(a.Behalf[org].Models, modelID).Err(); err != nil {
		return model.Head{}, model.Model{}, err
	}
	h, m, err := r.Dossiers.Models.FromHead(ctx, row)
	if err == nil && len(m.Views.Applicant) == 0 {
		err = fault.New(fault.Conflict, "behalf-no-view").By("LOC-1").For("admin")
	}
	return h, m, err
}
