package promises

import (
	"strconv"
	"time"

	"tierce/internal/docx/docxtest"
	"tierce/internal/model"
)

// word is a template that shows what the story types.
func word(more string) []byte {
	return docxtest.Of(docxtest.Paragraphs("{{dossier.title}} {{#people.holder}}{{name}}{{/people.holder}} {{?objectives.wishes}}{{objectives.wishes}}{{/objectives.wishes}}", more), "").Zip()
}

// templates has an Admin give a model templates, by the API and on pages, and
// documents made from them in both ways.
func (h *house) templates(org string) {
	h.Helper()
	m := model.StarterID(org, "wealth-plan")
	at := "/v1/organizations/" + org + "/models/" + m + "/templates"
	name := object{"fr": "Lettre", "en": "Letter"}
	h.ask(ana, "POST", at, object{"name": name, "file": "a.docx", "content": docxtest.Of(docxtest.Paragraphs("{{no.such}}"), "").Zip()}).is(422)
	one := at + "/" + h.ask(ana, "POST", at, object{"name": name, "file": "a.docx", "content": word("one")}).is(201).get("id")
	h.hears()
	tag := h.ask(ana, "GET", one, nil).is(200).header.Get("ETag")
	tag = h.ask(ana, "PATCH", one, object{"name": object{"fr": "Courrier", "en": "Mail"}}, "If-Match", tag).is(200).header.Get("ETag")
	h.ask(ana, "PUT", one+"/file", object{"file": "b.docx", "content": word("two")}, "If-Match", tag).is(200)
	h.hears()
	h.ask(claire, "GET", at, nil).is(200)
	h.ids["template"] = one[len(at)+1:]
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": m, "title": plantedTitle}).is(201).get("id")
	h.fromTemplate(d, h.ids["template"])
	h.templatePages(org, m, d)
	gone := h.ask(ana, "POST", at, object{"name": name, "file": "c.docx", "content": word("gone")}).is(201)
	h.hears()
	lost := h.ask(claire, "POST", "/v1/dossiers/"+d+"/documents/from-template", object{"template": gone.get("id"), "language": "en"}).is(201).header.Get("Location")
	h.ask(ana, "DELETE", at+"/"+gone.get("id"), nil, "If-Match", gone.header.Get("ETag")).is(204)
	h.delivered()
	if got := h.ask(claire, "GET", lost, nil).is(200).get("reason"); got != "template-gone" {
		h.Errorf("made from a template that is gone: %q", got)
	}
	h.wait(40 * 24 * time.Hour)
	h.sweep()
}

// fromTemplate asks for a document before and after what it asks for is there.
func (h *house) fromTemplate(d, template string) {
	h.Helper()
	at := "/v1/dossiers/" + d
	ask := object{"template": template, "language": "fr"}
	h.ask(claire, "POST", at+"/documents/from-template", ask).is(422)
	h.ask(claire, "POST", at+"/people", object{"name": plantedName, "holder": "holder", "family": true, "email": "templated@planted-t.example", "phone": "+33199000241", "language": "fr"}).is(201)
	h.ask(claire, "PUT", at+"/sections/objectives", object{"values": object{"wishes": plantedText}}, "If-Match", `"0"`).is(200)
	made := h.ask(claire, "POST", at+"/documents/from-template", ask).is(201).header.Get("Location")
	h.delivered()
	h.hears()
	if got := h.ask(claire, "GET", made, nil).is(200).get("state"); got != "done" {
		h.Errorf("the document is %q", got)
	}
}

func (h *house) templatePages(org, m, d string) {
	h.Helper()
	v, at := h.visit(ana), "/organizations/"+org+"/models/"+m+"/templates"
	form := v.get(at + "/new").forms()[at+"/new"]
	form.Set("name.fr", "Page")
	form.Set("name.en", "Page")
	v.file(at+"/new", form, "page.docx", string(word("of the page")))
	h.hears()
	last := at + "/" + h.newestTemplate(org, m)
	form = v.get(last).forms()[last+"/file"]
	v.file(last+"/file", form, "page.docx", string(word("replaced")))
	h.hears()
	read := func() string { return v.get(last).forms()[last].Get("read") }
	v.fill(last, last, "name.fr", "Deux", "name.en", "Two", "read", read())
	h.wait(time.Second)
	w, here := h.visit(claire), "/dossiers/"+d+"/documents/make"
	w.fill(here, here, "template", last[len(at)+1:], "language", "fr")
	h.delivered()
	h.hears()
	h.wait(time.Second)
	v = h.visit(ana)
	v.fill(last, last+"/remove", "read", read())
	h.wait(time.Second)
}

// newestTemplate is the one whose name the page gave.
func (h *house) newestTemplate(org, m string) string {
	h.Helper()
	var there struct {
		Templates []struct {
			ID   string
			Name struct{ EN string }
		}
	}
	h.read(h.ask(ana, "GET", "/v1/organizations/"+org+"/models/"+m+"/templates", nil).is(200), &there)
	for _, t := range there.Templates {
		if t.Name.EN == "Page" {
			return t.ID
		}
	}
	h.Fatal("no template by the page, of " + strconv.Itoa(len(there.Templates)))
	return ""
}
