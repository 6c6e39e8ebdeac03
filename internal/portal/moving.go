package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/move"
	"tierce/internal/solicitation"
)

func movingPath(d string) string { return dossierPath(d) + "/version" }

// moveLine is a change that a move makes, in words.
type moveLine struct {
	Label string
	Items []string
}

type movingPage struct {
	Text     string
	Cannot   string // title of Refusals
	Refusals []string
	Lines    []moveLine
	Partners []movePartner
	Form     *form
}

type movePartner struct {
	Title string
	Lines []moveLine
}

// movingPage says what moving the dossier to the latest version of its model
// would change, and for whom, before it is moved (LOC-10).
func (v *visit) movingPage() error { return v.showMoving(http.StatusOK, nil) }

func (v *visit) showMoving(status int, p *problem) error {
	view, plan, err := v.Moving.Plan(v.ctx, v.by, v.ref("dossier"), 0)
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.moving.title")
	if err != nil {
		return err
	}
	f.Problem = p
	if !plan.Newer() {
		return v.show(status, "moving", f, movingPage{Text: v.say("portal.moving.latest", "n", plan.Version)})
	}
	d := movingPage{Text: v.say("portal.moving.text", "from", plan.Version, "to", plan.To)}
	if d.Lines = v.moveLines(plan); len(plan.Partners) == 0 && len(d.Lines) == 0 {
		d.Text += " " + v.say("portal.moving.nothing")
		if plan.Refusals != nil { // what would change is not what matters
			d.Text = v.say("portal.moving.is", "from", plan.Version, "to", plan.To)
		}
	}
	if err := v.movePartners(plan, &d); err != nil {
		return err
	}
	if plan.Refusals != nil {
		d.Cannot = v.say("portal.moving.cannot", "n", plan.To)
	} else {
		agree := f.form(movingPath(view.ID), "portal.moving.title")
		agree.Button, agree.Grave = v.say("portal.moving.agree", "n", plan.To), plan.Voided != nil
		agree.Hidden, agree.Cancel = []pair{{"version", strconv.Itoa(plan.To)}, {"plan", plan.Tag()}}, &link{dossierPath(view.ID), v.say("portal.cancel")}
		d.Form = &agree
	}
	return v.show(status, "moving", f, d)
}

// moveLines says what changes for the dossier, and for all who see it by a view.
func (v *visit) moveLines(p move.Plan) (lines []moveLine) {
	for _, c := range []struct {
		name string
		move.Change
	}{{"sections", p.Sections}, {"fields", p.Fields}, {"statuses", p.Statuses}, {"partners", p.PartnersSee}, {"share", p.TeamMayShare}, {"applicants", p.Applicants}, {"clients", p.Clients}} {
		lines = append(lines, v.changeLines(c.name, c.Change)...)
	}
	lines = v.withLine(lines, "portal.moving.redrawn", p.Redrawn)
	return v.withLine(lines, "portal.moving.voided", p.Voided)
}

func (v *visit) changeLines(name string, c move.Change) []moveLine {
	at := "portal.moving." + name + "-"
	return v.withLine(v.withLine(nil, at+"more", c.More), at+"less", c.Less)
}

func (v *visit) withLine(lines []moveLine, label string, list []model.Text) []moveLine {
	if len(list) == 0 {
		return lines
	}
	l := moveLine{Label: v.say(label)}
	for _, t := range list {
		if t != (model.Text{}) {
			l.Items = append(l.Items, t.In(string(v.lang())))
		}
	}
	return append(lines, l)
}

// movePartners says what changes for each partner, and what stands against the
// move.
func (v *visit) movePartners(p move.Plan, d *movingPage) error {
	called := func(who solicitation.Partner) (string, error) {
		return v.partnerName(solicitation.Solicitation{Ask: solicitation.Ask{Partner: who}})
	}
	for _, c := range p.Partners {
		name, err := called(c.Partner)
		if err != nil {
			return err
		}
		one := movePartner{Title: v.say("portal.moving.partner", "partner", name)}
		if c.Begins {
			one.Lines = append(one.Lines, moveLine{Label: v.say("portal.moving.begins")})
		}
		if c.Ends {
			one.Lines = append(one.Lines, moveLine{Label: v.say("portal.moving.ends")})
		}
		one.Lines = append(append(one.Lines, v.changeLines("sees", c.Sees)...), v.changeLines("fills", c.Fills)...)
		d.Partners = append(d.Partners, one)
	}
	for _, r := range p.Refusals {
		name, err := called(r.Partner)
		if err != nil {
			return err
		}
		d.Refusals = append(d.Refusals, v.say("move."+r.Code, "what", r.What.In(string(v.lang())), "partner", name))
	}
	return nil
}

// moveDossier moves it, as the page said.
func (v *visit) moveDossier() error {
	n, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	d := v.ref("dossier")
	if _, err := v.Moving.Move(v.ctx, v.by, d, n, v.value("plan")); err != nil {
		return v.mend(err, func(status int, p *problem) error {
			if fault.Is(err, "stale") {
				p.Lines = []problemLine{{Text: v.say("portal.moving.stale")}}
			}
			return v.showMoving(status, p)
		})
	}
	return v.see(dossierPath(d) + "?done=dossier-moved")
}

// versionOf is the model of a dossier in words, with its version for whoever may
// move it.
func (v *visit) versionOf(view dossier.View, m model.Model) (label string, at string) {
	label = m.Name.In(string(v.lang()))
	if !view.MayMove().Allowed {
		return label, ""
	}
	return v.say("portal.models.version-of", "name", label, "n", view.Version), movingPath(view.ID)
}
