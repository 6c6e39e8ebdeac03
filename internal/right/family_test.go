package right_test

import (
	"fmt"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
)

const marc = "marc@conseil.example" // Admin of another organisation

// tie saves person with other ties, and gives the code of what was refused.
func (h *household) tie(person string, parents []string, partners ...dossier.Partner) string {
	h.t.Helper()
	p := h.load(person)
	p.Parents, p.Partners = parents, partners
	_, err := h.Rights.SavePerson(h.t.Context(), h.As(claire), h.d, p)
	f := fault.Of(err)
	if f == nil {
		h.must(err)
		return ""
	}
	if len(f.Fields) > 0 {
		return f.Fields[0].Code
	}
	return f.Code
}

func TestABB2TiesHoldTogether(t *testing.T) {
	h := newHousehold(t)
	person := func(name string) string { return h.person(dossier.Person{Name: name}) }
	odette, lea, noe := person("Odette"), person("Léa"), person("Noé")
	for _, c := range []struct {
		who      string
		parents  []string
		partners []dossier.Partner
		want     string
	}{
		{odette, nil, []dossier.Partner{{Person: h.bernard}}, ""},
		{lea, []string{h.bernard, odette}, nil, ""},
		{noe, []string{lea}, nil, ""},
		{lea, []string{h.bernard, odette, h.camille}, nil, "too-many-items"},
		{lea, []string{odette, odette}, nil, "bad-tie"},
		{lea, []string{lea}, nil, "bad-tie"},
		{lea, []string{odette}, []dossier.Partner{{Person: odette}}, "bad-tie"},
		{lea, []string{noe}, nil, "own-ancestor"},
		{h.bernard, []string{noe}, nil, "own-ancestor"}, // two generations away
		{lea, []string{id.New()}, nil, "wrong-person"},
		{lea, nil, []dossier.Partner{{Person: id.New()}}, "wrong-person"},
	} {
		if got := h.tie(c.who, c.parents, c.partners...); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.parents, c.partners, got, c.want)
		}
	}
	if got := h.load(h.bernard).Partners; !slices.Equal(got, []dossier.Partner{{Person: odette}}) {
		t.Errorf("the other half of a tie: %v", got)
	}
	if got := h.tie(h.bernard, nil, dossier.Partner{Person: odette, Former: true}); got != "" {
		t.Fatal(got)
	}
	if got := h.load(odette); !slices.Equal(got.Partners, []dossier.Partner{{Person: h.bernard, Former: true}}) || !got.Family {
		t.Errorf("after the divorce: %+v", got)
	}
	h.must(h.Rights.DeletePerson(t.Context(), h.As(claire), h.d, odette, 0))
	if got := h.load(h.bernard).Partners; len(got) != 0 {
		t.Errorf("a tie to nobody: %v", got)
	}
	if got := h.load(lea).Parents; !slices.Equal(got, []string{h.bernard}) {
		t.Errorf("a parent who is gone: %v", got)
	}
}

// Whoever is a holder, or has a tie, is of the family; an advisor need not be.
func TestABB2WhoIsOfTheFamily(t *testing.T) {
	h := newHousehold(t)
	for person, want := range map[string]bool{h.bernard: true, h.camille: true, h.notary: false} {
		if got := h.load(person).Family; got != want {
			t.Errorf("%s: %t", h.load(person).Name, got)
		}
	}
	_, list, err := h.Rights.List(t.Context(), h.As(claire), h.d)
	h.must(err)
	var got []string
	for _, r := range list {
		got = append(got, string(r.Way)+" "+r.Person.ID)
	}
	want := []string{"family " + h.bernard, "family " + h.camille, "advisor " + h.notary}
	slices.Sort(want[:2])
	if !slices.Equal(got, want) {
		t.Errorf("the tab lists %v", got)
	}
}

// A copy has the persons and their ties, and lets none of them in (EVO-7).
func TestEVO7ACopyTakesPersonsAndNoAccess(t *testing.T) {
	h := newHousehold(t)
	conseil := h.Organization("Conseil", marc)
	h.must(h.set(claire, h.camille, invitation.Family, access.Write))
	h.SignIn(camille)
	h.must(h.set(claire, h.notary, invitation.Advisor, access.Read))
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	got, err := h.Keys.Redeem(t.Context(), h.As(marc), key, conseil, id.New())
	h.must(err)
	_, list, err := h.Rights.List(t.Context(), h.As(marc), got.Dossier)
	h.must(err)
	if len(list) != 3 {
		t.Errorf("%d persons", len(list))
	}
	for _, r := range list {
		if r.State != invitation.None || r.Person.Email == "" {
			t.Errorf("%s: %q, %s", r.Person.Name, r.State, r.Person.Email)
		}
	}
	h.SignIn(notary)
	for _, email := range []string{camille, notary, claire} {
		if _, err := h.Dossiers.Load(t.Context(), h.As(email), got.Dossier, access.Open, ""); !fault.Is(err, "hidden") {
			t.Errorf("%s opens the copy: %v", email, err)
		}
	}
}

// Two origins give their union, each what it gives (ALL-2).
func TestALL2AccessIsTheUnionOfOrigins(t *testing.T) {
	h := newHousehold(t)
	cousin := h.person(dossier.Person{Name: "Odile", Family: true, Advisor: "lawyer", Reach: reach("odile@maison.example")})
	h.must(h.set(claire, cousin, invitation.Family, access.Read))
	h.must(h.set(claire, cousin, invitation.Advisor, access.Write))
	h.SignIn("odile@maison.example")
	for section, want := range map[string]string{"wealth": "yes", "objectives": "ABB-8"} { // family reads only, an advisor writes there
		if got := h.may("odile@maison.example", access.EditSection, section); got == "yes" != (want == "yes") {
			t.Errorf("%s: %s, want %s", section, got, want)
		}
	}
	h.must(h.set(claire, cousin, invitation.Family, access.Write))
	h.must(h.set(claire, cousin, invitation.Advisor, access.Read))
	if got := h.may("odile@maison.example", access.EditSection, "objectives"); got != "yes" {
		t.Errorf("written as family: %s", got)
	}
}

// An organisation's list is of the dossiers whose access its reader may see:
// an Admin by that title sees none, and a cursor is good there only.
func TestABB9TheListOfAnOrganisationShowsWhatItsReaderMaySee(t *testing.T) {
	h := newHousehold(t)
	cabinet := h.org()
	h.Agent(cabinet, claire, "ana@cabinet.example", true)
	theirs := h.Organization("Conseil", marc)
	for n := range 5 {
		h.guest(n, "", access.Read)
		h.Time.Advance(1)
	}
	seen := func(email string) (mails []string) {
		for cursor, page := "", 0; page == 0 || cursor != ""; page++ {
			list, next, err := h.Rights.OfOrganization(t.Context(), h.As(email), cabinet, cursor, 2)
			h.must(err)
			if len(list) > 2 || page > 5 {
				t.Fatalf("%d on page %d", len(list), page)
			}
			for _, i := range list {
				mails = append(mails, i.Email)
			}
			cursor = next
		}
		return mails
	}
	var want []string
	for n := 4; n >= 0; n-- {
		want = append(want, fmt.Sprintf("guest-%d@maison.example", n))
	}
	if got := seen(claire); !slices.Equal(got, want) {
		t.Errorf("the manager sees %v", got)
	}
	if got := seen("ana@cabinet.example"); len(got) != 0 {
		t.Errorf("an Admin without a grant sees %v", got)
	}
	if _, _, err := h.Rights.OfOrganization(t.Context(), h.As(marc), cabinet, "", 2); !fault.Is(err, "hidden") {
		t.Errorf("another organisation's: %v", err)
	}
	_, next, err := h.Rights.OfOrganization(t.Context(), h.As(claire), cabinet, "", 2)
	h.must(err)
	list, _, err := h.Rights.OfOrganization(t.Context(), h.As(marc), theirs, next, 2)
	if len(list) != 0 || err != nil && !fault.Is(err, "invalid") {
		t.Errorf("by a cursor of another: %v, %v", list, err)
	}
	for _, cursor := range []string{"x", next[1:], next + "AAAA"} {
		if _, _, err := h.Rights.OfOrganization(t.Context(), h.As(claire), cabinet, cursor, 2); !fault.Is(err, "invalid") {
			t.Errorf("cursor %q: %v", cursor, err)
		}
	}
}

// org is whose dossier it is.
func (h *household) org() string {
	h.t.Helper()
	v, err := h.Dossiers.Load(h.t.Context(), h.As(claire), h.d, access.Open, "")
	h.must(err)
	return v.Org
}
