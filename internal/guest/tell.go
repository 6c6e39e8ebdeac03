package guest

import (
	"strconv"
	"time"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
)

// Tell gives an entry of load about g; its data name the organisation, the
// guest and the round of the invitation. Further data alternate, name and value.
func (s Sort) Tell(load string, g Guest, now time.Time, data ...string) table.Op {
	e := outbox.Entry{ID: id.New(), Load: load, Due: now, Data: map[string]string{
		"organization": g.Org, s.Name: g.ID, "round": strconv.Itoa(g.Round)}}
	for n := 0; n < len(data); n += 2 {
		e.Data[data[n]] = data[n+1]
	}
	return outbox.Op(e, now)
}

// besides is Tell, where the sort has such a load.
func (s Sort) besides(load string, g Guest, now time.Time) []table.Op {
	if load == "" {
		return nil
	}
	return []table.Op{s.Tell(load, g, now)}
}

// Speaks tells whether e is about the invitation that stands now.
func (g Guest) Speaks(e outbox.Entry) bool { return strconv.Itoa(g.Round) == e.Data["round"] }
