package portal

import (
	"context"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/id"
)

// everything is a model with each type of field.
const everything = `{"name":{"fr":"Tout","en":"Everything"},"reference":"TOUT","statuses":[
{"id":"open","label":{"fr":"Ouvert","en":"Open"},"initial":true},{"id":"shut","label":{"fr":"Clos","en":"Closed"},"final":true}],
"sections":[{"id":"all","kind":"form","title":{"fr":"Tous les champs","en":"All fields"},"fields":[
{"id":"line","type":"text","required":true,"label":{"fr":"Texte","en":"Text"},"help":{"fr":"Une aide","en":"Some help"}},
{"id":"long","type":"longtext","label":{"fr":"Texte long","en":"Long text"}},
{"id":"number","type":"number","min":0,"max":9999,"label":{"fr":"Nombre","en":"Number"}},
{"id":"money","type":"money","currency":"EUR","label":{"fr":"Montant","en":"Amount"}},
{"id":"date","type":"date","label":{"fr":"Jour","en":"Day"}},
{"id":"one","type":"choice","label":{"fr":"Choix","en":"Choice"},"choices":[{"id":"a","label":{"fr":"Premier","en":"First"}},{"id":"b","label":{"fr":"Second","en":"Second"}}]},
{"id":"several","type":"choices","label":{"fr":"Choix multiple","en":"Choices"},"choices":[{"id":"a","label":{"fr":"Eau","en":"Water"}},{"id":"b","label":{"fr":"Feu","en":"Fire"}},{"id":"c","label":{"fr":"Terre","en":"Earth"}}]},
{"id":"yes","type":"yesno","label":{"fr":"Oui ou non","en":"Yes or no"}},
{"id":"who","type":"person","label":{"fr":"Qui","en":"Who"}},
{"id":"list","type":"rows","label":{"fr":"Liste","en":"List"},"fields":[
{"id":"name","type":"text","required":true,"label":{"fr":"Nom","en":"Name"}},
{"id":"sum","type":"money","currency":"CHF","label":{"fr":"Somme","en":"Sum"}},
{"id":"sure","type":"yesno","label":{"fr":"Certain","en":"Certain"}},
{"id":"tags","type":"choices","label":{"fr":"Marques","en":"Tags"},"choices":[{"id":"x","label":{"fr":"Rouge","en":"Red"}},{"id":"y","label":{"fr":"Vert","en":"Green"}}]}]}]},
{"id":"other","kind":"simulations","title":{"fr":"Simulations","en":"Simulations"},"fields":[{"id":"n","type":"number","label":{"fr":"N","en":"N"}}]}]}`

// full is a dossier with such a model, claire's, and one person in it.
func full(t *testing.T) (h *house, d, person string) {
	h, un, _, _ := furnished(t)
	ctx := context.Background()
	head, err := h.Models.Import(ctx, h.As(claire), un, "", []byte(everything), id.New())
	h.must(err)
	made, err := h.Dossiers.Create(ctx, h.As(claire), dossier.Draft{Organization: un, Model: head.ID, Title: "Full", Reference: "R-1"}, id.New())
	h.must(err)
	p, err := h.Rights.SavePerson(ctx, h.As(claire), made.ID, dossier.Person{ID: id.New(), Name: "Odile Garnier", BirthDate: "1951-02-08"})
	h.must(err)
	return h, made.ID, p.ID
}

// values reads what is stored in a section.
func (h *house) values(d, section string) map[string]any {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), d, section)
	h.must(err)
	return s.Values
}

// speak sets the language that somebody reads in.
func (v *visitor) speak(lang string) *visitor {
	v.t.Helper()
	v.must(v.People.SetLang(context.Background(), v.account.ID, lang))
	return v
}

func allTyped(lang, person string) url.Values {
	form := url.Values{"values.line": {" Une ligne "}, "values.long": {"deux\r\nlignes"}, "values.number": {"1234.5"}, "values.money": {"€1,250.5"},
		"values.date": {"8/2/2026"}, "values.one": {"b"}, "values.several": {"a", "c"}, "values.yes": {"false"}, "values.who": {person},
		"rows:values.list": {"2"}, "values.list[0].name": {"Ana"}, "values.list[0].sum": {"2"}, "values.list[0].sure": {"true"}, "values.list[0].tags": {"x", "y"},
		"values.list[1].name": {"Bo"}}
	if lang == "fr" {
		form["values.number"], form["values.money"] = []string{"1 234,5"}, []string{"1 250,5 €"}
	}
	return form
}

func TestALL7EveryTypeOfFieldInBothLanguages(t *testing.T) {
	read := map[string][]string{
		"en": {"1,234.5", "€1,250.50", "8 February 2026", "Second", "Water", "Earth", ">No<", "Odile Garnier", "CHF\u00a02.00", "Red, Green", "Yes"},
		"fr": {"1\u202f234,5", "1\u202f250,50\u00a0€", "8 février 2026", "Second", "Eau", "Terre", ">Non<", "Odile Garnier", "2,00\u00a0CHF", "Rouge, Vert", "Oui"},
	}
	for lang, words := range read {
		h, d, person := full(t)
		ana := h.visit(claire).speak(lang)
		at := "/dossiers/" + d + "/sections/all"
		form := formFor(t, ana.see(at+"/edit"), at+"/edit")
		for name, typed := range allTyped(lang, person) {
			form[name] = typed
		}
		ana.follow(ana.post(at+"/edit", form))
		want := map[string]any{"line": "Une ligne", "long": "deux\nlignes", "number": 1234.5, "money": "1250.50", "date": "2026-02-08", "one": "b",
			"several": []any{"a", "c"}, "yes": false, "who": person, "list": []any{
				map[string]any{"name": "Ana", "sum": "2.00", "sure": true, "tags": []any{"x", "y"}}, map[string]any{"name": "Bo"}}}
		if got := h.values(d, "all"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: kept as %v", lang, got)
		}
		page := ana.see(at)
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s: no %q in\n%s", lang, w, mainOf(page))
			}
		}
		ana.follow(ana.send(at+"/edit", at+"/edit"))
		if got := h.values(d, "all"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: saved again untouched it became %v", lang, got)
		}
	}
}

func TestRowsComeAndGoWithoutScriptAndKeepWhatWasTyped(t *testing.T) {
	h, d, person := full(t)
	ana := h.visit(claire)
	at := "/dossiers/" + d + "/sections/all/edit"
	form := formFor(t, ana.see(at), at)
	for name, typed := range allTyped("en", person) {
		form[name] = typed
	}
	form.Set("values.number", "not yet a number")
	form.Set("action", "add-row:values.list")
	a := ana.post(at, form)
	form = formFor(t, a.body, at)
	if a.StatusCode != 200 || form.Get("rows:values.list") != "3" || form.Get("values.number") != "not yet a number" ||
		form.Get("values.list[1].name") != "Bo" || len(form["values.several"]) != 2 || len(h.values(d, "all")) != 0 {
		t.Fatalf("%d, %v", a.StatusCode, form)
	}
	if !strings.Contains(a.body, `id="f-values.list_2_.name" name="values.list[2].name" value="" type="text" autocomplete="off" autofocus`) {
		t.Error("the focus is not in the new row")
	}
	form.Set("values.list[2].name", "Cy")
	form.Set("action", "remove-row:values.list:0")
	form = formFor(t, ana.post(at, form).body, at)
	if form.Get("rows:values.list") != "2" || form.Get("values.list[0].name") != "Bo" || form.Get("values.list[0].sum") != "" ||
		form.Get("values.list[1].name") != "Cy" || form.Has("values.list[2].name") || len(form["values.list[0].tags"]) != 0 {
		t.Errorf("%v", form)
	}
	for _, act := range []string{"remove-row:values.list:9", "remove-row:values.line:0", "add-row:nothing", "nonsense"} {
		form.Set("action", act)
		if next := formFor(t, ana.post(at, form).body, at); next.Get("rows:values.list") != "2" || next.Get("values.list[1].name") != "Cy" {
			t.Errorf("%s: %v", act, next)
		}
	}
}

func TestWhatIsWrongIsNamedAndKept(t *testing.T) {
	h, d, _ := full(t)
	ana := h.visit(claire).speak("fr")
	at := "/dossiers/" + d + "/sections/all/edit"
	a := ana.send(at, at, "values.number", "douze", "values.money", "1.234,50", "values.date", "31/02/2026", "values.long", strings.Repeat("x", 20001),
		"rows:values.list", "2", "values.list[1].name", "Bo", "values.list[1].sum", "1,234", "values.who", "aaaaaaaaaaaaaaaa")
	if a.StatusCode != 422 || len(h.values(d, "all")) != 0 {
		t.Fatalf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	form := formFor(t, a.body, at)
	for name, typed := range map[string]string{"values.number": "douze", "values.money": "1.234,50", "values.date": "31/02/2026", "values.list[1].sum": "1,234"} {
		if form.Get(name) != typed {
			t.Errorf("%s became %q", name, form.Get(name))
		}
	}
	for _, want := range []string{
		`<a href="#f-values.number">Nombre : Saisissez un nombre, par exemple 12,5.</a>`,
		`<a href="#f-values.money">Montant : `, `<a href="#f-values.date">Jour : `, `<a href="#f-values.long">Texte long : `, `<a href="#f-values.who">Qui : `,
		`<a href="#f-values.list_1_.sum">Liste, ligne 2, Somme : `, `aria-invalid="true"`, "À corriger"} {
		if !strings.Contains(a.body, strings.ReplaceAll(want, " :", "\u00a0:")) {
			t.Errorf("no %s", want)
		}
	}
}

func TestTwoEditsAtOnceLoseNothing(t *testing.T) {
	h, d, _ := full(t)
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
	ana, bo := h.visit(claire), h.visit(paul)
	at := "/dossiers/" + d + "/sections/all/edit"
	mine := formFor(t, ana.see(at), at)
	bo.follow(bo.send(at, at, "values.line", "Paul's text", "values.number", "7"))
	mine.Set("values.line", "Claire's text")
	a := ana.post(at, mine)
	if a.StatusCode != 412 || !strings.Contains(a.body, "Paul&#39;s text") || !strings.Contains(a.body, "by paul") {
		t.Fatalf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	if got := h.values(d, "all")["line"]; got != "Paul's text" {
		t.Errorf("overwritten by %v", got)
	}
	again := formFor(t, a.body, at)
	if again.Get("values.line") != "Claire's text" {
		t.Errorf("typed text became %q", again.Get("values.line"))
	}
	again.Set("values.number", "7")
	ana.follow(ana.post(at, again))
	if got := h.values(d, "all"); got["line"] != "Claire's text" || got["number"] != 7.0 {
		t.Errorf("saved knowingly: %v", got)
	}
}

func TestAnEndedSessionKeepsASection(t *testing.T) {
	h, d, _ := full(t)
	ana := h.visit(claire)
	at := "/dossiers/" + d + "/sections/all/edit"
	form := formFor(t, ana.see(at), at)
	form.Set("values.line", `typed for "half" an hour`)
	form.Set("rows:values.list", "1")
	form.Set("values.list[0].name", "Ana")
	h.Time.Advance(31 * time.Minute)
	over := ana.post(at, form)
	if over.StatusCode != 401 {
		t.Fatalf("%d", over.StatusCode)
	}
	ana.signIn()
	confirm := ana.post(at, formFor(t, over.body, at))
	if confirm.StatusCode != 403 {
		t.Fatalf("%d", confirm.StatusCode)
	}
	ana.follow(ana.post(at, formFor(t, confirm.body, at)))
	want := map[string]any{"line": `typed for "half" an hour`, "list": []any{map[string]any{"name": "Ana"}}}
	if got := h.values(d, "all"); !reflect.DeepEqual(got, want) {
		t.Errorf("kept %v", got)
	}
}
