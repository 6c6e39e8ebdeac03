package api_test

import (
	"strings"
	"testing"
	"time"

	"tierce/internal/api"
)

// reads are the ways in which somebody with access sees a dossier.
func (s *shared) reads() []string {
	return []string{s.at(""), s.at("/sections/" + s.in), s.at("/people"), s.at("/team"), s.at("/manager"), s.at("/access"), s.at("/trail")}
}

func (s *shared) lists(who string) bool {
	s.Helper()
	return strings.Contains(string(s.ask(who, "GET", "/v1/dossiers", nil).is(200).body), s.dossier)
}

// sees wants every read to succeed; ended wants every one to be refused, with
// nothing more said than status allows, and the list to be empty.
func (s *shared) sees(who string) {
	s.Helper()
	for _, path := range s.reads() {
		s.ask(who, "GET", path, nil).is(200)
	}
	if !s.lists(who) {
		s.Errorf("%s does not find it in My dossiers", who)
	}
}

func (s *shared) ended(who string, status int) {
	s.Helper()
	for _, path := range s.reads() {
		if status == 403 && strings.HasSuffix(path, "/access") {
			continue // whoever has some relation may ask what they may not
		}
		s.ask(who, "GET", path, nil).is(status)
	}
	tag := s.sectionTagAs("claire")
	s.ask(who, "PUT", s.at("/sections/"+s.in), object{"values": object{}}, "If-Match", tag).is(status)
	s.ask(who, "PATCH", s.at(""), object{"title": "Le mien"}).is(status)
	s.ask(who, "POST", s.at("/share-keys"), object{"mode": "copy"}).is(status)
	if s.lists(who) {
		s.Errorf("%s still finds it in My dossiers", who)
	}
}

func (s *shared) sectionTagAs(who string) string {
	s.Helper()
	a := s.ask(who, "GET", s.at("/sections/"+s.in), nil)
	return a.header.Get("ETag")
}

func TestALL5OffTheTeamHoldsOnTheNextRequest(t *testing.T) {
	s := furnished(t)
	s.sees("paul")
	s.ask("claire", "DELETE", s.at("/team/"+s.account("paul")), nil).is(204)
	s.ended("paul", 403)
	s.ask("claire", "PUT", s.at("/team/"+s.account("paul")), nil).is(204)
	s.sees("paul")
}

func TestALL5AnEndedJoinHoldsOnTheNextRequest(t *testing.T) {
	s := furnished(t)
	s.sees("julia")
	s.ask("claire", "DELETE", s.at("/team/"+s.account("julia")+"?origin=join"), nil).is(204)
	s.ended("julia", 404)
	if !strings.Contains(verbs(s.acts("claire", s.at("/trail"))), "join-ended") {
		t.Error("the trail does not say so")
	}
}

// The token is as good as before: the place is not (ALL-9). The keys that the
// agent had made are dead with it, and coming back revives neither.
func TestALL5ADeactivatedAgentIsRefusedOnTheNextRequest(t *testing.T) {
	s := furnished(t)
	key := s.key("paul", s.dossier, "join")
	s.sees("paul")
	s.ask("ana", "POST", s.org("/agents/"+s.account("paul")+"/deactivation"), object{}).is(204)
	s.ended("paul", 404)
	for _, path := range []string{s.org(""), s.org("/agents"), "/v1/models?organization=" + s.cabinet} {
		s.ask("paul", "GET", path, nil).refused(404, "hidden")
	}
	var me api.Me
	if s.ask("paul", "GET", "/v1/me", nil).is(200).into(&me); len(me.Organizations) != 0 {
		t.Errorf("still works for %v", me.Organizations)
	}
	s.ask("paul", "POST", "/v1/imports", object{"key": s.key("claire", s.dossier, "copy")}).refused(403, "refused-agents-redeem")
	s.ask("marc", "POST", "/v1/imports", object{"key": key}).refused(410, "share-key-spent")
	s.wait(time.Minute)
	s.hire("ana", s.cabinet, "paul", "paul@cabinet.example")
	s.ended("paul", 403)
	s.ask("marc", "POST", "/v1/imports", object{"key": key}).refused(410, "share-key-spent")
}

func TestALL5AnAgentWhoLeavesTheirOwnOrganisationLosesWhatTheyJoined(t *testing.T) {
	s := furnished(t)
	s.sees("julia")
	s.ask("marc", "POST", "/v1/organizations/"+s.conseil+"/agents/"+s.account("julia")+"/deactivation", object{}).is(204)
	s.ended("julia", 404)
}

func TestALL5AnAdminNoLongerIsRefusedOnTheNextRequest(t *testing.T) {
	s := furnished(t)
	change := func(who, of string, admin bool) {
		s.ask(who, "PATCH", s.org("/agents/"+s.account(of)), object{"admin": admin}).is(204)
	}
	change("ana", "nora", true)
	s.ask("nora", "GET", s.org("/dossiers"), nil).is(200)
	change("ana", "nora", false)
	for _, path := range []string{"/dossiers", "/trail", "/invitations"} {
		s.ask("nora", "GET", s.org(path), nil).refused(403, "refused-admin-manages-agents")
	}
	s.ask("nora", "PUT", s.at("/manager"), object{"account": s.account("nora")}).refused(403, "refused-hand-over")
	p := s.ask("ana", "PATCH", s.org("/agents/"+s.account("ana")), object{"admin": false}).refused(409, "last-admin")
	if p.Rule != "ALL-9" {
		t.Errorf("refused by %s", p.Rule)
	}
}
