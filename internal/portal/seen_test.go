package portal

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// made makes a simulation and a report, both named by who makes them.
func (k *kin) made(email string) {
	k.t.Helper()
	k.Time.Advance(time.Minute)
	_, err := k.Simulations.Make(k.t.Context(), k.As(email), k.d, simulation.Assumptions{Name: "Calm by " + email, Years: 1}, id.New())
	k.must(err)
	_, err = k.Reports.Make(k.t.Context(), k.As(email), k.d, report.Draft{Title: "Talk by " + email, Sections: []string{"wealth"}}, id.New())
	k.must(err)
}

var (
	seenLines = regexp.MustCompile(`<(?:li|th scope="row")>([^<]+)(?:</th>[^>]+>.*\s.*\s.*\s.*)?<span class="tag( over)?">(?:Opens)`)
	ownLines  = regexp.MustCompile(`<td class="act"><a href="[^"]+">Open<span class="unseen"> – ([^<]+)</span></a>(<a href="[^"]+/delete">)?`)
)

// shownMade reads what a page for somebody else says of what was made.
func shownMade(page string) (lines []string) {
	for _, m := range seenLines.FindAllStringSubmatch(page, -1) {
		lines = append(lines, fmt.Sprint(strings.TrimSpace(m[1]), ", deletes: ", m[2] == ""))
	}
	return append(lines, fmt.Sprint("kinds that they make: ", strings.Count(page, "They may make new ones.")))
}

// ownMade reads the same off their own pages.
func ownMade(k *kin, v *visitor) (lines []string) {
	makes := 0
	for _, kind := range []string{"simulations", "reports"} {
		page := v.see(k.at("/sections/" + kind))
		for _, m := range ownLines.FindAllStringSubmatch(page, -1) {
			lines = append(lines, fmt.Sprint(m[1], ", deletes: ", m[2] != ""))
		}
		makes += strings.Count(page, `href="`+k.at("/"+kind+"/new")+`"`)
	}
	return append(lines, fmt.Sprint("kinds that they make: ", makes))
}

// Before saving and in "view as": the simulations and reports that somebody
// opens, and what they may do to them, are those of their own pages.
func TestALL3WhatWasMadeIsShownAsThatPersonFindsIt(t *testing.T) {
	k := studied(t)
	k.made(claire)
	k.made(camille)
	ana := k.visit(claire).speak("en")
	for _, c := range []struct {
		person, email string
		way           invitation.Way
		level         access.Level
	}{{k.camille, camille, invitation.Family, access.Write}, {k.camille, camille, invitation.Family, access.Read},
		{k.notary, rivoire, invitation.Advisor, access.Write}, {k.bernard, bernard, invitation.Family, access.Read}} {
		at := k.at("/rights/" + c.person)
		as := ana.see(fmt.Sprintf("%s/as?way=%s&level=%s", at, c.way, c.level))
		before := ana.send(at+"?way="+string(c.way), at, "level", string(c.level)).body
		wellMade(t, "as", as)
		wellMade(t, "preview", before)
		if strings.Contains(as, k.at("/simulations/")) || strings.Contains(as, k.at("/reports/")) {
			t.Error("view as leads to what the manager reads")
		}
		k.give(claire, c.person, c.way, c.level)
		own := ownMade(k, k.visit(c.email).speak("en"))
		if len(own) != 5 || !slices.Equal(shownMade(as), own) || !slices.Equal(shownMade(before), own) {
			t.Errorf("%s, %s:\nview as %q\nbefore  %q\ntheirs  %q", c.email, c.level, shownMade(as), shownMade(before), own)
		}
	}
}

// Whoever is named manager may delete what anybody made; on the team, nothing
// of others.
func TestALL3ANewManagerIsShownToDeleteWhatOthersMade(t *testing.T) {
	k := studied(t)
	k.made(claire)
	k.made(camille)
	ana := k.visit(claire).speak("en")
	for path, deletes := range map[string]string{"/team/add": "false", "/manager": "true"} {
		var want []string
		for _, name := range []string{"Calm by " + camille, "Calm by " + claire, "Talk by " + camille, "Talk by " + claire} {
			want = append(want, name+", deletes: "+deletes)
		}
		if got := shownMade(ana.see(k.at(path + "?account=" + k.Account(paul)))); !slices.Equal(got, append(want, "kinds that they make: 2")) {
			t.Errorf("%s: %q", path, got)
		}
	}
	want(t, ana.see(k.at("/share")), "No simulation yet", "Calm by "+camille)
}
