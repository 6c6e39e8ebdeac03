package promises

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

// What is planted, to be searched for afterwards. No two are alike.
const plantedToken = "planted-token-q7"

var (
	ana    = &person{"Ana Plantedname", "ana@planted-a.example", "+33199000011"} // Admin of the Cabinet
	claire = &person{"Claire Plantedname", "claire@planted-b.example", "+33199000022"}
	paul   = &person{"Paul Plantedname", "paul@planted-c.example", "+33199000033"}
	zoe    = &person{"Zoe Plantedname", "zoe@planted-j.example", "+33199000077"}
	marc   = &person{"Marc Plantedname", "marc@planted-d.example", "+33199000044"} // Admin of the Conseil
	nina   = &person{"Nina Plantedname", "nina@planted-e.example", "+33199000055"} // of nowhere
)

const (
	plantedTitle = "Planted title about the Zweig family"
	plantedText  = "planted words that somebody typed"
	plantedName  = "Odile Plantedperson"
)

// organization makes one as `make organization` does, from a table connection
// that no role has to allow.
func (h *house) organization(name string, admin *person) string {
	h.Helper()
	r := rooms.On(tabletest.On(h, h.table, nil), h.clock)
	org := id.New()
	if err := r.Models.Adopt(h.Context(), org); err != nil {
		h.Fatal(err)
	}
	if _, err := r.People.MakeOrganization(h.Context(), org, name, people.DefaultZone, admin.email, "fr"); err != nil {
		h.Fatal(err)
	}
	return org
}

// enter signs who in and accepts what waits for them.
func (h *house) enter(who *person) {
	h.Helper()
	var me struct {
		Invitations []struct {
			ID           string
			Organization struct{ ID string }
		}
	}
	if err := json.Unmarshal(h.ask(who, "PUT", "/v1/me", nil).is(200).body, &me); err != nil {
		h.Fatal(err)
	}
	for _, i := range me.Invitations {
		h.ask(who, "POST", "/v1/organizations/"+i.Organization.ID+"/invitations/"+i.ID+"/acceptance", nil).is(200)
		h.ids["invitation"] = i.ID
	}
}

func (h *house) hire(admin *person, org string, who *person) {
	h.Helper()
	h.ask(admin, "POST", "/v1/organizations/"+org+"/agents", object{"email": who.email, "language": "fr"}).is(201)
	h.stream()
	h.enter(who)
}

// key makes a share key and keeps its text among the secrets.
func (h *house) key(who *person, d, mode string) (key, id string) {
	h.Helper()
	a := h.ask(who, "POST", "/v1/dossiers/"+d+"/share-keys", object{"mode": mode}).is(201)
	h.secrets = append(h.secrets, a.get("key"))
	return a.get("key"), a.get("id")
}

// story drives every operation of the API, and leaves a house with something
// of everything in it.
func (h *house) story() {
	h.Helper()
	cabinet, conseil := h.organization("Cabinet Un", ana), h.organization("Conseil Deux", marc)
	h.enter(ana)
	h.enter(marc)
	h.enter(nina)
	h.hire(ana, cabinet, claire)
	h.hire(ana, cabinet, paul)
	h.hire(ana, cabinet, zoe)
	h.account()
	h.ids["org"], h.ids["model"], h.ids["account"] = cabinet, model.StarterID(cabinet, "insurance-needs"), claire.account()
	h.ids["origin"], h.ids["starter"] = "team", "insurance-needs"
	h.organizations(cabinet)
	h.models(cabinet)
	h.views(cabinet)
	h.files(cabinet)
	h.documents(cabinet)
	h.templates(cabinet)
	h.groups(cabinet)
	h.deletion(cabinet)
	d := h.dossier(cabinet)
	h.team(d)
	h.keys(d, conseil)
	h.requests(d)
	h.rights(d)
	h.contacts(d)
	h.seals(d)
	h.studies(cabinet)
	h.clients(cabinet, d)
	h.partners(cabinet)
	h.applicants(cabinet)
	h.behalf(cabinet)
	h.adminPages(cabinet)
	h.trail(d, cabinet)
	h.again(d, cabinet)
	h.abandoned(d)
	h.leave(cabinet)
}

func (h *house) account() {
	h.proves()
	h.ask(claire, "GET", "/v1/me", nil).is(200)
	h.ask(claire, "PATCH", "/v1/me", object{"language": "en"}).is(200)
}

func (h *house) organizations(org string) {
	at := "/v1/organizations/" + org
	h.ask(ana, "GET", at, nil).is(200)
	h.ask(ana, "GET", at+"/agents", nil).is(200)
	h.ask(ana, "PATCH", at+"/agents/"+paul.account(), object{"admin": true}).is(204)
	h.ask(ana, "PATCH", at+"/agents/"+paul.account(), object{"admin": false}).is(204)
	inv := h.ask(ana, "POST", at+"/agents", object{"email": "late@planted-f.example", "language": "en"}).is(201).get("id")
	h.ask(ana, "POST", at+"/agents", object{"email": claire.email, "language": "en"}).is(409)
	h.ask(ana, "GET", at+"/invitations", nil).is(200)
	h.ask(ana, "DELETE", at+"/invitations/"+inv, nil).is(204)
	h.ask(ana, "POST", at+"/agents", object{"email": "waiting@planted-g.example", "language": "en"}).is(201)
	h.mails()
}

// mails has three invitations on their way. The mailer is stopped after the first
// mail, which SES reports before anybody marks it; the sweep loses a reply.
func (h *house) mails() {
	h.asked["mailer"].To = &stopped{}
	if len(h.woken()) == 0 {
		h.Error("the mailer was to be stopped")
	}
	h.asked["mailer"].To = nil
	h.reports()
	h.asked["reminders"].To = &forgetful{operation: "UpdateItem"}
	h.sweep()
	h.asked["reminders"].To = nil
	h.reports()
}

func (h *house) models(org string) {
	h.ask(ana, "GET", "/v1/models?organization="+org, nil).is(200)
	file := h.ask(ana, "GET", "/v1/models/"+h.ids["model"]+"?organization="+org, nil).is(200)
	made := h.ask(ana, "POST", "/v1/models?organization="+org, string(file.body)).is(201).get("id")
	h.ask(ana, "POST", "/v1/models/"+made+"/versions?organization="+org, strings.Replace(string(file.body), "Insured person", "The insured", 1)).is(201)
	h.ask(ana, "GET", "/v1/models/"+made+"/versions/1?organization="+org, nil).is(200)
	views := h.ask(ana, "GET", "/v1/models/"+made+"/views?organization="+org, nil).is(200)
	h.ask(ana, "PUT", "/v1/models/"+made+"/views?organization="+org, object{"views": object{}, "statuses": []string{}}, "If-Match", views.header.Get("ETag")).is(200)
}

// dossier makes one of claire's and fills it.
func (h *house) dossier(org string) string {
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": h.ids["model"], "title": plantedTitle}, "Idempotency-Key", "one").is(201).get("id")
	h.ids["dossier"] = d
	at := "/v1/dossiers/" + d
	h.ask(claire, "GET", "/v1/dossiers?q=nothing", nil).is(200)
	h.ask(claire, "GET", "/v1/dossiers", nil).is(200)
	h.ask(claire, "GET", at, nil).is(200)
	h.ask(nina, "GET", at, nil).is(404)
	h.ask(ana, "GET", at, nil).is(403)
	h.ask(claire, "PATCH", at, object{"title": plantedTitle + " again"}).is(200)
	h.ask(claire, "GET", at+"/access", nil).is(200)
	person := h.ask(claire, "POST", at+"/people", object{"name": plantedName, "birthDate": "1960-02-28"}).is(201).get("id")
	h.ids["person"] = person
	h.ask(claire, "GET", at+"/people", nil).is(200)
	tag := h.ask(claire, "GET", at+"/people/"+person, nil).is(200).header.Get("ETag")
	h.ask(claire, "PUT", at+"/people/"+person, object{"name": plantedName + " again"}, "If-Match", tag).is(200)
	gone := h.ask(claire, "POST", at+"/people", object{"name": plantedName}).is(201)
	h.ask(claire, "DELETE", gone.header.Get("Location"), nil, "If-Match", gone.header.Get("ETag")).is(204)
	h.ask(claire, "POST", at+"/people", object{"name": plantedName + " unnamed"}).is(201) // for the portal to delete
	tag = h.ask(claire, "GET", at+"/sections/insured", nil).is(200).header.Get("ETag")
	values := object{"values": object{"last-name": plantedText, "insured": person}}
	h.ask(claire, "PUT", at+"/sections/insured", values, "If-Match", tag).is(200)
	h.ask(claire, "PUT", at+"/sections/insured", values, "If-Match", `"v9"`).is(412)
	h.ask(claire, "PUT", at+"/sections/insured", object{"values": object{"last-name": strings.Repeat(plantedText, 90)}}, "If-Match", `"v1"`)
	h.ask(claire, "PUT", at+"/sections/insured", object{"values": object{"no-such-field": plantedText, "insured": plantedText}}, "If-Match", `"v1"`)
	h.schedule(at)
	return d
}

// schedule takes rows in from a file and hands them out as one.
func (h *house) schedule(at string) {
	h.ids["section"], h.ids["list"] = "coverage", "policies"
	rows := at + "/sections/coverage/rows/policies"
	h.ask(claire, "PUT", rows, "insurer,number\n"+plantedText+",1\n", "If-Match", `"0"`, "Content-Type", "text/csv").is(200)
	h.ask(claire, "PUT", rows, "insurer,amount\nA,"+plantedText, "If-Match", `"1"`, "Content-Type", "text/csv").is(422)
	h.ask(claire, "GET", rows, nil).is(200)
}

func (h *house) team(d string) {
	at := "/v1/dossiers/" + d
	mate := at + "/team/" + paul.account()
	h.ask(claire, "GET", mate+"/preview", nil).is(200)
	h.ask(claire, "PUT", mate, nil).is(204)
	h.ask(claire, "GET", at+"/team", nil).is(200)
	h.ask(claire, "GET", mate+"/remaining", nil).is(200)
	h.ask(claire, "PUT", at+"/manager", object{"account": paul.account()}).is(204)
	h.ask(paul, "PUT", at+"/manager", object{"account": claire.account()}).is(204)
	h.ask(claire, "DELETE", mate, nil).is(204)
	h.ask(claire, "GET", at+"/manager", nil).is(200)
	h.ask(ana, "GET", "/v1/organizations/"+h.ids["org"]+"/dossiers", nil).is(200)
}

// keys hands the dossier over in every way, and refuses in every way.
func (h *house) keys(d, conseil string) {
	at := "/v1/dossiers/" + d + "/share-keys"
	h.ask(claire, "GET", at+"/preview", nil).is(200)
	joining, _ := h.key(claire, d, "join")
	h.ask(marc, "POST", "/v1/imports", object{"key": joining, "organization": conseil}).is(201)
	h.ask(marc, "GET", "/v1/dossiers/"+d, nil).is(200) // an outsider's first opening
	h.ask(marc, "GET", "/v1/dossiers/"+d+"/trail", nil).is(200)
	again, _ := h.key(claire, d, "join")
	h.ask(marc, "POST", "/v1/imports", object{"key": again}).is(409)
	h.ask(claire, "DELETE", "/v1/dossiers/"+d+"/team/"+marc.account()+"?origin=join", nil).is(204)
	h.ask(marc, "GET", "/v1/dossiers/"+d, nil).is(404)
	copying, used := h.key(claire, d, "copy")
	theirs := h.ask(marc, "POST", "/v1/imports", object{"key": copying}, "Idempotency-Key", "k").is(201).get("dossier")
	h.ids["sent"], _ = h.key(marc, theirs, "copy") // to be imported in the portal
	h.ask(marc, "POST", "/v1/imports", object{"key": copying}).is(410)
	h.ask(nina, "POST", "/v1/imports", object{"key": copying}).is(403)
	h.ask(marc, "POST", "/v1/imports", object{"key": copying[:len(copying)-1] + "?"}).is(422)
	revoked, id := h.key(claire, d, "copy")
	h.ask(claire, "DELETE", at+"/"+id, nil).is(204)
	h.ask(marc, "POST", "/v1/imports", object{"key": revoked}).is(410)
	h.ask(claire, "GET", at, nil).is(200)
	h.ids["key"] = used
}

func (h *house) trail(d, org string) {
	h.ask(claire, "GET", "/v1/dossiers/"+d+"/trail", nil).is(200)
	h.ask(claire, "GET", "/v1/dossiers/"+d+"/trail?format=csv", nil).is(200)
	h.ask(ana, "GET", "/v1/organizations/"+org+"/trail", nil).is(200)
}

// again repeats what may be repeated, and moves somebody to another address.
func (h *house) again(d, org string) {
	for range 2 {
		h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": h.ids["model"], "title": plantedTitle}, "Idempotency-Key", "two").is(201)
		made := h.ask(claire, "POST", "/v1/dossiers/"+d+"/share-keys", object{"mode": "copy"}, "Idempotency-Key", "two").is(201)
		h.secrets = append(h.secrets, made.get("key"))
	}
	moved := *nina
	moved.email, moved.phone = "nina@planted-h.example", "+33199000066"
	h.ask(&moved, "PUT", "/v1/me", nil).is(200)
	*nina = moved
}

// abandoned stops a copy before its last transaction: a day later the sweep
// clears what it left.
func (h *house) abandoned(d string) {
	key, _ := h.key(claire, d, "copy")
	h.asked["api"].To = without("TransactWriteItems")
	h.ask(marc, "POST", "/v1/imports", object{"key": key}).is(503)
	h.asked["api"].To = nil
	before := len(h.rows())
	h.wait(25 * time.Hour)
	h.sweep()
	if after := len(h.rows()); after >= before {
		h.Errorf("%d rows before the clean-up, %d after", before, after)
	}
}

// without is the wire of a table that one operation cannot reach.
type without string

func (op without) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+string(op)) {
		_, _ = io.Copy(io.Discard, r.Body)
		return nil, errors.New("the wire is cut")
	}
	return http.DefaultTransport.RoundTrip(r)
}

// leave ends paul's place, after claire took over what he managed.
func (h *house) leave(org string) {
	h.ask(paul, "POST", "/v1/dossiers", object{"organization": org, "model": h.ids["model"], "title": plantedTitle}).is(201)
	at := "/v1/organizations/" + org + "/agents/" + paul.account() + "/deactivation"
	h.ask(ana, "POST", at, object{}).is(409)
	h.ask(ana, "POST", at, object{"successor": claire.account()}).is(204)
	h.ask(paul, "GET", "/v1/organizations/"+org, nil)
}

// stopped is the wire of a function that ends between a mail and its mark.
type stopped struct{ mailed bool }

func (s *stopped) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Amz-Target") == "" {
		s.mailed = true
	} else if s.mailed {
		return nil, errors.New("the wire is cut")
	}
	return http.DefaultTransport.RoundTrip(r)
}

// forgetful loses the first reply of one operation, which was done.
type forgetful struct {
	operation string
	done      bool
}

func (f *forgetful) RoundTrip(r *http.Request) (*http.Response, error) {
	a, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && !f.done && strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+f.operation) {
		f.done = true
		a.Body.Close()
		return nil, errors.New("the reply is lost")
	}
	return a, err
}
