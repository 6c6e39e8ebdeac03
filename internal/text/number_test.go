package text

import "testing"

func TestALL7FiguresAsTheyAreReadHere(t *testing.T) {
	for _, c := range []struct{ plain, fr, en string }{
		{"0", "0", "0"},
		{"999.9", "999,9", "999.9"},
		{"1234.50", "1\u202f234,50", "1,234.50"},
		{"-1234567.05", "−1\u202f234\u202f567,05", "−1,234,567.05"},
	} {
		if got := FR.Figure(c.plain); got != c.fr {
			t.Errorf("fr %s: %q, want %q", c.plain, got, c.fr)
		}
		if got := EN.Figure(c.plain); got != c.en {
			t.Errorf("en %s: %q, want %q", c.plain, got, c.en)
		}
	}
	for _, c := range []struct {
		l                     Lang
		plain, currency, want string
	}{
		{FR, "1250.50", "EUR", "1\u202f250,50\u00a0€"},
		{EN, "-1250.50", "EUR", "−€1,250.50"},
		{FR, "9.00", "CHF", "9,00\u00a0CHF"},
		{EN, "9.00", "USD", "USD\u00a09.00"},
	} {
		if got := c.l.Money(c.plain, c.currency); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.l, c.plain, c.currency, got, c.want)
		}
	}
}

func TestALL7FiguresAsTheyAreTypedHere(t *testing.T) {
	for _, c := range []struct {
		l     Lang
		typed string
		want  string // "" where it is not read
	}{
		{FR, "1 234,50", "1234.50"},
		{FR, "1\u202f234,50", "1234.50"},
		{FR, " 1234.5 ", "1234.5"},
		{FR, "−12", "-12"},
		{FR, "1,234.50", ""},
		{FR, "1.234,50", ""},
		{FR, "12 34", ""},
		{FR, "1,", ""},
		{EN, "1,234.50", "1234.50"},
		{EN, "1 234.50", "1234.50"},
		{EN, "1234,50", ""}, // not 123450
		{EN, "1234,567", ""},
		{EN, "1e5", ""},
		{EN, "", ""},
		{EN, "-", ""},
		{EN, "٣", ""},
	} {
		got, ok := c.l.Plain(c.typed)
		if ok != (c.want != "") || got != c.want {
			t.Errorf("%s %q: %q %v, want %q", c.l, c.typed, got, ok, c.want)
		}
	}
	for _, plain := range []string{"0", "-0.5", "1234567.25"} {
		for _, l := range Langs() {
			if got, ok := l.Plain(l.Typed(plain)); !ok || got != plain {
				t.Errorf("%s: %q comes back as %q", l, plain, got)
			}
			if got, ok := l.Plain(l.Figure(plain)); !ok || got != plain {
				t.Errorf("%s: %q as it is read comes back as %q", l, plain, got)
			}
		}
	}
}

func TestALL7DaysAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"24/11/2026": "2026-11-24", "4.1.2026": "2026-01-04", " 04 01 2026 ": "2026-01-04", "2026-11-24": "2026-11-24",
		"31/02/2026": "31/02/2026", "24/11/26": "24/11/26", "soon": "soon", "": "",
	} {
		if got := PlainDay(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := PlainDay(TypedDay("2026-02-28")); got != "2026-02-28" {
		t.Errorf("comes back as %q", got)
	}
	if got := FR.Day("2026-05-01"); got != "1er mai 2026" {
		t.Error(got)
	}
}

func TestALL7AmountsWithWhatStandsBesideThem(t *testing.T) {
	for _, c := range []struct {
		l               Lang
		typed, currency string
		want            string // "" where it is not read
	}{
		{FR, "1\u202f250,50\u00a0€", "EUR", "1250.50"},
		{FR, "EUR 12", "EUR", "12"},
		{FR, "12 CHF", "CHF", "12"},
		{FR, "12 CHF", "EUR", ""},
		{EN, "€1,250.50", "EUR", "1250.50"},
		{EN, "£ 12", "GBP", "12"},
		{EN, "12 %", "EUR", ""},
		{EN, "€", "EUR", ""},
	} {
		got, ok := c.l.PlainMoney(c.typed, c.currency)
		if ok != (c.want != "") || got != c.want {
			t.Errorf("%s %q: %q %v, want %q", c.l, c.typed, got, ok, c.want)
		}
	}
}
