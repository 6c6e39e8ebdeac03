package portal

import (
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
)

const yann, solene = "yann@menuiserie.example", "solene@menuiserie.example"

// saveContact goes through the form of a contact and the page that shows what
// it means, and gives that page.
func (h *house) saveContact(v *visitor, d, page, email string, typed ...string) (shown answer) {
	h.t.Helper()
	typed = append([]string{"name", email, "email", email, "phone", roomstest.Phone(email), "language", "fr"}, typed...)
	shown = v.send(page, page, typed...)
	if shown.StatusCode != 200 {
		h.t.Fatalf("%d\n%s", shown.StatusCode, shown.body)
	}
	if saved := v.post(page, formFor(h.t, shown.body, page)); saved.StatusCode != 303 {
		h.t.Fatalf("%d\n%s", saved.StatusCode, saved.body)
	}
	return shown
}

// An agent makes somebody the primary contact in one form, who adds a
// colleague, who sees exactly theirs (IND-1, IND-3, IND-4).
func TestIND1ThePrimaryAddsAColleagueWhoSeesExactlyTheirs(t *testing.T) {
	h, un, _, _ := furnished(t)
	d := h.Dossier(un, claire, "commercial-insurance")
	at := "/dossiers/" + d
	agent := h.visit(claire)
	h.saveContact(agent, d, at+"/contacts/new", yann, "group", "limited", "primary", "yes")
	h.SignIn(yann)
	primary := h.visit(yann)
	shown := h.saveContact(primary, d, at+"/contacts/new", solene, "group", "view", "sections", "vehicles")
	if !strings.Contains(string(shown.body), "Vehicles") || strings.Contains(string(shown.body), "Claims history") {
		t.Errorf("ALL-3: what is shown before saving:\n%s", shown.body)
	}
	if page := string(primary.get(at + "/contacts/new").body); strings.Contains(page, `name="primary"`) {
		t.Error("IND-4: the primary is asked who is the primary")
	}
	h.SignIn(solene)
	her := h.visit(solene)
	page := string(her.get(at).body)
	for text, want := range map[string]bool{"Vehicles": true, "Claims history": false, "/team": false, "/people": false, "/rights": false, "/contacts": false} {
		if strings.Contains(page, text) != want {
			t.Errorf("IND-3: %s on her page: %t", text, !want)
		}
	}
	if list := string(agent.get(at + "/manage").body); !strings.Contains(list, yann) || !strings.Contains(list, solene) || !strings.Contains(list, "Primary contact") {
		t.Errorf("Manage account:\n%s", list)
	}
}

// A person of the dossier who is no contact is seen as nobody: nothing is
// supposed of what they would have (ALL-3).
func TestALL3NobodyIsSeenAsAContactWhoIsNone(t *testing.T) {
	h, un, _, _ := furnished(t)
	d := h.Dossier(un, claire, "commercial-insurance")
	p, err := h.Rights.SavePerson(t.Context(), h.As(claire), d, dossier.Person{ID: id.New(), Name: "Solène"})
	h.must(err)
	if got := h.visit(claire).get("/dossiers/" + d + "/contacts/" + p.ID + "/as"); got.StatusCode != 404 {
		t.Errorf("%d\n%s", got.StatusCode, got.body)
	}
}
