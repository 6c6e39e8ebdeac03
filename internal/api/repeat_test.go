package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// repeatable is a POST sent twice under one Idempotency-Key: same gives the
// request, other another body for the same place (nil where there is no body
// to differ in), and twin somebody else who may do the same there.
type repeatable struct {
	who, twin string
	same      func(*shared) call
	other     func(call) any
	renews    bool // the repeat gives a fresh secret instead (EVO-7)
	signs     bool // the repeat gives a fresh form, or a fresh link, to the same thing
	shares    bool // whoever does it does it to the same thing
}

func changed(name string, value any) func(call) any {
	return func(c call) any {
		o := object{name: value}
		for k, v := range c.body.(object) {
			if k != name {
				o[k] = v
			}
		}
		return o
	}
}

var repeatables = map[string]repeatable{
	"invite-agent":          {who: "ana", twin: "nora", same: calls["invite-agent"], other: changed("language", "fr")},
	"accept-invitation":     {who: "lea", same: (*shared).acceptance, shares: true},
	"deactivate-agent":      {who: "ana", twin: "nora", same: calls["deactivate-agent"], shares: true},
	"import-model":          {who: "ana", twin: "nora", same: calls["import-model"], other: anotherModel},
	"import-model-version":  {who: "ana", twin: "nora", same: calls["import-model-version"], other: anotherModel},
	"make-access-group":     {who: "ana", same: calls["make-access-group"], other: changed("level", "read")},
	"add-template":          {who: "ana", twin: "nora", same: partnerCall("add-template"), other: changed("file", "b.docx")},
	"make-document":         {who: "claire", twin: "paul", same: partnerCall("make-document/in-scope"), other: changed("language", "en")},
	"create-dossier":        {who: "claire", twin: "paul", same: calls["create-dossier"], other: changed("reference", "AUTRE-1")},
	"add-person":            {who: "claire", twin: "paul", same: calls["add-person"], other: changed("name", "Anne Aubert")},
	"add-contact":           {who: "claire", same: (*shared).adding, other: changed("group", "full")},
	"make-share-key":        {who: "claire", twin: "paul", same: calls["make-share-key/copy"], other: changed("mode", "join"), renews: true},
	"make-simulation":       {who: "claire", twin: "bernard", same: calls["make-simulation"], other: changed("years", 11)},
	"make-report":           {who: "claire", twin: "bernard", same: calls["make-report/in-scope"], other: changed("title", "Un autre")},
	"ask-upload":            {who: "claire", twin: "bernard", same: calls["ask-upload"], other: changed("size", 10), signs: true},
	"restore-document":      {who: "claire", same: calls["restore-document/claires"], shares: true},
	"download-document":     {who: "claire", same: calls["download-document/for-nobody"], signs: true, shares: true},
	"download-version":      {who: "claire", same: calls["download-version/bernards"], signs: true, shares: true},
	"sign-section":          {who: "yann", twin: "mathis", same: calls["sign-section/in-scope"], other: changed("name", "Somebody Else")},
	"submit-section":        {who: "yann", same: calls["submit-section/in-scope"], shares: true},
	"return-section":        {who: "claire", same: calls["return-section/in-scope"], other: changed("note", "Autre"), shares: true},
	"make-request":          {who: "claire", twin: "paul", same: calls["make-request"], other: changed("due", "2030-01-01")},
	"answer-request":        {who: "lise", same: (*shared).lises, other: changed("text", "Autre chose"), shares: true},
	"close-request":         {who: "claire", same: func(s *shared) call { return call{"POST", s.made(s.asking()) + "/done", nil, nil} }, shares: true},
	"reopen-request":        {who: "claire", same: func(s *shared) call { return call{"POST", s.settled() + "/reopen", object{"note": "a"}, nil} }, other: changed("note", "Autre chose"), shares: true},
	"restore-dossier":       {who: "claire", same: calls["restore-dossier/deleted"], shares: true},
	"add-client":            {who: "ana", twin: "nora", same: calls["add-client"], other: changed("name", "Un autre")},
	"resend-client":         {who: "ana", same: calls["resend-client"], shares: true},
	"add-behalf-partner":    {who: "ana", twin: "nora", same: partnerCall("add-behalf-partner"), other: changed("name", "Un autre")},
	"enter-on-behalf":       {who: "hugo", twin: "kim", same: (*shared).allowed, other: changed("values", object{})},
	"resend-behalf-partner": {who: "ana", same: partnerCall("resend-behalf-partner"), shares: true},
	"resend-grant": {who: "claire", same: calls["resend-grant"], shares: true,
		other: changed("way", "advisor")},
	"make-solicitation":     {who: "claire", twin: "paul", same: partnerCall("make-solicitation"), other: changed("scope", "legal")},
	"notify-partners":       {who: "claire", same: partnerCall("notify-partners"), shares: true},
	"withdraw-solicitation": {who: "claire", same: partnerCall("withdraw-solicitation"), shares: true},
	"reopen-solicitation":   {who: "claire", same: partnerCall("reopen-solicitation"), shares: true},
	"send-answer":           {who: "bank", same: partnerCall("send-answer"), shares: true},
	"decline-solicitation":  {who: "bank", same: partnerCall("decline-solicitation"), shares: true},
	"claim-solicitation":    {who: "abf", same: partnerCall("claim-solicitation"), shares: true},
	"import-dossier": {who: "julia", same: calls["import-dossier"], shares: true,
		other: func(c call) any { return object{"key": c.body.(object)["key"], "organization": "0000000000000000"} }},
}

// acceptance is lea's, of an invitation that waits for her.
func (s *shared) acceptance() call {
	s.Helper()
	inv := s.invited("lea@cabinet.example")
	s.ask("id:lea:lea@cabinet.example", "PUT", "/v1/me", nil).is(200)
	return call{"POST", s.org("/invitations/" + inv + "/acceptance"), nil, nil}
}

func anotherModel(c call) any {
	return strings.Replace(c.body.(string), `"reference": "CTR"`, `"reference": "AUTRE"`, 1)
}

// Every POST of the description: the same request again gives the first
// answer again and does nothing more, another one under its key is refused,
// and somebody else's key of the same name is another.
func TestARepeatedPOSTDoesTheThingOnce(t *testing.T) {
	s := furnished(t)
	s.ask("ana", "PATCH", s.org("/agents/"+s.account("nora")), object{"admin": true}).is(204)
	for path, item := range s.spec().Paths.Map() {
		if item.Post == nil {
			continue
		}
		r, known := repeatables[item.Post.OperationID]
		if !known {
			t.Errorf("POST %s: nobody says what a repeat gives", path)
			continue
		}
		s.repeat(item.Post.OperationID, r)
	}
}

func (s *shared) repeat(name string, r repeatable) {
	s.Helper()
	c := r.same(s)
	send := func(who string, body any) answer {
		return s.ask(who, c.method, c.path, body, append([]string{"Idempotency-Key", "the same"}, c.headers...)...)
	}
	first := send(r.who, c.body)
	if first.status >= 300 {
		s.Errorf("%s: %d %s", name, first.status, first.body)
		return
	}
	before := s.rows()
	again := send(r.who, c.body)
	switch {
	case r.renews:
		if again.status != first.status || again.get("id") != first.get("id") || again.get("key") == first.get("key") {
			s.Errorf("%s again: %d %s, first %s", name, again.status, again.body, first.body)
		}
	case r.signs:
		if again.status != first.status || first.header.Get("Location") != again.header.Get("Location") {
			s.Errorf("%s again: %d %s, first %s", name, again.status, again.body, first.body)
		}
	case again.status != first.status || string(again.body) != string(first.body) || !sameHead(again.header, first.header):
		s.Errorf("%s again: %d %s, first %s", name, again.status, again.body, first.body)
	case s.rows() != before:
		s.Errorf("%s again: something changed", name)
	}
	before = s.rows()
	if r.other != nil {
		if got := send(r.who, r.other(c)); got.status != 422 {
			s.Errorf("%s with another body: %d %s", name, got.status, got.body)
		}
	}
	if s.rows() != before {
		s.Errorf("%s with another body: something changed", name)
	}
	if r.twin != "" && !r.shares {
		body := c.body
		if name == "invite-agent" || name == "add-client" || name == "add-behalf-partner" {
			body = changed("email", s.fresh())(c)
		}
		if got := send(r.twin, body); got.status != first.status || got.get("id") == first.get("id") && name != "import-model-version" {
			s.Errorf("%s by %s: %d %s", name, r.twin, got.status, got.body)
		}
	}
}

func sameHead(a, b http.Header) bool {
	return a.Get("Location") == b.Get("Location") && a.Get("ETag") == b.Get("ETag")
}

// The first answer is given again even where others went on from there, and
// to nobody as another's.
func TestARepeatedPOSTGivesTheFirstAnswerAfterLaterChanges(t *testing.T) {
	s := furnished(t)
	one := s.ask("claire", "POST", s.at("/people"), object{"name": "Ève Aubert"}, "Idempotency-Key", "eve").is(201)
	s.ask("paul", "PUT", one.header.Get("Location"), object{"name": "Ève Morel"}, "If-Match", one.header.Get("ETag")).is(200)
	again := s.ask("claire", "POST", s.at("/people"), object{"name": "Ève Aubert"}, "Idempotency-Key", "eve").is(201)
	if string(again.body) != string(one.body) {
		t.Errorf("%s, first %s", again.body, one.body)
	}
	c := calls["create-dossier"](s)
	first := s.ask("claire", "POST", c.path, c.body, "Idempotency-Key", "neuf").is(201)
	s.ask("claire", "PATCH", first.header.Get("Location"), object{"title": "Autre titre"}).is(200)
	if again := s.ask("claire", "POST", c.path, c.body, "Idempotency-Key", "neuf").is(201); string(again.body) != string(first.body) {
		t.Errorf("%s, first %s", again.body, first.body)
	}
	m := calls["import-model-version"](s)
	second := s.ask("ana", "POST", m.path, m.body, "Idempotency-Key", "v2").is(201)
	s.ask("ana", "POST", m.path, m.body, "Idempotency-Key", "v3").is(201)
	if again := s.ask("ana", "POST", m.path, m.body, "Idempotency-Key", "v2").is(201); string(again.body) != string(second.body) {
		t.Errorf("%s, first %s", again.body, second.body)
	}
}
