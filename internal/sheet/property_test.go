package sheet

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tierce/internal/model"
	"tierce/internal/text"
)

// words are labels, names and values that are hard to keep apart: those that
// separators, quotes, formulas and other labels make.
var words = rapid.OneOf(
	rapid.SampledFrom([]string{"a", "A", "b", "a, b", "a;b", `"a"`, `"`, "=1", "'=1", "+a", "-1", "@x", "'", "oui", "no", "1", "1,5", "c0", "c1", "Nom", "é à", "l’eau", "a  b", "x\ty", "＝1"}),
	rapid.StringMatching(`[ -~é€’ ]{1,12}`),
)

// line is such a word as a model or a person's name may have it.
var line = rapid.Custom(func(t *rapid.T) string {
	s := strings.TrimSpace(strings.ReplaceAll(words.Draw(t, "word"), "\t", " "))
	if s == "" {
		return "x"
	}
	return s
})

var label = rapid.Custom(func(t *rapid.T) model.Text { return model.Text{FR: line.Draw(t, "fr"), EN: line.Draw(t, "en")} })

var kinds = []string{model.Line, model.LongText, model.Number, model.Money, model.Date, model.One, model.Several, model.YesNo, model.Person}

func columnsOf(t *rapid.T) Columns {
	c := Columns{Lang: rapid.SampledFrom(text.Langs()).Draw(t, "lang"), Persons: map[string]string{}, Field: model.Field{ID: "list", Type: model.Rows}}
	for i := range rapid.IntRange(0, 3).Draw(t, "persons") {
		c.Persons[fmt.Sprintf("aaaaaaaaaaaaaaa%d", i)] = line.Draw(t, "name")
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "columns") {
		f := model.Field{ID: fmt.Sprintf("c%d", i), Type: rapid.SampledFrom(kinds).Draw(t, "type"), Label: label.Draw(t, "label"), Currency: "EUR"}
		if f.Type == model.One || f.Type == model.Several {
			for j := range rapid.IntRange(1, 4).Draw(t, "choices") {
				f.Choices = append(f.Choices, model.Choice{ID: string(rune('a' + j)), Label: label.Draw(t, "choice")})
			}
		}
		c.Field.Fields = append(c.Field.Fields, f)
	}
	return c
}

func valueOf(t *rapid.T, c Columns, f model.Field) any {
	switch f.Type {
	case model.LongText:
		return words.Draw(t, "text") + rapid.SampledFrom([]string{"", "\n", "\n=1", "\t"}).Draw(t, "more") + words.Draw(t, "text")
	case model.Number:
		return float64(rapid.IntRange(-1e9, 1e9).Draw(t, "n")) / 8
	case model.Money:
		return fmt.Sprintf("%d.%02d", rapid.IntRange(-1e6, 1e6).Draw(t, "whole"), rapid.IntRange(0, 99).Draw(t, "cents"))
	case model.Date:
		return fmt.Sprintf("%d-%02d-%02d", rapid.IntRange(1800, 2200).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"), rapid.IntRange(1, 28).Draw(t, "d"))
	case model.One:
		return rapid.SampledFrom(f.Choices).Draw(t, "one").ID
	case model.Several:
		var ids []any
		for _, ch := range f.Choices {
			if rapid.Bool().Draw(t, "on") {
				ids = append(ids, ch.ID)
			}
		}
		return ids
	case model.YesNo:
		return rapid.Bool().Draw(t, "yes")
	case model.Person:
		for id := range c.Persons {
			return id
		}
		return nil
	}
	return line.Draw(t, "line")
}

// What is exported is pasted back as the same rows, in either language,
// whatever words the model, the persons and the values are made of.
func TestIND3WhatIsExportedIsPastedBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := columnsOf(t)
		var rows []any
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			row := map[string]any{}
			for _, f := range c.Field.Fields {
				if v := valueOf(t, c, f); v != nil && rapid.IntRange(0, 3).Draw(t, "empty") > 0 {
					row[f.ID] = v
				}
			}
			rows = append(rows, row)
		}
		clean, err := model.Section{Fields: []model.Field{c.Field}}.Check(map[string]any{"list": rows}, func(id string) bool { return c.Persons[id] != "" })
		if err != nil {
			t.Skip("not kept")
		}
		kept, _ := clean["list"].([]any)
		file := string(c.Write(kept))
		got, err := c.Read(file)
		if err != nil || !same(got, kept) {
			t.Fatalf("%s of %+v\nkept %v\nread %v: %v", file, c.Field.Fields, kept, got, err)
		}
	})
}
