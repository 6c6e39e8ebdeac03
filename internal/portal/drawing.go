package portal

import (
	"slices"
	"strings"

	"tierce/internal/model"
)

// The controls of a drawing.

func (d drawing) names(v *visit) []control {
	name := func(lang string) control {
		return control{Kind: "text", Name: "name." + lang, Label: v.say("portal.views.name-" + lang), Value: d.g.typed.Get("name." + lang), Most: 200, Mark: v.say("portal.required")}
	}
	return []control{name("fr"), name("en")}
}

// section asks what partners see of s: of all its fields, or of each.
func (d drawing) section(v *visit, s model.Section) drawnSection {
	lang := string(v.lang())
	whole := control{Kind: "select", Name: accessPath + s.ID, Label: v.say("portal.views.whole"), Value: d.g.typed.Get(accessPath + s.ID)}
	words := accesses(v)
	out := drawnSection{Title: s.Title.In(lang), Whole: whole.options(words...)}
	for _, f := range s.Fields {
		name := accessPath + s.ID + "." + f.ID
		c := control{Kind: "select", Name: name, Label: f.Label.In(lang), Help: d.about(v, s, f), Value: d.g.typed.Get(name)}
		out.Open = out.Open || c.Value != ""
		out.Fields = append(out.Fields, c.options(append([]option{{Label: v.say("portal.views.as-section")}}, words...)...))
	}
	return out
}

func accesses(v *visit) []option {
	return each([]string{model.Hidden, model.Visible, model.Editable}, func(a string) option {
		return option{Value: a, Label: v.say("portal.views." + a)}
	})
}

// about says who else sees a field, and what no partner can do with it.
func (d drawing) about(v *visit, s model.Section, f model.Field) string {
	says := []string{v.say("portal.views.agents-only")}
	if a := d.model.Views.Applicant; slices.Contains(a, s.ID) || slices.Contains(a, s.ID+"."+f.ID) {
		says[0] = v.say("portal.views.applicants")
	}
	if f.Type == model.Person || slices.ContainsFunc(f.Fields, func(c model.Field) bool { return c.Type == model.Person }) {
		says = append(says, v.say("portal.views.person"))
	}
	return strings.Join(says, " ")
}

// own is the list of the fields that only this partner fills in.
func (d drawing) own(v *visit) control {
	f := v.ownField(d.was)
	c := d.g.controls("", []model.Field{f})[0]
	c.Help = v.say("portal.views.own-text")
	for i := range c.Rows {
		for j := range c.Rows[i].Controls {
			if one := &c.Rows[i].Controls[j]; strings.HasSuffix(one.Name, "].id") {
				one.Kind = "hidden"
			}
		}
	}
	return c
}
