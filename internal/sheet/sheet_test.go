package sheet

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// vehicles are columns of every type.
func vehicles(l text.Lang) Columns {
	said := func(fr, en string) model.Text { return model.Text{FR: fr, EN: en} }
	least := 1900.0
	return Columns{Lang: l, Persons: map[string]string{"aaaaaaaaaaaaaaaa": "Odile Garnier", "bbbbbbbbbbbbbbbb": "Léa Roux", "cccccccccccccccc": "Léa Roux"},
		Field: model.Field{ID: "vehicles", Type: model.Rows, Label: said("Véhicules", "Vehicles"), Fields: []model.Field{
			{ID: "plate", Type: model.Line, Label: said("Plaque d’immatriculation", "Registration")},
			{ID: "year", Type: model.Number, Label: said("Année", "Year"), Min: &least},
			{ID: "value", Type: model.Money, Currency: "EUR", Label: said("Valeur", "Value")},
			{ID: "leased", Type: model.YesNo, Label: said("En location", "Leased")},
			{ID: "since", Type: model.Date, Label: said("Depuis", "Since")},
			{ID: "use", Type: model.One, Label: said("Usage", "Use"), Choices: []model.Choice{{ID: "private", Label: said("Privé", "Private")}, {ID: "tour", Label: said("Tournées", "Rounds")}}},
			{ID: "kit", Type: model.Several, Label: said("Équipement", "Equipment"), Choices: []model.Choice{{ID: "alarm", Label: said("Alarme", "Alarm")}, {ID: "box", Label: said("Coffre, fixé", "Box, fixed")}}},
			{ID: "driver", Type: model.Person, Label: said("Conducteur", "Driver")},
			{ID: "note", Type: model.LongText, Label: said("Remarque", "Remark")},
		}}}
}

var clio = map[string]any{"plate": "AB-123-CD", "year": 2020.0, "value": "1250.50", "leased": true, "since": "2026-02-28",
	"use": "tour", "kit": []any{"alarm", "box"}, "driver": "aaaaaaaaaaaaaaaa", "note": "deux\nlignes\tet \"plus\""}

func TestIND3RowsAreReadAsPeopleTypeThem(t *testing.T) {
	note := "\"deux\nlignes\tet \"\"plus\"\"\""
	for name, c := range map[string]struct {
		lang   text.Lang
		pasted string
	}{
		"the model's order":    {text.FR, "AB-123-CD\t2020\t1\u202f250,50 €\toui\t28/02/2026\tTournées\t\"Alarme\nCoffre, fixé\"\todile garnier\t" + note + "\n"},
		"headings, any order":  {text.FR, "Remarque\tCONDUCTEUR\tÉquipement\tUsage\tDepuis\tEn location\tValeur\tAnnée\tPlaque  d'immatriculation\r\n" + note + "\tOdile Garnier\talarm ; box\ttour\t2026-02-28\tVRAI\t1250,5\t2 020\tAB-123-CD\r\n"},
		"headings, other lang": {text.EN, "Plaque d’immatriculation;Année;value;Leased;Depuis;Use;Kit;Conducteur;Note\nAB-123-CD;2,020;€1,250.50;yes;28.2.2026;Rounds;alarm,box;Odile Garnier;" + note},
		"commas":               {text.EN, "Registration,Year,Value,Leased,Since,Use,Equipment,Driver,Remark\n\"AB-123-CD\",2020,\"1,250.50\",Y,2026-02-28,rounds,\"alarm;box\",Odile Garnier," + note},
		"commas, no headings":  {text.EN, "AB-123-CD,2020,\"1,250.50\",TRUE,2026-02-28,rounds,\"alarm;box\",Odile Garnier," + note},
		"semicolons":           {text.FR, "\ufeffAB-123-CD;2020;1250,50;o;28/02/2026;TOURNÉES;alarm,box;Odile Garnier;" + note + "\n\n\n"},
	} {
		got, err := vehicles(c.lang).Read(c.pasted)
		if err != nil || !reflect.DeepEqual(got, []any{clio}) {
			t.Errorf("%s: %v\n%v", name, got, fault.Of(err))
		}
	}
}

// A quote that does not close before a separator is a character like any other.
func TestIND3AQuoteInACellIsNoTrap(t *testing.T) {
	got, err := vehicles(text.EN).Read("12\" wide\t2020\n\"Big\" one\t2021\n\"never closed\t2022\nlast\t2023")
	if err != nil || len(got) != 4 || got[2].(map[string]any)["plate"] != `"never closed` || got[1].(map[string]any)["plate"] != `"Big" one` {
		t.Errorf("%v, %v", got, err)
	}
}

func TestIND3EachBadCellIsNamedByRowAndColumn(t *testing.T) {
	c := vehicles(text.FR)
	_, err := c.Read("Année\tValeur\tEn location\tDepuis\tUsage\tÉquipement\tConducteur\tPlaque d’immatriculation\n" +
		"2020\n\n" +
		"deux\t1.250,50\tpeut-être\t31/02/2026\tCourse\tAlarme, Klaxon\tPersonne\ta\x00b\tde trop\n" +
		"1800\t\t\t\t\t\tLéa Roux\t" + strings.Repeat("x", 501))
	want := []string{"3 Plaque d’immatriculation wrong-characters", "3 Année sheet-number", "3 Valeur sheet-money", "3 En location sheet-yes-no", "3 Depuis sheet-date",
		"3 Usage sheet-choice", "3 Équipement sheet-choice", "3 Conducteur sheet-person", "3  sheet-no-column",
		"4 Plaque d’immatriculation too-long", "4 Année too-small", "4 Conducteur sheet-person-twice"}
	if got := places(c, err); !sameSet(got, want) {
		t.Errorf("named\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if f := fault.Of(err); f == nil || f.Fields[len(f.Fields)-1].Path != "values.vehicles[3].driver" {
		t.Errorf("%+v", f)
	}
}

func places(c Columns, err error) (all []string) {
	f := fault.Of(err)
	if f == nil {
		return nil
	}
	for _, b := range f.Fields {
		row, column := c.Place(b.Path)
		all = append(all, fmt.Sprint(row, " ", column, " ", b.Code))
	}
	return all
}

func sameSet(a, b []string) bool {
	seen := map[string]int{}
	for _, s := range a {
		seen[s]++
	}
	for _, s := range b {
		seen[s]--
	}
	for _, n := range seen {
		if n != 0 {
			return false
		}
	}
	return len(a) == len(b)
}

func TestIND3FiveHundredRowsWithErrors(t *testing.T) {
	c := vehicles(text.EN)
	row := "AB\tnever\t0\tyes\n"
	_, err := c.Read(strings.Repeat(row, 500))
	f := fault.Of(err)
	if f == nil || len(f.Fields) != 100 || f.More != 400 || f.Fields[99].Path != "values.vehicles[99].year" {
		t.Fatalf("%+v", f)
	}
	if got, err := c.Read("Registration\tYear\n" + strings.Repeat("AB\t2020\n", 500)); err != nil || len(got) != 500 {
		t.Errorf("%d rows, %v", len(got), err)
	}
	for _, n := range []int{501, 20_000} {
		if _, err := c.Read(strings.Repeat(row, n)); places(c, err) == nil || places(c, err)[0] != "0  sheet-too-many-rows" {
			t.Errorf("%d rows: %v", n, places(c, err))
		}
	}
}

func TestIND3HeadingsThatNameNoColumn(t *testing.T) {
	c := vehicles(text.EN)
	_, err := c.Read("Registration\tColour\tYear\tyear\t\tMass\x00<b>\nAB\tred\t2020")
	f := fault.Of(err)
	if f == nil || len(f.Fields) != 3 || fmt.Sprint(f.Fields[0].Args[:2]) != "[column Colour]" || f.Fields[1].Code != "sheet-column-twice" || f.Fields[2].Args[1] != "Mass <b>" {
		t.Errorf("%+v", f)
	}
	for pasted, code := range map[string]string{"": "sheet-empty", " \n\t\n": "sheet-empty", "\ufeff": "sheet-empty"} {
		if _, err := c.Read(pasted); places(c, err) == nil || places(c, err)[0] != "0  "+code {
			t.Errorf("%q: %v", pasted, err)
		}
	}
	if _, err := c.Read("a\xff\tb"); !fault.Is(err, "not-utf8") {
		t.Errorf("%v", err)
	}
	if rows, err := c.Read("Registration\tYear\n"); err != nil || len(rows) != 0 {
		t.Errorf("headings alone: %v, %v", rows, err)
	}
}

func TestIND3FormulasAreNeutralised(t *testing.T) {
	for _, l := range text.Langs() {
		c := vehicles(l)
		rows := []any{map[string]any{"plate": `=HYPERLINK("http://x.example")`, "value": "-12.50", "note": "@SUM(1)\n=2"}, map[string]any{"plate": "'=1"}}
		file := string(c.Write(rows))
		for _, cell := range []string{`"'=HYPERLINK(""http://x.example"")"`, "\"'@SUM(1)\n=2\"", "''=1"} {
			if !strings.Contains(file, cell) {
				t.Errorf("no %s in %s", cell, file)
			}
		}
		if got, err := c.Read(file); err != nil || !reflect.DeepEqual(got, rows) {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func TestIND3AFileOpensAsASpreadsheetOfTheLanguageExpects(t *testing.T) {
	fr, en := string(vehicles(text.FR).Write([]any{clio})), string(vehicles(text.EN).Write([]any{clio}))
	if want := "\ufeffPlaque d’immatriculation;Année;Valeur;En location;Depuis;Usage;Équipement;Conducteur;Remarque\r\nAB-123-CD;2020;\"1250,50\";Oui;28/02/2026;Tournées;\"Alarme\nCoffre, fixé\";Odile Garnier;"; !strings.HasPrefix(fr, want) {
		t.Errorf("%q", fr)
	}
	if want := "\ufeffRegistration,Year,Value,Leased,Since,Use,Equipment,Driver,Remark\r\nAB-123-CD,2020,1250.50,Yes,2026-02-28,Rounds,\"Alarm\nBox, fixed\",Odile Garnier,"; !strings.HasPrefix(en, want) {
		t.Errorf("%q", en)
	}
}
