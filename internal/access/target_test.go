package access

import (
	"slices"
	"strings"
	"testing"
)

// situations are those of the person whose access is concerned: a child whom
// nobody has given anything, one to whom I gave, or somebody else; a holder
// who waits, or has come in; an advisor. What is wanted for them comes last.
var situations = map[string]Target{
	"child-read":        {Family: true, Level: Read},
	"child-write":       {Family: true, Level: Write},
	"mine-write":        {Family: true, Rights: true, CameIn: true, Giver: me, Level: Write},
	"mine-none":         {Family: true, Rights: true, CameIn: true, Giver: me, Ends: true},
	"others-read":       {Family: true, Rights: true, CameIn: true, Giver: "another", Level: Read},
	"others-none":       {Family: true, Rights: true, CameIn: true, Giver: "another", Ends: true},
	"holder-waiting":    {Family: true, Holder: true, Rights: true, Giver: "another", Level: Write},
	"holder-withdrawn":  {Family: true, Holder: true, Rights: true, Giver: "another", Ends: true},
	"holder-in-read":    {Family: true, Holder: true, Rights: true, CameIn: true, Giver: "another", Level: Read},
	"holder-in-none":    {Family: true, Holder: true, Rights: true, CameIn: true, Giver: "another", Ends: true},
	"advisor-new":       {Advisor: true, Level: Write},
	"advisor-none":      {Advisor: true, Rights: true, Ends: true},
	"contact-new":       {Contact: true},
	"contact-none":      {Contact: true, Rights: true},
	"contact-cousin":    {Contact: true, Family: true, Rights: true, Giver: "another"},
	"applicant-new":     {Applies: true},
	"applicant-none":    {Applies: true, Rights: true, Ends: true},
	"applicant-contact": {Applies: true, Contact: true, Rights: true},
	"applicant-cousin":  {Applies: true, Family: true, Rights: true, Giver: "another"},
	"primary-none":      {Contact: true, Primary: true, Rights: true},
}

// items are the documents, the requests and the section of itemGrid: somebody
// else's and for nobody, my own, for all who have access, for the persons that
// the relations are, for every group.
var items = map[string]Item{
	"nobodys":    {By: "another", Persons: []string{"third"}, Groups: []string{"others"}},
	"mine":       {By: me},
	"sent":       {By: me, Answered: true},
	"everybodys": {By: "another", Everybody: true},
	"persons":    {By: "another", Persons: []string{"another", "primary"}},
	"groups":     {By: "another", Groups: []string{"full", "limited", "view"}},
	"submitted":  {Submitted: true},
	"asked":      {Solicitation: "asked"},
	"answered":   {Solicitation: "asked", Answered: true},
}

// eachTarget asks every question of targetGrid and itemGrid of every relation.
func eachTarget(t testing.TB, ask func(c cell, want string)) {
	t.Helper()
	eachIn(t, targetGrid, ask)
	eachIn(t, itemGrid, ask)
}

func eachIn(t testing.TB, grid string, ask func(c cell, want string)) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(grid), "\n")
	columns := strings.Fields(lines[0])[2:]
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		if len(f) != len(columns)+2 {
			t.Fatalf("%d cells, want %d: %s", len(f)-2, len(columns), line)
		}
		_, person := situations[f[1]]
		if _, item := items[f[1]]; !person && !item {
			t.Fatalf("no situation %s", f[1])
		}
		section := ""
		if f[1] == "submitted" {
			section = "form"
		}
		for _, r := range relations {
			for _, status := range statuses {
				want := f[2+slices.Index(columns, r.counts(status))]
				ask(cell{relation: r, action: Action(f[0]), section: section, status: status, live: true, situation: f[1]}, want)
			}
		}
	}
}

func TestTargetsAndItemsCoverEveryAction(t *testing.T) {
	asked := map[Action]bool{}
	eachTarget(t, func(c cell, _ string) { asked[c.action] = true })
	for _, a := range slices.Concat(PersonActions, ItemActions) {
		if !asked[a] {
			t.Errorf("no line about %s", a)
		}
	}
}

// A deleted dossier does not exist, but for its manager who restores it.
func TestALL5OnlyTheManagerRestoresWhatIsDeleted(t *testing.T) {
	for _, r := range relations {
		for _, action := range DossierActions {
			q := cell{relation: r, action: action, status: "open"}.request()
			q.Dossier.Deleted = true
			want := "ALL-4"
			if action == RestoreDossier {
				want = cell{relation: r, action: action, status: "open", live: true}.want(gridOf(t, dossierGrid))
			}
			if got := answer(Decide(q)); got != want {
				t.Errorf("%s, %s: %s, want %s", r.name, action, got, want)
			}
		}
	}
}
