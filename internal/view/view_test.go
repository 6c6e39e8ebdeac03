package view_test

import (
	"reflect"
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/view"
)

// files is a model of two sections: what people are, and what things cost.
var files = model.Model{
	Statuses: []model.Status{{ID: "draft", Initial: true}, {ID: "review", Partners: true}, {ID: "opinions", Partners: true}, {ID: "closed"}},
	Sections: []model.Section{
		{ID: "person", Fields: []model.Field{{ID: "who", Type: model.Person}, {ID: "name", Type: model.Line}, {ID: "income", Type: model.Money}}},
		{ID: "costs", Fields: []model.Field{{ID: "total", Type: model.Money}, {ID: "loan", Type: model.Money, Required: true},
			{ID: "quotes", Type: model.Rows, Fields: []model.Field{{ID: "company", Type: model.Line, Required: true}, {ID: "by", Type: model.Person}}},
			{ID: "plans", Type: model.Rows, Fields: []model.Field{{ID: "title", Type: model.Line, Required: true}}}}},
	},
	Views: model.Views{Applicant: []string{"person", "costs.total"}},
}

// through is a partner view with the entries given as "path access".
func through(entries ...string) (v model.PartnerView) {
	for _, e := range entries {
		path, access, _ := strings.Cut(e, " ")
		v.Fields = append(v.Fields, model.PartnerField{Path: path, Access: access})
	}
	return v
}

// shown writes parts as "section.field", with a * where it may be filled in.
func shown(parts []view.Part) string {
	var words []string
	for _, p := range parts {
		for _, f := range p.Fields {
			word := p.ID + "." + f.ID
			if p.Fills(f.ID) {
				word += "*"
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// A field is seen by its own entry, else by its section's; no entry hides.
func TestLOC10WhatAViewShowsAndLetsBeFilledIn(t *testing.T) {
	for _, c := range []struct {
		entries       []string
		opinion, both string
	}{
		{nil, "", ""},
		{[]string{"costs hidden"}, "", ""},
		{[]string{"person.name visible"}, "person.name", "person.name"},
		{[]string{"person.name editable"}, "person.name", "person.name*"},
		{[]string{"person visible"}, "person.who person.name person.income", "person.who person.name person.income"},
		{[]string{"person editable"}, "person.who person.name person.income", "person.who person.name* person.income*"}, // whom it names is not chosen
		{[]string{"person editable", "person.income hidden"}, "person.who person.name", "person.who person.name*"},
		{[]string{"person.income hidden", "person editable"}, "person.who person.name", "person.who person.name*"}, // in any order
		{[]string{"person hidden", "person.name editable"}, "person.name", "person.name*"},
		{[]string{"person visible", "person.name editable"}, "person.who person.name person.income", "person.who person.name* person.income"},
		{[]string{"costs editable"}, "costs.total costs.loan costs.quotes costs.plans", "costs.total* costs.loan* costs.quotes costs.plans*"},
		{[]string{"costs.plans editable", "person.name visible"}, "person.name costs.plans", "person.name costs.plans*"}, // in the model's order
		{[]string{"elsewhere visible", "person.nothing editable"}, "", ""},
	} {
		if got := shown(view.Partner(files, through(c.entries...), false)); got != c.opinion {
			t.Errorf("%v, an opinion: %q, want %q", c.entries, got, c.opinion)
		}
		if got := shown(view.Partner(files, through(c.entries...), true)); got != c.both {
			t.Errorf("%v, a complement: %q, want %q", c.entries, got, c.both)
		}
	}
}

func TestLOC11TheApplicantFillsTheirViewIn(t *testing.T) {
	if got := shown(view.Applicant(files)); got != "person.who person.name* person.income* costs.total*" {
		t.Error(got)
	}
}

func TestLOC6TheStatusesThatShowADossier(t *testing.T) {
	if got := view.Statuses(files); !reflect.DeepEqual(got, []string{"review", "opinions"}) {
		t.Error(got)
	}
	if got := view.Statuses(model.Model{}); got == nil || len(got) != 0 {
		t.Errorf("%v: for nobody is not for always", got)
	}
}

// Values of what is hidden do not pass, whatever stands in the section.
func TestLOC10OnlyTheValuesOfWhatIsSeen(t *testing.T) {
	parts := view.Partner(files, through("person.name visible", "costs.total editable"), true)
	got := parts[0].Shows(map[string]any{"name": "Ana", "income": "1.00", "who": "x", "gone": "y"})
	if !reflect.DeepEqual(got, map[string]any{"name": "Ana"}) {
		t.Error(got)
	}
	if f := parts[1].Form(); len(f.Fields) != 1 || f.Fields[0].ID != "total" || f.ID != "costs" {
		t.Errorf("%+v", f)
	}
	if whole := view.Sections(files, parts); len(whole) != 2 || len(whole[1].Fields) != 4 {
		t.Errorf("%+v", whole)
	}
}

// What was typed comes back clean, nil where a field was emptied; what may not
// be filled in is refused as unknown, all of it at once, by path.
func TestLOC7WhatIsTypedIntoAView(t *testing.T) {
	parts := view.Partner(files, through("person.name editable", "person.income visible", "costs.total editable", "costs.plans editable"), true)
	type values = map[string]map[string]any
	for name, c := range map[string]struct {
		typed, clean values
		wrong        string
	}{
		"nothing":                 {values{}, values{}, ""},
		"an empty section":        {values{"person": {}}, values{}, ""},
		"clean":                   {values{"person": {"name": " Ana "}}, values{"person": {"name": "Ana"}}, ""},
		"emptied":                 {values{"person": {"name": ""}}, values{"person": {"name": nil}}, ""},
		"a required one left out": {values{"costs": {"total": "12.00"}}, values{"costs": {"total": "12.00"}}, ""},
		"visible":                 {values{"person": {"income": "1.00"}}, nil, "values.person.income unknown-field"},
		"hidden":                  {values{"costs": {"loan": "1.00"}}, nil, "values.costs.loan unknown-field"},
		"no such section":         {values{"nowhere": {"x": 1}}, nil, "values.nowhere unknown-field"},
		"a bad value":             {values{"costs": {"total": "much"}}, nil, "values.costs.total wrong-money"},
		"all of it":               {values{"person": {"who": "x"}, "costs": {"total": "much"}, "else": {}}, nil, "values.costs.total wrong-money, values.else unknown-field, values.person.who unknown-field"},
	} {
		got, err := view.Clean(parts, c.typed)
		if c.clean != nil && !reflect.DeepEqual(got, c.clean) {
			t.Errorf("%s: %v", name, got)
		}
		var wrong []string
		if f := fault.Of(err); f != nil {
			for _, bad := range f.Fields {
				wrong = append(wrong, bad.Path+" "+bad.Code)
			}
		}
		if strings.Join(wrong, ", ") != c.wrong {
			t.Errorf("%s: %v, want %q", name, wrong, c.wrong)
		}
	}
}

// What is filled in goes over what stands, field by field, and takes nothing
// else away.
func TestLOC7FilledInOverWhatStands(t *testing.T) {
	stands := map[string]any{"name": "Ana", "income": "1.00"}
	got := view.With(stands, map[string]any{"name": "Bo", "income": nil, "more": 1.0})
	if !reflect.DeepEqual(got, map[string]any{"name": "Bo", "more": 1.0}) || stands["name"] != "Ana" || len(stands) != 2 {
		t.Error(got, stands)
	}
}

func TestLOC10AViewIsFoundByItsID(t *testing.T) {
	m := files
	m.Views.Partners = []model.PartnerView{{ID: "one"}, {ID: "two", Own: []model.Field{{ID: "own"}}}}
	if v, there := view.Find(m, "two"); !there || len(v.Own) != 1 {
		t.Error(v, there)
	}
	if _, there := view.Find(m, "three"); there {
		t.Error("found what is not there")
	}
}
