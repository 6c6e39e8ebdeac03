package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// mails counts the entries of a load that were written about a solicitation.
func (s *shared) mails(load, of string) (n int) {
	s.Helper()
	for _, r := range tabletest.Rows(s, s.table) {
		if !strings.HasPrefix(table.KeyOf(r).PK, "X#") {
			continue
		}
		var e struct {
			Load string            `dynamodbav:"load"`
			Data map[string]string `dynamodbav:"data"`
		}
		if err := table.Into(r, &e); err != nil {
			s.Fatal(err)
		}
		if e.Load == load && e.Data["solicitation"] == of {
			n++
		}
	}
	return n
}

// Pressed by two agents at once, and by each again, Notify sends one mail.
func TestLOC8NotifyByTwoAgentsAtOnceSendsOneMail(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	for range 10 {
		path := s.attaching("bank")
		of := path[strings.LastIndex(path, "/")+1:]
		var requests []*http.Request
		for _, who := range []string{"claire", "paul", "claire", "paul"} {
			requests = append(requests, s.request(who, "POST", s.at("/solicitations/notify"), nil))
		}
		for _, a := range s.together(requests) {
			if a.Code != 200 || !strings.Contains(a.Body.String(), of) {
				t.Fatalf("%d %s", a.Code, a.Body)
			}
		}
		if n := s.mails("solicitation-notify", of); n != 1 {
			t.Fatalf("%d mails", n)
		}
		s.fewer(s.dossier)
	}
}

// An answer, a withdrawal and a reading at once, by the API: one of the first two
// is, and what is read is theirs or refused.
func TestLOC7AnAnswerAndAWithdrawalAtOnceThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	won := map[string]int{}
	for range 15 {
		send := s.drafted("POST", "/send", nil)
		path := strings.TrimSuffix(send.path, "/answer/send")
		answers := s.together([]*http.Request{s.request("bank", send.method, send.path, nil, send.headers...),
			s.request("claire", "POST", path+"/withdraw", nil), s.request("bank", "GET", path+"/answer", nil)})
		state := s.ask("claire", "GET", path, nil).is(200).get("state")
		switch won[state]++; {
		case state == "answered" && answers[0].Code == 200 && answers[1].Code == 409:
			s.ask("bank", "GET", path+"/answer", nil).is(200)
		case state == "withdrawn" && answers[0].Code >= 400 && answers[1].Code == 200:
			if a := s.ask("bank", "GET", path+"/answer", nil); a.status < 400 {
				t.Errorf("after the withdrawal: %d", a.status)
			}
		default:
			t.Fatalf("%s: send %d, withdraw %d", state, answers[0].Code, answers[1].Code)
		}
	}
	t.Log(won)
}

// One of many who type a key at once has the dossier, by the API.
func TestLOC5OneOfManyClaimsAKey(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	who := s.everybody(100)
	path, key := s.solicited()
	var requests []*http.Request
	for _, w := range who {
		requests = append(requests, s.request(w, "POST", "/v1/solicitation-claims", object{"key": key}))
	}
	won, refusals := "", map[string]int{}
	for i, a := range s.together(requests) {
		if a.Code == 201 {
			if won != "" {
				t.Fatalf("%s and %s", won, who[i])
			}
			won = who[i]
			continue
		}
		refusals[unsigned(answer{house: s.house, status: a.Code, header: a.Header(), body: a.Body.Bytes()})]++
	}
	if won == "" || len(refusals) != 1 {
		t.Fatalf("won by %q, refused %v", won, refusals)
	}
	s.ask(won, "GET", path+"/answer", nil).is(200)
}
