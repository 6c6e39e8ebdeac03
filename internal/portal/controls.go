package portal

import (
	"strconv"

	"tierce/internal/model"
)

// controls makes the controls of fields, each named under at.
func (g *filling) controls(at string, fields []model.Field) []control {
	var list []control
	for _, f := range fields {
		list = append(list, g.control(at+f.ID, f, at != valuesPath))
	}
	return list
}

// control makes one; in a row choices are kept short.
func (g *filling) control(name string, f model.Field, inRow bool) control {
	c := control{Kind: "text", Name: name, Label: f.Label.In(string(g.lang)), Help: f.Help.In(string(g.lang)),
		Value: g.typed.Get(name), Focus: name == g.focus}
	if f.Required {
		c.Mark = g.v.say("portal.required")
	}
	switch f.Type {
	case model.LongText:
		c.Kind = "longtext"
	case model.Number:
		c.Kind = "number"
	case model.Money:
		c.Kind, c.Unit = "number", f.Currency
	case model.Date:
		c.Kind = "date"
		if !inRow && c.Help == "" {
			c.Help = g.v.say("portal.date-help")
		}
	case model.One:
		c.Kind = "select"
		return c.options(append(g.none(), g.choices(f)...)...)
	case model.Several:
		c.Kind = "checks"
		return c.options(g.checked(name, g.choices(f))...)
	case model.YesNo:
		return g.yesNo(c, inRow)
	case model.Person:
		c.Kind = "select"
		return c.options(append(g.none(), g.people()...)...)
	case model.Rows:
		return g.rows(c, f)
	}
	return c
}

// none is the choice of nothing: an answer can be taken back.
func (g *filling) none() []option { return []option{{Label: g.v.say("portal.no-answer")}} }

func (g *filling) choices(f model.Field) []option {
	var list []option
	for _, ch := range f.Choices {
		list = append(list, option{Value: ch.ID, Label: ch.Label.In(string(g.lang))})
	}
	return list
}

func (g *filling) checked(name string, list []option) []option {
	on := map[string]bool{}
	for _, id := range g.typed[name] {
		on[id] = true
	}
	for i := range list {
		list[i].On = on[list[i].Value]
	}
	return list
}

func (g *filling) people() []option {
	var list []option
	for _, p := range g.persons {
		list = append(list, option{Value: p.ID, Label: p.Name})
	}
	return list
}

func (g *filling) yesNo(c control, inRow bool) control {
	answers := []option{{Value: "true", Label: g.v.say("portal.yesno.true")}, {Value: "false", Label: g.v.say("portal.yesno.false")}}
	none := g.none()[0]
	if inRow {
		c.Kind = "select"
		return c.options(append([]option{none}, answers...)...)
	}
	c.Kind, none.On = "radios", c.Value == ""
	return c.options(append(answers, none)...)
}

func (g *filling) rows(c control, f model.Field) control {
	c.Kind, c.Add = "rows", g.v.say("portal.rows.add", "list", c.Label)
	n := rowsIn(g.typed, c.Name)
	if n >= model.MaxRows {
		c.Add = ""
	}
	for i := range n {
		columns := g.controls(rowPath(c.Name, i)+".", f.Fields)
		for j := range columns {
			columns[j].Quiet = i > 0
		}
		c.Rows = append(c.Rows, row{Label: g.v.say("portal.rows.row", "n", i+1), Controls: columns,
			Remove: g.v.say("portal.rows.remove", "n", i+1), Act: "remove-row:" + c.Name + ":" + strconv.Itoa(i)})
	}
	return c
}

// languages are those that people may be written to in (ALL-7).
func (v *visit) languages() []option {
	return []option{{Value: "fr", Label: v.say("portal.reach.language-fr")}, {Value: "en", Label: v.say("portal.reach.language-en")}}
}
