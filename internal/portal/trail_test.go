package portal

import (
	"context"
	"encoding/csv"
	"strings"
	"testing"

	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
)

// shared is a dossier of claire's that marc has joined and paul has not.
func shared(t *testing.T) (h *house, d string) {
	h, _, _, d = furnished(t)
	h.visit(marc).pastes(h.key(d, sharekey.Joining))
	return h, d
}

func TestALL6TheTrailIsATimelineForTheOwner(t *testing.T) {
	h, d := shared(t)
	for range 50 {
		h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
		h.must(h.Dossiers.EndOrigin(context.Background(), h.As(claire), d, h.Account(paul), "team"))
	}
	ana := h.visit(claire)
	var older []string
	for path := "/dossiers/" + d + "/trail"; path != "" && len(older) < 9; {
		page := mainOf(ana.see(path))
		older = append(older, page)
		if n := strings.Count(page, "<time "); n == 0 || n > actsPerPage {
			t.Fatalf("%d acts on a page", n)
		}
		path = ""
		if _, rest, more := strings.Cut(page, `href="/dossiers/`+d+`/trail?`); more {
			query, _, _ := strings.Cut(rest, `"`)
			path = "/dossiers/" + d + "/trail?" + plain(query)
		}
	}
	all := strings.Join(older, "")
	if n := strings.Count(all, "paul put on the team"); n != 50 {
		t.Errorf("%d of 50 acts on %d pages", n, len(older))
	}
	for _, want := range []string{"Dossier created", "Share key made (join)", "Joined the dossier with a share key", "marc · Conseil Deux", "2 March 2026 at\u00a010:00"} {
		if !strings.Contains(all, want) {
			t.Errorf("the timeline does not say %q", want)
		}
	}
	if a := ana.get("/dossiers/" + d + "/trail?after=ZWxzZXdoZXJl"); a.StatusCode != 422 {
		t.Errorf("a cursor of somebody's own making: %d", a.StatusCode)
	}
}

func TestALL6OutsidersSeeTheirOwnActsAndExportNothing(t *testing.T) {
	h, d := shared(t)
	bob := h.visit(marc)
	page := mainOf(bob.see("/dossiers/" + d + "/trail"))
	if strings.Contains(page, "claire ·") || !strings.Contains(page, "Joined the dossier") || !strings.Contains(page, "your own acts") {
		t.Errorf("an outsider sees:\n%s", page)
	}
	if strings.Contains(page, "/trail/file") || !strings.Contains(page, "Only the organisation that owns the dossier exports its trail.") {
		t.Errorf("an outsider is offered the file, or not told why:\n%s", page)
	}
	form := formFor(t, bob.see("/dossiers/"+d+"/trail"), "/signout")
	if a := bob.post("/dossiers/"+d+"/trail/file", form); a.StatusCode != 403 || !strings.Contains(a.body, "ALL-6") {
		t.Errorf("an outsider exports: %d", a.StatusCode)
	}
	if a := h.visit(nina).get("/dossiers/" + d + "/trail"); a.StatusCode != 404 {
		t.Errorf("somebody else: %d", a.StatusCode)
	}
}

func TestALL6TheExportIsRecordedAndRunsNothing(t *testing.T) {
	h, d := shared(t)
	_, err := h.People.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: marc, Email: marc, Name: "=HYPERLINK(1)", Lang: "fr"})
	h.must(err)
	ana := h.visit(claire)
	path := "/dossiers/" + d + "/trail"
	a := ana.send(path, path+"/file")
	if a.StatusCode != 200 || !strings.Contains(a.Header.Get("Content-Disposition"), `attachment; filename="trail-`+d+`.csv"`) {
		t.Fatalf("%d %v", a.StatusCode, a.Header)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff"))).ReadAll()
	h.must(err)
	found := false
	for _, r := range rows {
		found = found || r[1] == "'=HYPERLINK(1)"
		for _, cell := range r {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	if !found || !strings.HasPrefix(rows[1][0], "2026-03-02T10:00:00+01:00") {
		t.Errorf("not marc's act, or not in the owner's zone:\n%v", rows)
	}
	if !strings.Contains(ana.see(path), "Trail exported") {
		t.Error("the export is not in the trail")
	}
}
