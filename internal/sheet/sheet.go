// Package sheet reads and writes the rows of a field as the text that
// spreadsheets copy and keep: cells apart by tabs, semicolons or commas, in the
// words of one language. What Write gives, Read takes back as the same rows.
//
// Everything here is pure: text and rows go in; rows, text or one fault that
// names every bad cell come out.
package sheet

import (
	"unicode/utf8"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// Type is the media type of what Write gives.
const Type = "text/csv; charset=utf-8"

// Columns are those of a field of type rows, in the words of one language.
// Persons names the persons of the dossier, by id.
type Columns struct {
	Field   model.Field
	Lang    text.Lang
	Persons map[string]string
}

// Write gives rows as CSV for a spreadsheet of the language: a byte order mark,
// the labels of the columns, then a line a row; semicolons in French, where the
// comma is for decimals. No cell is a formula. Rows are those that
// model.Section.Check gave.
func (c Columns) Write(rows []any) []byte {
	all := [][]string{nil}
	for _, f := range c.Field.Fields {
		all[0] = append(all[0], Safe(c.label(f)))
	}
	for _, row := range rows {
		values, _ := row.(map[string]any)
		var cells []string
		for _, f := range c.Field.Fields {
			cells = append(cells, c.cell(f, values[f.ID]))
		}
		all = append(all, cells)
	}
	separator := byte(',')
	if c.Lang == text.FR {
		separator = ';'
	}
	return append([]byte(mark), written(all, separator)...)
}

// mark tells spreadsheets that what follows is UTF-8.
const mark = "\ufeff"

// Read takes pasted text, or a file, apart into rows as model.Section.Check
// gives them. Its first row may name the columns, in either language or by id
// and in any order; else they are in the model's order.
//
// What is wrong is in one Invalid fault: each bad cell at the path of its row,
// counted from 0 without the headings (`values.vehicles[3].plate`, which Place
// puts in words), or the whole list at the field's own.
func (c Columns) Read(pasted string) ([]any, error) {
	if !utf8.ValidString(pasted) {
		return nil, fault.New(fault.Malformed, "not-utf8")
	}
	rows, at, err := c.split(pasted)
	if err != nil {
		return nil, err
	}
	if len(rows) > model.MaxRows {
		return nil, fault.Bad(c.path(), "sheet-too-many-rows", "max", model.MaxRows)
	}
	return c.read(rows, at)
}

func (c Columns) path() string { return "values." + c.Field.ID }

func (c Columns) label(f model.Field) string { return f.Label.In(string(c.Lang)) }
