package loads

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/request"
)

const (
	prima = "prima@client.example"
	lise  = "lise@client.example"
	luc   = "luc@client.example"
	vera  = "vera@client.example"
)

// firm is a town with a dossier of Claire's on which contacts have come in.
type firm struct {
	*town
	d      string
	person map[string]string
}

func newFirm(t *testing.T) *firm {
	f := &firm{town: newTown(t), person: map[string]string{}}
	f.d = f.Dossier(f.Organization("Cabinet", claire), claire, "wealth-plan")
	for who, group := range map[string]string{prima: accessgroup.Full, lise: accessgroup.Limited, luc: accessgroup.Limited, vera: accessgroup.ViewOnly} {
		f.client(who, group)
	}
	f.sweep()
	return f
}

// client lets who in as a contact in a group, whose form says French.
func (f *firm) client(who, group string) {
	f.T.Helper()
	if f.person[who] == "" {
		name, _, _ := strings.Cut(who, "@")
		p, err := f.Rights.SavePerson(context.Background(), f.As(claire), f.d, dossier.Person{ID: id.New(), Name: name, Reach: dossier.Reach{Lang: "fr"}})
		f.ok(err)
		f.person[who] = p.ID
	}
	f.SignIn(who)
	f.ok(f.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(f.d, f.Account(who), "contact",
		access.Origin{Kind: access.FromContact, Since: "2026", Person: f.person[who], Group: group}, f.Account(claire), f.Time.Now())))
}

func (f *firm) ok(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}

func (f *firm) ask(due string, groups []string, who ...string) request.Request {
	f.T.Helper()
	a := request.Audience{Groups: groups}
	for _, w := range who {
		a.Persons = append(a.Persons, f.person[w])
	}
	_, q, err := f.Requests.Make(context.Background(), f.As(claire), f.d, request.Draft{Text: "The papers of the vehicles", Due: due, For: a}, id.New())
	f.ok(err)
	return q
}

// got counts what came since it was last asked, by address.
func (f *firm) got(before map[string]int) map[string]int {
	f.T.Helper()
	f.sweep()
	n := map[string]int{}
	for _, who := range []string{claire, prima, lise, luc, vera} {
		if all := f.mails(who); all > before[who] {
			n[who], before[who] = all-before[who], all
		}
	}
	return n
}

func (f *firm) want(before map[string]int, what string, want map[string]int) {
	f.T.Helper()
	if got := f.got(before); !maps.Equal(got, want) {
		f.T.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Those get a mail for whom the request is, who have come in, and who may
// answer it; each once a round.
func TestIND3WhoIsMailedARequest(t *testing.T) {
	f := newFirm(t)
	ctx := t.Context()
	before := map[string]int{}
	f.got(before)
	q := f.ask("", []string{accessgroup.ViewOnly}, lise)
	f.want(before, "made", map[string]int{lise: 1})
	both := request.Audience{Groups: []string{accessgroup.Limited}}
	_, q, err := f.Requests.Change(ctx, f.As(claire), f.d, q.ID, q.Version, request.Edit{For: &both})
	f.ok(err)
	f.want(before, "for Luc too", map[string]int{luc: 1})
	_, _, err = f.Requests.Answer(ctx, f.As(prima), f.d, q.ID, request.Reply{Text: "Here"}, id.New())
	f.ok(err)
	f.want(before, "answered", map[string]int{claire: 1})
	_, _, err = f.Requests.Reopen(ctx, f.As(claire), f.d, q.ID, "The second page?", id.New())
	f.ok(err)
	f.want(before, "reopened", map[string]int{lise: 1, luc: 1})
	_, _, err = f.Requests.Close(ctx, f.As(claire), f.d, q.ID, id.New())
	f.ok(err)
	f.want(before, "closed", map[string]int{})
	for _, m := range f.box.Messages(lise) {
		if body := m.Subject + m.Text + m.HTML; strings.Contains(body, "vehicles") || strings.Contains(body, "second page") {
			t.Errorf("a mail says what is asked:\n%s", body)
		}
	}
	if newest := f.box.Messages(lise)[0]; !strings.Contains(newest.Text, "Bonjour lise") || !strings.Contains(newest.Subject, "rouverte") {
		t.Errorf("not in the language of the form:\n%s\n%s", newest.Subject, newest.Text)
	}
}

// What is moot when its mail falls due is not mailed.
func TestIND3NoMailOfWhatIsOver(t *testing.T) {
	f := newFirm(t)
	ctx := t.Context()
	before := map[string]int{}
	f.got(before)
	answered := f.ask("", nil, lise)
	_, _, err := f.Requests.Answer(ctx, f.As(lise), f.d, answered.ID, request.Reply{Text: "Here"}, id.New())
	f.ok(err)
	f.want(before, "answered before the mail", map[string]int{claire: 1})
	deleted := f.ask("", nil, lise)
	f.ok(f.Requests.Delete(ctx, f.As(claire), f.d, deleted.ID))
	f.ask("", nil, luc)
	f.ok(f.Rooms.Table.Write(ctx, dossier.EndOrigins(f.d, f.Account(luc), access.Grant{"contact": {Since: "2026"}}, "contact")))
	f.want(before, "deleted, and without access", map[string]int{})
	f.client(luc, accessgroup.Limited)
	f.want(before, "who comes in later finds it there", map[string]int{})
}

// The reminder goes at nine in the morning in Paris, on the day before, while
// the request is open and that day stands.
func TestIND3ARequestIsRemindedOfOnTheDayBefore(t *testing.T) {
	f := newFirm(t) // 2 March, 10:00 in Paris
	ctx := t.Context()
	before := map[string]int{}
	f.ask("2026-03-10", nil, lise)
	moved := f.ask("2026-03-10", nil, luc)
	done, again := f.ask("2026-03-10", nil, luc), f.ask("2026-03-10", []string{accessgroup.Full})
	f.ask("2026-03-03", nil, lise) // nine o'clock has passed
	for _, q := range []request.Request{done, again} {
		_, _, err := f.Requests.Close(ctx, f.As(claire), f.d, q.ID, id.New())
		f.ok(err)
	}
	_, _, err := f.Requests.Reopen(ctx, f.As(claire), f.d, again.ID, "", id.New())
	f.ok(err)
	due := "2026-03-12"
	_, _, err = f.Requests.Change(ctx, f.As(claire), f.d, moved.ID, moved.Version, request.Edit{Due: &due})
	f.ok(err)
	f.got(before)
	nine := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	f.Time.Advance(nine.Add(-time.Second).Sub(f.Time.Now()))
	f.want(before, "a second before", map[string]int{})
	f.Time.Advance(time.Second)
	f.want(before, "at nine", map[string]int{lise: 1, prima: 1})
	f.Time.Advance(2 * 24 * time.Hour)
	f.want(before, "the other day", map[string]int{luc: 1})
	f.Time.Advance(60 * 24 * time.Hour)
	f.want(before, "no more", map[string]int{})
	if newest := f.box.Messages(lise)[0]; !strings.Contains(newest.Subject, "10 mars 2026") {
		t.Error(newest.Subject)
	}
}

// Whoever asked and has no access any more is not told: the manager is.
func TestIND3AnAnswerToSomebodyWhoHasLeftGoesToTheManager(t *testing.T) {
	f := newFirm(t)
	ctx := t.Context()
	paul := "paul@cabinet.example"
	org := ""
	for o := range f.SignIn(claire).Orgs {
		org = o
	}
	f.Agent(org, claire, paul, false)
	f.ok(f.Dossiers.AddToTeam(ctx, f.As(claire), f.d, f.Account(paul)))
	_, q, err := f.Requests.Make(ctx, f.As(paul), f.d, request.Draft{Text: "x", For: request.Audience{Groups: []string{accessgroup.Limited}}}, id.New())
	f.ok(err)
	before := map[string]int{}
	f.got(before)
	pauls := f.mails(paul)
	_, _, err = f.Requests.Answer(ctx, f.As(lise), f.d, q.ID, request.Reply{Text: "Here"}, id.New())
	f.ok(err)
	f.want(before, "while Paul works there", map[string]int{})
	if f.mails(paul) != pauls+1 {
		t.Errorf("Paul got %d", f.mails(paul)-pauls)
	}
	f.ok(f.Dossiers.EndOrigin(ctx, f.As(claire), f.d, f.Account(paul), "team"))
	_, _, err = f.Requests.Answer(ctx, f.As(luc), f.d, q.ID, request.Reply{Text: "Here too"}, id.New())
	f.ok(err)
	f.want(before, "when Paul has left", map[string]int{claire: 1})
}
