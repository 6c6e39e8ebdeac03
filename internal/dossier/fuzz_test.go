package dossier

import (
	"encoding/base64"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/id"
)

// Whatever a cursor says: it is refused, or it is a moment and a dossier that
// a row of ours could have.
func FuzzCursor(f *testing.F) {
	for _, s := range []string{"2026-11-24T09:00:00.000000000Z#0123456789abcdef", "2026-02-30T09:00:00.000000000Z#0123456789abcdef",
		"2026-11-24T09:00:00.0Z#0123456789abcdef", "#", ""} {
		f.Add(base64.RawURLEncoding.EncodeToString([]byte(s)))
	}
	f.Add("\r\nAAAA")
	f.Fuzz(func(t *testing.T, cursor string) {
		sk, d, err := placeOf(cursor)
		if err != nil {
			if !fault.Is(err, "invalid") {
				t.Fatal(err)
			}
			return
		}
		if !id.Valid(d) || len(sk) != len(stamp)+1+id.Length || sk[len(stamp)+1:] != d {
			t.Fatalf("%q taken as %q", cursor, sk)
		}
	})
}
