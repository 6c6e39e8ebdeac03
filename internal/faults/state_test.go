package faults

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tierce/internal/table"
)

var (
	anID   = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{16}\b`)
	aHash  = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	aShard = regexp.MustCompile(`DUE#[0-3]`)
)

// names is what rows are called before an operation: what is called otherwise
// afterwards was named at random.
type names map[string]bool

func namesIn(t testing.TB, rows []table.Row) names {
	t.Helper()
	n := names{}
	for _, r := range rows {
		fields := map[string]any{}
		if err := table.Into(r, &fields); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range append(anID.FindAllString(string(data), -1), aHash.FindAllString(string(data), -1)...) {
			n[s] = true
		}
	}
	return n
}

// lines writes rows one a line, sorted, without the marks of a claim and the
// count of guesses, and with every random name alike, so that two runs compare.
func (n names) lines(t testing.TB, rows []table.Row) []string {
	t.Helper()
	all := make([]string, len(rows))
	for i, r := range rows {
		all[i] = n.line(t, r)
	}
	slices.Sort(all)
	return all
}

func (n names) line(t testing.TB, r table.Row) string {
	t.Helper()
	k := table.KeyOf(r)
	fields := map[string]any{}
	if err := table.Into(r, &fields); err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasPrefix(k.PK, "X#"):
		for _, moves := range []string{"attempts", "claim", "held", "due", "g3sk"} {
			delete(fields, moves)
		}
	case strings.HasPrefix(k.SK, "S#") && strings.HasPrefix(k.PK, "A#"):
		delete(fields, "seal")
	case strings.HasPrefix(k.SK, "J#"):
		delete(fields, "attempts")
	case k.SK == "R#spent":
		delete(fields, "tries")
		delete(fields, "v")
	}
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return n.alike(fmt.Sprintf("%s %s %s", k.PK, k.SK, data))
}

func (n names) alike(s string) string {
	blank := func(name string) string {
		if n[name] {
			return name
		}
		return "·"
	}
	return aShard.ReplaceAllString(anID.ReplaceAllStringFunc(aHash.ReplaceAllStringFunc(s, blank), blank), "DUE#·")
}

// differ tells how got differs from want; "" where it does not. Lines that
// loose matches may be there more often than wanted, never less.
func differ(got, want []string, loose *regexp.Regexp) string {
	count := map[string]int{}
	for _, l := range got {
		count[l]++
	}
	for _, l := range want {
		count[l]--
	}
	var diff []string
	for l, n := range count {
		if n < 0 || n > 0 && (loose == nil || !loose.MatchString(l)) {
			diff = append(diff, fmt.Sprintf("%+d %.600s", n, l))
		}
	}
	slices.Sort(diff)
	return strings.Join(diff, "\n")
}
