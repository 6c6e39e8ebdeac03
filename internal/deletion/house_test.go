package deletion_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/deletion"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	ana     = "ana@cabinet.example"    // Admin
	claire  = "claire@cabinet.example" // the manager
	paul    = "paul@cabinet.example"   // on the team
	nora    = "nora@cabinet.example"   // of the owner, and no more
	marc    = "marc@conseil.example"   // of another organisation, joined
	camille = "camille@maison.example" // of the family
	rivoire = "rivoire@etude.example"  // a notary
	luc     = "luc@maison.example"     // invited
)

// household is a wealth plan of Claire's with somebody of every kind in it, a
// pending key, and Luc, who has not answered yet.
type household struct {
	*roomstest.House
	cabinet, conseil, d string
	key                 string // typed
}

func newHousehold(t *testing.T) *household {
	h := &household{House: roomstest.New(t)}
	h.cabinet, h.conseil = h.Organization("Cabinet", ana), h.Organization("Conseil", marc)
	for _, who := range []string{claire, paul, nora} {
		h.Agent(h.cabinet, ana, who, false)
	}
	h.d = h.Dossier(h.cabinet, claire, "wealth-plan")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	_, err := h.Keys.Redeem(t.Context(), h.As(marc), h.makes(sharekey.Joining), "", id.New())
	h.must(err)
	h.LetIn(h.d, claire, dossier.Person{Name: "Camille", Family: true, Reach: dossier.Reach{Email: camille}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Rivoire", Advisor: "notary", Reach: dossier.Reach{Email: rivoire}}, access.Read)
	p := dossier.Person{ID: id.New(), Name: "Luc", Family: true, Reach: dossier.Reach{Email: luc, Phone: roomstest.Phone(luc), Lang: "fr"}}
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.must(err)
	_, err = h.Rights.Set(t.Context(), h.As(claire), h.d, p.ID, "family", access.Read)
	h.must(err)
	_, err = h.Dossiers.Save(t.Context(), h.As(claire), h.d, "wealth", 0, map[string]any{"remarks": "a"})
	h.must(err)
	h.key = h.makes(sharekey.Joining)
	return h
}

func (h *household) makes(mode sharekey.Mode) string {
	_, text, err := h.Keys.Make(context.Background(), h.As(claire), h.d, mode, id.New())
	h.must(err)
	return text
}

func (h *household) must(err error) {
	h.T.Helper()
	if err != nil {
		h.T.Fatal(err)
	}
}

func (h *household) delete() {
	h.T.Helper()
	h.must(h.Deletions.Delete(context.Background(), h.As(claire), h.d))
}

func (h *household) restore(who string) error {
	_, err := h.Deletions.Restore(context.Background(), h.As(who), h.d)
	return err
}

// opens tells what who is told who opens the dossier: "yes", "hidden", a rule.
func (h *household) opens(who string) string {
	h.T.Helper()
	_, err := h.Dossiers.Load(context.Background(), h.As(who), h.d, access.Open, "")
	return said(err)
}

func said(err error) string {
	switch f := fault.Of(err); {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case f.Code == "hidden":
		return "hidden"
	default:
		return f.Rule
	}
}

// managing is how many dossiers who's account is said to manage.
func (h *household) managing(who string) int {
	h.T.Helper()
	a, err := h.People.Get(context.Background(), h.Account(who))
	h.must(err)
	return a.Managing[h.cabinet]
}

// sweep does what is due of deletions and of documents, and of nothing else.
func (h *household) sweep() {
	h.T.Helper()
	idle := func(context.Context, outbox.Entry, time.Time) (time.Time, error) { return time.Time{}, nil }
	d := &outbox.Deliverer{Table: h.Rooms.Table, Clock: h.Time.Now, Loads: map[string]outbox.Load{
		deletion.PurgeLoad: h.Deletions.Purge, deletion.EndedLoad: h.Deletions.TellEach(deletion.EndedMailLoad), deletion.BackLoad: h.Deletions.TellEach(deletion.BackMailLoad),
		document.SettleLoad: h.Documents.Settle, document.UnusedLoad: h.Documents.Unused}}
	for _, load := range []string{deletion.EndedMailLoad, deletion.BackMailLoad, "invitation", "came-in", "agent-invitation", "access-given"} {
		d.Loads[load] = idle
	}
	_, err := d.Sweep(context.Background())
	h.must(err)
}

// held lists the kinds of row that still speak of the dossier, once each.
func (h *household) held() string {
	h.T.Helper()
	var kinds []string
	seen := map[string]bool{}
	for _, r := range tabletest.Rows(h.T, h.Table) {
		line, err := json.Marshal(r)
		h.must(err)
		if kind := table.KeyOf(r).PK[:2]; strings.Contains(string(line), h.d) && !seen[kind] {
			seen[kind] = true
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " ")
}
