package text

import (
	"testing"
	"time"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		header string
		want   Lang
	}{
		{"", EN},
		{"de, es;q=0.5", EN},
		{"fr", FR},
		{"fr-CA,fr;q=0.9,en;q=0.8", FR},
		{"en;q=0.3, fr;q=0.4", FR},
		{"de;q=1, fr;q=0.1", FR},
		{"fr;q=0, en;q=0.1", EN},
		{"fr;q=0", EN},
		{"*;q=0.5, fr;q=0.4", EN},
		{"FR", FR},
		{"fr;q=NaN,en;q=0.1", EN},
		{"fr;q=7", EN},
		{"fr;x=1", EN},
		{" , ;;, fr", FR},
		{"fr, en", FR},
		{"en, fr", EN},
	} {
		if got := Match(c.header); got != c.want {
			t.Errorf("Match(%q) = %s, want %s", c.header, got, c.want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("fr-CA,fr;q=0.9,en;q=0.8")
	f.Fuzz(func(t *testing.T, header string) {
		if l := Match(header); l != FR && l != EN {
			t.Errorf("Match(%q) = %q", header, l)
		}
	})
}

func TestParse(t *testing.T) {
	for s, want := range map[string]Lang{"fr": FR, "FR-ca": FR, " en_GB": EN, "de": "", "": "", "french": ""} {
		if got, ok := Parse(s); got != want || ok != (want != "") {
			t.Errorf("Parse(%q) = %q, %v", s, got, ok)
		}
	}
}

func TestALL7DatesInTheZoneOfTheOrganisation(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.November, 23, 23, 30, 0, 0, time.UTC)
	first := time.Date(2026, time.May, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{FR.DateTime(at, paris), "24 novembre 2026 à\u00a000:30"},
		{EN.DateTime(at, paris), "24 November 2026 at\u00a000:30"},
		{EN.DateTime(at, nil), "23 November 2026 at\u00a023:30"},
		{FR.Date(at, time.UTC), "23 novembre 2026"},
		{FR.Date(first, nil), "1er mai 2026"},
		{EN.Date(first, nil), "1 May 2026"},
		{Lang("").Date(first, nil), "1 May 2026"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
