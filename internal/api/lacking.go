package api

import (
	"context"

	"tierce/internal/fault"
	"tierce/internal/merge"
	"tierce/internal/placeholder"
)

// lacking names everything that a template asks for and the dossier does not
// have (LOC-9).
func lacking(ctx context.Context, missing []placeholder.Missing) error {
	f := &fault.Fault{Kind: fault.Invalid, Code: "template-lacks", Rule: "LOC-9"}
	for _, m := range missing {
		f.Fields = append(f.Fields, fault.Field{Path: m.At(), Code: "template-lacks-field", Args: []any{"field", merge.Label(langOf(ctx), m)}})
	}
	return f
}
