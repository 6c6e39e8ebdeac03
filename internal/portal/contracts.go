package portal

import (
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

func missingRequester() error { return fault.Bad("requester", "missing").By("LEX-2") }

// contractsPage is "Contracts and matters": what is shown to the visitor in
// client portals (LEX-7), and, where an owner lets them see it, to others of
// their company (LEX-5).
type contractsPage struct {
	Lines, Colleagues       []dossierLine
	Next, NextColleagues    string
	Client, MayBeColleagues bool
}

func (v *visit) contracts() error {
	q := v.r.URL.Query()
	mine, next, err := v.Shares.Mine(v.ctx, v.by, q.Get("after"), perPage)
	if err != nil {
		return err
	}
	others, nextOthers, err := v.Shares.Colleagues(v.ctx, v.by, q.Get("colleagues"), perPage)
	if err != nil {
		return err
	}
	if err := v.admit(); err != nil {
		return err
	}
	d := contractsPage{Client: len(v.account.Clients) > 0}
	if d.Lines, err = v.contractLines(mine); err != nil {
		return err
	}
	if d.Colleagues, err = v.contractLines(others); err != nil {
		return err
	}
	if next != "" {
		d.Next = "/contracts?after=" + next
	}
	if nextOthers != "" {
		d.NextColleagues = "/contracts?colleagues=" + nextOthers
	}
	return v.ok("contracts", v.frame(v.say("portal.contracts.title")), d)
}

func (v *visit) contractLines(views []dossier.View) ([]dossierLine, error) {
	l := listing{v: v, models: map[string]model.Model{}}
	if err := l.read(views); err != nil {
		return nil, err
	}
	lines := make([]dossierLine, len(views))
	for i, view := range views {
		lines[i] = l.line(view)
	}
	return lines, nil
}
