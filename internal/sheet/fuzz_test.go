package sheet

import (
	"reflect"
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// No cell of a file is a formula, and each is read back as what it was.
func FuzzSafe(f *testing.F) {
	for _, s := range []string{"", "=1+1", "+33", "-1", "@a", "\t=1", "\r=1", "a=1", "'=1", "''=1", "' =1", " =1", " '=1", "\ufeff=1", "＝1", "\v=1", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Safe(s)
		if c != s && c != "'"+s || Bare(c) != s {
			t.Fatalf("%q became %q, read back as %q", s, c, Bare(c))
		}
		if bare := strings.TrimLeft(c, " \u00a0\ufeff\v\f\x00\t\r\n"); bare != "" && strings.ContainsRune("=+-@", rune(bare[0])) {
			t.Fatalf("%q is a formula", c)
		}
	})
}

// Cells are taken apart as they were put together, by any separator.
func FuzzGrid(f *testing.F) {
	f.Add("a", "b", "c\nd")
	f.Add(`"`, `""`, "a\tb;c,d")
	f.Add("", " ", "\r\n")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		rows := [][]string{{a, b, c}, {c, "x", a}, {"last", "", ""}}
		for _, sep := range []byte("\t;,") {
			if got := grid(string(written(rows, sep)), sep, gridMost); !reflect.DeepEqual(got, rows) {
				t.Fatalf("%q became %q by %q", rows, got, sep)
			}
		}
	})
}

// Whatever is pasted: a refusal of bounded size, or rows that are written and
// read again unchanged.
func FuzzRead(f *testing.F) {
	f.Add("Plaque\tAnnée\tValeur\nAA-123\t2020\t1 250,50 €\n", true)
	f.Add("plate,year,value\n\"A,B\",2020,\"1,250.50\"\n", false)
	f.Add("A;2020;1;oui;28/02/2026;Bureau;alarme, coffre;Odile\r\n;;;\r\n\"x\ny\";", true)
	f.Add("\ufeff\"", false)
	f.Add("\x00\t\x1b\t'=1", false)
	f.Fuzz(func(t *testing.T, pasted string, french bool) {
		c := vehicles(text.EN)
		if french {
			c = vehicles(text.FR)
		}
		rows, err := c.Read(pasted)
		if err != nil {
			p := fault.Of(err)
			if p == nil || p.Code != "not-utf8" && (len(p.Fields) == 0 || len(p.Fields) > most) {
				t.Fatalf("%q: %v", pasted, err)
			}
			for _, b := range p.Fields {
				if row, column := c.Place(b.Path); strings.Contains(b.Path, "].") && (row == 0 || column == "") {
					t.Fatalf("%q: nobody knows where %s is", pasted, b.Path)
				}
			}
			return
		}
		if len(rows) > model.MaxRows {
			t.Fatalf("%d rows", len(rows))
		}
		again, err := c.Read(string(c.Write(rows)))
		if err != nil || !same(again, rows) {
			t.Fatalf("%q is kept as %v and read again as %v: %v", pasted, rows, again, err)
		}
	})
}

func same(a, b []any) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }
