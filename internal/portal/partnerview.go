package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/view"
)

// drawing is the form of a partner view on its way: which view of which version
// of the model, and what was typed.
type drawing struct {
	org   string
	head  model.Head
	model model.Model
	from  int
	was   model.PartnerView // zero for a new one
	g     filling
}

const accessPath = "access."

// drawView asks an Admin what partners see by a view, and may fill in.
func (v *visit) drawView() error { return v.askView(http.StatusOK, nil, nil) }

// askView shows the form; what was typed is over the latest version.
func (v *visit) askView(status int, p *problem, shown *model.Model) error {
	d, err := v.drawing(0)
	if err != nil {
		return err
	}
	return v.showDrawing(status, p, d, shown)
}

// drawing loads what the form is about, in version from, 0 for the latest.
func (v *visit) drawing(from int) (d drawing, err error) {
	o, h, m, err := v.modelHere(access.ManageModels, from)
	if err != nil {
		return d, err
	}
	if from == 0 {
		from = h.Latest
	}
	d = drawing{org: o.ID, head: h, model: m, from: from, g: filling{v: v, lang: v.lang(), typed: v.r.PostForm}}
	if called := v.r.PathValue("view"); called != "" {
		there := false
		if d.was, there = view.Find(m, called); !there && v.r.Method == http.MethodGet {
			return d, access.Nothing()
		}
		d.was.ID = called // taken away meanwhile: it is made again
	}
	if v.r.Method == http.MethodGet {
		d.g.typed = typedDrawing(d.was)
	}
	return d, nil
}

// typedDrawing is a partner view as somebody would have typed it.
func typedDrawing(p model.PartnerView) url.Values {
	form := url.Values{"name.fr": {p.Name.FR}, "name.en": {p.Name.EN}}
	for _, f := range p.Fields {
		form.Set(accessPath+f.Path, f.Access)
	}
	typeOwn(form, p.Own)
	return form
}

// saveView shows what the form draws, and saves it once it was shown; a button
// of the list of own fields changes the form alone.
func (v *visit) saveView() error {
	from, err := v.started()
	if err != nil {
		return err
	}
	d, err := v.drawing(from)
	if err != nil {
		return err
	}
	if act := v.value("action"); act != "" {
		v.typed = true
		d.g.actAt(act, "", []model.Field{v.ownField(d.was)})
		return v.showDrawing(http.StatusOK, nil, d, nil)
	}
	drawn, at := d.drawn()
	design := d.model.Design()
	design.Views.Partners = slices.Clone(design.Views.Partners)
	place := slices.IndexFunc(design.Views.Partners, func(p model.PartnerView) bool { return p.ID == drawn.ID })
	if place < 0 {
		place, design.Views.Partners = len(design.Views.Partners), append(design.Views.Partners, drawn)
	}
	design.Views.Partners[place] = drawn
	err = v.redraw(d.org, d.head, d.model, from, design, func(next model.Model) error { return v.showDrawing(http.StatusOK, nil, d, &next) })
	if err == nil {
		return nil
	}
	return v.mend(inDrawing(err, place, at), func(status int, p *problem) error {
		if v.staleDesign(err, p, d.head.Latest); !fault.Is(err, "stale") {
			return v.showDrawing(status, p, d, nil)
		}
		return v.askView(status, p, nil)
	})
}

// drawn reads the form: the view, and in which row of the form each of its own
// fields stands.
func (d drawing) drawn() (model.PartnerView, []int) {
	p := model.PartnerView{ID: d.was.ID, Name: model.Text{FR: line1(d.g.typed.Get("name.fr")), EN: line1(d.g.typed.Get("name.en"))}}
	if p.ID == "" {
		p.ID = slug(p.Name, func(id string) bool {
			_, there := view.Find(d.model, id)
			return there || id == "new" // that is another page
		})
	}
	for _, s := range d.model.Sections {
		whole := d.g.typed.Get(accessPath + s.ID)
		if whole != "" && whole != model.Hidden {
			p.Fields = append(p.Fields, model.PartnerField{Path: s.ID, Access: whole})
		}
		for _, f := range s.Fields {
			path := s.ID + "." + f.ID
			if a := d.g.typed.Get(accessPath + path); a != "" && (a != model.Hidden || whole != "" && whole != model.Hidden) {
				p.Fields = append(p.Fields, model.PartnerField{Path: path, Access: a})
			}
		}
	}
	var at []int
	p.Own, at = ownTyped(d.g.typed, d.was.Own)
	return p, at
}

// drawnSection is a section in the form: all of it, and field by field.
type drawnSection struct {
	Title  string
	Whole  control
	Fields []control
	Open   bool // some field goes its own way
}

type drawingPage struct {
	Model    string
	Form     form
	Names    []control
	Sections []drawnSection
	Own      control
	Seen     *drawnSeen
}

// drawnSeen is what partners would see, by the code that shows it to them.
type drawnSeen struct {
	Opinion, Complement shownView
	Controls            []control
}

func (v *visit) showDrawing(status int, p *problem, d drawing, shown *model.Model) error {
	o, err := v.organization(d.org)
	if err != nil {
		return err
	}
	title := "portal.views.draw"
	if d.was.ID == "" {
		title = "portal.views.add"
	}
	f := v.orgFrame(o, v.say(title, "name", d.was.Name.In(string(v.lang()))))
	f.Back, f.Problem = &link{viewsPath(d.org, d.head.ID), v.say("portal.views.title")}, p
	action := viewsPath(d.org, d.head.ID) + "/partners/new"
	if d.was.ID != "" {
		action = viewsPath(d.org, d.head.ID) + "/partners/" + d.was.ID
	}
	page := drawingPage{Model: v.say("portal.models.version-of", "name", d.head.Name.In(string(f.Lang)), "n", d.from), Names: d.names(v), Own: d.own(v)}
	for _, s := range d.model.Sections {
		page.Sections = append(page.Sections, d.section(v, s))
	}
	page.Form = f.form(action, "portal.views.preview")
	page.Form.Hidden, page.Form.Cancel = []pair{{"from", strconv.Itoa(d.from)}}, &link{f.Back.Path, v.say("portal.cancel")}
	if shown != nil {
		page.Seen = v.drawnSeen(f, *shown, d)
		page.Form.Button = v.say("portal.views.save", "n", d.from+1)
		page.Form.Hidden = append(page.Form.Hidden, pair{"shown", drawnAs(*shown)})
	}
	if p != nil {
		all := append(page.Names, page.Own)
		p.mark(all, "")
		page.Names, page.Own = all[:len(all)-1], all[len(all)-1]
	}
	return v.show(status, "partnerview", f, page)
}

// drawnSeen shows the view as its partners would see it, of a dossier that
// holds nothing: an Admin sees no content.
func (v *visit) drawnSeen(f *frame, m model.Model, d drawing) *drawnSeen {
	drawn, _ := d.drawn()
	seen := func(k solicitation.Kind) solicitation.Seen {
		s := solicitation.Seen{Model: m, Own: drawn.Own, Solicitation: solicitation.Solicitation{Ask: solicitation.Ask{Kind: k}}}
		for _, part := range view.Partner(m, drawn, k.Completes()) {
			s.Parts = append(s.Parts, solicitation.SeenPart{Part: part})
		}
		return s
	}
	both := seen(solicitation.Both)
	g := filling{v: v, lang: f.Lang, typed: url.Values{}}
	return &drawnSeen{Opinion: v.shownView(f, seen(solicitation.Opinion)), Complement: v.shownView(f, seen(solicitation.Complement)), Controls: v.replyControls(&g, both)}
}
