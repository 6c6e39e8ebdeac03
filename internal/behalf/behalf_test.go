package behalf_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/behalf"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
	"tierce/internal/trail"
)

// An Admin allows a partner, for models that have an applicant view, and names
// an active agent.
func TestLOC1OnlyAnAdminAllowsAPartner(t *testing.T) {
	f := open(t)
	good := f.PartnerDraft(f.org, bruno, "new@solidaire.example")
	for name, c := range map[string]struct {
		by     string
		change func(d *behalf.Draft)
		want   string
	}{
		"an agent":               {bruno, func(*behalf.Draft) {}, "LOC-1 refused-admin-manages-behalf"},
		"the partner":            {paul, func(*behalf.Draft) {}, "ALL-4 hidden"},
		"no models":              {claire, func(d *behalf.Draft) { d.Models = nil }, "LOC-1 invalid models:missing"},
		"no applicant view":      {claire, func(d *behalf.Draft) { d.Models = []string{f.model("insurance-needs")} }, "LOC-1 invalid models:no-applicant-view"},
		"another's model":        {claire, func(d *behalf.Draft) { d.Models = append(d.Models, id.New()) }, "LOC-1 invalid models:no-applicant-view"},
		"nobody manages":         {claire, func(d *behalf.Draft) { d.Agent = "" }, "LOC-1 invalid agent:missing"},
		"no agent":               {claire, func(d *behalf.Draft) { d.Agent = f.Account(paul) }, "LOC-1 invalid agent:not-an-agent-here"},
		"everything at once":     {claire, func(d *behalf.Draft) { *d = behalf.Draft{} }, "LOC-1 invalid name:missing email:missing phone:missing language:bad-language models:missing agent:missing"},
		"an address that is one": {claire, func(d *behalf.Draft) { d.Email = paul }, "LOC-1 invalid email:already-behalf"},
		"all good":               {claire, func(*behalf.Draft) {}, "yes"},
	} {
		d := good
		c.change(&d)
		if _, err := f.Behalf.Add(background, f.As(c.by), f.org, d, id.New()); answer(err) != c.want {
			t.Errorf("%s: %s, want %s", name, answer(err), c.want)
		}
	}
	if _, err := f.Behalf.List(background, f.As(bruno), f.org); answer(err) != "LOC-1 refused-admin-manages-behalf" {
		t.Errorf("an agent lists: %v", err)
	}
}

// The dossier is the organisation's: its manager is the agent whom the Admin
// named, the partner sees the applicant view, and the applicant is invited.
func TestLOC1APartnerEntersADossierForAnApplicant(t *testing.T) {
	f := open(t)
	d := f.Entered(f.org, paul, eva)
	v, err := f.Dossiers.Load(background, f.As(bruno), d, access.Describe, "")
	f.must(err)
	if v.Org != f.org || v.Manager != f.Account(bruno) || v.Status != "draft" || v.EnteredBy != f.Account(paul) || v.Decision.Role != access.Manager {
		t.Errorf("made %+v", v.Header)
	}
	if v.Title != "Demande d’aide à la rénovation – Applicant "+eva {
		t.Errorf("called %q", v.Title)
	}
	if a := f.SignIn(bruno); a.Managing[f.org] != 1 {
		t.Errorf("bruno manages %d", a.Managing[f.org])
	}
	_, s, err := f.Dossiers.Section(background, f.As(bruno), d, "building")
	f.must(err)
	if s.Values["parcel"] != "AB 12" || s.Version != 1 || v.Size != len(`{"parcel":"AB 12"}`) {
		t.Errorf("holds %v, version %d, %d bytes", s.Values, s.Version, v.Size)
	}
	f.seen(paul, d, true)
	f.seen(other, d, false)
	for _, section := range []string{"building", "review"} {
		if _, _, err := f.Dossiers.Section(background, f.As(paul), d, section); answer(err) != "LOC-11 refused-applicant-view-only" {
			t.Errorf("%s: %v", section, err)
		}
	}
	if got := strings.Join(f.verbs(d), " "); !strings.Contains(got, string(trail.DossierEntered)) || !strings.Contains(got, string(trail.AccessGiven)) {
		t.Errorf("recorded %s", got)
	}
	f.SignIn(eva)
	f.seen(eva, d, true)
}

// verbs are what the trail of d says, sorted.
func (f *town) verbs(d string) (list []string) {
	for _, row := range tabletest.Rows(f.T, f.House.Table) {
		if k := table.KeyOf(row); k.PK == "T#"+d {
			list = append(list, table.Text(row, "verb"))
		}
	}
	slices.Sort(list)
	return list
}

// What is entered is for named models of an organisation, by who is allowed now.
func TestLOC1OnlyWhatAnAdminAllowedIsEntered(t *testing.T) {
	f := open(t)
	ville := f.Organization("Autre ville", "ada@autre.example")
	f.SignIn("carl@agence.example")
	for name, c := range map[string]struct {
		by     string
		change func(e *behalf.Entry)
		want   string
	}{
		"the partner":            {paul, func(*behalf.Entry) {}, "yes"},
		"another model":          {paul, func(e *behalf.Entry) { e.Model = f.model("insurance-needs") }, "LOC-1 refused-behalf-allowed"},
		"for another town":       {paul, func(e *behalf.Entry) { *e = roomstest.Entry(ville, eva) }, "LOC-1 refused-behalf-allowed"},
		"its model under ours":   {paul, func(e *behalf.Entry) { e.Model = roomstest.Entry(ville, eva).Model }, "LOC-1 refused-behalf-allowed"},
		"the Admin":              {claire, func(*behalf.Entry) {}, "LOC-1 refused-behalf-allowed"},
		"somebody":               {other, func(*behalf.Entry) {}, "LOC-1 refused-behalf-allowed"},
		"a hidden section":       {paul, func(e *behalf.Entry) { e.Values["review"] = map[string]any{"rate": 3} }, " invalid values.review:unknown-field"},
		"a bad value, bad reach": {paul, func(e *behalf.Entry) { e.Values["building"]["year"], e.Applicant.Phone = "x", "12" }, " invalid phone:phone-without-country values.building.year:wrong-number"},
	} {
		e := roomstest.Entry(f.org, eva)
		c.change(&e)
		if _, err := f.Behalf.Enter(background, f.As(c.by), e, id.New()); answer(err) != c.want {
			t.Errorf("%s: %q, want %q", name, answer(err), c.want)
		}
	}
}

// The same request makes one dossier; another under its name is refused.
func TestLOC1EnteringAgainMakesNothing(t *testing.T) {
	f := open(t)
	once := id.New()
	one, err := f.Behalf.Enter(background, f.As(paul), roomstest.Entry(f.org, eva), once)
	f.must(err)
	rows := len(tabletest.Rows(t, f.House.Table))
	f.Time.Advance(1)
	two, err := f.Behalf.Enter(background, f.As(paul), roomstest.Entry(f.org, eva), once)
	f.must(err)
	if one.ID != two.ID || len(tabletest.Rows(t, f.House.Table)) != rows {
		t.Errorf("made %s and %s", one.ID, two.ID)
	}
	changed := roomstest.Entry(f.org, eva)
	changed.Values = nil
	if _, err := f.Behalf.Enter(background, f.As(paul), changed, once); answer(err) != " idempotency-key-reused" {
		t.Errorf("another: %v", err)
	}
}

// The access ends when the dossier leaves its first status, for good; the
// applicant keeps theirs.
func TestLOC1ThePartnersAccessEndsWithTheFirstStatus(t *testing.T) {
	f := open(t)
	d := f.Entered(f.org, paul, eva)
	f.SignIn(eva)
	f.seen(paul, d, true)
	f.must(f.SetsStatus(d, bruno, "submitted"))
	f.seen(paul, d, false)
	f.seen(eva, d, true)
	f.must(f.SetsStatus(d, bruno, "draft"))
	f.seen(paul, d, false) // back in its first status revives nothing
	if again := f.Entered(f.org, paul, "zoe@maison.example"); !f.lists(paul, again) {
		t.Error("they may not enter another")
	}
}

// Taking the permission away ends entering, and what was entered by it, from
// the next request on; a new one revives nothing (ALL-5).
func TestALL5TakingAPermissionAwayEndsWhatWasEnteredByIt(t *testing.T) {
	f := open(t)
	d := f.Entered(f.org, paul, eva)
	f.must(f.Behalf.Remove(background, f.As(claire), f.org, f.partner.ID))
	f.seen(paul, d, false)
	if _, err := f.enters(paul); answer(err) != "LOC-1 refused-behalf-allowed" {
		t.Errorf("enters: %v", err)
	}
	f.must(f.Behalf.Remove(background, f.As(claire), f.org, f.partner.ID)) // again
	f.partner = f.Partner(f.org, claire, paul, true)
	f.seen(paul, d, false)
	f.seen(paul, f.Entered(f.org, paul, "zoe@maison.example"), true)
}

// A model that is named no more is out of reach with what was entered of it.
func TestALL5AModelNamedNoMoreIsOutOfReach(t *testing.T) {
	f := open(t)
	d := f.Entered(f.org, paul, eva)
	second := f.imports()
	draft := f.PartnerDraft(f.org, bruno, paul)
	draft.Models = []string{second, f.model("public-request")}
	f.save(draft)
	f.seen(paul, d, true)
	draft.Models = []string{second}
	f.save(draft)
	f.seen(paul, d, false)
	if _, err := f.enters(paul); answer(err) != "LOC-1 refused-behalf-allowed" {
		t.Errorf("enters: %v", err)
	}
}

// imports adds a model with an applicant view.
func (f *town) imports() string {
	f.T.Helper()
	_, m, err := f.Models.Head(background, f.As(claire), f.org, f.model("public-request"))
	f.must(err)
	h, err := f.Models.Import(background, f.As(claire), f.org, "", m.Export(), id.New())
	f.must(err)
	return h.ID
}

// A partner is invited as everybody else: whoever proves address and phone is
// in, and nobody before.
func TestLOC1APartnerComesInByAddressAndPhone(t *testing.T) {
	f := open(t)
	const nora = "nora@solidaire.example"
	p := f.Partner(f.org, claire, nora, false)
	if p.State != invitation.Pending {
		t.Errorf("is %s", p.State)
	}
	if _, err := f.enters(nora); answer(err) != "LOC-1 refused-behalf-allowed" {
		t.Errorf("before coming in: %v", err)
	}
	a := f.SignIn(nora)
	if got := a.Behalf[f.org].ID; got != "" { // as it was read before
		t.Errorf("is %s", got)
	}
	if _, err := f.enters(nora); err != nil {
		t.Error(err)
	}
	offers, err := f.Behalf.Offers(background, f.SignIn(nora))
	f.must(err)
	if len(offers) != 1 || offers[0].Organization != f.org || len(offers[0].Models) != 1 {
		t.Errorf("offered %v", offers)
	}
}

// Who manages what partners enter does not leave without a successor for that,
// who takes it over in the same step; what could be entered for nobody is not.
func TestALL9ASuccessorTakesOverWhatPartnersEnter(t *testing.T) {
	f := open(t)
	if err := f.Departure.Deactivate(background, f.As(claire), f.org, f.Account(bruno), ""); answer(err) != "ALL-9 successor-receives" {
		t.Fatalf("without a successor: %v", err)
	}
	if err := f.Departure.Deactivate(background, f.As(claire), f.org, f.Account(bruno), f.Account(paul)); answer(err) != "ALL-9 invalid successor:not-an-agent-here" {
		t.Fatalf("with a stranger: %v", err)
	}
	if err := f.Departure.Deactivate(background, f.As(paul), f.org, f.Account(bruno), ""); answer(err) != "ALL-4 hidden" {
		t.Fatalf("by a stranger: %v", err)
	}
	f.must(f.Departure.Deactivate(background, f.As(claire), f.org, f.Account(bruno), f.Account(claire)))
	f.must(f.Departure.Deactivate(background, f.As(claire), f.org, f.Account(bruno), f.Account(claire))) // again
	h, err := f.enters(paul)
	f.must(err)
	if h.Manager != f.Account(claire) {
		t.Errorf("managed by %s", h.Manager)
	}
}

// An agent who left all the same, in a race, receives nothing.
func TestALL9NothingIsEnteredForSomebodyWhoLeft(t *testing.T) {
	f := open(t)
	f.must(f.People.Deactivate(background, f.As(claire), f.org, f.Account(bruno)))
	if _, err := f.enters(paul); answer(err) != "LOC-1 behalf-no-agent" {
		t.Errorf("entered: %v", err)
	}
	if p, err := f.Behalf.Get(background, f.As(claire), f.org, f.partner.ID); err != nil || !p.AgentLeft {
		t.Errorf("the Admin sees %+v, %v", p, err)
	}
}

// Whatever happens at once, some serial order holds: nothing is seen, filled in
// or entered after the change was acknowledged.
func TestLOC1NothingIsSeenAfterTheFirstStatusWasLeft(t *testing.T) {
	f := open(t)
	ends := map[string]func(d string) error{
		"status": func(d string) error { return f.SetsStatus(d, bruno, "submitted") },
		"removal": func(string) error {
			return f.Behalf.Remove(background, f.As(claire), f.org, f.partner.ID)
		},
	}
	for _, name := range slices.Sorted(maps.Keys(ends)) {
		filled := 0
		for round := range 20 {
			if f.SignIn(paul).Behalf[f.org].ID == "" {
				f.partner = f.Partner(f.org, claire, paul, true)
				f.save(f.PartnerDraft(f.org, bruno, paul))
			}
			d := f.Entered(f.org, paul, id.New()+"@maison.example")
			reads := func() error { return f.reads(paul, d) }
			answers := roomstest.Meet(reads, func() error {
				for range round { // each time a little later
					_, err := f.Dossiers.Header(background, d)
					f.must(err)
				}
				if err := ends[name](d); err != nil {
					return err
				}
				_, was, err := f.Dossiers.Section(background, f.As(bruno), d, "building")
				f.must(err)
				if got := answer(reads()); got != "ALL-4 hidden" {
					t.Errorf("round %d: %s: read after: %s", round, name, got)
				}
				_, is, err := f.Dossiers.Section(background, f.As(bruno), d, "building")
				f.must(err)
				if is.Version != was.Version {
					t.Errorf("round %d: %s: filled in after", round, name)
				}
				return nil
			}, reads)
			f.must(answers[1])
			for _, n := range []int{0, 2} {
				switch got := answer(answers[n]); got {
				case "yes":
					filled++
				case "ALL-4 hidden", " stale":
				default:
					t.Errorf("round %d: %s: %s", round, name, got)
				}
			}
		}
		if filled == 0 || filled == 40 {
			t.Errorf("%s: %d of 40 were in time: no race", name, filled)
		}
	}
}
