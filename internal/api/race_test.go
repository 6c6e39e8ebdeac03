package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// crowd is how many paste one key at once.
const crowd = 1000

// together sends all requests as at one moment, without holding the answers
// against the description: a thousand of them are one.
func (h *house) together(requests []*http.Request) []*httptest.ResponseRecorder {
	answers := make([]*httptest.ResponseRecorder, len(requests))
	acts := make([]func() error, len(requests))
	for i, r := range requests {
		answers[i] = httptest.NewRecorder()
		acts[i] = func() error { h.handler.ServeHTTP(answers[i], r); return nil }
	}
	roomstest.Meet(acts...)
	return answers
}

// everybody makes n agents of the Conseil, by their rows: what Marc's row is.
func (h *house) everybody(n int) []string {
	h.Helper()
	marc, err := h.Table.Get(h.Context(), people.AccountKey(h.account("marc")))
	if err != nil {
		h.Fatal(err)
	}
	who, rows := make([]string, n), make([]table.Row, n)
	for i := range n {
		who[i] = fmt.Sprintf("agent%d", i)
		rows[i] = table.Moved(marc, people.AccountKey(h.account(who[i])).PK)
	}
	if err := h.Table.Fill(h.Context(), rows); err != nil {
		h.Fatal(err)
	}
	return who
}

func TestEVO2OneOfAThousandRedeemsAKey(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.dossier("claire", "One of a thousand")
	key := h.key("claire", d, "join")
	who := h.everybody(crowd)
	requests := make([]*http.Request, crowd)
	for i, w := range who {
		requests[i] = h.request(w, "POST", "/v1/imports", object{"key": key}, "Idempotency-Key", "import", "Accept-Language", "fr")
	}
	answers := h.together(requests)
	winner := -1
	refusals := map[string]int{}
	for i, a := range answers {
		switch a.Code {
		case http.StatusCreated:
			if winner >= 0 {
				t.Fatalf("%s and %s both came in", who[winner], who[i])
			}
			winner = i
		default:
			refusals[unsigned(answer{house: h, status: a.Code, header: a.Header(), body: a.Body.Bytes()})]++
		}
	}
	if winner < 0 || len(refusals) != 1 {
		t.Fatalf("winner %d, refusals %v", winner, refusals)
	}
	h.oneEffect(d, who[winner], answers[winner], key)
	h.eachCounted(who, winner)
	for kind, spent := range h.spentKeys() {
		if a := h.redeem("marc", spent, "Accept-Language", "fr").is(410); refusals[unsigned(a)] != crowd-1 {
			t.Errorf("%s is answered otherwise: %s", kind, a.body)
		}
	}
}

// oneEffect: one grant, one trail row, and the winner's repeat gets the first
// answer again.
func (h *house) oneEffect(d, winner string, first *httptest.ResponseRecorder, key string) {
	h.Helper()
	again := h.ask(winner, "POST", "/v1/imports", object{"key": key}, "Idempotency-Key", "import", "Accept-Language", "fr").is(201)
	if string(again.body) != first.Body.String() || again.header.Get("Location") != first.Header().Get("Location") {
		h.Errorf("first %s, again %s", first.Body, again.body)
	}
	grants, trails := 0, 0
	for _, r := range tabletest.Rows(h, h.table) {
		pk, sk := table.Text(r, "pk"), table.Text(r, "sk")
		if pk == "D#"+d && strings.HasPrefix(sk, "G#") {
			grants++
		}
		if pk == "T#"+d && table.Text(r, "verb") == "key-joined" {
			trails++
		}
	}
	if grants != 2 || trails != 1 {
		h.Errorf("%d grants besides Claire's, %d trail rows", grants-1, trails)
	}
}

// eachCounted: every loser has one spent key against them, the winner none.
func (h *house) eachCounted(who []string, winner int) {
	h.Helper()
	tries := map[string]int{}
	for _, r := range tabletest.Rows(h, h.table) {
		if table.Text(r, "sk") == "R#spent" {
			var list []string
			if err := table.Value(r["tries"], &list); err != nil {
				h.Fatal(err)
			}
			tries[table.Text(r, "pk")] = len(list)
		}
	}
	for i, w := range who {
		want := 1
		if i == winner {
			want = 0
		}
		if n := tries["A#"+h.account(w)]; n != want {
			h.Errorf("%s is counted %d times", w, n)
		}
	}
}
