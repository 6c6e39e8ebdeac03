package model

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// Any model within the rules survives its export.
func TestExportIsReadBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel(t)
		again, err := Parse(m.Export())
		if err != nil {
			t.Fatalf("%q\n%s", listed(err), m.Export())
		}
		if !reflect.DeepEqual(again, m) {
			t.Fatalf("got %+v\nwant %+v", again, m)
		}
	})
}

var sentences = rapid.StringMatching(`[A-Za-zéœ«<&>"\\]{1,20}`)

func anyText(t *rapid.T) Text {
	return Text{FR: sentences.Draw(t, "fr"), EN: sentences.Draw(t, "en")}
}

func anyRemark(t *rapid.T) Text {
	if rapid.Bool().Draw(t, "silent") {
		return Text{}
	}
	return anyText(t)
}

// some draws between least and most items; none is nil, as Parse reads it.
func some[T any](t *rapid.T, least, most int, draw func(id string) T) []T {
	var list []T
	for i := range rapid.IntRange(least, most).Draw(t, "n") {
		list = append(list, draw(fmt.Sprintf("i%d", i)))
	}
	return list
}

func anyModel(t *rapid.T) Model {
	m := Model{Name: anyText(t), Description: anyRemark(t), Noun: anyRemark(t),
		Reference:    rapid.StringMatching(`[A-Z0-9]{2,6}`).Draw(t, "reference"),
		TeamMayShare: rapid.Bool().Draw(t, "team"),
		Sections:     some(t, 1, 4, func(id string) Section { return anySection(t, id) }),
		Statuses: some(t, 1, 4, func(id string) Status {
			return Status{ID: id, Label: anyText(t), Initial: id == "i0", Final: rapid.Bool().Draw(t, "final"), Partners: rapid.Bool().Draw(t, "partners")}
		})}
	s := m.Sections[len(m.Sections)-1]
	m.Views = Views{
		Client:    some(t, 0, 1, func(string) string { return s.ID }),
		Applicant: some(t, 0, 1, func(string) string { return s.ID + "." + s.Fields[0].ID }),
		Partners: some(t, 0, 2, func(id string) PartnerView {
			return PartnerView{ID: id, Name: anyText(t), Own: anyFields(t, 0),
				Fields: some(t, 0, 1, func(string) PartnerField {
					return PartnerField{Path: s.ID, Access: rapid.SampledFrom([]string{Hidden, Visible, Editable}).Draw(t, "access")}
				})}
		}),
	}
	return m
}

func anySection(t *rapid.T, id string) Section {
	s := Section{ID: id, Kind: rapid.SampledFrom([]string{Form, Table}).Draw(t, "kind"), Title: anyText(t), Help: anyRemark(t)}
	if s.Kind == Table {
		s.Fields = []Field{anyField(t, "i0", []string{Rows})}
	} else {
		s.Fields = anyFields(t, 1)
	}
	return s
}

func anyFields(t *rapid.T, least int) []Field {
	return some(t, least, 4, func(id string) Field { return anyField(t, id, types) })
}

func anyField(t *rapid.T, id string, of []string) Field {
	f := Field{ID: id, Type: rapid.SampledFrom(of).Draw(t, "type"), Label: anyText(t), Help: anyRemark(t), Required: rapid.Bool().Draw(t, "required")}
	switch f.Type {
	case Line, LongText:
		f.MaxLength = rapid.IntRange(0, 500).Draw(t, "most")
	case Money:
		f.Currency = rapid.SampledFrom(currencies).Draw(t, "currency")
		f.Min = figure(rapid.Float64Range(-1e12, 0).Draw(t, "min"))
	case Number:
		f.Max = figure(rapid.Float64Range(-1e300, 1e300).Draw(t, "max"))
	case One, Several:
		f.Choices = some(t, 1, 3, func(id string) Choice { return Choice{ID: id, Label: anyText(t)} })
	case Rows:
		plain := types[:len(types)-1]
		f.Fields = some(t, 1, 3, func(id string) Field { return anyField(t, id, plain) })
	}
	return f
}
