// Package roomstest furnishes the rooms for tests: on a real engine, with a
// clock that the test moves, two organisations, and people who act by name.
package roomstest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// Issuer is who vouches for everybody in tests.
const Issuer = "https://issuer.example"

// Phone is the number that whoever has email proves when they sign in.
func Phone(email string) string {
	n := 0
	for _, r := range email {
		n = (n*31 + int(r)) % 10000
	}
	return fmt.Sprintf("+3363998%04d", n)
}

// Clock is a clock that stands still until the test moves it.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// ClockAt gives a clock that stands at t.
func ClockAt(t time.Time) *Clock { return &Clock{at: t} }

// Now gives the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// House is the rooms with people in them.
type House struct {
	rooms.Rooms
	T     testing.TB
	Time  *Clock
	Table string // the table's name
	// Bucket is the name of the bucket; "" before Files.
	Bucket string
}

// Start is when every test begins.
var Start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// New gives an empty house.
func New(t testing.TB) *House {
	name := tabletest.Name(t)
	clock := ClockAt(Start)
	return &House{Rooms: rooms.On(tabletest.On(t, name, nil), clock.Now), T: t, Time: clock, Table: name}
}

// Through gives the same house over another table connection, such as one
// whose transport injects faults.
func (h *House) Through(t *table.Table) *House {
	return &House{Rooms: rooms.On(t, h.Time.Now).Keeping(h.Documents.Bucket), T: h.T, Time: h.Time, Table: h.Table, Bucket: h.Bucket}
}

// As gives the caller whose address is email, signed in or not.
func (h *House) As(email string) people.Caller { return people.ByToken(Issuer, email) }

// Account gives the account id of whoever has email.
func (h *House) Account(email string) string { return people.AccountID(Issuer, email) }

// SignIn signs somebody in, with the address verified and a name made of it.
func (h *House) SignIn(email string) people.Account {
	h.T.Helper()
	name, _, _ := strings.Cut(email, "@")
	a, _, err := h.Arrival.SignIn(context.Background(), people.Claims{Issuer: Issuer, Subject: email, Email: email, Phone: Phone(email), Name: name, Lang: "en"})
	h.must(err)
	return a
}

// Organization makes an organisation with starter models and its first Admin,
// who has come in.
func (h *House) Organization(name, admin string) string {
	h.T.Helper()
	o, err := h.People.MakeOrganization(context.Background(), id.New(), name, people.DefaultZone, admin, "en")
	h.must(err)
	h.must(h.Models.Adopt(context.Background(), o.ID))
	h.comesIn(o.ID, admin)
	return o.ID
}

// Agent makes email an agent of org, by its Admin's invitation.
func (h *House) Agent(org, admin, email string, asAdmin bool) {
	h.T.Helper()
	_, err := h.People.Invite(context.Background(), h.As(admin), org, email, "en", asAdmin, id.New())
	h.must(err)
	h.comesIn(org, email)
}

func (h *House) comesIn(org, email string) {
	h.T.Helper()
	a := h.SignIn(email)
	waiting, err := h.People.Waiting(context.Background(), a)
	h.must(err)
	for _, i := range waiting {
		if i.Organization == org {
			h.must(h.People.Accept(context.Background(), h.As(email), org, i.ID))
		}
	}
}

// Dossier makes a dossier of org from a starter model, managed by email.
func (h *House) Dossier(org, email, starter string) string {
	h.T.Helper()
	d, err := h.Dossiers.Create(context.Background(), h.As(email), dossier.Draft{Organization: org,
		Model: model.StarterID(org, starter), Title: "The case of " + email}, id.New())
	h.must(err)
	return d.ID
}

// LetIn names p, who is reached by p.Email, in d, and has them come in with
// level: as an advisor where they are one, else as one of the family. by is d's
// manager. It gives the person's id.
func (h *House) LetIn(d, by string, p dossier.Person, level access.Level) string {
	h.T.Helper()
	way := invitation.Family
	if p.Advisor != "" {
		way = invitation.Advisor
	}
	p.ID, p.Phone, p.Lang = id.New(), Phone(p.Email), "en"
	_, err := h.Rights.SavePerson(context.Background(), h.As(by), d, p)
	h.must(err)
	_, err = h.Rights.Set(context.Background(), h.As(by), d, p.ID, way, level)
	h.must(err)
	h.SignIn(p.Email)
	return p.ID
}

func (h *House) must(err error) {
	h.T.Helper()
	if err != nil {
		h.T.Fatal(err)
	}
}
