package promises

import (
	"net/url"
	"regexp"
	"time"

	"tierce/internal/invitation"
)

var (
	vera   = &person{"Vera Plantedname", "vera@planted-o.example", "+33199000141"}
	odile  = &person{"Odile Plantedname", "odile@planted-k.example", "+33199000088"}
	gaston = &person{"Gaston Plantedname", "gaston@planted-l.example", "+33199000099"}
)

// rights gives access to people of every fate: one whose address refuses mail
// and is mailed again, one who comes in after a reminder, one whose access
// changes and ends, and one who never hears of it.
func (h *house) rights(d string) {
	at := "/v1/dossiers/" + d
	add := func(name, email, phone string) string {
		h.Helper()
		return h.ask(claire, "POST", at+"/people", object{"name": name, "family": true, "email": email, "phone": phone, "language": "fr"}).is(201).get("id")
	}
	give := func(person, level string) {
		h.Helper()
		h.ask(claire, "PUT", at+"/grants/"+person, object{"way": "family", "level": level}).is(200)
	}
	lost, late := add("Lost Plantedname", "bounce@planted-m.example", "+33199000101"), add(odile.name, odile.email, odile.phone)
	there := add(gaston.name, gaston.email, gaston.phone)
	h.ask(gaston, "PUT", "/v1/me", nil).is(200)
	h.ask(claire, "GET", at+"/grants", nil).is(200)
	h.ask(claire, "GET", at+"/grants/"+late+"/preview?way=family&level=read", nil).is(200)
	for _, person := range []string{lost, late, there} {
		give(person, "read")
	}
	h.delivered()
	h.ask(claire, "POST", at+"/grants/"+lost+"/resend", object{"way": "family"}).is(200)
	h.delivered()
	give(there, "write")
	give(there, "none")
	h.wait(8 * 24 * time.Hour)
	h.sweep()
	h.ask(odile, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	h.ask(claire, "GET", "/v1/organizations/"+h.ids["org"]+"/dossier-invitations", nil).is(200)
	h.byPages(d)
}

// byPages names two persons in the portal and gives them access there: one says
// that it is not them, the other comes in.
func (h *house) byPages(d string) {
	h.Helper()
	v, at := h.visit(claire), "/dossiers/"+d
	for _, who := range []*person{{"Iris Plantedname", "iris@planted-n.example", "+33199000131"}, vera} {
		v.fill(at+"/people/new?as=family", at+"/people/new", "name", who.name, "group", "ties", "family", "yes")
		page := v.get(at + "/people")
		id := regexp.MustCompile(`/people/([0-9a-z]{16})">[^<]*<span class="unseen"> – ` + who.name).FindSubmatch(page.body)
		if id == nil {
			h.Fatalf("%s is not among the persons:\n%s", who.name, page.body)
		}
		person := string(id[1])
		v.fill(at+"/people/"+person, at+"/people/"+person, "name", who.name, "group", "ties", "family", "yes", "version", "1")
		right := at + "/rights/" + person
		for _, step := range []string{"show", "save"} {
			v.fill(right+"?way=family", right, "way", "family", "level", "read", "email", who.email, "phone", who.phone, "language", "en", "version", "2", "step", step)
		}
		h.stream()
		v.fill(at+"/invitations", right+"/resend", "way", "family")
		offered := at + "/invitations/" + invitation.ID(d, person, invitation.Family)
		if who == vera {
			h.visit(vera).fill(offered, offered)
			continue
		}
		stranger := &visitor{house: h}
		stranger.fill(offered+"/not-me", offered+"/not-me", "email", who.email)
	}
	h.delivered()
}

// fill sends the form of page that posts to action, with what somebody typed
// and nothing else but what the page hides in it.
func (v *visitor) fill(page, action string, typed ...string) {
	v.Helper()
	there, found := v.get(page).forms()[action]
	if !found {
		v.Fatalf("%s has no form to %s:\n%s", page, action, v.get(page).body)
	}
	form := url.Values{"token": there["token"], "once": there["once"]}
	for i := 0; i < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	v.send(action, form)
}

// delivered lets mails go, SES report of them, and what that causes be mailed.
func (h *house) delivered() {
	h.Helper()
	for range 2 {
		h.stream()
		h.reports()
	}
}
