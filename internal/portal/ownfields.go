package portal

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/model"
)

// A partner's own fields are typed as rows: one a field.

const ownName = "own"

// ownTypes are those that a form can make. A list of rows and a person come
// with an imported model only, and stay as they are.
var ownTypes = []string{model.Line, model.LongText, model.Number, model.Money, model.Date, model.One, model.Several, model.YesNo}

// ownField is the field of type rows whose rows say what the own fields are.
func (v *visit) ownField(was model.PartnerView) model.Field {
	said := func(name string) model.Text {
		s := v.say("portal.views.own-" + name)
		return model.Text{FR: s, EN: s}
	}
	choice := func(id, label string) model.Choice {
		return model.Choice{ID: id, Label: model.Text{FR: v.say(label), EN: v.say(label)}}
	}
	types := slices.Clone(ownTypes)
	for _, f := range was.Own {
		if !slices.Contains(types, f.Type) {
			types = append(types, f.Type)
		}
	}
	kinds := each(types, func(t string) model.Choice { return choice(t, "portal.views.type-"+t) })
	return model.Field{ID: ownName, Type: model.Rows, Label: said("fields"), Fields: []model.Field{
		{ID: "label-fr", Type: model.Line, Label: said("label-fr"), Required: true},
		{ID: "label-en", Type: model.Line, Label: said("label-en"), Required: true},
		{ID: "type", Type: model.One, Label: said("type"), Required: true, Choices: kinds},
		{ID: "required", Type: model.One, Label: said("required"), Choices: []model.Choice{choice("no", "portal.views.optional"), choice("yes", "portal.views.required")}},
		{ID: "choices", Type: model.LongText, Label: said("choices"), Help: said("choices-help")},
		{ID: "id", Type: model.Line, Label: said("fields")},
	}}
}

// typeOwn writes own as somebody would have typed it.
func typeOwn(form url.Values, own []model.Field) {
	form.Set(countName(ownName), strconv.Itoa(len(own)))
	for i, f := range own {
		at := rowPath(ownName, i) + "."
		for name, value := range map[string]string{"id": f.ID, "label-fr": f.Label.FR, "label-en": f.Label.EN, "type": f.Type, "required": "no"} {
			form.Set(at+name, value)
		}
		if f.Required {
			form.Set(at+"required", "yes")
		}
		form.Set(at+"choices", strings.Join(each(f.Choices, func(c model.Choice) string { return c.Label.FR + " | " + c.Label.EN }), "\n"))
	}
}

// ownTyped reads them back, without rows where nothing was typed, and gives the
// row of each. What the form does not ask of a field stays as it was.
func ownTyped(form url.Values, was []model.Field) (own []model.Field, at []int) {
	for i := range rowsIn(form, ownName) {
		typed := func(name string) string { return line1(form.Get(rowPath(ownName, i) + "." + name)) }
		label := model.Text{FR: typed("label-fr"), EN: typed("label-en")}
		if label == (model.Text{}) && typed("type") == "" && typed("choices") == "" {
			continue
		}
		before, _ := model.Section{Fields: was}.Field(typed("id"))
		f := model.Field{}
		if before.Type == typed("type") {
			f = before
		}
		f.ID, f.Type, f.Label, f.Required = before.ID, typed("type"), label, typed("required") == "yes"
		if f.ID == "" {
			f.ID = slug(label, func(id string) bool {
				return slices.ContainsFunc(slices.Concat(own, was), func(o model.Field) bool { return o.ID == id })
			})
		}
		if f.Type == model.Money && f.Currency == "" {
			f.Currency = "EUR"
		}
		f.Choices = nil
		if f.Type == model.One || f.Type == model.Several {
			f.Choices = choicesTyped(form.Get(rowPath(ownName, i)+".choices"), before.Choices)
		}
		own, at = append(own, f), append(at, i)
	}
	return own, at
}

// choicesTyped reads one choice a line, French | English. One that keeps either
// label is the choice that it was.
func choicesTyped(typed string, was []model.Choice) (list []model.Choice) {
	for l := range strings.Lines(typed) {
		if strings.TrimSpace(l) == "" {
			continue
		}
		fr, en, _ := strings.Cut(l, "|")
		c := model.Choice{Label: model.Text{FR: strings.TrimSpace(fr), EN: strings.TrimSpace(en)}}
		taken := func(id string) bool {
			return slices.ContainsFunc(list, func(o model.Choice) bool { return o.ID == id })
		}
		for _, w := range was {
			if c.ID == "" && !taken(w.ID) && (w.Label.FR == c.Label.FR || w.Label.EN == c.Label.EN) {
				c.ID = w.ID
			}
		}
		if c.ID == "" {
			c.ID = slug(c.Label, func(id string) bool {
				return taken(id) || slices.ContainsFunc(was, func(w model.Choice) bool { return w.ID == id })
			})
		}
		list = append(list, c)
	}
	return list
}

// slug makes an id of a label, one that is not taken.
func slug(t model.Text, taken func(id string) bool) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(t.EN))
	if id = strings.Trim(id, "-"); id == "" || id[0] < 'a' {
		id = "n-" + id
	}
	id = strings.Trim(id[:min(len(id), 34)], "-")
	for n, first := 2, id; taken(id); n++ {
		id = first + "-" + strconv.Itoa(n)
	}
	return id
}

func line1(s string) string { return strings.TrimSpace(s) }

// inDrawing names what is wrong with the place-th partner view by the controls
// of its form; at says in which row each own field stands.
func inDrawing(err error, place int, at []int) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	mended := *f
	mended.Fields = nil
	for _, one := range f.Fields {
		one.Path = strings.TrimPrefix(one.Path, "views.partners["+strconv.Itoa(place)+"].")
		if rest, own := strings.CutPrefix(one.Path, ownName+"["); own {
			index, what, _ := strings.Cut(rest, "].")
			if i, bad := strconv.Atoi(index); bad == nil && i < len(at) {
				one.Path = rowPath(ownName, at[i]) + "." + ownControl(what)
			}
		}
		mended.Fields = append(mended.Fields, one)
	}
	return &mended
}

// ownControl is the control of an own field that what is wrong is about.
func ownControl(what string) string {
	switch {
	case strings.HasPrefix(what, "choices"):
		return "choices"
	case what == "label.fr":
		return "label-fr"
	case what == "type":
		return "type"
	}
	return "label-en"
}
