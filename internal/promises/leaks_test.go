package promises

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/table"
)

// addresses are what only people and invitations may hold.
func addresses() []string {
	all := []string{"@planted-", "+331990000"}
	for _, p := range []*person{ana, claire, paul, zoe, marc, nina, gil} {
		all = append(all, p.email, p.phone)
	}
	return all
}

// leaksNothing: nothing that a person is or typed, and no secret, gets into a log
// or an address; no address, phone or secret into a refusal (quality.md 7). A
// refusal may name what its reader may see anyway: a title, their own form's
// token.
func (h *house) leaksNothing(t *testing.T) {
	secrets := append([]string{plantedToken}, h.secrets...)
	for _, key := range h.secrets {
		secrets = append(secrets, strings.ReplaceAll(key, "-", ""))
	}
	// What opens a file: a link of the bucket, and where each lies there.
	opens := []string{"X-Amz-Signature"}
	for _, key := range buckettest.Keys(t, h.bucket) {
		_, id, _ := strings.Cut(key, "/")
		opens = append(opens, id)
	}
	most := append(append(addresses(), secrets...), plantedText)
	all := append(append(most, h.tokens...), "planted")
	for _, look := range []struct {
		where, text string
		planted     []string
	}{
		{"the log", h.log.String(), append(opens, all...)},
		{"a refusal", h.said.String(), opens},
		{"an address", h.urls.String(), all},
		{"a refusal", h.said.String(), most},
	} {
		if look.text == "" {
			t.Errorf("%s: nothing was looked at", look.where)
		}
		low := strings.ToLower(look.text)
		for _, p := range look.planted {
			if i := strings.Index(low, strings.ToLower(p)); i >= 0 {
				t.Errorf("%s holds %q: …%s…", look.where, p, look.text[max(0, i-120):min(len(look.text), i+120)])
			}
		}
	}
}

// holds names the attributes that may hold addresses and phones, by the kind
// of row.
var holds = map[string][]string{
	"A#/A":     {"email", "phone"},
	"O#/I#":    {"email"},
	"O#/C#":    {"email", "phone"},
	"O#/N#":    {"email", "phone"},
	"D#/P#":    {"email", "phone"},
	"D#/I#":    {"email", "phone"},
	"D#/L#":    {"email"},
	"X#/now":   {"data"},
	"X#/later": {"data"},
}

// keepsAddressesWhereListed: addresses and phones stand in the listed attributes of the table's rows, and
// secrets nowhere (quality.md 7).
func (h *house) keepsAddressesWhereListed(t *testing.T) {
	found := map[string]bool{}
	for _, r := range h.rows() {
		kind := kindOf(table.KeyOf(r))
		for name, v := range r {
			value := text(t, v)
			for _, secret := range append(h.secrets, plantedToken) {
				if strings.Contains(value, secret) || strings.Contains(value, strings.ReplaceAll(secret, "-", "")) {
					t.Errorf("%s: %s holds a secret", kind, name)
				}
			}
			for _, a := range addresses() {
				if !strings.Contains(value, a) {
					continue
				}
				found[kind] = true
				if !slices.Contains(holds[kind], name) {
					t.Errorf("row %s: attribute %s holds %s", kind, name, a)
				}
			}
		}
	}
	if !found["A#/A"] || !found["O#/I#"] || !found["D#/I#"] {
		t.Errorf("addresses found in %v only: nothing was looked at", found)
	}
}

var ids = regexp.MustCompile(`#.*`)

// kindOf is a row's key without its ids: O#/I#.
func kindOf(k table.Key) string {
	return ids.ReplaceAllString(k.PK, "#") + "/" + ids.ReplaceAllString(k.SK, "#")
}

func text(t *testing.T, v types.AttributeValue) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
