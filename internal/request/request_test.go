package request_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/request"
	"tierce/internal/rooms/roomstest"
)

const (
	claire  = "claire@cabinet.example"
	paul    = "paul@cabinet.example"
	remy    = "remy@cabinet.example"
	nora    = "nora@cabinet.example"
	bernard = "bernard@maison.example"
	notary  = "rivoire@etude.example"

	prima = "prima@client.example" // the primary contact
	fulvi = "fulvi@client.example" // in Full
	lise  = "lise@client.example"  // in Limited
	luc   = "luc@client.example"   // in Limited too
	vera  = "vera@client.example"  // in View-only
)

// firm is a dossier of Claire's with contacts in each ready-made group. Paul is
// on the team, Remy too, read only; Nora is an agent who is not.
type firm struct {
	*roomstest.House
	t      *testing.T
	d      string
	person map[string]string
}

func newFirm(t *testing.T) *firm {
	h := &firm{House: roomstest.New(t), t: t, person: map[string]string{}}
	cabinet := h.Organization("Cabinet", claire)
	for _, who := range []string{paul, remy, nora} {
		h.Agent(cabinet, claire, who, false)
	}
	h.d = h.Dossier(cabinet, claire, "wealth-plan")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.give(remy, access.Origin{Kind: access.FromTeam, Level: access.Read, Org: cabinet, Since: h.SignIn(remy).Orgs[cabinet].Since})
	h.LetIn(h.d, claire, dossier.Person{Name: "Bernard", Holder: dossier.Holder, Reach: dossier.Reach{Email: bernard}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Rivoire", Advisor: "notary", Reach: dossier.Reach{Email: notary}}, access.Write)
	for who, group := range map[string]string{prima: accessgroup.Full, fulvi: accessgroup.Full, lise: accessgroup.Limited,
		luc: accessgroup.Limited, vera: accessgroup.ViewOnly} {
		h.client(who, group)
	}
	h.must(h.Rooms.Table.Write(t.Context(), primaryOp(h.d, h.person[prima])))
	return h
}

// client lets who in as a contact in a group.
func (h *firm) client(who, group string) {
	h.t.Helper()
	name, _, _ := strings.Cut(who, "@")
	p, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, dossier.Person{ID: id.New(), Name: name})
	h.must(err)
	h.SignIn(who)
	h.person[who] = p.ID
	h.give(who, access.Origin{Kind: access.FromContact, Since: "2026", Person: p.ID, Group: group})
}

func (h *firm) give(who string, o access.Origin) {
	h.t.Helper()
	h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(h.d, h.Account(who), string(o.Kind), o, h.Account(claire), h.Time.Now())))
}

func (h *firm) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// said is "yes", or the rule or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Path + " " + f.Fields[0].Code
	case f.Rule != "":
		return f.Rule
	}
	return f.Code
}

func (h *firm) ask(by string, draft request.Draft) (request.Request, error) {
	_, q, err := h.Requests.Make(context.Background(), h.As(by), h.d, draft, id.New())
	return q, err
}

// asked is a request of Claire's for some contacts, and some groups.
func (h *firm) asked(groups []string, who ...string) request.Request {
	h.t.Helper()
	a := request.Audience{Groups: groups}
	for _, w := range who {
		a.Persons = append(a.Persons, h.person[w])
	}
	q, err := h.ask(claire, request.Draft{Text: "The vehicles’ papers, please", For: a})
	h.must(err)
	return q
}

func (h *firm) answer(by string, q request.Request) (request.Request, error) {
	_, q, err := h.Requests.Answer(context.Background(), h.As(by), h.d, q.ID, request.Reply{Text: "Here: by " + by}, id.New())
	return q, err
}

// requestGrid is written by hand from IND-1 to IND-5: a request for Lise, one for the
// group View-only, one for Limited; who sees it, answers it, and manages it.
const requestGrid = `
who      read-lise answer-lise read-view answer-view read-limited answer-limited manage
claire   yes       IND-3       yes       IND-3       yes          IND-3          yes
paul     yes       IND-3       yes       IND-3       yes          IND-3          yes
remy     yes       IND-3       yes       IND-3       yes          IND-3          ALL-2
nora     ALL-2     ALL-2       ALL-2     ALL-2       ALL-2        ALL-2          ALL-2
bernard  IND-3     IND-3       IND-3     IND-3       IND-3        IND-3          IND-3
rivoire  IND-3     IND-3       IND-3     IND-3       IND-3        IND-3          IND-3
prima    yes       yes         yes       yes         yes          yes            IND-3
fulvi    yes       yes         yes       yes         yes          yes            IND-3
lise     yes       yes         IND-3     IND-3       yes          yes            IND-3
luc      IND-3     IND-3       IND-3     IND-3       yes          yes            IND-3
vera     IND-3     IND-3       yes       IND-5       IND-3        IND-3          IND-3
zoe      ALL-4     ALL-4       ALL-4     ALL-4       ALL-4        ALL-4          ALL-4
`

var names = map[string]string{"claire": claire, "paul": paul, "remy": remy, "nora": nora, "bernard": bernard, "rivoire": notary,
	"prima": prima, "fulvi": fulvi, "lise": lise, "luc": luc, "vera": vera, "zoe": "zoe@maison.example"}

func TestIND3WhoSeesAnswersAndManagesRequests(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	of := map[string]request.Request{"lise": h.asked(nil, lise), "view": h.asked([]string{accessgroup.ViewOnly}), "limited": h.asked([]string{accessgroup.Limited})}
	var columns []string
	cells := 0
	for _, line := range strings.Split(strings.TrimSpace(requestGrid), "\n") {
		f := strings.Fields(line)
		if columns == nil {
			columns = f
			continue
		}
		by := names[f[0]]
		for i, column := range columns[1:] {
			action, which, _ := strings.Cut(column, "-")
			var errs []error
			switch action {
			case "read":
				_, _, err := h.Requests.Read(ctx, h.As(by), h.d, of[which].ID)
				errs = append(errs, err)
			case "answer":
				_, err := h.answer(by, of[which])
				errs = append(errs, err)
			default:
				errs = h.managed(by)
			}
			for n, err := range errs {
				if got := said(err); got != f[i+1] {
					t.Errorf("%s, %s %d: %s, want %s", f[0], column, n, got, f[i+1])
				}
				cells++
			}
		}
	}
	t.Logf("%d cells", cells)
}

// managed has by do whatever agents do to a request, and gives the answers.
func (h *firm) managed(by string) []error {
	h.t.Helper()
	ctx, text := context.Background(), "Another text"
	q := h.asked(nil, lise)
	_, err := h.ask(by, request.Draft{Text: "This", For: request.Audience{Groups: []string{accessgroup.Limited}}})
	_, _, changed := h.Requests.Change(ctx, h.As(by), h.d, q.ID, q.Version, request.Edit{Text: &text})
	_, _, closed := h.Requests.Close(ctx, h.As(by), h.d, q.ID, id.New())
	_, _, reopened := h.Requests.Reopen(ctx, h.As(by), h.d, q.ID, "", id.New())
	return []error{err, changed, closed, reopened, h.Requests.Delete(ctx, h.As(by), h.d, q.ID), h.Requests.Delete(ctx, h.As(by), h.d, id.New())}
}

// A contact in Limited finds no trace of what is not theirs: not in the list,
// not by its id, which is as one that nobody made.
func TestIND3NoTraceOfOthersRequests(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	theirs, mine := h.asked(nil, lise), h.asked([]string{accessgroup.Full}, luc)
	_, list, err := h.Requests.List(ctx, h.As(luc), h.d)
	h.must(err)
	if len(list) != 1 || list[0].ID != mine.ID {
		t.Errorf("Luc finds %+v", list)
	}
	for _, of := range []string{theirs.ID, id.New()} {
		_, q, err := h.Requests.Read(ctx, h.As(luc), h.d, of)
		_, _, answered := h.Requests.Answer(ctx, h.As(luc), h.d, of, request.Reply{Text: "x"}, id.New())
		if f := fault.Of(err); f == nil || f.Code != "refused-request-not-assigned" || said(answered) != "IND-3" || q.Text != "" {
			t.Errorf("%v, %v, %+v", err, answered, q)
		}
	}
	if _, _, err := h.Requests.Read(ctx, h.As(claire), h.d, id.New()); !fault.Is(err, "hidden") {
		t.Errorf("what nobody made, to an agent: %v", err)
	}
	v, _, err := h.Requests.List(ctx, h.As(luc), h.d)
	h.must(err)
	if request.ShowsFor(v) {
		t.Error("Luc learns whom requests are for")
	}
	for _, who := range []string{claire, remy, prima} {
		if v, _, err := h.Requests.List(ctx, h.As(who), h.d); err != nil || !request.ShowsFor(v) {
			t.Errorf("%s does not learn whom requests are for: %v", who, err)
		}
	}
}

func TestIND3AnAnswerMakesARequestDone(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	q := h.asked(nil, lise)
	if q.Done() {
		t.Error("done at once")
	}
	q, err := h.answer(lise, q)
	h.must(err)
	if !q.Done() || q.Answers() != 1 || q.Turns[0].By != h.Account(lise) || q.Turns[0].Text != "Here: by "+lise || !q.Turns[0].At.Equal(h.Time.Now()) {
		t.Errorf("%+v", q)
	}
	_, q, err = h.Requests.Reopen(ctx, h.As(paul), h.d, q.ID, " The second page?\r\nThanks ", id.New())
	h.must(err)
	if q.Done() || q.Turns[1].Text != "The second page?\nThanks" || q.Asker() != h.Account(paul) {
		t.Errorf("%+v", q)
	}
	q, err = h.answer(prima, q)
	h.must(err)
	_, _, list := read(h, claire, q)
	if len(list) != 1 || !list[0].Done() || list[0].Answers() != 2 || request.Open(list) != 0 {
		t.Errorf("the agent sees %+v", list)
	}
}

func read(h *firm, by string, q request.Request) (dossier.View, request.Request, []request.Request) {
	h.t.Helper()
	v, is, err := h.Requests.Read(context.Background(), h.As(by), h.d, q.ID)
	h.must(err)
	_, list, err := h.Requests.List(context.Background(), h.As(by), h.d)
	h.must(err)
	return v, is, list
}

// Closing, and reopening, what is so already changes nothing; a repeat is none.
func TestIND3ARepeatedTurnIsOne(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	q := h.asked(nil, lise)
	again, closing := id.New(), id.New()
	for range 2 {
		_, _, err := h.Requests.Answer(ctx, h.As(lise), h.d, q.ID, request.Reply{Text: "x"}, again)
		h.must(err)
		_, _, err = h.Requests.Close(ctx, h.As(claire), h.d, q.ID, closing)
		h.must(err)
	}
	if _, _, err := h.Requests.Answer(ctx, h.As(lise), h.d, q.ID, request.Reply{Text: "y"}, again); !fault.Is(err, "idempotency-key-reused") {
		t.Errorf("another answer under the same name: %v", err)
	}
	once := id.New()
	_, _, err := h.Requests.Reopen(ctx, h.As(claire), h.d, q.ID, "", once)
	h.must(err)
	_, _, err = h.Requests.Answer(ctx, h.As(lise), h.d, q.ID, request.Reply{Text: "z"}, id.New())
	h.must(err)
	_, _, err = h.Requests.Reopen(ctx, h.As(claire), h.d, q.ID, "", once) // its answer was lost
	h.must(err)
	if _, is, _ := read(h, claire, q); !is.Done() || len(is.Turns) != 3 {
		t.Errorf("%+v", is.Turns)
	}
	made := id.New()
	draft := request.Draft{Text: "Once", For: request.Audience{Groups: []string{accessgroup.Limited}}}
	_, one, err := h.Requests.Make(ctx, h.As(claire), h.d, draft, made)
	h.must(err)
	if _, two, err := h.Requests.Make(ctx, h.As(claire), h.d, draft, made); err != nil || two.ID != one.ID {
		t.Errorf("%v", err)
	}
	draft.Text = "Twice"
	if _, _, err := h.Requests.Make(ctx, h.As(claire), h.d, draft, made); !fault.Is(err, "idempotency-key-reused") {
		t.Errorf("%v", err)
	}
}

func TestIND3EveryBadValueOfARequestIsNamed(t *testing.T) {
	h := newFirm(t)
	limited := request.Audience{Groups: []string{accessgroup.Limited}}
	for want, draft := range map[string]request.Draft{
		"text missing":                {Text: " ", For: limited},
		"text too-long":               {Text: strings.Repeat("é", request.TextMost+1), For: limited},
		"for nobody-asked":            {Text: "x"},
		"for.groups[0] no-such-group": {Text: "x", For: request.Audience{Groups: []string{"nobody", "limited"}}},
		"for.persons[0] wrong-person": {Text: "x", For: request.Audience{Persons: []string{id.New()}}},
		"due wrong-date":              {Text: "x", Due: "2026-02-30", For: limited},
		"due due-passed":              {Text: "x", Due: "2026-03-01", For: limited},
		"yes":                         {Text: strings.Repeat("é", request.TextMost), Due: "2026-03-02", For: limited},
	} {
		if _, err := h.ask(claire, draft); said(err) != want {
			t.Errorf("got %s, want %s", said(err), want)
		}
	}
	_, err := h.ask(claire, request.Draft{Due: "x"})
	if f := fault.Of(err); f == nil || len(f.Fields) != 3 {
		t.Errorf("not all at once: %v", err)
	}
}

// Two days begin at another moment in the organisation's zone than in UTC.
func TestALL7ADueDayIsTheOrganisations(t *testing.T) {
	h := newFirm(t)
	h.Time.Advance(14*time.Hour + 30*time.Minute) // 23:30 UTC on the 2nd, 00:30 on the 3rd in Paris
	draft := request.Draft{Text: "x", Due: "2026-03-02", For: request.Audience{Groups: []string{accessgroup.Limited}}}
	if _, err := h.ask(claire, draft); said(err) != "due due-passed" {
		t.Errorf("yesterday: %v", err)
	}
	draft.Due = "2026-03-03"
	q, err := h.ask(claire, draft)
	h.must(err)
	if q.Overdue("2026-03-03") || !q.Overdue("2026-03-04") {
		t.Error("overdue on another day")
	}
}

func TestIND3ChangingARequest(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	q := h.asked(nil, lise)
	text, due, whom := "Another", "2026-04-01", request.Audience{Persons: []string{h.person[luc]}}
	change := func(version int, e request.Edit) (request.Request, error) {
		_, q, err := h.Requests.Change(ctx, h.As(paul), h.d, q.ID, version, e)
		return q, err
	}
	is, err := change(q.Version, request.Edit{Text: &text, Due: &due, For: &whom})
	h.must(err)
	if is.Text != text || is.Due != due || !slices.Equal(is.For.Persons, whom.Persons) || is.Version != 2 {
		t.Errorf("%+v", is)
	}
	if _, err := change(q.Version, request.Edit{Text: &text}); err != nil {
		t.Errorf("what is so already: %v", err)
	}
	other := "Other"
	if _, err := change(q.Version, request.Edit{Text: &other}); !fault.Is(err, "stale") {
		t.Errorf("over somebody's change: %v", err)
	}
	if _, _, err := h.Requests.Read(ctx, h.As(lise), h.d, q.ID); said(err) != "IND-3" {
		t.Errorf("no longer for Lise: %v", err)
	}
	h.Time.Advance(60 * 24 * time.Hour)
	if _, err := change(is.Version, request.Edit{Text: &other}); err != nil {
		t.Errorf("a day that has passed since may stay: %v", err)
	}
	h.must(h.Requests.Delete(ctx, h.As(paul), h.d, q.ID))
	h.must(h.Requests.Delete(ctx, h.As(paul), h.d, q.ID))
	if _, _, err := h.Requests.Read(ctx, h.As(claire), h.d, q.ID); !fault.Is(err, "hidden") {
		t.Errorf("deleted: %v", err)
	}
}

func TestIND3ARequestIsFull(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	answer := func(q request.Request, text string) error {
		_, _, err := h.Requests.Answer(ctx, h.As(lise), h.d, q.ID, request.Reply{Text: text}, id.New())
		return err
	}
	many := h.asked(nil, lise)
	for range request.AnswersMost {
		h.must(answer(many, "x"))
	}
	if err := answer(many, "x"); !fault.Is(err, "request-full") {
		t.Errorf("one answer too many: %v", err)
	}
	large := h.asked(nil, lise)
	for range 5 {
		h.must(answer(large, strings.Repeat("é", request.AnswerMost)))
	}
	if err := answer(large, strings.Repeat("é", request.AnswerMost)); !fault.Is(err, "request-full") {
		t.Errorf("too much in all: %v", err)
	}
	if err := answer(large, strings.Repeat("é", request.AnswerMost+1)); said(err) != "text too-long" {
		t.Errorf("too long: %v", err)
	}
	_, _, err := h.Requests.Reopen(ctx, h.As(claire), h.d, large.ID, "", id.New())
	h.must(err)
	_, _, err = h.Requests.Close(ctx, h.As(claire), h.d, large.ID, id.New())
	h.must(err)
}

func TestIND3OpenRequestsComeFirst(t *testing.T) {
	h := newFirm(t)
	limited := request.Audience{Groups: []string{accessgroup.Limited}}
	for _, due := range []string{"", "2026-05-01", "2026-04-01", ""} {
		h.Time.Advance(time.Minute)
		_, err := h.ask(claire, request.Draft{Text: "due " + due, Due: due, For: limited})
		h.must(err)
		if due == "2026-05-01" {
			q, err := h.ask(claire, request.Draft{Text: "answered", For: limited})
			h.must(err)
			_, err = h.answer(lise, q)
			h.must(err)
		}
	}
	_, list, err := h.Requests.List(t.Context(), h.As(lise), h.d)
	h.must(err)
	var texts []string
	for _, q := range list {
		texts = append(texts, strings.TrimSpace(q.Text))
	}
	if want := []string{"due 2026-04-01", "due 2026-05-01", "due", "due", "answered"}; !slices.Equal(texts, want) || request.Open(list) != 4 {
		t.Errorf("%v", texts)
	}
}
