package host_test

import (
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/local/host"
	"tierce/internal/people"
	"tierce/internal/solicitation"
)

// Whom demo.Hint names can look around: the holder and the notary have come
// in, and simulations and a report wait for them.
func TestABB8TheDemosHolderAndNotaryReadWhatWasMade(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	d := id.Of("demo", "cabinet", titled("Famille Vasseur-Delage"))
	for email, role := range map[string]access.Role{"bernard@vasseur.example": access.Holder, "aubry@etude.example": access.Advisor} {
		by := people.ByToken("local", id.Of("demo", email))
		view, simulations, err := h.Rooms.Simulations.List(t.Context(), by, d)
		if err != nil || view.Decision.Role != role || len(simulations) != 3 {
			t.Errorf("%s: %s, %d simulations, %v", email, view.Decision.Role, len(simulations), err)
		}
		if _, reports, err := h.Rooms.Reports.List(t.Context(), by, d); err != nil || len(reports) != 1 {
			t.Errorf("%s: %d reports, %v", email, len(reports), err)
		}
		if makes := view.May(access.MakeSimulation).Allowed; makes != (role == access.Holder) || !strings.Contains(demo.Hint(), email) {
			t.Errorf("%s makes simulations: %v", email, makes)
		}
	}
}

// The demo's four client contacts have come in, and each finds theirs.
func TestIND3TheDemosContactsFindTheirs(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	d := id.Of("demo", "cabinet", titled("Menuiserie Kerviel"))
	for email, want := range map[string]int{"yann@kerviel.example": 9, "solene@kerviel.example": 9, "anne@ledantec.example": 2, "mathis@kerviel.example": 2} {
		view, _, sections, err := h.Rooms.Dossiers.Contents(t.Context(), people.ByToken("local", id.Of("demo", email)), d)
		reads := 0
		for _, s := range sections {
			if view.Lists(s.ID) {
				reads++
			}
		}
		if err != nil || reads != want || (view.Decision.Role == access.Primary) != (email == "yann@kerviel.example") || !strings.Contains(demo.Hint(), email) {
			t.Errorf("%s: %s, %d sections, %v", email, view.Decision.Role, reads, err)
		}
	}
}

func titled(begins string) string {
	for _, d := range demo.Dossiers() {
		if strings.HasPrefix(d.Title, begins) {
			return d.Title
		}
	}
	return ""
}

// The demo's files are taken up and scanned as any other: the holder finds the
// one that is for everybody, its manager both.
func TestIND3TheDemosDocumentsAreThereWhenTheyAreClean(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	d := id.Of("demo", "cabinet", titled("Famille Vasseur-Delage"))
	for email, want := range map[string]int{"claire@cabinet.example": 2, "bernard@vasseur.example": 1} {
		by, found := people.ByToken("local", id.Of("demo", email)), 0
		for end := time.Now().Add(20 * time.Second); found != want; time.Sleep(50 * time.Millisecond) {
			_, list, err := h.Rooms.Documents.List(t.Context(), by, d)
			if err != nil {
				t.Fatal(err)
			}
			if found = len(list); time.Now().After(end) {
				t.Fatalf("%s finds %d, want %d", email, found, want)
			}
		}
	}
}

// The contracts of the demo are shown in the client portals, and mailed; an
// invitation waits.
func TestLEX7TheDemosContractsAreShownToClients(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	for email, role := range map[string]access.Role{"nadia@rivage.example": access.Requester, "hugo@rivage.example": access.Watcher, "maya@bluefern.example": access.Requester} {
		list, _, err := h.Rooms.Shares.Mine(t.Context(), people.ByToken("local", id.Of("demo", email)), "", 20)
		if err != nil || len(list) != 1 || list[0].Decision.Role != role {
			t.Errorf("%s: %d shown, %v", email, len(list), err)
		}
	}
	if !strings.Contains(demo.Hint(), "nadia@rivage.example") {
		t.Error("nobody is told of Nadia")
	}
}

// The town hall's partners have come in: one has answered, one drafts, one from
// inside is to answer, and one is asked later.
func TestLOC8TheDemosPartnersFindWhatTheyAreAsked(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	d := id.Of("demo", "mairie", titled("Ferme des Aulnes"))
	for email, state := range map[string]solicitation.State{"karine@credit.example": solicitation.Answered, "leon@patrimoine.example": solicitation.Attached,
		"bastien@longny.example": solicitation.Attached} {
		list, _, err := h.Rooms.Solicitations.Mine(t.Context(), people.ByToken("local", id.Of("demo", email)), "", 20)
		if err != nil || len(list) != 1 || list[0].View.ID != d || list[0].State != state || !strings.Contains(demo.Hint(), email) {
			t.Errorf("%s: %d asked, %v", email, len(list), err)
		}
	}
	_, list, err := h.Rooms.Solicitations.List(t.Context(), people.ByToken("local", id.Of("demo", "martin@longny.example")), d)
	if answered, of := solicitation.Progress(list); err != nil || answered != 1 || of != 3 {
		t.Errorf("%d of %d, %v", answered, of, err)
	}
	_, list, err = h.Rooms.Solicitations.List(t.Context(), people.ByToken("local", id.Of("demo", "nell@longny.example")), id.Of("demo", "mairie", titled("12 Mill Lane")))
	if err != nil || len(list) != 1 || list[0].State != solicitation.Waiting {
		t.Errorf("%+v, %v", list, err)
	}
}

// The demo's applicant has come in, and finds what is asked of them.
func TestLOC11TheDemosApplicantFindsTheView(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	const email = "mireille@aulnes.example"
	seen, err := h.Rooms.Applicants.See(t.Context(), people.ByToken("local", id.Of("demo", email)), id.Of("demo", "mairie", titled("Ferme des Aulnes")))
	if err != nil || len(seen.Parts) != 5 || seen.View.Decision.Role != access.Applicant || !strings.Contains(demo.Hint(), email) {
		t.Errorf("%d parts, %v", len(seen.Parts), err)
	}
}
