package dossier

import (
	"strings"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
)

// ReachedLoad names the outbox load that does what waited for a status, for
// rooms above: its data are `dossier` and `status`.
const ReachedLoad = "status-reached"

const awaitAttr = "w_"

// awaitName is the attribute that says a status is waited for; ids of statuses
// have hyphens, names of attributes have none.
func awaitName(status string) string { return awaitAttr + strings.ReplaceAll(status, "-", "_") }

// Await makes the change of d to status write an entry of ReachedLoad. The
// transaction fails where the dossier's status is another by now than v's: it
// may be the one that is waited for.
func (v View) Await(status string) table.Op {
	return table.Update(headerKey(v.ID), table.Change{Set: map[string]any{awaitName(status): true},
		If: []table.Cond{exists(), v.stillInStatus(), v.stillVersion()}})
}

// Asks notes, in a transaction, that a partner of the dossier of h is asked, is
// let in, or answers, by what its status and its version of the model are:
// whoever moves it to another version at once sees that, or is seen.
func (h Header) Asks() table.Op {
	return table.Update(headerKey(h.ID), table.Change{Add: map[string]int{"partners": 1},
		If: []table.Cond{exists(), table.Equal("status", h.Status), table.Equal("version", h.Version)}})
}

func awaitedOf(row table.Row) (names []string) {
	for name := range row {
		if strings.HasPrefix(name, awaitAttr) {
			names = append(names, name)
		}
	}
	return names
}

// comesTo gives the entry of whatever waits for v's new status, with the change
// c that brings it there; else c fails where somebody begins to wait for it in
// this moment. What is waited for once stays so: an entry finds nothing at worst.
func (v View) comesTo(c *table.Change) []table.Op {
	name := awaitName(v.Status)
	for _, a := range v.awaited {
		if a == name {
			return []table.Op{outbox.Op(outbox.Entry{ID: id.New(), Load: ReachedLoad, Due: v.Now,
				Data: map[string]string{"dossier": v.ID, "status": v.Status}}, v.Now)}
		}
	}
	c.If = append(c.If, table.Absent(name))
	return nil
}
