package doctemplate

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/placeholder"
	"tierce/internal/table"
)

// MakeLoad names the outbox load that makes a document from a template.
const MakeLoad = "document-make"

// Ask is a document as an agent asks for it: from which template, in which
// language, "fr" or "en", visible to whom besides agents.
type Ask struct {
	Template string
	Lang     string
	Audience document.Audience
}

// Offer are the templates that documents of a dossier can be made from, for an
// agent who may.
type Offer struct {
	dossier.View
	List []Template
}

// Offered gives the templates of d's model that can be used now.
func (r Room) Offered(ctx context.Context, by people.Caller, d string) (Offer, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.FillTemplate, "")
	if err != nil {
		return Offer{}, err
	}
	list, err := r.all(ctx, v.Org, v.Header.Model)
	return Offer{v, slices.DeleteFunc(list, func(t Template) bool { return !t.Ready })}, err
}

// Make asks for a document of d to be made (LOC-9). The caller must be able to
// read all that the template shows: nobody gets content by way of a document.
// What the template asks for and the dossier does not have is told before
// anything is made. once names the request.
func (r Room) Make(ctx context.Context, by people.Caller, d string, ask Ask, once string) (s document.Slot, missing []placeholder.Missing, err error) {
	err = table.Again(ctx, func() error {
		missing = nil
		v, err := r.Dossiers.Load(ctx, by, d, access.FillTemplate, "", document.SlotKey(d, once))
		if err != nil {
			return err
		}
		asked, err := ask.draft()
		if err != nil {
			return err
		}
		if v.Row(0) != nil {
			s, err = document.Repeated(v.Row(0), asked, v.Account.ID)
			return err
		}
		t, err := r.usable(ctx, v.Org, v.Header.Model, ask.Template)
		if err != nil {
			return err
		}
		asked.Name = fileName(t.Name.In(ask.Lang))
		w, facts, err := r.drawn(ctx, v, t, ask.Lang)
		if err != nil {
			return err
		}
		if !asked.Audience.Nobody() {
			if err := document.MayChoose(v).Err(); err != nil {
				return err
			}
		}
		if err := r.Documents.Fits(ctx, v, asked); err != nil {
			return err
		}
		if missing = facts.Missing(t.File.Tags, MissingMost); len(missing) > 0 {
			return nil
		}
		s = document.NewSlot(once, asked, v.Account.ID, v.Now)
		e := outbox.Entry{ID: id.New(), Load: MakeLoad, Due: v.Now, Data: map[string]string{"dossier": d, "slot": once}}
		return again(r.Table.Commit(ctx, append(append(s.Ops(d, v.Now), outbox.Op(e, v.Now)), w.Unchanged()...)...))
	})
	return s, missing, err
}

// draft is the upload that a made document comes in by, but for its name.
func (a Ask) draft() (document.Draft, error) {
	if a.Lang != "fr" && a.Lang != "en" {
		return document.Draft{}, fault.Bad("language", "bad-language")
	}
	d := document.Draft{Type: docxType, Audience: a.Audience, Template: a.Template, Lang: a.Lang}
	return d, d.Audience.Check()
}

// usable gives a template from which a document can be made.
func (r Room) usable(ctx context.Context, org, model, template string) (Template, error) {
	if !id.Valid(template) {
		return Template{}, fault.Bad("template", "no-such-template")
	}
	row, err := r.Table.Get(ctx, keyOf(org, model, template))
	if err != nil {
		return Template{}, err
	}
	t, _, err := templateOf(row)
	if err == nil && !t.Ready {
		err = fault.Bad("template", "no-such-template")
	}
	return t, err
}

// drawn reads what t shows of v's dossier, for its caller, who must be able to
// read each section of it. It is of one moment where w.Unchanged holds.
func (r Room) drawn(ctx context.Context, v dossier.View, t Template, lang string) (dossier.Drawn, placeholder.Facts, error) {
	var facts placeholder.Facts
	w, err := r.Dossiers.DrawOn(ctx, v, access.FillTemplate, func(m model.Model) ([]model.Section, error) {
		if err := placeholder.Check(m, t.File.Tags); err != nil {
			return nil, fault.New(fault.Conflict, "template-unfit").By("LOC-9").For("admin")
		}
		needed, _ := placeholder.Needs(m, t.File.Tags)
		return slices.DeleteFunc(slices.Clone(m.Sections), func(s model.Section) bool { return !slices.Contains(needed, s.ID) }), nil
	})
	if err != nil {
		return w, facts, err
	}
	if _, persons := placeholder.Needs(w.Model, t.File.Tags); persons {
		if err := v.May(access.ReadPeople).Err(); err != nil {
			return w, facts, err
		}
	}
	facts, err = r.facts(ctx, w, lang)
	return w, facts, err
}

// facts reads the values of the drawn sections, and says the words.
func (r Room) facts(ctx context.Context, w dossier.Drawn, lang string) (placeholder.Facts, error) {
	f := placeholder.Facts{Model: w.Model, Values: map[string]map[string]any{}, Names: map[string]string{}}
	sections, err := r.Dossiers.Values(ctx, w)
	if err != nil {
		return f, err
	}
	for _, s := range sections {
		f.Values[s.ID] = s.Values
	}
	persons, err := r.Dossiers.PersonsDrawn(ctx, w)
	if err != nil {
		return f, err
	}
	org, err := r.Dossiers.People.Organization(ctx, w.Org)
	if err != nil {
		return f, err
	}
	manager, err := r.Dossiers.People.Get(ctx, w.Manager)
	if err != nil {
		return f, err
	}
	status, _ := w.Model.Status(w.Status)
	f.Words = map[string][]string{placeholder.Today: {"today"}, placeholder.Organization: words(org.Name), placeholder.Manager: words(manager.Name),
		placeholder.Title: words(w.Title), placeholder.Reference: words(w.Reference), placeholder.Status: words(status.Label.In(lang))}
	for _, p := range persons {
		f.Names[p.ID] = p.Name
		for _, kind := range kindsOf(p) {
			f.Words[kind] = append(f.Words[kind], p.Name)
		}
	}
	for _, names := range f.Words {
		slices.Sort(names)
	}
	return f, nil
}

func words(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// kindsOf are the words that name p among others.
func kindsOf(p dossier.Person) []string {
	kinds := []string{placeholder.People}
	add := func(kind string, is bool) {
		if is {
			kinds = append(kinds, placeholder.People+"."+kind)
		}
	}
	add("holder", p.Holder == dossier.Holder)
	add("co-holder", p.Holder == dossier.CoHolder)
	add("applicant", p.Applicant)
	add("family", p.Family)
	add("contact", p.Contact)
	add("advisor", p.Advisor != "")
	add(p.Advisor, slices.Contains(placeholder.PeopleKinds, p.Advisor))
	return kinds
}
