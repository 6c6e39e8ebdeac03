// Package rooms wires the rooms of the house to one table and one clock.
package rooms

import (
	"time"

	"tierce/internal/departure"
	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/sharekey"
	"tierce/internal/table"
)

// Rooms are all rooms on one table.
type Rooms struct {
	Table     *table.Table
	Clock     func() time.Time
	People    people.Room
	Models    model.Room
	Dossiers  dossier.Room
	Keys      sharekey.Room
	Departure departure.Room
}

// On gives the rooms on t, whose now is clock's.
func On(t *table.Table, clock func() time.Time) Rooms {
	r := Rooms{Table: t, Clock: clock, People: people.Room{Table: t, Clock: clock}, Models: model.NewRoom(t, clock)}
	r.Dossiers = dossier.Room{Table: t, Models: r.Models, People: r.People, Clock: clock}
	r.Keys = sharekey.Room{Table: t, Dossiers: r.Dossiers, People: r.People, Clock: clock}
	r.Departure = departure.Room{People: r.People, Dossiers: r.Dossiers}
	return r
}
