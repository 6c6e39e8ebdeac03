package invitation

import (
	"time"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
)

// The outbox loads that speak to people about their access. An entry's data
// names the dossier and the invitation; see the functions below for the rest.
const (
	MailLoad    = "invitation"     // the invitation, then reminders 7 and 30 days after it (ABB-5)
	GivenLoad   = "access-given"   // to somebody who has an account
	ChangedLoad = "access-changed" // from one level to another (ABB-4)
	EndedLoad   = "access-ended"
	PrimaryLoad = "primary" // that they are the primary contact, or no more (IND-4)
	CameInLoad  = "came-in" // to the manager
	BouncedLoad = "bounced" // to the manager
	NotMeLoad   = "not-me"  // to the manager
)

// Save gives the write of i over was, which must stand as it was read.
func Save(was, i Invitation) table.Op {
	cond := table.Absent("pk")
	if was.State != None {
		cond = table.Equal("v", was.Version)
	}
	return table.Put(i.row(), cond)
}

// Still checks, in a transaction, that what a person was offered by way stands
// as it was read, be it nothing.
func Still(d, person string, way Way, was Invitation) table.Op {
	cond := table.Absent("pk")
	if was.State != None {
		cond = table.Equal("v", was.Version)
	}
	return table.Check(KeyOf(d, person, way), cond)
}

// Next is i, to be changed and saved over it.
func (i Invitation) Next() Invitation {
	i.Version++
	return i
}

// Step tells which mail of its chain is due at due: 0 the invitation, 1 and 2
// the reminders, and when the next one is; zero for no more.
func (i Invitation) Step(due time.Time) (mail int, next time.Time) {
	for n, after := range ReminderAfter {
		if at := i.Made.Add(after); due.Before(at) {
			return n, at
		}
	}
	return len(ReminderAfter), time.Time{}
}

// Await gives the write by which a sign-in with i's address finds i.
func Await(i Invitation) table.Op { return table.Put(waitingRow{waitingKey(i.Email, i.Dossier, i.ID)}) }

// AwaitNoMore gives the delete of what Await wrote.
func AwaitNoMore(i Invitation) table.Op { return table.Delete(waitingKey(i.Email, i.Dossier, i.ID)) }

// Mails gives the entry that mails i and then reminds: one entry that moves
// its own due moment.
func Mails(i Invitation, now time.Time) table.Op { return Tell(MailLoad, i, now) }

// Tell gives an entry of load about i. Further data alternate, name and value.
func Tell(load string, i Invitation, now time.Time, data ...string) table.Op {
	e := outbox.Entry{ID: id.New(), Load: load, Due: now, Data: map[string]string{
		"dossier": i.Dossier, "invitation": i.ID, "round": roundText(i.Round)}}
	for n := 0; n < len(data); n += 2 {
		e.Data[data[n]] = data[n+1]
	}
	return outbox.Op(e, now)
}

// NoAccountHas checks, in a transaction, that no account has verified email.
// Together with the order in which a sign-in works (it writes its address,
// then looks for what waits) it leaves no gap: one of the two sees the other.
func NoAccountHas(email string) table.Op {
	return table.Check(people.MailAccountKey(email), table.Absent("pk"))
}

// AccountHas checks that acct is the account that has verified email.
func AccountHas(email, acct string) table.Op {
	return table.Check(people.MailAccountKey(email), table.Equal("account", acct))
}

// Proven checks that acct has verified both: what coming in takes (ABB-3).
func Proven(acct, email, phone string) table.Op {
	return table.Check(people.AccountKey(acct), table.Equal("email", email), table.Equal("phone", phone))
}
