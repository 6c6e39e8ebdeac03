package solicitation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
	"tierce/internal/trail"
)

// What a partner sees is the view: every field of it, nothing else; an opinion
// fills nothing in (LOC-10).
func TestLOC3APartnerSeesTheViewAlone(t *testing.T) {
	h := newTown(t)
	s := h.attached(bank, opinion())
	seen, err := h.see(bank, s)
	h.must(err)
	got := fmt.Sprint(seen.Parts)
	if strings.Contains(got, "secret of the town") || strings.Contains(got, "Petit") || !strings.Contains(got, "21000.00") {
		t.Error(got)
	}
	for _, p := range seen.Parts {
		for _, f := range p.Fields {
			if p.Fills(f.ID) {
				t.Errorf("an opinion fills in %s.%s", p.ID, f.ID)
			}
		}
	}
	for name, err := range map[string]error{
		"sections": func() error { _, _, err := h.Dossiers.Section(t.Context(), h.As(bank), h.d, "review"); return err }(),
		"persons":  func() error { _, _, err := h.Dossiers.Persons(t.Context(), h.As(bank), h.d); return err }(),
	} {
		if said(err) != "LOC-10" {
			t.Errorf("%s: %v", name, err)
		}
	}
	seen, err = h.Solicitations.Preview(t.Context(), h.As(claire), h.d, "financial-opinion", solicitation.Opinion)
	h.must(err)
	if preview := fmt.Sprint(values(seen)); preview != fmt.Sprint(values(must(h.see(bank, s)))) {
		t.Errorf("the preview differs: %s", preview)
	}
}

func must(s solicitation.Seen, err error) solicitation.Seen {
	if err != nil {
		panic(err)
	}
	return s
}

func values(s solicitation.Seen) map[string]any {
	all := map[string]any{}
	for _, p := range s.Parts {
		all[p.ID] = p.Values
	}
	return all
}

// A partner from inside gets in when it is sent, by their place, and sees no
// more than one from outside; whoever is on the team already is none.
func TestLOC3APartnerFromInside(t *testing.T) {
	h := newTown(t)
	a := opinion()
	a.Partner = solicitation.Partner{Agent: h.Account(nora)}
	_, err := h.see(nora, solicitation.Solicitation{ID: id.New()})
	h.want(err, "ALL-2")
	s := h.made(a)
	_, err = h.see(nora, s)
	h.want(err, "yes")
	_, _, err = h.Dossiers.Section(t.Context(), h.As(nora), h.d, "review")
	h.want(err, "LOC-10")
	h.must(h.save(nora, s, opined()))
	h.must(h.send(nora, s))
	a.Partner.Agent = h.Account(paul)
	_, err = h.make(claire, a)
	h.want(err, "partner.agent partner-on-team")
	a.Partner.Agent = h.Account(bank)
	_, err = h.make(claire, a)
	h.want(err, "partner.agent not-an-agent")
	err = h.Departure.Deactivate(t.Context(), h.As(claire), h.org, h.Account(nora), "")
	h.must(err)
	_, err = h.see(nora, s)
	h.want(err, "ALL-4")
}

// Now, or when the status is reached: a change to it and a solicitation made at
// once leave nothing waiting.
func TestLOC2SentAtItsStatus(t *testing.T) {
	h := newTown(t)
	a := opinion()
	a.When = "opinions"
	s := h.made(a)
	if s.State != solicitation.Waiting || h.key(s) != "" {
		t.Fatalf("%+v", s)
	}
	h.reach("opinions")
	if got := h.read(s).State; got != solicitation.Waiting {
		t.Fatalf("sent before its status: %s", got)
	}
	h.status("opinions")
	h.reach("opinions")
	if got := h.read(s).State; got != solicitation.Sent {
		t.Fatal(got)
	}
	h.must(h.claim(bank, h.key(s)))
	a.When = "granted"
	_, err := h.make(claire, a)
	h.want(err, "when status-hides")
	h.status("committee")
	_, err = h.make(claire, opinion())
	h.want(err, "when status-hides")
}

func TestLOC2ASolicitationAndItsStatusAtOnce(t *testing.T) {
	h := newTown(t)
	ctx := context.Background()
	for i := range 40 {
		was, to := "review", "opinions"
		h.status(was)
		a := opinion()
		a.When = to
		var s solicitation.Solicitation
		for _, err := range roomstest.Meet(
			func() (err error) { s, err = h.make(claire, a); return err },
			func() error { _, err := h.Dossiers.Change(ctx, h.As(paul), h.d, dossier.Edit{Status: &to}); return err }) {
			h.must(err)
		}
		if n := h.due(dossier.ReachedLoad); n > 0 || s.State == solicitation.Sent {
			h.reach(to)
		}
		if got := h.read(s).State; got != solicitation.Sent {
			t.Fatalf("round %d: %s", i, got)
		}
		_, _, err := h.Solicitations.Withdraw(ctx, h.As(claire), h.d, s.ID)
		h.must(err)
		if i == 20 {
			h.must(h.Deletions.Delete(ctx, h.As(claire), h.d))
			_, err := h.Deletions.Restore(ctx, h.As(claire), h.d)
			h.must(err)
			h.d = h.Dossier(h.org, claire, "public-request")
			h.must(h.Dossiers.AddToTeam(ctx, h.As(claire), h.d, h.Account(paul)))
		}
	}
}

// due counts the entries of a load that were written for the dossier.
func (h *town) due(load string) (n int) {
	h.t.Helper()
	for _, r := range tabletest.Rows(h.t, h.Table) {
		if !strings.HasPrefix(table.KeyOf(r).PK, "X#") {
			continue
		}
		var e struct {
			Load string            `dynamodbav:"load"`
			Data map[string]string `dynamodbav:"data"`
		}
		h.must(table.Into(r, &e))
		if e.Load == load && e.Data["dossier"] == h.d {
			n++
		}
	}
	return n
}

// The key works once, for whoever types it first; withdrawal and a later mail
// kill it, and so does a status that hides the dossier (LOC-5).
func TestLOC5TheKeyWorksOnce(t *testing.T) {
	h := newTown(t)
	s := h.made(opinion())
	first := h.key(s)
	key := h.key(s)
	h.want(h.claim(bank, first), "LOC-5")
	h.want(h.claim(bank, "TIERCE-S-"+strings.Repeat("0", 45)), "key solicitation-key-mistyped")
	h.status("committee")
	h.want(h.claim(bank, key), "LOC-5")
	h.status("review")
	h.must(h.claim(bank, key))
	h.want(h.claim(abf, key), "LOC-5")
	h.want(h.claim(bank, key), "LOC-5")
	if got := h.read(s); got.Account != h.Account(bank) || got.State != solicitation.Attached {
		t.Errorf("%+v", got)
	}
	if h.key(s) != "" {
		t.Error("a key for what is attached")
	}
	gone := h.made(opinion())
	key = h.key(gone)
	_, _, err := h.Solicitations.Withdraw(t.Context(), h.As(paul), h.d, gone.ID)
	h.must(err)
	h.want(h.claim(abf, key), "LOC-5")
	for range 9 {
		h.claim(zoe, first)
	}
	h.want(h.claim(zoe, first), "LOC-5")
	if err := h.claim(zoe, h.key(h.made(opinion()))); !fault.Is(err, "too-many-keys") {
		t.Errorf("the eleventh: %v", err)
	}
}

func TestLOC5OneOfManyWhoTypeTheKeyAtOnce(t *testing.T) {
	h := newTown(t)
	for range 30 {
		s := h.made(opinion())
		key := h.key(s)
		won := 0
		for _, err := range roomstest.Meet(
			func() error { return h.claim(bank, key) }, func() error { return h.claim(abf, key) }, func() error { return h.claim(zoe, key) }) {
			if err == nil {
				won++
			} else if said(err) != "LOC-5" && !fault.Is(err, "too-many-keys") {
				t.Fatal(err)
			}
		}
		if won != 1 {
			t.Fatalf("%d winners", won)
		}
		_, _, err := h.Solicitations.Withdraw(context.Background(), h.As(claire), h.d, s.ID)
		h.must(err)
		h.Time.Advance(2 * time.Hour)
	}
}

func TestLOC5ARepeatedClaimGetsTheFirstAnswer(t *testing.T) {
	h := newTown(t)
	key := h.key(h.made(opinion()))
	for range 2 {
		d, _, err := h.Solicitations.Claim(t.Context(), h.As(bank), key, "0123456789abcdef")
		if err != nil || d != h.d {
			t.Fatal(d, err)
		}
	}
}

// Drafts are their author's; what is sent is frozen, until it is reopened.
func TestLOC7DraftSendReopen(t *testing.T) {
	h := newTown(t)
	s := h.attached(bank, opinion())
	h.must(h.save(bank, s, solicitation.Answer{Details: "draft"}))
	if got := h.read(s); got.Given != nil || got.Draft.Details != "" {
		t.Errorf("an agent sees a draft: %+v", got)
	}
	h.want(h.send(bank, s), "verdict missing")
	h.must(h.save(bank, s, opined()))
	h.must(h.send(bank, s))
	h.want(h.save(bank, s, opined()), "LOC-7")
	h.want(h.send(bank, s), "LOC-7")
	if got := h.read(s); got.State != solicitation.Answered || got.Given.Verdict != solicitation.Favourable {
		t.Errorf("%+v", got)
	}
	if seen, err := h.see(bank, s); err != nil || seen.Solicitation.Given.Details != "Sound" {
		t.Errorf("the author does not see it: %v", err)
	}
	_, _, err := h.Solicitations.Reopen(t.Context(), h.As(paul), h.d, s.ID)
	h.must(err)
	again := opined()
	again.Verdict = solicitation.Reserved
	h.must(h.save(bank, s, again))
	if got := h.read(s).Given.Verdict; got != solicitation.Favourable {
		t.Errorf("agents see %s before it is sent again", got)
	}
	h.must(h.send(bank, s))
	if got := h.read(s).Given.Verdict; got != solicitation.Reserved {
		t.Error(got)
	}
}

// A complement fills the fields that its view lets it, and no other, whatever
// others have changed in the section meanwhile.
func TestLOC7AComplementGoesIntoTheSections(t *testing.T) {
	h := newTown(t)
	s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
	h.want(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"building": {"surface": 12.0}}}), "values.building.surface unknown-field")
	h.want(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"review": {"notes": "x"}}}), "values.review unknown-field")
	h.want(h.save(abf, s, solicitation.Answer{Verdict: solicitation.Favourable}), "verdict wrong-choice")
	h.fill("building", map[string]any{"protected": "unknown", "surface": 80.0})
	h.must(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}, "project": {"plans-attached": true}}}))
	h.fill("building", map[string]any{"protected": "unknown", "surface": 90.0})
	h.must(h.send(abf, s))
	if got := h.values("building"); got["protected"] != "listed" || got["surface"] != 90.0 {
		t.Error(got)
	}
	if got := h.values("project"); got["plans-attached"] != true {
		t.Error(got)
	}
	o := h.attached(bank, opinion())
	h.want(h.save(bank, o, solicitation.Answer{Values: map[string]map[string]any{"review": {"rate": 50.0}}}), "values.review unknown-field")
}

// An edit in the very moment of sending is not lost.
func TestLOC7AnEditAndAnAnswerAtOnceAreBothKept(t *testing.T) {
	h := newTown(t)
	for i := range 20 {
		s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
		h.must(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}}}))
		h.fill("building", map[string]any{"protected": "unknown"})
		_, was, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, "building")
		h.must(err)
		errs := roomstest.Meet(
			func() error { return h.send(abf, s) },
			func() error {
				_, err := h.Dossiers.Save(context.Background(), h.As(claire), h.d, "building", was.Version, map[string]any{"protected": "unknown", "surface": float64(20 + i)})
				return err
			})
		h.must(errs[0])
		got := h.values("building")
		if errs[1] == nil && got["surface"] != float64(20+i) || got["protected"] != "listed" && errs[1] != nil {
			t.Fatalf("%v %v", got, errs[1])
		}
		_ = got
	}
}

func TestLOC7DecliningEndsTheAccess(t *testing.T) {
	h := newTown(t)
	s := h.attached(bank, opinion())
	h.want(h.Solicitations.Decline(t.Context(), h.As(bank), h.d, s.ID, " "), "reason missing")
	for range 2 {
		h.must(h.Solicitations.Decline(t.Context(), h.As(bank), h.d, s.ID, "Not our business"))
	}
	_, err := h.see(bank, s)
	h.want(err, "ALL-4")
	if got := h.read(s); got.State != solicitation.Declined || got.Reason != "Not our business" {
		t.Errorf("%+v", got)
	}
	_, _, err = h.Solicitations.Reopen(t.Context(), h.As(claire), h.d, s.ID)
	h.want(err, "LOC-7")
}

// What a partner is asked is seen by agents and themselves alone, and by one
// partner not of another.
func TestLOC8AnswersAreTheAgentsAndTheirAuthors(t *testing.T) {
	h := newTown(t)
	one, other := h.attached(bank, opinion()), h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
	_, err := h.see(abf, one)
	h.want(err, "LOC-8")
	_, err = h.see(bank, other)
	h.want(err, "LOC-8")
	_, _, err = h.Solicitations.List(t.Context(), h.As(bank), h.d)
	h.want(err, "LOC-10")
	_, _, err = h.Solicitations.List(t.Context(), h.As(nora), h.d)
	h.want(err, "ALL-2")
	_, err = h.see(claire, one)
	h.want(err, "LOC-10")
	for who, n := range map[string]int{bank: 1, abf: 1, claire: 0} {
		list, _, err := h.Solicitations.Mine(t.Context(), h.As(who), "", 20)
		if err != nil || len(list) != n {
			t.Errorf("%s lists %d: %v", who, len(list), err)
		}
	}
}

func TestLOC8ProgressAndNotify(t *testing.T) {
	h := newTown(t)
	one := h.attached(bank, opinion())
	h.made(opinion())
	h.attached(abf, opinion())
	h.must(h.save(bank, one, opined()))
	h.must(h.send(bank, one))
	_, list, err := h.Solicitations.List(t.Context(), h.As(paul), h.d)
	h.must(err)
	if n, of := solicitation.Progress(list); n != 1 || of != 3 {
		t.Errorf("%d of %d", n, of)
	}
	n := make([]int, 2)
	for _, err := range roomstest.Meet(
		func() error {
			_, _, got, err := h.Solicitations.Notify(context.Background(), h.As(claire), h.d)
			n[0] = got
			return err
		},
		func() error {
			_, _, got, err := h.Solicitations.Notify(context.Background(), h.As(paul), h.d)
			n[1] = got
			return err
		}) {
		h.must(err)
	}
	if n[0]+n[1] != 2 || h.due(solicitation.NotifyLoad) != 2 {
		t.Errorf("%d and %d reminded, %d mails", n[0], n[1], h.due(solicitation.NotifyLoad))
	}
	h.Time.Advance(24 * time.Hour)
	if _, _, got, err := h.Solicitations.Notify(t.Context(), h.As(claire), h.d); err != nil || got != 2 {
		t.Errorf("the day after: %d %v", got, err)
	}
}

// A key that is typed while the status changes attaches nothing once the change
// was acknowledged, and is unspent.
func TestLOC5AStatusChangedWhileAKeyIsTyped(t *testing.T) {
	met := 0
	for k := range 12 {
		h := newTown(t)
		s := h.made(opinion())
		key, calls, done := h.key(s), 0, false
		wire := &tabletest.Wire{Break: func(_, _ int, _ string) tabletest.Fault {
			if calls++; calls == k+1 {
				done = h.read(s).State == solicitation.Attached
				h.status("committee")
			}
			return tabletest.None
		}}
		_, _, err := h.Through(tabletest.On(t, h.Table, wire)).Solicitations.Claim(t.Context(), h.As(bank), key, id.New())
		if calls <= k {
			break
		}
		if met++; done != (err == nil) || err != nil && said(err) != "LOC-5" {
			t.Errorf("changed before call %d, attached before %t: %v", k, done, err)
		}
		if h.status("review"); !done {
			h.want(h.claim(bank, key), "yes")
		}
	}
	if met < 3 {
		t.Errorf("met %d requests only", met)
	}
}

// A status that hides the dossier ends the partner's access on the next
// request, lists included, and a late answer is taken while it shows (LOC-4).
func TestLOC6TheStatusEndsTheAccess(t *testing.T) {
	h := newTown(t)
	s := h.attached(bank, opinion())
	h.Time.Advance(60 * 24 * time.Hour)
	h.must(h.save(bank, s, opined()))
	h.status("committee")
	_, err := h.see(bank, s)
	h.want(err, "LOC-6")
	list, _, err := h.Solicitations.Mine(t.Context(), h.As(bank), "", 20)
	if err != nil || len(list) != 0 {
		t.Errorf("lists %d: %v", len(list), err)
	}
	h.want(h.save(bank, s, opined()), "LOC-6")
	written := h.acts()
	h.Time.Advance(24 * time.Hour) // a first opening of the day, by whatever a partner may ask for (ALL-6)
	_, err = h.see(bank, s)
	_, _, opens := h.Dossiers.Open(t.Context(), h.As(bank), h.d)
	for _, err := range []error{err, opens, h.save(bank, s, opined()), h.send(bank, s), h.Solicitations.Decline(t.Context(), h.As(bank), h.d, s.ID, "no")} {
		h.want(err, "LOC-6")
	}
	if n := h.acts(); n != written {
		t.Errorf("%d acts in the trail, want %d", n, written)
	}
	h.status("opinions")
	h.must(h.send(bank, s))
}

// acts is how many the trail has.
func (h *town) acts() int {
	h.t.Helper()
	list, _, err := trail.List(h.t.Context(), h.Rooms.Table, h.d, "", 100)
	h.must(err)
	return len(list)
}

// Nothing that is written after the status was changed is seen, and nothing is
// written by a partner after it: between two reads, or between the reading and
// the transaction.
func TestLOC6AStatusChangedInTheMiddleOfARequest(t *testing.T) {
	met := 0
	for _, act := range []string{"see", "save", "send"} {
		for k := range 12 {
			h := newTown(t)
			s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
			h.must(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}}}))
			version := must(h.see(abf, s)).Solicitation.Drafted
			calls, done := 0, false
			wire := &tabletest.Wire{Break: func(_, _ int, _ string) tabletest.Fault {
				if calls++; calls == k+1 {
					is := h.read(s)
					done = is.State == solicitation.Answered || is.Drafted > version
					h.status("committee")
					h.fill("building", map[string]any{"parcel": "written after"})
				}
				return tabletest.None
			}}
			room := h.Through(tabletest.On(t, h.Table, wire)).Solicitations
			var err error
			var seen solicitation.Seen
			switch act {
			case "see":
				seen, err = room.See(t.Context(), h.As(abf), h.d, s.ID)
			case "save":
				_, err = room.Save(t.Context(), h.As(abf), h.d, s.ID, version, solicitation.Answer{Details: "late"})
			case "send":
				_, err = room.Send(t.Context(), h.As(abf), h.d, s.ID, version, id.New())
			}
			if calls <= k {
				break
			}
			met++
			if strings.Contains(fmt.Sprint(values(seen)), "written after") {
				t.Errorf("%s: call %d shows what was written after", act, k)
			}
			if act != "see" && err == nil && !done {
				t.Errorf("%s: written after call %d", act, k)
			}
			if err != nil && said(err) != "LOC-6" {
				t.Errorf("%s at call %d: %v", act, k, err)
			}
		}
	}
	if met < 8 {
		t.Errorf("met %d requests only", met)
	}
}

// solicitGrid is written by hand from LOC-2 and ALL-1: who asks partners.
func TestALL1WhoAsksPartners(t *testing.T) {
	h := newTown(t)
	joined := "julia@conseil.example"
	other := h.Organization("Conseil", joined)
	h.must(h.Rooms.Table.Write(t.Context(), dossier.GiveOrigin(h.d, h.Account(joined), "join",
		dossier.JoinOrigin(other, h.SignIn(joined).Orgs[other].Since), h.Account(claire), h.Time.Now())))
	h.attached(bank, opinion())
	for who, want := range map[string]string{claire: "yes", paul: "yes", joined: "ALL-1", nora: "ALL-2", zoe: "ALL-4", bank: "LOC-10"} {
		_, err := h.make(who, opinion())
		h.want(err, want)
		_, _, _, err = h.Solicitations.Notify(t.Context(), h.As(who), h.d)
		h.want(err, want)
	}
}
