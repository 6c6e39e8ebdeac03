package access_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/text"
)

var update = flag.Bool("update", false, "write docs/access-rules.md anew")

const page = "../../docs/access-rules.md"

// The page is made from the rules by `go test ./internal/access -update`.
func TestThePageForComplianceIsUpToDate(t *testing.T) {
	want := pageOf(t)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(page); err != nil || string(got) != want {
		t.Errorf("docs/access-rules.md is not what the rules say (%v): go test ./internal/access -update", err)
	}
}

// cell says an answer; where it depends, a footnote says on what.
func cell(action access.Action, a access.Answer) string {
	switch {
	case a.Rule == "":
		return "✓"
	case a.Allowed && action == access.MakeKey:
		return "✓ ¹ " + a.Rule
	case a.Allowed && a.Rule == "ABB-8":
		return "✓ ³ " + a.Rule
	case a.Allowed && a.Rule == "IND-5":
		return "✓ ⁴ " + a.Rule
	case a.Allowed && a.Rule == "LEX-6":
		return "✓ ⁵ " + a.Rule
	case a.Allowed:
		return "✓ ² " + a.Rule
	}
	return a.Rule
}

func pageOf(t *testing.T) string {
	var b strings.Builder
	b.WriteString(opening)
	heads(&b, access.Standings())
	for _, a := range access.DossierActions {
		cells := said(t, a)
		for _, s := range access.Standings() {
			cells = append(cells, cell(a, s.InDossier(a)))
		}
		row(&b, cells...)
	}
	b.WriteString(notes)
	heads(&b, access.Standings())
	for _, a := range access.PersonActions {
		for _, of := range access.Situations(a) {
			id := "situation." + of.ID
			w := said(t, a)
			cells := []string{w[0] + ": " + text.EN.Say(id), w[1] + " : " + text.FR.Say(id)}
			for _, s := range access.Standings() {
				cells = append(cells, cell(a, s.About(a, of.Target)))
			}
			row(&b, cells...)
		}
	}
	b.WriteString(items)
	heads(&b, access.Standings())
	for _, a := range slices.Concat(access.ItemActions, []access.Action{access.EditSection, access.SignSection}) {
		for _, of := range access.Things(a) {
			id := "thing." + of.ID
			w := said(t, a)
			cells := []string{w[0] + ": " + text.EN.Say(id), w[1] + " : " + text.FR.Say(id)}
			for _, s := range access.Standings() {
				cells = append(cells, cell(a, s.With(a, of.Item)))
			}
			row(&b, cells...)
		}
	}
	b.WriteString(between)
	heads(&b, access.OrgStandings())
	for _, a := range append(slices.Clone(access.OrgActions), access.RedeemKey) {
		cells := said(t, a)
		for _, s := range access.OrgStandings() {
			cells = append(cells, cell(a, s.InOrganization(a)))
		}
		row(&b, cells...)
	}
	b.WriteString(rulesIntro)
	for i, r := range access.Rules {
		rule(t, &b, i+1, r)
	}
	return b.String()
}

func heads(b *strings.Builder, standings []access.Standing) {
	cells := []string{"action", "français"}
	for _, s := range standings {
		cells = append(cells, text.EN.Say("standing."+s.ID))
	}
	row(b, cells...)
	row(b, slices.Repeat([]string{"---"}, len(cells))...)
}

func said(t *testing.T, a access.Action) []string {
	id := "action." + string(a)
	if !text.EN.Has(id) {
		t.Errorf("%s has no words", a)
	}
	return []string{text.EN.Say(id) + " `" + string(a) + "`", text.FR.Say(id)}
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func rule(t *testing.T, b *strings.Builder, n int, r access.Rule) {
	actions := make([]string, len(r.Actions))
	for i, a := range r.Actions {
		actions[i] = "`" + string(a) + "`"
	}
	fmt.Fprintf(b, "%d. **%s** on %s\n", n, r.ID, strings.Join(actions, ", "))
	for _, l := range []text.Lang{text.EN, text.FR} {
		sentence, fix := "error.refused-"+r.Text, "fix."+r.Fix
		if !l.Has(sentence) || !l.Has(fix) {
			t.Errorf("%s: no sentence %s or %s", l, sentence, fix)
		}
		fmt.Fprintf(b, "   - %s: %s *%s*\n", l, l.Say(sentence), l.Say(fix))
	}
}

const opening = `# Who may do what · Qui peut faire quoi

Made from the table in ` + "`internal/access/rules.go`" + ` by ` + "`go test ./internal/access -update`" + `; a
test fails when this page is not what the rules say. The rules themselves are
held against tables written by hand (` + "`internal/access/grid_test.go`" + `).

✓ means yes. Anything else is the rule that refuses (see below). A person with
several origins of access has what any of them gives; an Admin has, besides,
what their own origins give. An origin counts only from its beginning until its
end, in its statuses, and, for an agent's, while the place that it hangs on
(agent of an organisation, since that day) lasts; otherwise the person is one
of the three columns on the right. A partner in another status has a column of
their own (LOC-6). A dossier that is still being copied does not exist for
anybody.

`

const notes = `
¹ where the model lets team members share; otherwise the rule named.  
² for sections within the scope; otherwise the rule named.  
³ for the family structure and the two inventories; otherwise the rule named.  
⁴ for a contact who has that option; otherwise the rule named.  
⁵ while the attachments are shown; otherwise the rule named.

## The access of persons · L’accès des personnes

`

const items = `

## Documents, requests, what was submitted · Documents, demandes, ce qui a été soumis

`

const between = `

## In an organisation · Dans une organisation

`

const rulesIntro = `
## The rules, in order · Les règles, dans l’ordre

The first rule that fails is the refusal. ALL-4 answers like a dossier that
does not exist (404); every other refusal says its sentence, its rule and who
can change it (403).

`
