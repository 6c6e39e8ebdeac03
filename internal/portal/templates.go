package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/docx"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/placeholder"
)

func templatesPath(org, model string) string { return modelsPath(org) + "/" + model + "/templates" }

// templateLine is a template of documents, in words.
type templateLine struct{ Name, State, Class, Since, Path string }

// templatesPage lists the templates of a model, and what may stand in one
// (LOC-9).
func (v *visit) templatesPage() error {
	o, of, err := v.templatesHere(access.UseModels)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.templates.title"))
	f.Back = &link{modelsPath(o.ID), v.say("portal.models.title")}
	may := access.DecideOrg(v.account.Account, o.ID, access.ManageModels)
	at := templatesPath(o.ID, of.Head.ID)
	d := struct {
		Model, Add, Why string
		Busy            bool
		Lines           []templateLine
		Tags            []tagsOf
		Rules           []string
	}{Model: of.Head.Name.In(string(f.Lang)), Why: v.why(may)}
	if may.Allowed {
		d.Add, d.Tags = at+"/new", v.tagsOf(of.Latest)
		for _, rule := range []string{"day", "rows", "filled", "names"} {
			d.Rules = append(d.Rules, v.say("portal.templates.rule-"+rule, examples...))
		}
	}
	for _, t := range of.List {
		l := templateLine{Name: t.Name.In(string(f.Lang))}
		l.State, l.Class = v.templateState(t)
		if t.Ready {
			l.Since = f.Day(t.File.At)
		}
		if may.Allowed {
			l.Path = at + "/" + t.ID
		}
		d.Busy = d.Busy || t.Pending(v.Clock().UTC())
		d.Lines = append(d.Lines, l)
	}
	if d.Busy {
		v.w.Header().Set("Refresh", lookAgain)
	}
	return v.ok("templates", f, d)
}

// templatesHere loads the templates that the address names.
func (v *visit) templatesHere(action access.Action) (o people.Organization, of doctemplate.Of, err error) {
	if o, err = v.inOrg(action); err != nil {
		return o, of, err
	}
	of, err = v.Templates.List(v.ctx, v.by, o.ID, v.ref("model"))
	return o, of, err
}

// templateState says how far a template has come, or its newest file.
func (v *visit) templateState(t doctemplate.Listed) (words, class string) {
	state := t.Upload.StateAt(v.Clock().UTC())
	switch {
	case t.Next == "" && t.Ready:
		return v.say("portal.templates.ready"), "done"
	case state == document.Refused:
		return v.say("document.refused-" + string(t.Upload.Reason)), "over"
	case t.Pending(v.Clock().UTC()):
		return v.say("portal.templates.checking"), ""
	}
	return v.say("portal.templates.lost"), "over"
}

// tagsOf are what a template can show of one section.
type tagsOf struct {
	Title string
	Lines []pair // label, tag
}

// tagsOf lists what templates of m can show, with the tags to copy.
func (v *visit) tagsOf(m model.Model) []tagsOf {
	lang := string(v.lang())
	general := tagsOf{Title: v.say("portal.templates.general")}
	for _, word := range []string{placeholder.Organization, placeholder.Manager, placeholder.Title, placeholder.Reference, placeholder.Status, placeholder.Today} {
		general.Lines = append(general.Lines, pair{v.say("placeholder." + word), "{{" + word + "}}"})
	}
	persons := tagsOf{Title: v.say("portal.templates.people")}
	for _, kind := range placeholder.PeopleKinds {
		word := placeholder.People + "." + kind
		persons.Lines = append(persons.Lines, pair{v.say("placeholder." + word), "{{" + word + "}}"})
	}
	list := []tagsOf{general, persons}
	for _, s := range m.Sections {
		of := tagsOf{Title: s.Title.In(lang)}
		for _, f := range s.Fields {
			tag := "{{" + s.ID + "." + f.ID + "}}"
			if f.Type == model.Rows {
				tag = "{{#" + s.ID + "." + f.ID + "}} "
				for _, c := range f.Fields {
					tag += "{{" + c.ID + "}} "
				}
				tag += "{{/" + s.ID + "." + f.ID + "}}"
			}
			of.Lines = append(of.Lines, pair{f.Label.In(lang), tag})
		}
		if len(of.Lines) > 0 {
			list = append(list, of)
		}
	}
	return list
}

// examples are the tags that the rules speak of.
var examples = []any{"short", "{{section.field:short}}", "month", "{{section.field:month}}", "year", "{{section.field:year}}",
	"loop", "{{#section.list}}", "endloop", "{{/section.list}}", "if", "{{?section.field}}", "end", "{{/section.field}}",
	"persons", "{{#people.family}}", "name", "{{name}}", "endpersons", "{{/people.family}}"}

// newTemplate asks an Admin for a file and its names.
func (v *visit) newTemplate() error { return v.askTemplate(http.StatusOK, nil) }

func (v *visit) askTemplate(status int, p *problem) error {
	o, of, err := v.templatesHere(access.ManageModels)
	if err != nil {
		return err
	}
	f := v.templatesFrame(o, of, "portal.templates.add")
	f.Problem = p
	ask := f.form(templatesPath(o.ID, of.Head.ID)+"/new", "portal.templates.send", append(v.nameControls(model.Text{}), v.templateFile())...)
	ask.File, ask.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: ask.with(p), Intro: []string{v.say("portal.templates.add-text")}})
}

func (v *visit) templatesFrame(o people.Organization, of doctemplate.Of, title string) *frame {
	f := v.orgFrame(o, v.say(title))
	f.Back = &link{templatesPath(o.ID, of.Head.ID), v.say("portal.templates.title")}
	return f
}

func (v *visit) templateFile() control {
	return control{Kind: "file", Name: "file", Label: v.say("portal.templates.file"), Accept: ".docx", Mark: v.say("portal.required"),
		Help: v.say("portal.templates.file-help", "most", docx.SizeMost>>20)}
}

// nameControls ask for a name in both languages, with what was typed.
func (v *visit) nameControls(is model.Text) []control {
	if v.r.PostForm != nil {
		is = v.namesTyped()
	}
	return []control{{Kind: "text", Name: "name.fr", Label: v.say("portal.templates.name-fr"), Value: is.FR, Most: doctemplate.NameMost},
		{Kind: "text", Name: "name.en", Label: v.say("portal.templates.name-en"), Value: is.EN, Most: doctemplate.NameMost}}
}

func (v *visit) namesTyped() model.Text {
	return model.Text{FR: v.value("name.fr"), EN: v.value("name.en")}
}

// addTemplate takes a template, or says everything that is wrong with it, tag
// by tag.
func (v *visit) addTemplate() error {
	org, of := v.ref("org"), v.ref("model")
	d, err := v.templateSent()
	if err == nil {
		d.Name = v.namesTyped()
		_, err = v.Templates.Add(v.ctx, v.by, org, of, d, v.once("templates "+org+" "+of+" "+d.Hash()))
	}
	if err != nil {
		return v.mend(err, v.askTemplate)
	}
	return v.see(templatesPath(org, of) + "?done=template-sent")
}

// templateSent is the file of the form.
func (v *visit) templateSent() (d doctemplate.Draft, err error) {
	file, head, err := v.r.FormFile("file")
	if err != nil {
		return d, fault.Bad("file", "no-file")
	}
	defer file.Close()
	d.File = head.Filename
	if head.Size == 0 {
		return d, fault.Bad("file", "empty-file")
	}
	d.Content, err = read(file, head)
	return d, err
}

// templatePage is one template: its names, another file, its end.
func (v *visit) templatePage() error { return v.askOfTemplate(http.StatusOK, nil) }

func (v *visit) askOfTemplate(status int, p *problem) error {
	o, of, err := v.templatesHere(access.ManageModels)
	if err != nil {
		return err
	}
	_, t, err := v.Templates.Read(v.ctx, v.by, o.ID, of.Head.ID, v.ref("template"))
	if err != nil {
		return err
	}
	f := v.templatesFrame(o, of, "portal.templates.title")
	f.Title, f.Problem = t.Name.In(string(f.Lang)), p
	at, read := templatesPath(o.ID, of.Head.ID)+"/"+t.ID, strconv.Itoa(t.Version)
	rename := f.form(at, "portal.templates.rename", v.nameControls(t.Name)...)
	replace := f.form(at+"/file", "portal.templates.replace", v.templateFile())
	replace.File = true
	remove := f.form(at+"/remove", "portal.templates.remove")
	remove.Grave = true
	for _, one := range []*form{&rename, &replace, &remove} {
		one.Hidden = []pair{{"read", read}}
		*one = one.with(p)
	}
	d := struct {
		State, Class, File      string
		Rename, Replace, Remove form
	}{Rename: rename, Replace: replace, Remove: remove}
	d.State, d.Class = v.templateState(t)
	if t.Ready {
		d.File = v.say("portal.templates.used", "file", t.File.Name, "since", f.Day(t.File.At))
	}
	return v.show(status, "template", f, d)
}

// onTemplate does something to the template that was read at a version.
func (v *visit) onTemplate(done string, do func(org, of, template string, read int) error) error {
	org, of, template := v.ref("org"), v.ref("model"), v.ref("template")
	read, err := strconv.Atoi(v.value("read"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	if err := do(org, of, template, read); err != nil {
		return v.mend(err, v.askOfTemplate)
	}
	return v.see(templatesPath(org, of) + "?done=template-" + done)
}

func (v *visit) renameTemplate() error {
	return v.onTemplate("renamed", func(org, of, template string, read int) error {
		_, err := v.Templates.Rename(v.ctx, v.by, org, of, template, read, v.namesTyped())
		return err
	})
}

func (v *visit) replaceTemplate() error {
	return v.onTemplate("sent", func(org, of, template string, read int) error {
		d, err := v.templateSent()
		if err == nil {
			_, err = v.Templates.Replace(v.ctx, v.by, org, of, template, read, d)
		}
		return err
	})
}

func (v *visit) removeTemplate() error {
	return v.onTemplate("removed", func(org, of, template string, read int) error {
		return v.Templates.Remove(v.ctx, v.by, org, of, template, read)
	})
}
