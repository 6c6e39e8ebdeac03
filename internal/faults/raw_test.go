package faults

import (
	"encoding/json"
	"strings"
	"testing"

	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// TestNoSecretIsStored looks for the raw keys and cookies of a whole run in
// every row: as they were shown, without their hyphens, and their secret part.
func TestNoSecretIsStored(t *testing.T) {
	t.Parallel()
	h := &house{House: roomstest.New(t)}
	_, _, d := h.offices()
	secrets := map[string]string{}
	plain := func(key string) string {
		return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(key, "TIERCE-"), "-", ""))
	}
	for _, mode := range []sharekey.Mode{sharekey.Copying, sharekey.Joining} {
		k, text := h.key(d, mode)
		_, renewed, err := h.Keys.Make(background, h.As(claire), d, mode, k.ID)
		h.must(err)
		_, err = h.Keys.Redeem(background, h.As(marc), renewed, "", id.New())
		h.must(err)
		_, err = h.Keys.Redeem(background, h.As(marc), text, "", id.New())
		if err == nil {
			t.Fatal("a renewed key's first text opened")
		}
		for _, shown := range []string{text, renewed} {
			secrets[shown], secrets[plain(shown)], secrets[plain(shown)[id.Length:id.Length+26]] = "key", "key without hyphens", "secret of a key"
		}
	}
	s, err := h.People.Begin(background, h.Account(claire))
	h.must(err)
	cookie := s.Cookie(h.Time.Now())
	secrets[cookie], secrets[strings.Split(cookie, ".")[1]], secrets[s.Form()] = "cookie", "secret of a session", "form token"
	found := 0
	for _, r := range tabletest.Rows(t, h.Table) {
		fields := map[string]any{}
		h.must(table.Into(r, &fields))
		data, err := json.Marshal(fields)
		h.must(err)
		row := strings.ToLower(string(data))
		found += strings.Count(row, strings.ToLower(d))
		for secret, what := range secrets {
			if strings.Contains(row, strings.ToLower(secret)) {
				t.Errorf("%s stands in %s", what, table.KeyOf(r).PK[:2])
			}
		}
	}
	if found == 0 {
		t.Error("the search finds nothing at all")
	}
}
