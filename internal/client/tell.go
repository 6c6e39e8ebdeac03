package client

import (
	"strconv"
	"time"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
)

// The outbox loads about a client. An entry's data names the organisation, the
// client and the round of the invitation.
const (
	MailLoad    = "client-invitation" // the invitation, then reminders 7 and 30 days after it
	GivenLoad   = "client-given"      // to somebody who has an account
	BouncedLoad = "client-bounced"    // to the Admin who invited
	NotMeLoad   = "client-not-me"     // to the Admin who invited
	ArrivedLoad = "client-arrived"    // what is shown to them becomes theirs
	MovedLoad   = "client-moved"      // what their company no longer allows is tidied away
)

// Tell gives an entry of load about c. Further data alternate, name and value.
func Tell(load string, c Client, now time.Time, data ...string) table.Op {
	e := outbox.Entry{ID: id.New(), Load: load, Due: now, Data: map[string]string{
		"organization": c.Org, "client": c.ID, "round": strconv.Itoa(c.Round)}}
	for n := 0; n < len(data); n += 2 {
		e.Data[data[n]] = data[n+1]
	}
	return outbox.Op(e, now)
}

// Speaks tells whether e is about the invitation that stands now.
func (c Client) Speaks(e outbox.Entry) bool { return strconv.Itoa(c.Round) == e.Data["round"] }

func arrived(c Client, now time.Time) table.Op { return Tell(ArrivedLoad, c, now) }

func moved(c Client, now time.Time) table.Op { return Tell(MovedLoad, c, now) }
