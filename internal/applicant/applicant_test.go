package applicant_test

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/right"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/trail"
)

// An applicant sees the view and nothing else: of the section whose other fields
// are hidden, those that are not.
func TestLOC11AnApplicantSeesTheView(t *testing.T) {
	h := newTown(t)
	h.edits(map[string]any{"income": "900", "note": "of the town", "who": h.eva})
	p := h.asked()
	if want := map[string]any{"income": "900", "who": h.eva}; !reflect.DeepEqual(p.Values, want) {
		t.Errorf("sees %v", p.Values)
	}
	seen, _ := h.see(eva)
	if seen.Names[h.eva] != eva || len(seen.Names) != 1 {
		t.Errorf("names %v", seen.Names)
	}
	if p.Fills("who") || !p.Fills("income") {
		t.Error("the person may be filled in, or the income may not")
	}
	if _, err := h.see(luc); !fault.Is(err, access.HiddenCode) {
		t.Errorf("somebody else: %v", err)
	}
	_, err := h.see(claire)
	h.refused(err, "LOC-11")
	_, _, _, err = h.Dossiers.Contents(context.Background(), h.As(eva), h.d)
	h.must(err)
	_, _, err = h.Dossiers.Section(context.Background(), h.As(eva), h.d, "asked")
	h.refused(err, "LOC-11")
}

// What the view leaves out stays as it is, whoever changes it in between.
func TestLOC11FillingInLeavesTheRestAlone(t *testing.T) {
	h := newTown(t)
	h.edits(map[string]any{"income": "900", "note": "one", "who": h.eva})
	p := h.asked()
	if len(p.Missing) != 0 {
		t.Errorf("missing %v", p.Missing)
	}
	h.edits(map[string]any{"income": "900", "note": "two", "who": h.eva})
	p, err := h.fill(eva, p.Tag, map[string]any{"list": []any{map[string]any{"name": "a"}}})
	h.must(err)
	if want := map[string]any{"note": "two", "who": h.eva, "list": []any{map[string]any{"name": "a"}}}; !reflect.DeepEqual(h.holds(), want) {
		t.Errorf("holds %v", h.holds())
	}
	if !slices.Equal(p.Missing, []string{"income"}) || p.Tag != h.asked().Tag {
		t.Errorf("missing %v", p.Missing)
	}
}

// Two who fill the same in: the second is told, and nothing is lost. The same
// request again changes nothing.
func TestLOC11OfTwoAtOnceOneIsTold(t *testing.T) {
	h := newTown(t)
	second := h.person(luc)
	h.must(h.set(claire, second, access.Write))
	h.SignIn(luc)
	tag := h.asked().Tag
	_, err := h.fill(luc, tag, map[string]any{"income": "1"})
	h.must(err)
	if _, err = h.fill(eva, tag, map[string]any{"income": "2"}); !fault.Is(err, "stale") {
		t.Errorf("over the other's: %v", err)
	}
	before := h.holds()
	if _, err = h.fill(luc, tag, map[string]any{"income": "1"}); err != nil || !reflect.DeepEqual(before, h.holds()) {
		t.Errorf("again: %v, holds %v", err, h.holds())
	}
	h.edits(map[string]any{"income": "3"})
	if _, err = h.fill(eva, h.asked().Tag, map[string]any{"income": "4"}); err != nil {
		t.Errorf("over what she saw: %v", err)
	}
}

// What may not be filled in is refused, with its place, and so is what is wrong.
func TestLOC11OnlyWhatTheViewLetsBeFilledInIs(t *testing.T) {
	h := newTown(t)
	tag := h.asked().Tag
	for field, value := range map[string]any{"who": h.eva, "note": "mine", "none": "x", "income": 3.0} {
		_, err := h.fill(eva, tag, map[string]any{field: value})
		if f := fault.Of(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Path != "values."+field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, section := range []string{"inside", "none"} {
		if _, err := h.Applicants.Fill(context.Background(), h.As(eva), h.d, section, "", nil); !fault.Is(err, access.HiddenCode) {
			t.Errorf("%s: %v", section, err)
		}
	}
	_, err := h.fill(paul, tag, nil)
	h.refused(err, "LOC-11")
	if len(h.holds()) != 0 {
		t.Errorf("holds %v", h.holds())
	}
}

// What is filled in voids the signatures of the section, as any edit does
// (IND-6).
func TestIND6FillingInVoidsWhatIsSigned(t *testing.T) {
	h := newTown(t)
	h.edits(map[string]any{"income": "900"})
	h.signs("yann@maison.example")
	if _, err := h.fill(eva, h.asked().Tag, map[string]any{"income": "901"}); err != nil {
		t.Fatal(err)
	}
	_, s, err := h.Dossiers.Section(t.Context(), h.As(claire), h.d, "asked")
	h.must(err)
	if len(s.Signatures) != 1 || s.Signatures[0].Voided == nil || s.Signatures[0].Voided.By != h.Account(eva) {
		t.Errorf("signatures %+v", s.Signatures)
	}
}

// signs has a primary contact sign the request.
func (h *town) signs(who string) {
	h.t.Helper()
	primary := true
	h.SignIn(who)
	c := right.Contact{Name: who, Reach: dossier.Reach{Email: who, Phone: roomstest.Phone(who), Lang: "fr"}, Terms: invitation.Terms{Group: accessgroup.Full}, Primary: &primary}
	h.must(h.Rights.SaveContact(context.Background(), h.As(claire), h.d, id.New(), c, ""))
	_, s, err := h.Dossiers.Section(context.Background(), h.As(who), h.d, "asked")
	h.must(err)
	_, err = h.Seals.Sign(context.Background(), h.As(who), h.d, "asked", s.Version, "Yann", id.New())
	h.must(err)
}

// A model without an applicant view lets nobody in, and says why.
func TestLOC11NobodyIsInvitedIntoAnEmptyPage(t *testing.T) {
	h := newTown(t)
	h.d = h.from(model.StarterID(h.org, "insurance-needs"))
	p := dossier.Person{ID: id.New(), Name: "Eva", Applicant: true, Reach: dossier.Reach{Email: eva, Phone: roomstest.Phone(eva), Lang: "fr"}}
	_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.must(err)
	if err := h.set(claire, p.ID, access.Write); fault.Of(err) == nil || fault.Of(err).Fields[0].Code != "no-applicant-view" {
		t.Errorf("%v", err)
	}
	if err := h.set(claire, p.ID, access.Read); fault.Of(err) == nil || fault.Of(err).Fields[0].Code != "bad-level" {
		t.Errorf("read: %v", err)
	}
	h.must(h.set(claire, p.ID, ""))
}

// Any agent of the owner who works there lets applicants in, several of them,
// and out again: it holds on the next request. Whoever is not named as one is
// not let in as one.
func TestLOC11AnyAgentLetsApplicantsInAndOut(t *testing.T) {
	h := newTown(t)
	other := h.person(luc)
	h.must(h.set(paul, other, access.Write))
	if _, err := h.see(luc); !fault.Is(err, access.HiddenCode) {
		t.Errorf("before they came: %v", err)
	}
	h.SignIn(luc)
	_, err := h.see(luc)
	h.must(err)
	h.must(h.set(paul, h.eva, ""))
	if _, err := h.see(eva); !fault.Is(err, access.HiddenCode) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := h.fill(eva, "", nil); !fault.Is(err, access.HiddenCode) {
		t.Errorf("filling in after the end: %v", err)
	}
	h.must(h.Rights.DeletePerson(t.Context(), h.As(paul), h.d, other, 0))
	if _, err := h.see(luc); !fault.Is(err, access.HiddenCode) {
		t.Errorf("deleted: %v", err)
	}
	cousin := dossier.Person{ID: id.New(), Name: "Cousin", Family: true, Reach: dossier.Reach{Email: luc, Phone: roomstest.Phone(luc), Lang: "fr"}}
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, cousin)
	h.must(err)
	h.refused(h.set(claire, cousin.ID, access.Write), "LOC-11")
	_, err = h.Rights.Set(t.Context(), h.As(paul), h.d, cousin.ID, invitation.Family, access.Read)
	h.refused(err, "ABB-1")
}

// Whoever is no applicant any more has no access as one left: it ends first.
func TestLOC11TheAccessEndsFirst(t *testing.T) {
	h := newTown(t)
	_, list, err := h.Dossiers.Persons(t.Context(), h.As(claire), h.d)
	h.must(err)
	p := list[0]
	p.Applicant = false
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.refused(err, "LOC-11")
	h.must(h.set(claire, h.eva, ""))
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.must(err)
}

// A copy takes the applicant, and nothing of their access.
func TestEVO7ACopyTakesTheApplicantWithoutTheAccess(t *testing.T) {
	h := newTown(t)
	h.Organization("Conseil", "marc@conseil.example")
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	v, err := h.Keys.Redeem(t.Context(), h.As("marc@conseil.example"), key, "", id.New())
	h.must(err)
	_, list, err := h.Dossiers.Persons(t.Context(), h.As("marc@conseil.example"), v.Dossier)
	h.must(err)
	if len(list) != 1 || !list[0].Applicant || list[0].Email != eva {
		t.Errorf("persons %+v", list)
	}
	if _, err := h.Applicants.See(t.Context(), h.As(eva), v.Dossier); !fault.Is(err, access.HiddenCode) {
		t.Errorf("the copy: %v", err)
	}
	_, offered, err := h.Rights.List(t.Context(), h.As("marc@conseil.example"), v.Dossier)
	h.must(err)
	if len(offered) != 1 || offered[0].State != invitation.None {
		t.Errorf("offered %+v", offered)
	}
}

// The first opening of a day is in the trail, once, and what they did.
func TestALL6TheTrailHasAnApplicantsOpening(t *testing.T) {
	h := newTown(t)
	p := h.asked()
	h.asked()
	_, err := h.fill(eva, p.Tag, map[string]any{"income": "1"})
	h.must(err)
	count := map[trail.Verb]int{}
	list, _, err := trail.List(t.Context(), h.Rooms.Table, h.d, "", 100)
	h.must(err)
	for _, e := range list {
		if e.By == people.AccountID(roomstest.Issuer, eva) {
			count[e.Verb]++
		}
	}
	if count[trail.DossierOpened] != 1 || count[trail.SectionEdited] != 1 {
		t.Errorf("trail %v", count)
	}
}
