package promises

import (
	"regexp"
	"strings"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/model"
)

var (
	bert = &person{"Bert Plantedname", "bert@planted-x.example", "+33199000221"}
	dora = &person{"Dora Plantedname", "dora@planted-y.example", "+33199000231"}
)

var partnerKey = regexp.MustCompile(`TIERCE-S(-[0-9A-Z]{5}){9}`)

// mailed is the key of the newest mail to who, which is a secret from then on.
func (h *house) mailed(who *person) string {
	h.Helper()
	for _, m := range h.box.Messages(who.email) {
		if key := partnerKey.FindString(m.Text); key != "" {
			h.secrets = append(h.secrets, key)
			return key
		}
	}
	h.Fatal("no key was mailed to " + who.email)
	return ""
}

// partners asks partners about a request: from outside at once, of whom one
// answers and is asked again and one declines; from inside at a status; and one
// who is reminded and withdrawn.
func (h *house) partners(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "public-request"), "title": plantedTitle}).is(201).get("id")
	of := "/v1/dossiers/" + d
	at := of + "/solicitations"
	h.ask(claire, "PATCH", of, object{"status": "review"}).is(200)
	h.ask(claire, "PUT", of+"/sections/building", object{"values": object{"parcel": plantedText[:min(len(plantedText), 40)]}}, "If-Match", `"0"`).is(200)
	ask := func(who *person, when string) object {
		return object{"kind": "both", "scope": "plans", "view": "heritage-plans", "when": when, "wished": h.clock().Add(5 * 24 * time.Hour).Format(time.DateOnly),
			"instructions": plantedText, "partner": object{"name": who.name, "email": who.email, "language": "fr"}}
	}
	h.ask(bert, "PUT", "/v1/me", nil).is(200)
	h.ask(dora, "PUT", "/v1/me", nil).is(200)
	h.ask(claire, "GET", at+"/preview?view=heritage-plans&kind=both", nil).is(200)
	one := at + "/" + h.ask(claire, "POST", at, ask(bert, "")).is(201).get("id")
	other := at + "/" + h.ask(claire, "POST", at, ask(dora, "")).is(201).get("id")
	lost := at + "/" + h.ask(claire, "POST", at, ask(dora, "opinions")).is(201).get("id")
	inside := ask(bert, "opinions")
	inside["partner"] = object{"agent": zoe.account()}
	h.ask(claire, "POST", at, inside).is(201)
	h.delivered()
	key := h.mailed(bert)
	h.ask(bert, "POST", "/v1/solicitation-claims", object{"key": key}).is(201)
	h.ask(bert, "POST", "/v1/solicitation-claims", object{"key": key}).is(410)
	h.ask(dora, "POST", "/v1/solicitation-claims", object{"key": h.mailed(dora)}).is(201)
	h.answers(one)
	h.addressed(d, one)
	h.partnerPages(d)
	h.moved(org, d)
	h.ask(dora, "POST", other+"/decline", object{"reason": plantedText}).is(204)
	h.ask(claire, "POST", one+"/reopen", nil).is(200)
	h.ask(claire, "PATCH", of, object{"status": "opinions"}).is(200)
	h.delivered()
	h.mailed(dora)
	h.ask(claire, "POST", at+"/notify", nil).is(200)
	tag := h.ask(claire, "GET", lost, nil).is(200).header.Get("ETag")
	h.ask(claire, "PATCH", lost, object{"wished": h.clock().Add(6 * 24 * time.Hour).Format(time.DateOnly)}, "If-Match", tag).is(200)
	h.delivered()
	h.mailed(dora)
	h.wait(5 * 24 * time.Hour)
	h.sweep()
	h.mailed(dora)
	h.ask(claire, "POST", lost+"/withdraw", nil).is(200)
	h.ask(claire, "GET", at, nil).is(200)
	h.delivered()
	h.ids["solicitation"] = one[len(at)+1:]
}

// addressed sends a file that is for bert alone, who is told of it and fetches
// it by the API and from his page.
func (h *house) addressed(d, one string) {
	h.Helper()
	at, content := "/v1/dossiers/"+d+"/documents", "%PDF-1.7\n% "+plantedText+"\n"
	var asked struct{ Form bucket.Form }
	to := object{"everybody": false, "solicitations": []string{one[strings.LastIndex(one, "/")+1:]}}
	answer := h.ask(claire, "POST", at, object{"name": "for-the-partner.pdf", "size": len(content), "audience": to}).is(201)
	h.read(answer, &asked)
	h.fills("api", &asked.Form, content)
	h.hears()
	doc := h.ask(claire, "GET", answer.header.Get("Location"), nil).is(200).get("document")
	h.delivered()
	if got := h.box.Messages(bert.email)[0].Subject; !strings.Contains(got, "document") {
		h.Errorf("bert was told %q", got)
	}
	h.through("api", "GET", h.ask(bert, "POST", at+"/"+doc+"/download", nil).is(200).get("url"), "", nil)
	w, page := h.visit(bert), "/dossiers/"+d+"/solicitations/"+one[strings.LastIndex(one, "/")+1:]+"/answer"
	w.fill(page, "/dossiers/"+d+"/documents/"+doc+"/download")
	h.wait(time.Second)
}

// partnerPages asks, answers and follows in the portal.
func (h *house) partnerPages(d string) {
	h.Helper()
	here := "/dossiers/" + d + "/solicitations"
	v := h.visit(claire)
	typed := []string{"kind", "both", "scope", "visit", "view", "heritage-plans", "partner.name", plantedName, "partner.email", dora.email, "partner.language", "fr",
		"wished", h.clock().Add(5 * 24 * time.Hour).Format(time.DateOnly), "instructions", plantedText, "shown", "heritage-plans.both"}
	v.fill(here+"/new", here+"/new", typed...)
	h.delivered()
	h.mailed(dora)
	v.fill(here, here+"/notify")
	h.delivered()
	key := h.mailed(dora)
	w := h.visit(dora)
	w.fill("/attach", "/attach", "key", key)
	mine := solicitationOf.FindString(string(w.get("/solicitations").body))
	one := strings.TrimSuffix(mine, "/answer")
	w.fill(mine, mine, "verdict", "favourable", "details", plantedText, "drafted", "0")
	w.fill(mine, mine, "verdict", "reserved", "details", plantedText, "drafted", "1", "action", "send")
	v.fill(one, one+"/reopen")
	v.fill(one, one+"/date", "wished", h.clock().Add(9*24*time.Hour).Format(time.DateOnly), "version", "4")
	w.fill(mine, one+"/decline", "reason", plantedText)
	h.delivered()
	h.wait(time.Second)
	v.fill(here+"/new", here+"/new", typed...)
	last := solicitationOf.FindString(string(v.get(here).body))
	v.fill(last, last+"/withdraw")
	h.wait(time.Second) // another session may begin
}

var solicitationOf = regexp.MustCompile(`/dossiers/[0-9a-z]{16}/solicitations/[0-9a-z]{16}(/answer)?`)

// answers sees, fills in and sends an answer.
func (h *house) answers(one string) {
	h.Helper()
	h.ask(bert, "GET", "/v1/solicitations", nil).is(200)
	tag := h.ask(bert, "GET", one+"/answer", nil).is(200).header.Get("ETag")
	tag = h.ask(bert, "PUT", one+"/answer", object{"verdict": "reserved", "details": plantedText, "own": object{"prescriptions": plantedText},
		"values": object{"building": object{"protected": "listed"}}}, "If-Match", tag).is(200).header.Get("ETag")
	h.ask(bert, "POST", one+"/answer/send", nil, "If-Match", tag).is(200)
	h.delivered()
}
