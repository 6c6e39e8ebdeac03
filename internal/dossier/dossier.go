// Package dossier holds case files: their headers, content, persons, teams
// and grants.
//
// Keys:
//
//	D#d / M         header; GSI2 O#org / since; deleted, GSI1 A#acct#deleted / since. At most 4 KB: every decision reads it
//	D#d / S#section content of a section as JSON
//	D#d / P#person  a person named in the dossier
//	D#d / G#acct    grant, one attribute o_<name> for each origin; GSI1 A#acct / since
//
// Content is in the partition between P# and S#, so one query reads a
// dossier's content and none of its grants.
package dossier

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Limits of content.
const (
	SectionMost = 300 << 10 // bytes of JSON in one section
	ContentMost = 10 << 20  // bytes of all sections
	TitleMost   = 200       // characters
	RefMost     = 40
)

// Room keeps dossiers.
type Room struct {
	Table  *table.Table
	Models model.Room
	People people.Room
	Clock  func() time.Time
}

// Header is what a dossier is before its content.
type Header struct {
	access.Dossier
	Version   int
	Title     string
	Reference string
	Content   int // version of all content together: every edit raises it
	Size      int // bytes of all sections
	Partners  int // raised by whatever asks a partner, lets one in, or answers
	Made      time.Time
	Imported  *Imported // nil where it was made here
	Share     Share     // in the client portal
	Deleted   *Deleted  // nil where it is not, or cannot be undone any more
	EnteredBy string    // who entered it on behalf of its applicant; "" for an agent's own (LOC-1)
	namedBy   string    // who named the present manager; "" for the first
	awaited   []string  // statuses that something waits for (Await)
}

// Imported says where a copy came from (EVO-7).
type Imported struct {
	From string    `dynamodbav:"from"` // the organisation's name at that moment
	At   time.Time `dynamodbav:"at"`
}

// The states of a header. What is not live does not exist for anybody.
const (
	live      = "live"
	copying   = "copying"
	abandoned = "abandoned"
	deleted   = "deleted"
	purging   = "purging" // what it held is being deleted
)

type headerRow struct {
	table.Key
	Org          string    `dynamodbav:"org"`
	OrgKey       string    `dynamodbav:"g2pk"`
	Since        string    `dynamodbav:"g2sk"`
	Manager      string    `dynamodbav:"manager"`
	Status       string    `dynamodbav:"status"`
	State        string    `dynamodbav:"state"`
	TeamMayShare bool      `dynamodbav:"teamMayShare"`
	Model        string    `dynamodbav:"model"`
	Version      int       `dynamodbav:"version"`
	Title        string    `dynamodbav:"title"`
	Reference    string    `dynamodbav:"reference"`
	Content      int       `dynamodbav:"content"`
	Size         int       `dynamodbav:"size"`
	Partners     int       `dynamodbav:"partners,omitempty"`
	Made         time.Time `dynamodbav:"made"`
	Imported     *Imported `dynamodbav:"imported,omitempty"`
	Asked        string    `dynamodbav:"asked,omitempty"` // Draft.asked
	NamedBy      string    `dynamodbav:"namedBy,omitempty"`
	Primary      string    `dynamodbav:"primary,omitempty"`
	Deleted      *Deleted  `dynamodbav:"deleted,omitempty"`
	Share        *Share    `dynamodbav:"share,omitempty"`
	Begun        bool      `dynamodbav:"begun,omitempty"`
	EnteredBy    string    `dynamodbav:"enteredBy,omitempty"`
}

// stamp sorts as time does.
const stamp = "2006-01-02T15:04:05.000000000Z"

func headerKey(d string) table.Key           { return table.Key{PK: "D#" + d, SK: "M"} }
func sectionKey(d, section string) table.Key { return table.Key{PK: "D#" + d, SK: "S#" + section} }
func personKey(d, person string) table.Key   { return table.Key{PK: "D#" + d, SK: "P#" + person} }
func grantKey(d, acct string) table.Key      { return table.Key{PK: "D#" + d, SK: "G#" + acct} }

func (h Header) row() headerRow {
	state := copying
	if h.Live {
		state = live
	}
	return headerRow{Key: headerKey(h.ID), Org: h.Org, OrgKey: "O#" + h.Org, Since: h.Made.UTC().Format(stamp) + "#" + h.ID,
		Manager: h.Manager, Status: h.Status, State: state, TeamMayShare: h.TeamMayShare, Model: h.Model, Version: h.Version,
		Title: h.Title, Reference: h.Reference, Content: h.Content, Size: h.Size, Made: h.Made.UTC(), Imported: h.Imported}
}

// headerOf reads a header; an absent one is not live.
func headerOf(d string, row table.Row) (Header, error) {
	if row == nil {
		return Header{Dossier: access.Dossier{ID: d}}, nil
	}
	var w headerRow
	if err := table.Into(row, &w); err != nil {
		return Header{}, err
	}
	h := Header{
		Dossier: access.Dossier{ID: d, Org: w.Org, Manager: w.Manager, Status: w.Status, Primary: w.Primary, Live: w.State == live, TeamMayShare: w.TeamMayShare,
			Model: w.Model, Begun: w.Begun},
		Version: w.Version, Title: w.Title, Reference: w.Reference,
		Content: w.Content, Size: w.Size, Partners: w.Partners, Made: w.Made, Imported: w.Imported, EnteredBy: w.EnteredBy, namedBy: w.NamedBy,
	}
	h.awaited = awaitedOf(row)
	if w.State == deleted {
		h.Deleted = w.Deleted
	}
	if w.Share != nil {
		h = h.SharedAs(*w.Share)
	}
	return h, nil
}

// Exists is the condition under which a header's dossier is there for anybody.
func exists() table.Cond { return table.Equal("state", live) }

// StillManaged checks, in a transaction, that d is there and acct is its manager.
func StillManaged(d, acct string) table.Op {
	return table.Check(headerKey(d), exists(), table.Equal("manager", acct))
}

// StillLive checks, in a transaction, that d exists.
func StillLive(d string) table.Op { return table.Check(headerKey(d), exists()) }

// Header reads a header for the product itself, which decides nothing by it:
// the words of a mail. One that does not exist is not live.
func (r Room) Header(ctx context.Context, d string) (Header, error) {
	row, err := r.Table.Get(ctx, headerKey(d))
	if err != nil {
		return Header{}, err
	}
	return headerOf(d, row)
}

// StillThere checks, in a transaction, that d exists and belongs to org.
func StillThere(d, org string) table.Op {
	return table.Check(headerKey(d), exists(), table.Equal("org", org))
}
