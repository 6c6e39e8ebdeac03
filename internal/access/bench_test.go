package access

import "testing"

// quality.md: at most 1 µs, whatever the role. (A refused outsider is the
// cheapest, somebody with two origins the dearest.)
func BenchmarkDecide(b *testing.B) {
	for _, r := range []relation{relations[0], relations[5], relations[len(relations)-1], unions[3]} {
		q := cell{relation: r, action: EditSection, section: "wealth", status: "open", live: true}.request()
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decide(q)
			}
		})
	}
}

func TestDecideAllocatesNothing(t *testing.T) {
	q := cell{relation: unions[3], action: EditSection, section: "wealth", status: "open", live: true}.request()
	if n := testing.AllocsPerRun(100, func() { Decide(q) }); n > 0 {
		t.Errorf("%v allocations a decision", n)
	}
}
