package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// sweeps delivers a hundred due entries while others wait: a thousand, then a
// hundred thousand, in turns.
func (s *sheet) sweeps() {
	few, many := s.waiting(1_000), s.waiting(100_000)
	for range rounds {
		few.sweep()
		many.sweep()
	}
	s.add("sweep of 100 due, 1,000 waiting", few.cost, "the same for both")
	s.add("sweep of 100 due, 100,000 waiting", many.cost, "within 5 %")
	a, b := median(many.took), median(few.took)
	s.add("sweep of 100 due: time", fmt.Sprintf("%.2f× (%s against %s)", float64(a)/float64(b), a.Round(time.Millisecond), b.Round(time.Millisecond)), "≤ 1.05×")
}

// outboxed is an outbox in which entries wait, and what its sweeps took.
type outboxed struct {
	*sheet
	wire    *tabletest.Wire
	name    string
	pattern table.Row
	took    []time.Duration
	cost    string
}

func (s *sheet) waiting(n int) *outboxed {
	o := &outboxed{sheet: s, wire: &tabletest.Wire{}, name: tabletest.Name(s)}
	later := roomstest.Start.Add(24 * time.Hour)
	s.must(tabletest.On(s, o.name, nil).Commit(s.Context(), outbox.Op(outbox.Entry{ID: id.New(), Load: "none", Due: later}, roomstest.Start)))
	o.pattern = tabletest.Rows(s, o.name)[0]
	o.fill(n, later)
	return o
}

func (o *outboxed) fill(n int, due time.Time) {
	rows := make([]table.Row, n)
	for i := range rows {
		rows[i] = like(o.pattern, i, due)
	}
	tabletest.Fill(o, o.name, rows)
}

// sweep times and counts one sweep.
func (o *outboxed) sweep() {
	o.fill(100, roomstest.Start)
	d := outbox.Deliverer{Table: tabletest.On(o, o.name, o.wire), Clock: func() time.Time { return roomstest.Start },
		Loads: map[string]outbox.Load{"none": func(context.Context, outbox.Entry, time.Time) (time.Time, error) { return time.Time{}, nil }}}
	o.wire.Count()
	begun := time.Now()
	found, err := d.Sweep(o.Context())
	o.took = append(o.took, time.Since(begun))
	o.must(err)
	if found.Seen != 100 {
		o.Fatalf("%+v of 100 due", found)
	}
	o.cost = counted(o.wire)
}

// like is an entry as pattern is, under another id.
func like(pattern table.Row, i int, due time.Time) table.Row {
	name := id.New()
	r := table.Row{}
	for k, v := range pattern {
		r[k] = v
	}
	r["pk"] = &types.AttributeValueMemberS{Value: "X#" + name}
	r["g3pk"] = &types.AttributeValueMemberS{Value: fmt.Sprintf("DUE#%d", i%4)}
	at := due.UTC().Format("2006-01-02T15:04:05.000000000Z")
	r["due"] = &types.AttributeValueMemberS{Value: at}
	r["g3sk"] = &types.AttributeValueMemberS{Value: at + "#" + name}
	return r
}
