package seal_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/seal"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	remy   = "remy@cabinet.example" // left
	marc   = "marc@conseil.example"
	nina   = "nina@bakery.example" // may sign and submit
	omar   = "omar@bakery.example" // may neither
	pia    = "pia@bakery.example"  // the primary
	vera   = "vera@bakery.example" // only reads, and may sign
)

// office is a commercial insurance of Claire's, with Paul on the team, Marc
// from elsewhere, and four contacts of the client. Section business holds
// something, at version 1.
type office struct {
	*roomstest.House
	t *testing.T
	d string
}

const section = "business"

func newOffice(t *testing.T) *office {
	h := &office{House: roomstest.New(t), t: t}
	org := h.Organization("Cabinet", claire)
	conseil := h.Organization("Conseil", marc)
	for _, a := range []string{paul, remy} {
		h.Agent(org, claire, a, false)
	}
	h.d = h.Dossier(org, claire, "commercial-insurance")
	for _, a := range []string{paul, remy} {
		h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(a)))
	}
	h.must(h.People.Deactivate(t.Context(), h.As(claire), org, h.Account(remy)))
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "join", id.New())
	h.must(err)
	_, err = h.Keys.Redeem(t.Context(), h.As(marc), key, conseil, id.New())
	h.must(err)
	sign := access.Origin{Group: "limited", Sections: []string{section}, Sign: true, Submit: true}
	h.contact(nina, sign)
	h.contact(omar, access.Origin{Group: "limited", Sections: []string{section}})
	h.contact(pia, access.Origin{Group: "limited"})
	sign.Group = "view"
	h.contact(vera, sign)
	h.must(h.Rooms.Table.Write(t.Context(), table.Update(table.Key{PK: "D#" + h.d, SK: "M"}, table.Change{Set: map[string]any{"primary": id.Of("person", pia)}})))
	h.save(nina, 0, "Bakery")
	return h
}

func (h *office) contact(email string, o access.Origin) {
	h.t.Helper()
	h.SignIn(email)
	o.Kind, o.Level, o.Since, o.Person = access.FromContact, access.Write, "2026", id.Of("person", email)
	h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(h.d, h.Account(email), "contact", o, h.Account(claire), h.Time.Now())))
}

func (h *office) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *office) saves(email string, version int, name string) error {
	_, err := h.Dossiers.Save(context.Background(), h.As(email), h.d, section, version, map[string]any{"legal-name": name})
	return err
}

func (h *office) save(email string, version int, name string) {
	h.t.Helper()
	h.must(h.saves(email, version, name))
}

func (h *office) sign(email string, version int) error {
	_, err := h.Seals.Sign(context.Background(), h.As(email), h.d, section, version, "Nina  Full Name", id.New())
	return err
}

func (h *office) submit(email string, version int) error {
	_, err := h.Seals.Submit(context.Background(), h.As(email), h.d, section, version, id.New())
	return err
}

func (h *office) give(email, note string) error {
	_, err := h.Seals.Return(context.Background(), h.As(email), h.d, section, note, id.New())
	return err
}

func (h *office) sealed() seal.Seal {
	h.t.Helper()
	_, s, err := h.Seals.Read(context.Background(), h.As(claire), h.d, section)
	h.must(err)
	return s
}

// told counts the outbox entries of a load, by whom they go to.
func (h *office) told(load string) (to []string) {
	h.t.Helper()
	names := map[string]string{}
	for _, who := range []string{claire, paul, remy, marc, nina, omar, pia, vera} {
		names[h.Account(who)] = who
	}
	for _, r := range tabletest.Rows(h.t, h.Table) {
		if k := table.KeyOf(r); strings.HasPrefix(k.PK, "X#") && k.SK == outbox.Now && table.Text(r, "load") == load {
			var w struct {
				Data map[string]string `dynamodbav:"data"`
			}
			h.must(table.Into(r, &w))
			to = append(to, names[w.Data["to"]])
		}
	}
	slices.Sort(to)
	return to
}

func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case f.Code == "stale" || f.Kind == fault.Conflict || f.Rule == "":
		return f.Code
	}
	return f.Rule
}

func TestIND6WhoSignsSubmitsAndReturns(t *testing.T) {
	want := map[string][3]string{ // sign, submit, return
		claire: {"IND-6", "IND-6", "not-submitted"}, paul: {"IND-6", "IND-6", "not-submitted"}, remy: {"ALL-4", "ALL-4", "ALL-4"},
		marc: {"IND-6", "IND-6", "not-submitted"}, nina: {"yes", "yes", "IND-6"}, omar: {"IND-5", "IND-5", "IND-6"},
		pia: {"yes", "yes", "IND-6"}, vera: {"yes", "yes", "IND-6"}, "zoe@nowhere.example": {"ALL-4", "ALL-4", "ALL-4"}}
	for email, w := range want {
		h := newOffice(t)
		if got := [3]string{said(h.sign(email, 1)), said(h.submit(email, 1)), said(h.give(email, "More, please"))}; email != nina && email != pia && email != vera && got != w {
			t.Errorf("%s: %v, want %v", email, got, w)
		} else if got[0] != w[0] || got[1] != w[1] || got[2] != w[2] {
			t.Errorf("%s: %v, want %v", email, got, w)
		}
	}
}

func TestIND6ASignatureSealsSignerTimeAndContent(t *testing.T) {
	h := newOffice(t)
	h.must(h.sign(nina, 1))
	h.Time.Advance(time.Hour)
	h.must(h.sign(pia, 1))
	if got := said(h.sign(nina, 1)); got != "already-signed" {
		t.Errorf("twice by one: %s", got)
	}
	s := h.sealed()
	if len(s.Signatures) != 2 {
		t.Fatalf("%+v", s.Signatures)
	}
	first := s.Signatures[0]
	if first.By != h.Account(nina) || first.Name != "Nina  Full Name" || !first.At.Equal(roomstest.Start) || first.Version != 1 || first.Hash != s.Fingerprint || first.Standing != seal.Holds {
		t.Errorf("%+v, now %s", first, s.Fingerprint)
	}
	if second := s.Signatures[1]; second.Standing != seal.Holds || second.By != h.Account(pia) {
		t.Errorf("%+v", second)
	}
}

// Signing what one has not seen is refused.
func TestIND6OnlyWhatWasSeenIsSigned(t *testing.T) {
	h := newOffice(t)
	h.save(claire, 1, "Bakery and shop")
	for name, got := range map[string]error{"signed": h.sign(nina, 1), "submitted": h.submit(nina, 1)} {
		if said(got) != "stale" {
			t.Errorf("%s unseen: %v", name, got)
		}
	}
	if _, err := h.Seals.Sign(t.Context(), h.As(pia), h.d, "drivers", 0, "Pia", id.New()); said(err) != "section-empty" {
		t.Errorf("what holds nothing: %v", err)
	}
	for _, name := range []string{" ", "a\x00b", strings.Repeat("x", 121)} {
		if _, err := h.Seals.Sign(t.Context(), h.As(nina), h.d, section, 2, name, id.New()); fault.Of(err) == nil || fault.Of(err).Fields[0].Path != "name" {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A later edit voids the signature, which stays to be seen; saving the same
// again does not.
func TestIND6AnEditVoidsTheSignatureVisibly(t *testing.T) {
	h := newOffice(t)
	h.must(h.sign(nina, 1))
	h.save(paul, 1, "Bakery")
	if got := h.sealed().Signatures[0].Standing; got != seal.Holds {
		t.Errorf("the same content again: %s", got)
	}
	h.Time.Advance(time.Hour)
	h.save(paul, 2, "Bakery and shop")
	s := h.sealed()
	g := s.Signatures[0]
	if g.Standing != seal.Voided || g.Voided.By != h.Account(paul) || !g.Voided.At.Equal(h.Time.Now()) || g.Hash == s.Fingerprint {
		t.Errorf("%+v", g)
	}
	h.save(paul, 3, "Bakery")
	if g := h.sealed().Signatures[0]; g.Standing != seal.Voided {
		t.Errorf("changed back: %s", g.Standing)
	}
	h.must(h.sign(nina, 4))
	if all := h.sealed().Signatures; len(all) != 2 || all[1].Standing != seal.Holds {
		t.Errorf("signed again: %+v", all)
	}
}

// What was changed beside this product does not hold.
func TestIND6TheSealIsCheckedOnTheContent(t *testing.T) {
	h := newOffice(t)
	h.must(h.sign(nina, 1))
	h.must(h.Rooms.Table.Write(t.Context(), table.Update(table.Key{PK: "D#" + h.d, SK: "S#" + section}, table.Change{Set: map[string]any{"values": `{"legal-name":"Forged"}`}})))
	if g := h.sealed().Signatures[0]; g.Standing != seal.Broken {
		t.Errorf("%s", g.Standing)
	}
	for email, want := range map[string]string{paul: "yes", marc: "yes", vera: "yes", omar: "yes", "zoe@nowhere.example": "ALL-4"} {
		if _, _, err := h.Seals.Read(t.Context(), h.As(email), h.d, section); said(err) != want {
			t.Errorf("%s checks: %v, want %s", email, err, want)
		}
	}
	if _, _, err := h.Seals.Read(t.Context(), h.As(omar), h.d, "claims"); said(err) != "IND-3" {
		t.Errorf("of a section that is not theirs: %v", err)
	}
}

func TestIND6SubmittingLocksUntilAnAgentReturns(t *testing.T) {
	h := newOffice(t)
	h.must(h.submit(nina, 1))
	if got := h.told(seal.SubmittedLoad); !slices.Equal(got, []string{claire, paul}) {
		t.Errorf("mailed to %v", got)
	}
	for _, email := range []string{nina, omar, pia} {
		if got := said(h.saves(email, 1, "Other")); got != "IND-6" {
			t.Errorf("%s edits what was submitted: %s", email, got)
		}
	}
	if got := said(h.sign(nina, 1)); got != "IND-6" {
		t.Errorf("signs what was submitted: %s", got)
	}
	h.must(h.submit(pia, 1))
	if got := h.told(seal.SubmittedLoad); len(got) != 2 {
		t.Errorf("mailed again: %v", got)
	}
	if got := said(h.give(omar, "x")); got != "IND-6" {
		t.Errorf("a contact returns: %s", got)
	}
	if got := h.give(paul, " "); fault.Of(got) == nil || fault.Of(got).Fields[0].Code != "missing" {
		t.Errorf("without a note: %v", got)
	}
	h.save(claire, 1, "Bakery, corrected") // agents edit
	h.must(h.give(paul, "Two vehicles\nare missing."))
	if got := h.told(seal.ReturnedLoad); !slices.Equal(got, []string{nina}) {
		t.Errorf("mailed to %v", got)
	}
	s := h.sealed()
	if s.Submitted != nil || s.Returned == nil || s.Returned.Note != "Two vehicles\nare missing." || s.Returned.By != h.Account(paul) {
		t.Errorf("%+v", s.State)
	}
	h.contactless()
	h.save(omar, 2, "Bakery, with two vehicles")
	h.must(h.submit(nina, 3))
	if s := h.sealed(); s.Submitted == nil || s.Returned != nil {
		t.Errorf("%+v", s.State)
	}
}

func TestIND6ARepeatComesToTheSame(t *testing.T) {
	h := newOffice(t)
	ctx, once := t.Context(), id.New()
	sign := func(name string) (dossier.Signature, error) {
		return h.Seals.Sign(ctx, h.As(nina), h.d, section, 1, name, once)
	}
	first, err := sign("Nina")
	h.must(err)
	_, err = h.Seals.Submit(ctx, h.As(nina), h.d, section, 1, once)
	h.must(err)
	again, err := sign("Nina")
	if err != nil || again != first {
		t.Errorf("after the submission: %+v, %v", again, err)
	}
	if _, err := sign("Somebody"); said(err) != "idempotency-key-reused" {
		t.Errorf("another name: %v", err)
	}
	returns := func(note string) error {
		_, err := h.Seals.Return(ctx, h.As(paul), h.d, section, note, once)
		return err
	}
	h.must(returns("More"))
	h.must(returns("More"))
	if got := said(returns("Less")); got != "idempotency-key-reused" {
		t.Errorf("another note: %s", got)
	}
	if _, err := h.Seals.Submit(ctx, h.As(nina), h.d, section, 1, once); err != nil || h.sealed().Submitted != nil {
		t.Errorf("a late repeat of the submission: %v, %+v", err, h.sealed().Submitted)
	}
	if s := h.sealed(); len(s.Signatures) != 1 || len(h.told(seal.SubmittedLoad)) != 2 || len(h.told(seal.ReturnedLoad)) != 1 {
		t.Errorf("%d signatures, %v, %v", len(s.Signatures), h.told(seal.SubmittedLoad), h.told(seal.ReturnedLoad))
	}
}

// contactless looks as one of the family: a return is none of theirs.
func (h *office) contactless() {
	h.t.Helper()
	const cousin = "cousin@maison.example"
	h.LetIn(h.d, claire, dossier.Person{Name: "Cousin", Family: true, Reach: dossier.Reach{Email: cousin}}, access.Read)
	if _, s, err := h.Dossiers.Section(context.Background(), h.As(cousin), h.d, section); err != nil || s.Returned != nil {
		h.t.Errorf("one of the family reads the note: %+v, %v", s.Returned, err)
	}
	if _, s, err := h.Dossiers.Section(context.Background(), h.As(omar), h.d, section); err != nil || s.Returned == nil {
		h.t.Errorf("a contact does not: %v", err)
	}
}

// A copy has neither signatures nor a submission.
func TestEVO7ACopyHasNoSignatures(t *testing.T) {
	h := newOffice(t)
	h.must(h.sign(nina, 1))
	h.must(h.submit(nina, 1))
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	used, err := h.Keys.Redeem(t.Context(), h.As(marc), key, "", id.New())
	h.must(err)
	_, s, err := h.Seals.Read(t.Context(), h.As(marc), used.Dossier, section)
	if err != nil || s.Values["legal-name"] != "Bakery" || s.Signatures != nil || s.Submitted != nil || s.Returned != nil {
		t.Errorf("%+v, %v", s, err)
	}
	row, err := h.Rooms.Table.Get(t.Context(), table.Key{PK: "D#" + used.Dossier, SK: "S#" + section})
	h.must(err)
	for _, attr := range []string{"signatures", "submitted", "returned", "changes"} {
		if row[attr] != nil {
			t.Errorf("the copy's row has %s", attr)
		}
	}
}

func TestIND6TheOldestVoidedSignatureGoesFirst(t *testing.T) {
	h := newOffice(t)
	for n := range dossier.SignaturesMost + 1 {
		h.must(h.sign(nina, n+1))
		h.save(claire, n+1, fmt.Sprint(n))
	}
	all := h.sealed().Signatures
	if len(all) != dossier.SignaturesMost || all[0].Version != 2 {
		t.Errorf("%d, the first of version %d", len(all), all[0].Version)
	}
}

// whileWriting does something in between the reading and the write of the next
// transaction over the wire that it gives.
func whileWriting(do func()) *tabletest.Wire {
	done := false
	return &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" && !done {
			done = true
			do()
		}
		return tabletest.None
	}}
}

func (h *office) over(wire *tabletest.Wire) *office {
	return &office{House: h.Through(tabletest.On(h.t, h.Table, wire)), t: h.t, d: h.d}
}

// An edit between the reading and the signature: never a signature over content
// that was not seen.
func TestIND6AnEditMeanwhileIsNotSigned(t *testing.T) {
	h := newOffice(t)
	err := h.over(whileWriting(func() { h.save(claire, 1, "Changed") })).sign(nina, 1)
	if said(err) != "stale" || len(h.sealed().Signatures) != 0 {
		t.Errorf("%v, %+v", err, h.sealed().Signatures)
	}
	// and the other way round: a signature between the reading and the edit
	err = h.over(whileWriting(func() { h.must(h.sign(nina, 2)) })).saves(paul, 2, "Changed again")
	if g := h.sealed().Signatures; err != nil || len(g) != 1 || g[0].Standing != seal.Voided {
		t.Errorf("%v, %+v", err, g)
	}
}

// Once a submission is acknowledged no contact's edit goes through.
func TestIND6ASubmissionMeanwhileLocksOutTheEdit(t *testing.T) {
	h := newOffice(t)
	err := h.over(whileWriting(func() { h.must(h.submit(nina, 1)) })).saves(omar, 1, "Late")
	if said(err) != "IND-6" || h.sealed().Values["legal-name"] != "Bakery" {
		t.Errorf("%v, %v", err, h.sealed().Values)
	}
	h.must(h.give(paul, "Again"))
	err = h.over(whileWriting(func() { h.save(omar, 1, "Early") })).submit(nina, 1)
	if said(err) != "stale" || h.sealed().Submitted != nil {
		t.Errorf("submitted unseen: %v", err)
	}
}

// Many edits, signatures and submissions at once: whatever holds is over what
// its signer saw, and a contact's edit is never later than the submission.
func TestIND6ManyAtOnce(t *testing.T) {
	h := newOffice(t)
	for round := range 6 {
		version := h.sealed().Version
		acts := []func() error{
			func() error { return h.saves(omar, version, fmt.Sprint("omar ", round)) },
			func() error { return h.saves(claire, version, fmt.Sprint("claire ", round)) },
			func() error { return h.sign(nina, version) },
			func() error { return h.sign(pia, version) },
			func() error { return h.submit(nina, version) },
		}
		done := make(chan struct{})
		for _, do := range acts {
			go func() { _ = do(); done <- struct{}{} }()
		}
		for range acts {
			<-done
		}
		s := h.sealed()
		for _, g := range s.Signatures {
			if g.Standing == seal.Broken {
				t.Errorf("round %d: %+v over %s", round, g, s.Fingerprint)
			}
		}
		if s.Submitted != nil {
			if got := said(h.saves(omar, s.Version, "late")); got != "IND-6" {
				t.Errorf("round %d: edited after the submission: %s", round, got)
			}
			h.must(h.give(paul, "Go on"))
		}
	}
}
