package invitation

import (
	"encoding/base64"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// orgCursor carries the sort key and the dossier of the last row: the
// partition comes from the caller.
func orgCursor(r table.Row) string {
	return base64.RawURLEncoding.EncodeToString([]byte(table.Text(r, "g2sk") + "#" + strings.TrimPrefix(table.KeyOf(r).PK, "D#")))
}

func orgAfter(org, cursor string) (table.Row, error) {
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.Split(string(data), "#")
	if err != nil || len(parts) != 3 || len(parts[0]) != len(stamp) || !id.Valid(parts[1]) || !id.Valid(parts[2]) {
		return nil, fault.Bad("cursor", "bad-cursor")
	}
	return table.Start("GSI2", orgKey(org), parts[0]+"#"+parts[1], key(parts[2], parts[1])), nil
}
