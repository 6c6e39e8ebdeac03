package dossier

import (
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/table"
)

// WatchersMost is how many watchers a dossier has. They stand in its header,
// which every decision reads, and one transaction replaces them all.
const WatchersMost = 15

// Share is to whom a dossier is shown in the client portal, by the ids of the
// owner's clients, and whether with its documents (LEX-2, LEX-3, LEX-6). Since
// names it: each change gives another. The zero Share is none.
type Share struct {
	Requester   string   `dynamodbav:"requester"`
	Watchers    []string `dynamodbav:"watchers,omitempty"`
	Attachments bool     `dynamodbav:"attachments,omitempty"`
	Since       string   `dynamodbav:"since"`
}

// Shown tells whether the dossier is shown to anybody.
func (s Share) Shown() bool { return s.Requester != "" }

// Kind gives what client is of s; "" for none.
func (s Share) Kind(client string) access.Kind {
	switch {
	case s.Requester == client && s.Shown():
		return access.FromRequester
	case slices.Contains(s.Watchers, client):
		return access.FromWatcher
	}
	return ""
}

// Clients gives the requester, then the watchers.
func (s Share) Clients() []string {
	if !s.Shown() {
		return nil
	}
	return append([]string{s.Requester}, s.Watchers...)
}

// Same tells whether s shows what t does, to the same.
func (s Share) Same(t Share) bool {
	return s.Requester == t.Requester && s.Attachments == t.Attachments && slices.Equal(sortedCopy(s.Watchers), sortedCopy(t.Watchers))
}

func sortedCopy(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// SharedAs is h shown as s says.
func (h Header) SharedAs(s Share) Header {
	h.Share, h.Requester, h.Watchers, h.Attachments = s, s.Requester, s.Watchers, s.Attachments
	return h
}

// ShareOp gives the write that shows d as s says where it is shown as was says.
func ShareOp(d string, was, s Share) table.Op {
	c := table.Change{If: []table.Cond{was.still()}}
	if s.Shown() {
		c.Set = map[string]any{"share": s}
	} else {
		c.Remove = []string{"share"}
	}
	return table.Update(headerKey(d), c)
}

func (s Share) still() table.Cond {
	if !s.Shown() {
		return table.Absent("share")
	}
	return table.Equal("share.since", s.Since)
}

// StillShared checks, in a transaction, that h's dossier is shown as h says,
// and is not being purged: deleted, it may be restored yet.
func StillShared(h Header) table.Op {
	state := live
	if h.Deleted != nil {
		state = deleted
	}
	return table.Check(headerKey(h.ID), h.Share.still(), table.Equal("state", state))
}

// ShareOrigin is the origin of a client of the owner, and its name.
func ShareOrigin(kind access.Kind, client, since string) (name string, o access.Origin) {
	return string(kind) + "_" + client, access.Origin{Kind: kind, Level: access.Read, Since: since, Person: client}
}

// SwapOrigin gives the origin called to in the place of the one called from,
// which was given at since.
func SwapOrigin(d, acct, from, since, to string, o access.Origin, by string, now time.Time) table.Op {
	return table.Update(grantKey(d, acct), table.Change{
		Set:    map[string]any{originAttr + to: originRow{By: by, At: now.UTC()}.of(o)},
		Remove: []string{originAttr + from},
		If:     []table.Cond{table.Equal(originAttr+from+".since", since), table.Absent(originAttr + to)}})
}
