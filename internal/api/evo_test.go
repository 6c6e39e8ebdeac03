package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tierce/internal/api"
	"tierce/internal/gateway"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

const month = 30 * 24 * time.Hour

// redeem pastes a key.
func (h *house) redeem(who, key string, headers ...string) answer {
	h.Helper()
	return h.ask(who, "POST", "/v1/imports", object{"key": key}, headers...)
}

func (h *house) keys(who, d string) (list []api.ShareKey) {
	h.Helper()
	var out struct{ ShareKeys []api.ShareKey }
	h.ask(who, "GET", "/v1/dossiers/"+d+"/share-keys", nil).is(200).into(&out)
	return out.ShareKeys
}

func (h *house) mine(who string) (list []api.Dossier) {
	h.Helper()
	var out struct{ Dossiers []api.Dossier }
	h.ask(who, "GET", "/v1/dossiers", nil).is(200).into(&out)
	return out.Dossiers
}

// The key is in the one answer that made it: neither listed, nor stored, nor
// mailed.
func TestEVO1AKeyIsShownOnce(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "À transmettre")
	entries := strings.Count(h.rows(), `"X#`)
	key := h.key("claire", d, "copy")
	plain := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(key, "TIERCE"), "-", ""))
	everything := strings.ToLower(h.rows() + string(h.ask("claire", "GET", "/v1/dossiers/"+d+"/share-keys", nil).is(200).body) +
		string(h.ask("claire", "GET", "/v1/dossiers/"+d+"/trail", nil).is(200).body))
	for _, part := range []string{key, plain, plain[16:42]} {
		if len(part) < 26 || strings.Contains(everything, strings.ToLower(part)) {
			t.Errorf("%d characters of the key are kept", len(part))
		}
	}
	if strings.Count(h.rows(), `"X#`) != entries {
		t.Error("a key made the system mail something")
	}
	if k := h.keys("claire", d); len(k) != 1 || k[0].State != "pending" || k[0].Maker.Name != "Claire" {
		t.Errorf("listed: %+v", k)
	}
}

func TestEVO2AKeyWorksOnceAndFor30Days(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "Trente jours")
	for _, mode := range []string{"copy", "join"} {
		made := h.ask("claire", "POST", "/v1/dossiers/"+d+"/share-keys", object{"mode": mode}).is(201)
		var k api.ShareKeyMade
		if made.into(&k); !k.Expires.Equal(k.Made.Add(month)) {
			t.Errorf("made %v, expires %v", k.Made, k.Expires)
		}
		late := h.key("claire", d, mode)
		h.wait(month - time.Second)
		h.redeem("marc", k.Key).is(201)
		h.redeem("marc", k.Key).refused(410, "share-key-spent")
		h.wait(time.Second)
		h.redeem("marc", late).refused(410, "share-key-spent")
	}
}

// A key is for agents: to everybody else it stays shut and unspent, and to
// nobody does it open a session.
func TestEVO3OnlyAgentsRedeem(t *testing.T) {
	h := open(t)
	h.enter("zoe", "zoe@maison.example")
	key := h.key("claire", h.dossier("claire", "Aux agents"), "join")
	if p := h.redeem("zoe", key).refused(403, "refused-agents-redeem"); p.Rule != "EVO-3" {
		t.Errorf("refused by %s", p.Rule)
	}
	h.redeem("", key).refused(401, "unknown")
	h.redeem("never-seen", key).refused(403, "refused-agents-redeem")
	if a := h.redeem("marc", key).is(201); a.header.Get("Set-Cookie") != "" {
		t.Error("the key opened a session")
	}
}

func TestEVO4AnImportOpensAndStaysOnTopOfMyDossiers(t *testing.T) {
	h := open(t)
	for _, mode := range []string{"copy", "join"} {
		d := h.dossier("claire", "Importé par "+mode)
		h.wait(time.Minute)
		in := h.redeem("marc", h.key("claire", d, mode)).is(201)
		if in.get("mode") != mode || in.header.Get("Location") != "/v1/dossiers/"+in.get("dossier") {
			t.Errorf("%s: %s %v", mode, in.body, in.header)
		}
		h.ask("marc", "GET", in.header.Get("Location"), nil).is(200)
		if mine := h.mine("marc"); mine[0].ID != in.get("dossier") {
			t.Errorf("%s: on top is %+v", mode, mine[0])
		}
	}
}

func TestEVO5PassingItOnNeedsANewKey(t *testing.T) {
	h := open(t)
	key := h.key("claire", h.dossier("claire", "Aller et retour"), "copy")
	copied := h.redeem("marc", key).is(201).get("dossier")
	h.redeem("claire", key).refused(410, "share-key-spent")
	h.redeem("claire", h.key("marc", copied, "copy")).is(201)
}

const (
	spentFR = "Cette clé de partage a déjà servi à importer un dossier, ou elle a expiré. Demandez une nouvelle clé à l'expéditeur."
	spentEN = "This share key has already been used to import a dossier, or it has expired. Ask the sender for a new key."
)

// spentKeys gives a key of each kind that is spent.
func (h *house) spentKeys() map[string]string {
	h.Helper()
	d := h.dossier("claire", "Clés épuisées")
	unknown := open(h.T)
	keys := map[string]string{"expired": h.key("claire", d, "join"), "unknown": unknown.key("claire", unknown.dossier("claire", "Ailleurs"), "copy")}
	h.wait(month)
	keys["used"] = h.key("claire", d, "copy")
	h.redeem("ana", keys["used"]).is(201)
	revoked := h.ask("claire", "POST", "/v1/dossiers/"+d+"/share-keys", object{"mode": "join"}).is(201)
	keys["revoked"] = revoked.get("key")
	h.ask("claire", "DELETE", "/v1/dossiers/"+d+"/share-keys/"+revoked.get("id"), nil).is(204)
	return keys
}

func TestEVO6OneAnswerForEverySpentKey(t *testing.T) {
	h := open(t)
	keys := h.spentKeys()
	for lang, sentence := range map[string]string{"fr": spentFR, "en": spentEN} {
		first := ""
		for kind, key := range keys {
			a := h.redeem("marc", key, "Accept-Language", lang)
			if p := a.refused(410, "share-key-spent"); p.Detail != sentence || p.Rule != "EVO-6" {
				t.Errorf("%s in %s: %+v", kind, lang, p)
			}
			if first == "" {
				first = unsigned(a)
			}
			if unsigned(a) != first {
				t.Errorf("%s in %s: %s differs from %s", kind, lang, unsigned(a), first)
			}
		}
	}
}

// counting counts what reaches the table.
type counting struct{ n atomic.Int64 }

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return http.DefaultTransport.RoundTrip(r)
}

func TestEVO6AMistypedKeyIsToldBeforeAnyRead(t *testing.T) {
	h := open(t)
	key := h.key("claire", h.dossier("claire", "Faute de frappe"), "join")
	calls := &counting{}
	counted := rooms.On(tabletest.On(t, h.table, calls), h.clock)
	h.handler = gateway.Host(trusting(gateway.Handler(api.Handler(counted, api.Options{}))))
	other := map[byte]string{'A': "B"}[key[10]]
	if other == "" {
		other = "A"
	}
	for _, typed := range []string{"", " ", "TIERCE", key[1:], key[:len(key)-1], key[:10] + other + key[11:], key + "0",
		strings.Repeat("A", 45), strings.Repeat("A", 100_000), "<script>", "é", "a\nb"} {
		p := h.redeem("marc", typed).refused(422, "share-key-mistyped")
		if p.Rule != "EVO-6" || p.Errors[0].Path != "key" {
			t.Errorf("%.50q: %+v", typed, p)
		}
	}
	if n := calls.n.Load(); n > 0 {
		t.Errorf("%d calls for mistyped keys", n)
	}
	h.redeem("marc", strings.ToLower(strings.NewReplacer("-", " ", "0", "o", "1", "l").Replace(key))).is(201)
	if calls.n.Load() == 0 {
		t.Error("the count counts nothing")
	}
}

func TestEVO6TheEleventhSpentKeyInAnHourMustWait(t *testing.T) {
	h := open(t)
	keys := h.spentKeys()
	good := h.key("claire", h.dossier("claire", "Encore bonne"), "join")
	for i := range 10 {
		h.redeem("marc", []string{keys["used"], keys["expired"], keys["revoked"], keys["unknown"]}[i%4]).refused(410, "share-key-spent")
		h.redeem("marc", "TIERCE-"+strconv.Itoa(i)).refused(422, "share-key-mistyped")
		h.wait(time.Minute)
	}
	a := h.redeem("marc", keys["unknown"])
	p := a.refused(429, "too-many-keys")
	if a.header.Get("Retry-After") != "3000" || !strings.Contains(p.Detail, "50") || p.Rule != "EVO-6" {
		t.Errorf("Retry-After %s: %+v", a.header.Get("Retry-After"), p)
	}
	h.redeem("marc", good).refused(429, "too-many-keys") // nothing is learned meanwhile
	h.redeem("marc", "TIERCE").refused(422, "share-key-mistyped")
	h.redeem("ana", keys["unknown"]).refused(410, "share-key-spent")
	h.wait(50*time.Minute - time.Second)
	h.redeem("marc", good).refused(429, "too-many-keys")
	h.wait(time.Second)
	h.redeem("marc", good).is(201)
}

func TestEVO7ACopyHoldsContentAndNothingElse(t *testing.T) {
	s := furnished(t)
	section, field := s.textField("claire", s.dossier)
	path := s.at("/sections/" + section)
	s.ask("claire", "PUT", path, object{"values": object{field: "Avant"}}, "If-Match", s.sectionTag(section)).is(200)
	s.person()
	copied := s.redeem("marc", s.key("claire", s.dossier, "copy")).is(201).get("dossier")
	there := "/v1/dossiers/" + copied
	s.ask("claire", "PUT", path, object{"values": object{field: "Après"}}, "If-Match", s.sectionTag(section)).is(200)
	if got := s.ask("marc", "GET", there+"/sections/"+section, nil).is(200).get("values." + field); got != "Avant" {
		t.Errorf("the copy says %s", got)
	}
	var whole api.DossierWhole
	s.ask("marc", "GET", there, nil).is(200).into(&whole)
	if whole.Role != "manager" || whole.Organization != s.conseil || whole.Imported == nil || whole.Imported.From != "Cabinet Vidal" {
		t.Errorf("%+v", whole)
	}
	for list, want := range map[string]int{"/people": 11, "/team": 1, "/share-keys": 0, "/grants": 6, "/contacts": 4} {
		var out map[string][]json.RawMessage
		s.ask("marc", "GET", there+list, nil).is(200).into(&out)
		for _, items := range out {
			if strings.Contains(fmt.Sprintf("%s", items), `"accepted"`) {
				t.Errorf("%s of the copy: somebody came along", list)
			}
			if len(items) != want {
				t.Errorf("%s of the copy: %d, want %d", list, len(items), want)
			}
		}
	}
	trail := s.ask("marc", "GET", there+"/trail", nil).is(200)
	if trail.get("acts.0.verb") != "dossier-imported" || strings.Count(string(trail.body), `"verb"`) != 1 {
		t.Errorf("the copy's trail: %s", trail.body)
	}
	s.ask("claire", "GET", there, nil).refused(404, "hidden")
	s.ask("marc", "GET", s.at(""), nil).refused(404, "hidden")
}

func TestEVO7AJoinedAgentWorksInTheDossierAndIsNeverItsManager(t *testing.T) {
	s := furnished(t)
	s.ask("julia", "PUT", s.at("/sections/"+s.in), object{"values": object{}}, "If-Match", s.sectionTag(s.in)).is(200)
	if mine := s.mine("julia"); mine[0].Role != "joined" || mine[0].Organization != s.cabinet || mine[0].Imported != nil {
		t.Errorf("%+v", mine[0])
	}
	s.ask("claire", "PUT", s.at("/manager"), object{"account": s.account("julia")}).refused(422, "invalid")
}

func TestEVO7WhoIsInAlreadyIsToldAndTheKeyStaysGood(t *testing.T) {
	s := furnished(t)
	key := s.key("claire", s.dossier, "join")
	for _, who := range []string{"claire", "paul", "julia"} {
		if p := s.redeem(who, key).refused(409, "already-on-team"); p.Rule != "EVO-7" || !strings.Contains(p.Detail, "Aubert") {
			t.Errorf("%s: %+v", who, p)
		}
	}
	s.redeem("marc", key).is(201)
}

func TestEVO7TheSenderSeesEachKeysStateAndRevokesPendingOnes(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "États")
	old := h.key("claire", d, "join")
	h.wait(month)
	used := h.key("claire", d, "copy")
	h.wait(time.Second)
	h.redeem("marc", used).is(201)
	for range 2 {
		h.wait(time.Second)
		h.key("claire", d, "join")
	}
	keys := h.keys("claire", d)
	revoke := "/v1/dossiers/" + d + "/share-keys/"
	h.ask("claire", "DELETE", revoke+keys[0].ID, nil).is(204)
	h.ask("claire", "DELETE", revoke+keys[0].ID, nil).is(204) // a repeat
	var states []string
	for _, k := range h.keys("claire", d) {
		states = append(states, k.State)
	}
	if got := strings.Join(states, " "); got != "revoked pending used expired" {
		t.Errorf("states, the newest first: %s", got)
	}
	if u := h.keys("claire", d)[2].Used; u == nil || u.By.Name != "Marc" || u.Organization.Name != "Conseil Martin" || !u.At.Equal(keys[2].Made.Add(time.Second)) {
		t.Errorf("used: %+v", u)
	}
	for _, k := range keys[2:] {
		h.ask("claire", "DELETE", revoke+k.ID, nil).refused(409, "share-key-settled")
	}
	h.redeem("marc", old).refused(410, "share-key-spent")
}

func TestEVO7TheSameRequestGetsTheFirstAnswerForADay(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "Réponse perdue")
	for _, mode := range []string{"copy", "join"} {
		key := h.key("claire", d, mode)
		first := h.redeem("marc", key, "Idempotency-Key", mode).is(201)
		h.redeem("marc", key).refused(410, "share-key-spent") // a fresh paste
		h.redeem("marc", key, "Idempotency-Key", "another").refused(410, "share-key-spent")
		h.redeem("claire", key, "Idempotency-Key", mode).refused(410, "share-key-spent")
		h.wait(24*time.Hour - time.Second)
		if again := h.redeem("marc", key, "Idempotency-Key", mode).is(201); string(again.body) != string(first.body) {
			t.Errorf("%s, first %s", again.body, first.body)
		}
		h.wait(time.Second)
		h.redeem("marc", key, "Idempotency-Key", mode).refused(410, "share-key-spent")
	}
}

func TestEVO7MakingTheSameKeyAgainKillsTheOneNobodySaw(t *testing.T) {
	h := open(t)
	path := "/v1/dossiers/" + h.dossier("claire", "Deux fois") + "/share-keys"
	lost := h.ask("claire", "POST", path, object{"mode": "join"}, "Idempotency-Key", "k").is(201)
	seen := h.ask("claire", "POST", path, object{"mode": "join"}, "Idempotency-Key", "k").is(201)
	h.redeem("marc", lost.get("key")).refused(410, "share-key-spent")
	h.redeem("marc", seen.get("key")).is(201)
	h.ask("claire", "POST", path, object{"mode": "join"}, "Idempotency-Key", "k").refused(409, "share-key-settled")
}

func TestEVO7WhoWorksForSeveralChoosesWhichReceivesIt(t *testing.T) {
	h := open(t)
	third := h.organization("Atelier Roux", "marc@conseil.example")
	h.enter("marc", "marc@conseil.example")
	key := h.key("claire", h.dossier("claire", "Pour lequel"), "copy")
	p := h.redeem("marc", key).refused(422, "invalid")
	if p.Errors[0].Path != "organization" || p.Errors[0].Code != "choose-organization" || p.Rule != "EVO-7" {
		t.Errorf("%+v", p)
	}
	h.ask("marc", "POST", "/v1/imports", object{"key": key, "organization": h.cabinet}).refused(422, "invalid")
	h.ask("marc", "POST", "/v1/imports", object{"key": key, "organization": third}).is(201)
	if d := h.mine("marc")[0]; d.Organization != third {
		t.Errorf("%+v", d)
	}
}
