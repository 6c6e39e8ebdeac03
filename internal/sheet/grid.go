package sheet

import "strings"

// The most that is taken apart of one text: far more than a list takes, and a
// bound on what a hostile one costs.
const (
	gridMost  = 10_000 // rows
	cellsMost = 1_000  // of a row
)

// grid takes text apart into rows of cells. A cell may stand in quotes, with
// line ends and separators in it and its own quotes doubled. Where a quote does
// not close right before a separator, it is a character like any other, as
// spreadsheets copy them. Blank rows count, but for those at the end.
func grid(text string, separator byte, most int) [][]string {
	var rows [][]string
	for text != "" && len(rows) < most {
		var row []string
		row, text = firstRow(text, separator)
		rows = append(rows, row)
	}
	for len(rows) > 0 && blank(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// firstRow gives the cells of the first row of text, and the rest.
func firstRow(text string, separator byte) (row []string, rest string) {
	for {
		var cell string
		cell, text = firstCell(text, separator)
		if len(row) < cellsMost {
			row = append(row, cell)
		}
		if text == "" || text[0] != separator {
			return row, withoutLineEnd(text)
		}
		text = text[1:]
	}
}

// firstCell gives the first cell of text, and the rest from its separator or
// line end on.
func firstCell(text string, separator byte) (cell, rest string) {
	if quoted, rest, ok := quotedCell(text, separator); ok {
		return quoted, rest
	}
	end := strings.IndexAny(text, string(separator)+"\r\n")
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}

// quotedCell is a first cell that stands in quotes; false where none does.
func quotedCell(text string, separator byte) (cell, rest string, ok bool) {
	if text == "" || text[0] != '"' {
		return "", "", false
	}
	rest = text[1:]
	var b strings.Builder
	for {
		i := strings.IndexByte(rest, '"')
		if i < 0 {
			return "", "", false
		}
		b.WriteString(rest[:i])
		rest = rest[i+1:]
		switch {
		case rest == "" || rest[0] == separator || rest[0] == '\n' || rest[0] == '\r':
			return b.String(), rest, true
		case rest[0] != '"':
			return "", "", false
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
}

func withoutLineEnd(s string) string {
	if rest, ok := strings.CutPrefix(s, "\r\n"); ok {
		return rest
	}
	return s[min(1, len(s)):]
}

func blank(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }

// written is the opposite of grid. What any separator, or a reader that trims,
// could take apart stands in quotes.
func written(rows [][]string, separator byte) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(separator)
			}
			if strings.ContainsAny(cell, "\t;,\"\r\n") || strings.TrimSpace(cell) != cell {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}
