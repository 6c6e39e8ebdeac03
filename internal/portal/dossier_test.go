package portal

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/sharekey"
)

func TestEVO1TheDossierLeadsToItsShareWindow(t *testing.T) {
	h, d, _ := full(t)
	ana, bo := h.visit(claire), h.visit(paul)
	page := ana.see("/dossiers/" + d)
	for _, way := range []string{"/share", "/keys", "/team", "/manager", "/people", "/trail", "/edit", "/sections/all"} {
		if !strings.Contains(page, `href="/dossiers/`+d+way+`"`) {
			t.Errorf("no way to %s", way)
		}
	}
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, bo.account.ID))
	page = bo.see("/dossiers/" + d)
	for _, way := range []string{"/share", "/manager"} {
		if strings.Contains(page, `href="/dossiers/`+d+way+`"`) {
			t.Errorf("a team member is offered %s", way)
		}
	}
}

func TestEVO7ACopySaysWhereItCameFrom(t *testing.T) {
	h, _, deux, d := furnished(t)
	ctx := context.Background()
	_, key, err := h.Keys.Make(ctx, h.As(claire), d, sharekey.Copying, id.New())
	h.must(err)
	got, err := h.Keys.Redeem(ctx, h.As(marc), key, deux, id.New())
	h.must(err)
	max := h.visit(marc)
	if page := max.see("/dossiers/" + got.Dossier); !strings.Contains(page, "Imported from Cabinet Un on 2 March 2026") {
		t.Errorf("%s", mainOf(page))
	}
	if page := max.speak("fr").see("/dossiers/" + got.Dossier); !strings.Contains(page, "Importé de Cabinet Un le 2 mars 2026") {
		t.Errorf("%s", mainOf(page))
	}
}

// limited puts paul on the team by an origin that reads some sections only.
func limited(h *house, un, d string, sections ...string) {
	h.t.Helper()
	a, err := h.People.Get(context.Background(), h.Account(paul))
	h.must(err)
	o := dossier.TeamOrigin(un, a.Orgs[un].Since)
	o.Level, o.Sections = access.Read, sections
	h.must(h.Rooms.Table.Commit(context.Background(), dossier.GiveOrigin(d, a.ID, "team", o, a.ID, h.Clock())))
}

func TestALL4AClosedSectionSaysWhyAndWhoCanChangeIt(t *testing.T) {
	h, un, _, d := furnished(t)
	_, err := h.Dossiers.Save(context.Background(), h.As(claire), d, "finances", 0, map[string]any{"expenses": "31.00"})
	h.must(err)
	limited(h, un, d, "insured")
	bo := h.visit(paul)
	page := bo.see("/dossiers/" + d)
	why := "Your access does not reach this section. The manager of the dossier can change this."
	if !strings.Contains(page, why) || strings.Contains(page, "/sections/finances") || !strings.Contains(page, "/sections/insured") {
		t.Errorf("%s", mainOf(page))
	}
	a := bo.get("/dossiers/" + d + "/sections/finances")
	if a.StatusCode != 403 || !strings.Contains(a.body, "Your access does not reach this section.") || !strings.Contains(a.body, "ALL-2") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	page = bo.see("/dossiers/" + d + "/sections/insured")
	if strings.Contains(page, "/edit") || !strings.Contains(page, "Your access is read only. The manager of the dossier can change this.") {
		t.Errorf("%s", mainOf(page))
	}
	if a := bo.get("/dossiers/" + d + "/sections/insured/edit"); a.StatusCode != 403 {
		t.Errorf("the form opens: %d", a.StatusCode)
	}
}

func TestALL4NobodyLearnsThatADossierExists(t *testing.T) {
	h, _, _, d := furnished(t)
	for _, email := range []string{marc, nina} {
		v := h.visit(email)
		for _, path := range []string{"", "/edit", "/sections/insured", "/sections/insured/edit"} {
			there, not := v.get("/dossiers/"+d+path), v.get("/dossiers/"+id.New()+path)
			if there.StatusCode != 404 || not.StatusCode != 404 || !strings.Contains(there.body, "No such page or dossier") {
				t.Errorf("%s %s: %d and %d", email, path, there.StatusCode, not.StatusCode)
			}
		}
	}
}

func TestRequiredFieldsStillMissingAreListed(t *testing.T) {
	h, d, _ := full(t)
	ana := h.visit(claire)
	if page := ana.see("/dossiers/" + d); !strings.Contains(page, "Not begun") || !strings.Contains(page, "0 sections of 2 complete") {
		t.Errorf("%s", mainOf(page))
	}
	at := "/dossiers/" + d + "/sections/all/edit"
	ana.follow(ana.send(at, at, "values.number", "3", "rows:values.list", "1", "values.list[0].sum", "1"))
	page := ana.see("/dossiers/" + d)
	if !strings.Contains(page, "2 to fill in") || !strings.Contains(page, "Missing: Text, List, row 1, Name") {
		t.Errorf("%s", mainOf(page))
	}
	ana.follow(ana.send(at, at, "values.line", "x", "values.list[0].name", "y"))
	if page := ana.see("/dossiers/" + d); !strings.Contains(page, "1 section of 2 complete") {
		t.Errorf("%s", mainOf(page))
	}
}

func TestTitleReferenceAndStatus(t *testing.T) {
	h, d, _ := full(t)
	ana := h.visit(claire)
	at := "/dossiers/" + d
	ana.follow(ana.send(at, at+"/status", "status", "shut"))
	first := formFor(t, ana.see(at+"/edit"), at+"/edit")
	ana.follow(ana.send(at+"/edit", at+"/edit", "title", "Another <title>"))
	if page := ana.see(at); !strings.Contains(page, "<h1>Another &lt;title&gt;</h1>") || !strings.Contains(page, `<span class="tag">Closed</span>`) {
		t.Errorf("%s", mainOf(page))
	}
	first.Set("reference", "R-2") // the title is left alone: no conflict
	ana.follow(ana.post(at+"/edit", first))
	first.Set("title", "A third")
	first.Set("reference", "R-1")
	a := ana.post(at+"/edit", first)
	again := formFor(t, a.body, at+"/edit")
	if a.StatusCode != 412 || again.Get("title") != "A third" || again.Get("reference") != "R-2" {
		t.Errorf("%d %v", a.StatusCode, again)
	}
	ana.follow(ana.post(at+"/edit", again))
	if v, err := h.Dossiers.Load(context.Background(), h.As(claire), d, access.Open, ""); err != nil || v.Title != "A third" || v.Reference != "R-2" {
		t.Errorf("%v %s %s", err, v.Title, v.Reference)
	}
	for _, bad := range []string{"", strings.Repeat("x", 201)} {
		if a := ana.send(at+"/edit", at+"/edit", "title", bad); a.StatusCode != 422 {
			t.Errorf("%q: %d", bad, a.StatusCode)
		}
	}
	if a := ana.send(at, at+"/status", "status", "nowhere"); a.StatusCode != 422 {
		t.Errorf("a status that is none: %d", a.StatusCode)
	}
}
