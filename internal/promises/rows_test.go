package promises

import (
	"encoding/json"
	"slices"
	"strings"

	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// rows is everything that the table holds.
func (h *house) rows() []table.Row { return tabletest.Rows(h, h.table) }

// state is all rows but the trail's, in one string to compare.
func (h *house) state() string {
	h.Helper()
	var lines []string
	for _, r := range h.rows() {
		if k := table.KeyOf(r); !strings.HasPrefix(k.PK, "T#") {
			line, err := json.Marshal(r)
			if err != nil {
				h.Fatal(err)
			}
			lines = append(lines, string(line))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
