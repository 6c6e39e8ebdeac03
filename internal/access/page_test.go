package access_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

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

// words says each action in English and French.
var words = map[access.Action][2]string{
	access.Open:          {"see the dossier: title, status, names of its sections", "voir le dossier : titre, statut, noms des rubriques"},
	access.ReadSection:   {"read a section", "lire une rubrique"},
	access.EditSection:   {"edit a section", "modifier une rubrique"},
	access.ReadPeople:    {"see the persons", "voir les personnes"},
	access.EditPeople:    {"add, change, delete a person", "ajouter, modifier, supprimer une personne"},
	access.Describe:      {"change title or reference", "changer le titre ou la référence"},
	access.SetStatus:     {"change the status", "changer le statut"},
	access.ManageTeam:    {"change the team, end a join", "modifier l’équipe, mettre fin à un accès rejoint"},
	access.HandOver:      {"name another manager", "nommer un autre chargé de dossier"},
	access.MakeKey:       {"make a share key", "créer une clé de partage"},
	access.ListKeys:      {"list the share keys", "voir les clés de partage"},
	access.RevokeKey:     {"revoke another's share key", "révoquer la clé d’un autre"},
	access.RevokeOwnKey:  {"revoke one's own share key", "révoquer sa propre clé"},
	access.ReadTrail:     {"read the trail (joined: one's own acts)", "lire la piste d’audit (accès rejoint : ses propres actes)"},
	access.ExportTrail:   {"export the trail", "exporter la piste d’audit"},
	access.CreateDossier: {"make a dossier", "créer un dossier"},
	access.UseModels:     {"list and export models", "voir et exporter les modèles"},
	access.ManageModels:  {"import models", "importer des modèles"},
	access.ListAgents:    {"list the agents", "voir les agents"},
	access.ManageAgents:  {"invite, promote, deactivate agents", "inviter, promouvoir, désactiver des agents"},
	access.ListManaged:   {"list who manages what, without content", "voir qui est chargé de quoi, sans contenu"},
	access.RedeemKey:     {"import with a share key", "importer avec une clé de partage"},
}

// column is one kind of person on the page, by what they are and hold.
type column struct {
	name    string
	places  map[string]access.Member
	manager bool
	grant   access.Grant
}

var (
	place = map[string]access.Member{"owner": {}}
	admin = map[string]access.Member{"owner": {Admin: true}}
	away  = map[string]access.Member{"other": {}}
)

func holding(kind access.Kind, level access.Level, org string, sections ...string) access.Grant {
	return access.Grant{"one": {Kind: kind, Level: level, Org: org, Sections: sections}}
}

var columns = []column{
	{"manager", place, true, holding(access.FromTeam, access.Write, "owner")},
	{"team", place, false, holding(access.FromTeam, access.Write, "owner")},
	{"team, read only", place, false, holding(access.FromTeam, access.Read, "owner")},
	{"team, some sections", place, false, holding(access.FromTeam, access.Write, "owner", "in")},
	{"joined", away, false, holding(access.FromKey, access.Write, "other")},
	{"Admin", admin, false, nil},
	{"other agent of the owner", place, false, nil},
	{"anybody else", away, false, nil},
}

// cell asks every variation: a section in scope and out of it, a model that
// lets the team share and one that does not.
func (c column) cell(action access.Action) string {
	refused, allowed := "", false
	for _, section := range []string{"in", "out"} {
		for _, share := range []bool{true, false} {
			d := access.Dossier{ID: "d", Org: "owner", Live: true, TeamMayShare: share}
			if c.manager {
				d.Manager = "me"
			}
			answer := access.Decide(access.Request{Account: access.Account{ID: "me", Orgs: c.places}, Dossier: d,
				Grant: c.grant, Action: action, Section: section, Now: time.Unix(0, 0)})
			if answer.Allowed {
				allowed = true
			} else {
				refused = answer.Rule.ID
			}
		}
	}
	switch {
	case refused == "":
		return "✓"
	case allowed && action == access.MakeKey:
		return "✓ ¹ " + refused
	case allowed:
		return "✓ ² " + refused
	}
	return refused
}

func orgCell(d access.Decision) string {
	if d.Allowed {
		return "✓"
	}
	return d.Rule.ID
}

func pageOf(t *testing.T) string {
	var b strings.Builder
	b.WriteString(opening)
	heads := []string{"action", "français"}
	for _, c := range columns {
		heads = append(heads, c.name)
	}
	row(&b, heads...)
	row(&b, slices.Repeat([]string{"---"}, len(heads))...)
	for _, a := range access.DossierActions {
		cells := said(t, a)
		for _, c := range columns {
			cells = append(cells, c.cell(a))
		}
		row(&b, cells...)
	}
	b.WriteString(between)
	for _, a := range access.OrgActions {
		cells := said(t, a)
		for _, places := range []map[string]access.Member{admin, place, away, nil} {
			cells = append(cells, orgCell(access.DecideOrg(access.Account{ID: "me", Orgs: places}, "owner", a)))
		}
		row(&b, cells...)
	}
	cells := said(t, access.RedeemKey)
	for _, places := range []map[string]access.Member{admin, place, away, nil} {
		cells = append(cells, orgCell(access.DecideRedeem(access.Account{ID: "me", Orgs: places})))
	}
	row(&b, cells...)
	b.WriteString(rulesIntro)
	for i, r := range access.Rules {
		rule(t, &b, i+1, r)
	}
	return b.String()
}

func said(t *testing.T, a access.Action) []string {
	w, ok := words[a]
	if !ok {
		t.Errorf("%s has no words", a)
	}
	return []string{w[0] + " `" + string(a) + "`", w[1]}
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
end, in its statuses, and while the place that it hangs on (agent of an
organisation, since that day) lasts; otherwise the person is one of the three
columns on the right. A dossier that is still being copied does not exist for
anybody.

`

const between = `
¹ where the model lets team members share; otherwise the rule named.  
² for sections within the scope; otherwise the rule named.

## In an organisation · Dans une organisation

| action | français | Admin | agent | agent of another organisation | anybody else |
| --- | --- | --- | --- | --- | --- |
`

const rulesIntro = `
## The rules, in order · Les règles, dans l’ordre

The first rule that fails is the refusal. ALL-4 answers like a dossier that
does not exist (404); every other refusal says its sentence, its rule and who
can change it (403).

`
