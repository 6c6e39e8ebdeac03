package promises

import "time"

var (
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
}

// delivered lets mails go, SES report of them, and what that causes be mailed.
func (h *house) delivered() {
	h.Helper()
	for range 2 {
		h.stream()
		h.reports()
	}
}
