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
	"child-read":       {Family: true, Level: Read},
	"child-write":      {Family: true, Level: Write},
	"mine-write":       {Family: true, Rights: true, CameIn: true, Giver: me, Level: Write},
	"mine-none":        {Family: true, Rights: true, CameIn: true, Giver: me, Ends: true},
	"others-read":      {Family: true, Rights: true, CameIn: true, Giver: "another", Level: Read},
	"others-none":      {Family: true, Rights: true, CameIn: true, Giver: "another", Ends: true},
	"holder-waiting":   {Family: true, Holder: true, Rights: true, Giver: "another", Level: Write},
	"holder-withdrawn": {Family: true, Holder: true, Rights: true, Giver: "another", Ends: true},
	"holder-in-read":   {Family: true, Holder: true, Rights: true, CameIn: true, Giver: "another", Level: Read},
	"holder-in-none":   {Family: true, Holder: true, Rights: true, CameIn: true, Giver: "another", Ends: true},
	"advisor-new":      {Advisor: true, Level: Write},
	"advisor-none":     {Advisor: true, Rights: true, Ends: true},
}

// eachTarget asks every question of targetGrid of every relation.
func eachTarget(t testing.TB, ask func(c cell, want string)) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(targetGrid), "\n")
	columns := strings.Fields(lines[0])[2:]
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		if len(f) != len(columns)+2 {
			t.Fatalf("%d cells, want %d: %s", len(f)-2, len(columns), line)
		}
		if _, known := situations[f[1]]; !known {
			t.Fatalf("no situation %s", f[1])
		}
		for _, r := range relations {
			for _, status := range statuses {
				want := f[2+slices.Index(columns, r.counts(status))]
				ask(cell{relation: r, action: Action(f[0]), status: status, live: true, situation: f[1]}, want)
			}
		}
	}
}

func TestABB6TargetsCoverEveryPersonAction(t *testing.T) {
	asked := map[Action]int{}
	eachTarget(t, func(c cell, _ string) { asked[c.action]++ })
	for _, a := range PersonActions {
		if asked[a] == 0 {
			t.Errorf("no line about %s", a)
		}
	}
	if len(asked) != len(PersonActions) {
		t.Errorf("lines about %v", asked)
	}
}
