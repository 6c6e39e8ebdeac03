// Package bench measures the figures of quality.md that are ratios and times,
// and prints each beside its target: make bench. It never fails a build; what
// is counted (calls, units, winners) is held by tests elsewhere and only
// repeated here.
package bench

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"
)

var wanted = flag.Bool("bench-table", false, "measure and print the table")

// sheet is the table under way.
type sheet struct{ *testing.T }

// add prints a line as soon as it is measured.
func (s *sheet) add(what, seen, target string) {
	fmt.Printf("%-46s %-40s %s\n", what, seen, target)
}

// TestBench prints the table. Without -bench-table it does nothing, so that
// `go test ./...` measures nothing.
func TestBench(t *testing.T) {
	if !*wanted {
		t.Skip("make bench asks for it")
	}
	s := &sheet{t}
	s.add("what", "seen", "target")
	s.starts()
	s.counts()
	s.decision()
	s.floor()
	s.sweeps()
	s.sizes() // builds for arm64, which takes a while the first time
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ratio(a, b time.Duration) string {
	return fmt.Sprintf("%.1f× (%s against %s)", float64(a)/float64(b), a.Round(10*time.Microsecond), b.Round(10*time.Microsecond))
}
