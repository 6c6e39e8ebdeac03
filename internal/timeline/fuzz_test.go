package timeline

import (
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
