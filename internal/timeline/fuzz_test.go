package timeline

import (
	"encoding/csv"
	"strings"
	"testing"

	"tierce/internal/fault"
)

func FuzzCursor(f *testing.F) {
	f.Add("MjAyNi0xMS0yNFQwOTowMDowMC4wMDAwMDAwMDBaIzAxMjM0NTY3ODlhYmNkZWY")
	f.Add("!")
	f.Add("\n")
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := place(s); err != nil && !fault.Is(err, "invalid") {
			t.Fatal(err)
		}
	})
}

// No cell of a file is a formula, and each is read back as what it was.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "=1+1", "+33", "-1", "@a", "\t=1", "\r=1", "a=1", "'=1", " =1", "\ufeff=1", "＝1", "\v=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := cell(s)
		if strings.TrimPrefix(c, "'") != strings.TrimPrefix(s, "'") && c != "'"+s {
			t.Fatalf("%q became %q", s, c)
		}
		if bare := strings.TrimLeft(c, " \u00a0\ufeff\v\f\x00\t\r\n"); bare != "" && strings.ContainsRune("=+-@", rune(bare[0])) {
			t.Fatalf("%q is a formula", c)
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		_ = w.Write([]string{c, "x"})
		if w.Flush(); strings.ContainsRune(c, '\r') {
			return // encoding/csv reads \r\n as \n
		}
		if got, err := csv.NewReader(strings.NewReader(b.String())).Read(); err != nil || got[0] != c {
			t.Fatalf("%q is read back as %q: %v", c, got, err)
		}
	})
}
