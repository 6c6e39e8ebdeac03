package portal

import (
	"context"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
)

// fleet is a commercial account of claire's, with paul on the team.
func fleet(t *testing.T) (h *house, d, section, paste string) {
	h, un, _, _ := furnished(t)
	d = h.Dossier(un, claire, "commercial-insurance")
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
	section = "/dossiers/" + d + "/sections/vehicles"
	return h, d, section, section + "/paste/vehicles"
}

func TestIND3PastedRowsAreSavedAndExportedInBothLanguages(t *testing.T) {
	pasted := map[string]string{
		"fr": "Immatriculation\tAnnée\tValeur\tEn location longue durée\tMarque et modèle\nAB-123-CD\t2020\t1 250,50 €\toui\t\"Renault \"\"Clio\"\"\ngrise\"\n=1+1\t\t\tnon\tDacia\n",
		"en": "AB-123-CD\tRenault Clio\t2020\t\t\t€1,250.50\t\tyes\n=1+1\tDacia\t\t\t\t\t\tno\n",
	}
	pasted["fr"] = strings.Replace(pasted["fr"], "\"Renault \"\"Clio\"\"\ngrise\"", "Renault Clio", 1)
	want := []any{map[string]any{"plate": "AB-123-CD", "make": "Renault Clio", "year": 2020.0, "value": "1250.50", "leased": true}, map[string]any{"plate": "=1+1", "make": "Dacia", "leased": false}}
	for lang, text := range pasted {
		h, d, section, paste := fleet(t)
		ana := h.visit(claire).speak(lang)
		for _, page := range []string{section, section + "/edit"} {
			if !strings.Contains(ana.see(page), `href="`+paste+`"`) {
				t.Errorf("%s: no way to paste on %s", lang, page)
			}
		}
		if to := ana.follow(ana.send(paste, paste, "rows", text)); to != section+"?done=pasted" {
			t.Errorf("%s: on to %s", lang, to)
		}
		if got := h.values(d, "vehicles")["vehicles"]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: kept %v", lang, got)
		}
		if page := ana.see(section); !strings.Contains(page, "<span>2020</span>") {
			t.Errorf("%s: the year is no year", lang)
		}
		file := ana.send(section, section+"/file/vehicles")
		if file.StatusCode != 200 || file.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment;") ||
			!strings.HasPrefix(file.body, "\ufeff") || !strings.Contains(file.body, "'=1+1") || strings.Contains(file.body, "\n=") {
			t.Errorf("%s: %d %v %q", lang, file.StatusCode, file.Header, file.body)
		}
		ana.follow(ana.send(paste, paste, "rows", file.body, "how", "replace"))
		if got := h.values(d, "vehicles")["vehicles"]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: pasted back as %v", lang, got)
		}
		ana.follow(ana.send(paste, paste, "rows", "ZZ\tFiat"))
		if got := h.values(d, "vehicles")["vehicles"].([]any); len(got) != 3 {
			t.Errorf("%s: added, %v", lang, got)
		}
	}
}

func TestIND3FiveHundredPastedRowsNameEachBadCellAndKeepThem(t *testing.T) {
	h, d, _, paste := fleet(t)
	ana := h.visit(claire).speak("fr")
	var text strings.Builder
	for i := range 500 {
		year := "2020"
		if i%9 == 1 {
			year = "jamais"
		}
		fmt.Fprintf(&text, "AB-%d\tRenault\t%s\tVol\r\n", i, year)
	}
	a := ana.send(paste, paste, "rows", text.String())
	if a.StatusCode != 422 || len(h.values(d, "vehicles")) != 0 {
		t.Fatalf("%d\n%.2000s", a.StatusCode, mainOf(a.body))
	}
	page := spaced(plain(a.body))
	for _, want := range []string{`<a href="#f-rows">Ligne 1, Usage : Écrivez l’un des choix : `, `<a href="#f-rows">Ligne 2, Année : Écrivez un nombre, par exemple 12,5.</a>`,
		`<a href="#f-rows">Ligne 90, Usage : `, "<li>et 456 autres</li>", "Rien n’a été enregistré", `aria-invalid="true"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if got := formFor(t, a.body, paste).Get("rows"); strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(text.String(), "\r\n", "\n") {
		t.Errorf("%d characters of %d kept", len(got), text.Len())
	}
	over := ana.send(paste, paste, "rows", strings.Repeat("AB\n", 501))
	if over.StatusCode != 422 || !strings.Contains(spaced(over.body), "plus que les 500 lignes") || len(h.values(d, "vehicles")) != 0 {
		t.Errorf("%d %.2000s", over.StatusCode, mainOf(over.body))
	}
}

func TestIND3AConflictKeepsWhatWasPasted(t *testing.T) {
	h, d, section, paste := fleet(t)
	ana, bo := h.visit(claire), h.visit(paul)
	form := formFor(t, ana.see(paste), paste)
	bo.follow(bo.send(paste, paste, "rows", "PAUL"))
	bo.follow(bo.send(paste, paste, "rows", "PAUL-2"))
	form.Set("rows", "CLAIRE\tFiat")
	a := ana.post(paste, form)
	again := formFor(t, a.body, paste)
	if a.StatusCode != 412 || !strings.Contains(a.body, "by paul") || again.Get("rows") != "CLAIRE\tFiat" {
		t.Fatalf("%d, %v\n%s", a.StatusCode, again, mainOf(a.body))
	}
	if got := fmt.Sprint(h.values(d, "vehicles")); got != "map[vehicles:[map[plate:PAUL] map[plate:PAUL-2]]]" {
		t.Errorf("saved over: %s", got)
	}
	if to := ana.follow(ana.post(paste, again)); to != section+"?done=pasted" {
		t.Errorf("on to %s", to)
	}
	if got := fmt.Sprint(h.values(d, "vehicles")); got != "map[vehicles:[map[plate:PAUL] map[plate:PAUL-2] map[make:Fiat plate:CLAIRE]]]" {
		t.Errorf("added knowingly: %s", got)
	}
}

// What is mended is still for the rows that were read: a save between the two
// is no less a conflict.
func TestIND3ARefusalDoesNotHideAConflict(t *testing.T) {
	h, d, _, paste := fleet(t)
	ana, bo := h.visit(claire), h.visit(paul)
	bad := ana.send(paste, paste, "rows", "A\tB\tnever")
	bo.follow(bo.send(paste, paste, "rows", "PAUL"))
	worse := formFor(t, bad.body, paste)
	worse.Set("rows", "A\tB\tno")
	mended := formFor(t, ana.post(paste, worse).body, paste)
	mended.Set("rows", "A\tB\t2020")
	if a := ana.post(paste, mended); a.StatusCode != 412 || fmt.Sprint(h.values(d, "vehicles")) != "map[vehicles:[map[plate:PAUL]]]" {
		t.Errorf("%d, %v", a.StatusCode, h.values(d, "vehicles"))
	}
}

func TestIND3AReaderIsToldWhyInsteadOfPasting(t *testing.T) {
	h, d, section, paste := fleet(t)
	a, err := h.People.Get(context.Background(), h.Account(paul))
	h.must(err)
	var o access.Origin
	for org, place := range a.Orgs {
		o = dossier.TeamOrigin(org, place.Since)
	}
	o.Level = access.Read
	h.must(h.Dossiers.EndOrigin(context.Background(), h.As(claire), d, a.ID, "team"))
	h.must(h.Rooms.Table.Commit(context.Background(), dossier.GiveOrigin(d, a.ID, "team", o, a.ID, h.Clock())))
	bo := h.visit(paul)
	page := bo.see(section)
	if strings.Contains(page, paste) || !strings.Contains(page, section+"/file/vehicles") {
		t.Errorf("a reader is shown %s", mainOf(page))
	}
	form := url.Values{"token": {formFor(t, page, section+"/file/vehicles").Get("token")}, "version": {"0"}, "rows": {"A"}}
	for _, a := range []answer{bo.get(paste), bo.post(paste, form), bo.get(section + "/paste/nothing")} {
		if a.StatusCode != 403 && a.StatusCode != 404 || a.StatusCode == 403 && !strings.Contains(a.body, "ALL-2") {
			t.Errorf("%s %s: %d %s", a.Request.Method, a.Request.URL.Path, a.StatusCode, mainOf(a.body))
		}
	}
	if len(h.values(d, "vehicles")) != 0 {
		t.Error("a reader pasted")
	}
}

func TestIND3BadInputOfAPasteIsNamedAndChangesNothing(t *testing.T) {
	h, d, _, paste := fleet(t)
	ana := h.visit(claire)
	for text, want := range map[string]struct {
		status int
		say    string
	}{
		"":                                 {422, "There is no row in it"},
		" \t\r\n":                          {422, "There is no row in it"},
		"A\x00B\tok":                       {422, "Row 1, Plate"},
		"\x1b[2J\tok":                      {422, "Row 1, Plate"},
		"ok\t<script>alert(1)</script>\tx": {422, "Row 1, Year"},
		"A\xff\tB":                         {400, "UTF-8"},
		"Plate\tColour\nA\tred":            {422, "No column is called “Colour”"},
		"Plate\tPlate\nA\tB":               {422, "twice"},
		"A\t\t\t\t\t\t\t\tx":               {422, "Row 1"},
		strings.Repeat("A\t"+strings.Repeat("x", 400)+"\n", 500) + "\n": {303, ""},
	} {
		a := ana.send(paste, paste, "rows", text, "how", "replace")
		if a.StatusCode != want.status || !strings.Contains(plain(a.body), want.say) || strings.Contains(a.body, "<script>alert") {
			t.Errorf("%.40q: %d %.1500s", text, a.StatusCode, mainOf(a.body))
		}
	}
	if a := ana.send(paste, paste, "rows", strings.Repeat("x", bodyMost)); a.StatusCode != 413 {
		t.Errorf("too large: %d", a.StatusCode)
	}
	wide := ana.send(paste, paste, "rows", strings.Repeat("A\t"+strings.Repeat("x", 500)+"\t\t\t\t\t"+strings.Repeat("x", 500)+"\n", 500), "how", "replace")
	if wide.StatusCode != 413 || !strings.Contains(wide.body, "“Vehicles” is too large") {
		t.Errorf("a section too large: %d %.1500s", wide.StatusCode, mainOf(wide.body))
	}
	if got := h.values(d, "vehicles")["vehicles"].([]any); len(got) != 500 {
		t.Errorf("%d rows", len(got))
	}
}

func TestAnEndedSessionKeepsWhatWasPasted(t *testing.T) {
	h, d, _, paste := fleet(t)
	ana := h.visit(claire)
	form := formFor(t, ana.see(paste), paste)
	form.Set("rows", "A\t\"Fiat\"\nB\t")
	h.Time.Advance(31 * time.Minute)
	over := ana.post(paste, form)
	ana.signIn()
	confirm := ana.post(paste, formFor(t, over.body, paste))
	ana.follow(ana.post(paste, formFor(t, confirm.body, paste)))
	if got := fmt.Sprint(h.values(d, "vehicles")); over.StatusCode != 401 || got != "map[vehicles:[map[make:Fiat plate:A] map[plate:B]]]" {
		t.Errorf("%d, kept %s", over.StatusCode, got)
	}
}

// A contact with an assigned section sees no list of persons, and still reads,
// edits and pastes a section that names some.
func TestIND3AContactOpensASectionThatNamesPersons(t *testing.T) {
	k := studied(t)
	k.SignIn(nina)
	k.must(k.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(k.d, k.Account(nina), "contact", access.Origin{Kind: access.FromContact,
		Level: access.Write, Since: "2026", Person: k.camille, Group: "limited", Sections: []string{"wealth"}}, k.Account(nina), k.Clock())))
	v := k.visit(nina)
	for _, path := range []string{"", "/edit"} {
		if page := v.see(k.at("/sections/wealth" + path)); !strings.Contains(page, "Bernard") || strings.Contains(page, "Camille") {
			t.Errorf("%q shows %s", path, mainOf(page))
		}
	}
	v.follow(v.send(k.at("/sections/wealth/paste/assets"), k.at("/sections/wealth/paste/assets"), "rows", "Flat"))
	if page := v.see(k.at("/sections/wealth")); !strings.Contains(page, "Flat") {
		t.Errorf("nothing came in: %s", mainOf(page))
	}
}
