package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/api"
	"tierce/internal/model"
)

func TestMeTellsMyPlacesAndWhatWaitsForMe(t *testing.T) {
	h := open(t)
	inv := h.ask("ana", "POST", "/v1/organizations/"+h.cabinet+"/agents", object{"email": "Marc@Conseil.example", "language": "fr", "admin": true}).is(201)
	var me api.Me
	h.ask("marc", "GET", "/v1/me", nil).is(200).into(&me)
	if me.ID != h.account("marc") || me.Name != "Marc" || me.Email != "marc@conseil.example" || me.Phone == "" || me.Language != "fr" {
		t.Errorf("%+v", me)
	}
	if len(me.Organizations) != 1 || !me.Organizations[0].Admin || len(me.Invitations) != 1 || me.Invitations[0].Organization.Name != "Cabinet Vidal" {
		t.Errorf("%+v", me)
	}
	path := "/v1/organizations/" + h.cabinet + "/invitations/" + inv.get("id")
	if got := h.ask("marc", "POST", path+"/acceptance", nil).is(200).get("organization.name"); got != "Cabinet Vidal" {
		t.Errorf("of %s", got)
	}
	h.ask("marc", "GET", "/v1/me", nil).is(200).into(&me)
	if len(me.Organizations) != 2 || len(me.Invitations) != 0 || me.Organizations[0].Name != "Cabinet Vidal" {
		t.Errorf("%+v", me)
	}
	h.ask("ana", "DELETE", path, nil).refused(409, "invitation-settled")
}

// An issuer's claim counts where it says that it verified it.
func TestMeTakesOnlyWhatIsVerified(t *testing.T) {
	h := open(t)
	var me api.Me
	h.ask("never-seen", "GET", "/v1/me", nil).is(200).into(&me)
	if me.Email != "" || len(me.Organizations) != 0 {
		t.Errorf("%+v", me)
	}
	h.ask("never-seen", "PUT", "/v1/me", nil).refused(401, "id-token-needed")
	h.ask("id:zoe:zoe@maison.example", "GET", "/v1/me", nil).refused(401, "access-token-needed")
}

func TestABB10AnInvitationIsForTheInvitedAddressFor60Days(t *testing.T) {
	h := open(t)
	path := "/v1/organizations/" + h.cabinet
	one := h.ask("ana", "POST", path+"/agents", object{"email": "lea@cabinet.example", "language": "fr"}).is(201).get("id")
	accept := path + "/invitations/" + one + "/acceptance"
	p := h.ask("marc", "POST", accept, nil).refused(403, "invited-address-differs")
	if p.Rule != "ABB-10" || !strings.Contains(p.Detail, "l••@cabinet.example") || strings.Contains(p.Detail, "lea@") {
		t.Errorf("%+v", p)
	}
	h.ask("id:lea:lea@cabinet.example", "PUT", "/v1/me", nil).is(200)
	h.wait(60*24*time.Hour - time.Second)
	state := func() string {
		return h.ask("ana", "GET", path+"/invitations", nil).is(200).get("invitations." + h.place(one) + ".state")
	}
	if got := state(); got != "pending" {
		t.Errorf("a second before 60 days: %s", got)
	}
	h.wait(time.Second)
	if got := state(); got != "expired" {
		t.Errorf("at 60 days: %s", got)
	}
	h.ask("lea", "POST", accept, nil).refused(410, "invitation-over")
	two := h.ask("ana", "POST", path+"/agents", object{"email": "lea@cabinet.example", "language": "en"}).is(201).get("id")
	h.ask("ana", "DELETE", path+"/invitations/"+two, nil).is(204)
	h.ask("ana", "DELETE", path+"/invitations/"+two, nil).is(204)
	h.ask("lea", "POST", path+"/invitations/"+two+"/acceptance", nil).refused(410, "invitation-over")
	h.ask("ana", "POST", path+"/agents", object{"email": "claire@cabinet.example", "language": "fr"}).refused(409, "already-agent")
	for _, mail := range []string{"lea", "lea@", "@cabinet.example", "lea@cabinet", "a b@cabinet.example", "lea@cabinet..example", "<lea@cabinet.example>"} {
		if p := h.ask("ana", "POST", path+"/agents", object{"email": mail, "language": "fr"}).refused(422, "invalid"); p.Errors[0].Path != "email" {
			t.Errorf("%s: %+v", mail, p.Errors)
		}
	}
}

// place finds an invitation in the Admin's list.
func (h *house) place(id string) string {
	h.Helper()
	var out api.InvitationsOut
	h.ask("ana", "GET", "/v1/organizations/"+h.cabinet+"/invitations", nil).is(200).into(&out.Body)
	at := slices.IndexFunc(out.Body.Invitations, func(i api.Invitation) bool { return i.ID == id })
	return string(rune('0' + at))
}

func TestLOC10AdminsImportAndExportModels(t *testing.T) {
	h := open(t)
	in := "?organization=" + h.cabinet
	first := h.ask("ana", "GET", "/v1/models/"+model.StarterID(h.cabinet, "public-request")+in, nil).is(200)
	if first.header.Get("Model-Version") != "1" {
		t.Errorf("version %s", first.header.Get("Model-Version"))
	}
	made := h.ask("ana", "POST", "/v1/models"+in, string(first.body)).is(201)
	there := made.header.Get("Location")
	if again := h.ask("claire", "GET", there, nil).is(200); string(again.body) != string(first.body) {
		t.Error("what was imported is not what was exported")
	}
	d := h.ask("claire", "POST", "/v1/dossiers", object{"organization": h.cabinet, "model": made.get("id"), "title": "Selon la version 1"}).is(201)
	versions := strings.Replace(there, "?", "/versions?", 1)
	next := strings.Replace(string(first.body), `"fr": "`, `"fr": "Nouveau : `, 1)
	var head api.ModelHead
	if h.ask("ana", "POST", versions, next).is(201).into(&head); head.Version != 2 || !strings.HasPrefix(head.Name.FR, "Nouveau : ") {
		t.Errorf("%+v", head)
	}
	var whole api.DossierWhole
	if h.ask("claire", "GET", d.header.Get("Location"), nil).is(200).into(&whole); whole.Version != 1 {
		t.Errorf("the dossier moved to version %d", whole.Version)
	}
	before := h.rows()
	for _, body := range []string{`{}`, `{"name": 1}`, strings.Replace(next, `"sections"`, `"rubriques"`, 1), strings.Replace(next, `"reference": "`, `"reference": "é`, 1)} {
		p := h.ask("ana", "POST", versions, body, "Accept-Language", "fr").refused(422, "model-invalid")
		if len(p.Errors) == 0 || p.Errors[0].Path == "" || p.Errors[0].Detail == "" {
			t.Errorf("%.40s: %+v", body, p)
		}
	}
	h.ask("ana", "POST", versions, "{").refused(400, "model-not-json")
	h.ask("ana", "POST", versions, strings.Repeat(" ", 300<<10)).refused(413, "model-too-large")
	h.ask("ana", "POST", versions, nil).refused(400, "body-missing")
	if before != h.rows() {
		t.Error("a refused model changed something")
	}
}

// Filters of My dossiers: title, reference, status, organisation.
func TestMyDossiersAreFiltered(t *testing.T) {
	h := open(t)
	one := h.dossier("claire", "Étude Garance")
	h.dossier("claire", "Contrat Lemaire")
	h.redeem("claire", h.key("marc", h.conseilDossier("Venu du Conseil"), "join")).is(201)
	var whole api.DossierWhole
	h.ask("claire", "GET", "/v1/dossiers/"+one, nil).is(200).into(&whole)
	status := whole.Statuses[1].ID
	h.ask("claire", "PATCH", "/v1/dossiers/"+one, object{"status": status, "reference": "REF-77"}).is(200)
	for query, want := range map[string]string{"": "Venu du Conseil, Contrat Lemaire, Étude Garance", "?q=GARANCE": "Étude Garance", "?q=étude": "Étude Garance",
		"?q=ref-77": "Étude Garance", "?q=nothing": "", "?status=" + status: "Étude Garance", "?organization=" + h.conseil: "Venu du Conseil",
		"?q=contrat&status=" + status: "", "?organization=" + h.cabinet + "&q=e": "Contrat Lemaire, Étude Garance"} {
		var out api.DossiersOut
		h.ask("claire", "GET", "/v1/dossiers"+query, nil).is(200).into(&out.Body)
		got := each(out.Body.Dossiers, func(d api.Dossier) string { return d.Title })
		slices.Sort(got)
		wanted := strings.Split(want, ", ")
		slices.Sort(wanted)
		if strings.Join(got, ", ") != strings.Join(wanted, ", ") {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
}

func (h *house) conseilDossier(title string) string {
	h.Helper()
	return h.ask("marc", "POST", "/v1/dossiers", object{"organization": h.conseil, "model": model.StarterID(h.conseil, "insurance-needs"), "title": title}).is(201).get("id")
}

// The description and its page need no token, and every route stands in both.
func TestTheDescriptionIsForAnybody(t *testing.T) {
	h := open(t)
	a := h.ask("", "GET", "/v1/openapi.json", nil).is(200)
	var doc struct{ OpenAPI string }
	if err := json.Unmarshal(a.body, &doc); err != nil || doc.OpenAPI != "3.1.0" {
		t.Errorf("%v %+v", err, doc)
	}
	page := h.ask("", "GET", "/v1/docs", nil).is(200)
	if !strings.HasPrefix(page.header.Get("Content-Type"), "text/html") || !strings.Contains(page.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v", page.header)
	}
	for path, item := range h.spec().Paths.Map() {
		for method, op := range item.Operations() {
			if op.Summary == "" || !strings.Contains(string(page.body), op.Summary) && !strings.Contains(string(page.body), strings.ReplaceAll(op.Summary, "'", "&#39;")) {
				t.Errorf("%s %s is not on the page", method, path)
			}
			if op.Responses.Default() == nil {
				t.Errorf("%s %s: no problem described", method, path)
			}
			if method == http.MethodPost && op.Parameters.GetByInAndName("header", "Idempotency-Key") == nil {
				t.Errorf("POST %s takes no Idempotency-Key", path)
			}
			if method == http.MethodPut && op.RequestBody != nil && item.Get != nil && !slices.Contains([]string{"name-manager", "show-to-client"}, op.OperationID) && // as it is to be, whatever it was
				op.Parameters.GetByInAndName("header", "If-Match") == nil {
				t.Errorf("PUT %s takes no If-Match", path)
			}
		}
	}
}

// What is no route says so, in both languages, and what there is.
func TestNoSuchRoute(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/", "/v1", "/v1/dossier", "/v1/dossiers/", "/v1/dossiers/x/y/z", "/v2/me"} {
		h.ask("claire", "GET", path, nil).refused(404, "no-such-route")
	}
	a := h.ask("claire", "DELETE", "/v1/me", nil, "Accept-Language", "fr")
	if p := a.refused(405, "wrong-method"); !strings.Contains(a.header.Get("Allow"), "PATCH") || !strings.HasPrefix(p.Detail, "Cette adresse") {
		t.Errorf("%+v %v", p, a.header)
	}
}
