package api_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/model"
)

// leakGrid says, by hand, who may fetch what stands in a request whose partners
// were asked: each row is a thing that is marked, and those who see it. Nobody
// else sees it, by any route.
//
//	claire  manager            paul  on the team
//	bank    outside, an opinion by financial-opinion, sent
//	abf     outside, a complement by heritage-plans, a draft
//	bert    outside, both by heritage-plans, sent
//	ines    inside, an opinion by heritage-plans, not begun
//	dora    outside, has declined
//	eva     the applicant, who has come in
//	ana     Admin of the owner, in no dossier: who manages what goes by references (ALL-9)
//	rita    client of the owner, zoe somebody, marc Admin elsewhere
const leakGrid = `
title                 claire paul bank abf bert ines eva
reference             claire paul bank abf bert ines ana eva
person-applicant      claire paul eva
person-neighbour      claire paul
applicant.last-name   claire paul abf bert ines eva
applicant.first-name  claire paul eva
applicant.birth-date  claire paul eva
applicant.address     claire paul eva
applicant.status      claire paul bank eva
applicant.household   claire paul bank eva
applicant.income      claire paul bank eva
applicant.bank-holder claire paul eva
building.address      claire paul abf bert ines eva
building.parcel       claire paul abf bert ines eva
building.kind         claire paul abf bert ines eva
building.year         claire paul abf bert ines eva
building.surface      claire paul abf bert ines eva
building.energy-class claire paul abf bert ines eva
building.protected    claire paul abf bert ines eva
building.occupied     claire paul abf bert ines eva
project.works         claire paul bank abf bert ines eva
project.description   claire paul bank abf bert ines eva
project.starts-on     claire paul bank abf bert ines eva
project.ends-on       claire paul bank abf bert ines eva
project.permit        claire paul bank abf bert ines eva
project.permit-number claire paul bank abf bert ines eva
project.plans-attached claire paul bank abf bert ines eva
project.architect     claire paul bank abf bert ines eva
costs.quotes          claire paul bank eva
costs.total           claire paul bank eva
costs.requested       claire paul bank eva
costs.loan            claire paul bank eva
costs.own-funds       claire paul bank eva
costs.other-grants    claire paul bank eva
commitments.not-started claire paul eva
commitments.controls  claire paul eva
commitments.keep-years claire paul eva
commitments.accurate  claire paul eva
commitments.message   claire paul eva
review.received-on    claire paul
review.complete-on    claire paul
review.eligible       claire paul
review.missing-items  claire paul
review.income-band    claire paul bank
review.eligible-cost  claire paul bank
review.rate           claire paul bank
review.visit-on       claire paul abf bert ines
review.notes          claire paul
decision.committee-on claire paul
decision.outcome      claire paul
decision.amount       claire paul
decision.conditions   claire paul
decision.reasons      claire paul
decision.notified-on  claire paul
decision.payments     claire paul
request               claire paul
document-everybody    claire paul
document-nobody       claire paul
document-for-abf      claire paul abf
document-for-eva      claire paul eva
document-of-bank      claire paul bank
document-of-bert      claire paul bert
name-bank             claire paul
name-abf              claire paul
name-bert             claire paul
name-dora             claire paul
scope-bank            claire paul bank
scope-abf             claire paul abf
scope-bert            claire paul bert
scope-ines            claire paul ines
scope-dora            claire paul
instructions-bank     claire paul bank
instructions-abf      claire paul abf
instructions-bert     claire paul bert
instructions-ines     claire paul ines
instructions-dora     claire paul
details-bank          claire paul bank
own-bank              claire paul bank
details-bert          claire paul bert
own-bert              claire paul bert
draft-abf             abf
own-draft-abf         abf
filled-draft-abf      abf
draft-dora
reason-dora           claire paul
`

// leak is what TestLOC8… builds: what to look for by row of leakGrid, and the
// ids that a path may name, by parameter.
type leak struct {
	*shared
	marks map[string]string
	ids   map[string][]string
}

func mark(of string) string { return "mark-" + strings.ReplaceAll(of, ".", "-") + "-end" }

// keepMark writes down what a row of the grid is looked for by.
func (l *leak) text(row string) string { l.marks[row] = mark(row); return l.marks[row] }

// value is something to stand in a field that no other field holds, and keeps
// what it is looked for by.
func (l *leak) value(section string, f model.Field, n int) any {
	row := section + "." + f.ID
	keyed := func(v string) { l.marks[row] = fmt.Sprintf("%q:%s", f.ID, v) }
	switch f.Type {
	case model.LongText, model.Line:
		return l.text(row)
	case model.Number:
		keyed(fmt.Sprint(*f.Min + 7))
		return *f.Min + 7
	case model.Money:
		l.marks[row] = fmt.Sprintf("%d.11", 70_000+n)
		return l.marks[row]
	case model.Date:
		l.marks[row] = fmt.Sprintf("19%02d-01-02", n)
		return l.marks[row]
	case model.YesNo:
		keyed("true")
		return true
	case model.One:
		keyed(fmt.Sprintf("%q", f.Choices[0].ID))
		return f.Choices[0].ID
	case model.Several:
		keyed(fmt.Sprintf("[%q]", f.Choices[0].ID))
		return []string{f.Choices[0].ID}
	case model.Rows:
		i := slices.IndexFunc(f.Fields, func(cell model.Field) bool { return cell.Type == model.Line })
		return []object{{f.Fields[i].ID: l.text(row)}}
	}
	return nil
}

// furnishes fills every field of every section of a request.
func (l *leak) furnishes() {
	l.Helper()
	var m model.Model
	for _, s := range model.Starters() {
		if s.ID == "public-request" {
			m = s.Model
		}
	}
	l.dossier = l.ask("claire", "POST", "/v1/dossiers", object{"organization": l.cabinet, "model": model.StarterID(l.cabinet, "public-request"),
		"title": l.text("title"), "reference": l.text("reference")}).is(201).get("id")
	l.ask("claire", "PUT", l.at("/team/"+l.account("paul")), nil).is(204)
	applicant := l.relative("eva", object{"name": l.text("person-applicant"), "applicant": true})
	l.ask("claire", "PUT", l.at("/grants/"+applicant), object{"way": "applicant", "level": "write"}).is(200)
	neighbour := l.ask("claire", "POST", l.at("/people"), object{"name": l.text("person-neighbour")}).is(201).get("id")
	l.ids = map[string][]string{"dossier": {l.dossier}, "org": {l.cabinet}, "person": {applicant, neighbour}, "model": {model.StarterID(l.cabinet, "public-request")},
		"account": {l.account("claire"), l.account("bank")}}
	n := 10
	for _, s := range m.Sections {
		values := object{}
		for _, f := range s.Fields {
			if n++; f.Type == model.Person {
				values[f.ID] = applicant
			} else {
				values[f.ID] = l.value(s.ID, f, n)
			}
		}
		l.ids["section"] = append(l.ids["section"], s.ID)
		l.ask("claire", "PUT", l.at("/sections/"+s.ID), object{"values": values}, "If-Match", `"0"`).is(200)
	}
	l.ids["list"] = l.ids["section"]
	l.ask("claire", "PATCH", l.at(""), object{"status": "review"}).is(200)
}

// brings sends a document that is called by its row and holds the same.
func (l *leak) brings(who, row string, audience object) string {
	l.Helper()
	var more object
	if audience != nil {
		more = object{"audience": audience}
	}
	u := l.sent(who, l.dossier, l.text(row)+".txt", l.marks[row], more)
	l.ids["document"], l.ids["upload"], l.ids["version"] = append(l.ids["document"], u.Document), append(l.ids["upload"], u.ID), []string{"1"}
	return u.Document
}

// solicits asks who, by view, and has them attach it.
func (l *leak) solicits(who, kind, view string) string {
	l.Helper()
	body := object{"kind": kind, "scope": l.text("scope-" + who), "view": view, "wished": "2030-01-01", "instructions": l.text("instructions-" + who),
		"partner": object{"name": l.text("name-" + who), "email": who + "@partner.example", "language": "fr"}}
	if who == "ines" {
		delete(l.marks, "name-ines")
		body["partner"] = object{"agent": l.account("ines")}
	}
	made := l.ask("claire", "POST", l.at("/solicitations"), body).is(201)
	l.ids["solicitation"] = append(l.ids["solicitation"], made.get("id"))
	if who != "ines" {
		l.ask(who, "POST", "/v1/solicitation-claims", object{"key": l.keyOf(l.dossier, made.get("id"))}).is(201)
	}
	return made.header.Get("Location")
}

func (l *leak) drafts(who, path string, answer object) (tag string) {
	l.Helper()
	return l.ask(who, "PUT", path+"/answer", answer, "If-Match", `"0"`).is(200).header.Get("ETag")
}

// answers has everybody asked, and do what the grid says of them.
func (l *leak) answers() {
	l.Helper()
	bank, abf, bert, dora := l.solicits("bank", "opinion", "financial-opinion"), l.solicits("abf", "complement", "heritage-plans"),
		l.solicits("bert", "both", "heritage-plans"), l.solicits("dora", "opinion", "financial-opinion")
	l.solicits("ines", "opinion", "heritage-plans")
	tag := l.drafts("bank", bank, object{"verdict": "reserved", "details": l.text("details-bank"), "own": object{"viable": "yes", "analysis": l.text("own-bank")},
		"documents": []string{l.brings("bank", "document-of-bank", nil)}})
	l.ask("bank", "POST", bank+"/answer/send", nil, "If-Match", tag).is(200)
	l.drafts("abf", abf, object{"details": l.text("draft-abf"), "own": object{"prescriptions": l.text("own-draft-abf")},
		"values": object{"project": object{"permit-number": l.text("filled-draft-abf")}}})
	tag = l.drafts("bert", bert, object{"verdict": "favourable", "details": l.text("details-bert"), "own": object{"prescriptions": l.text("own-bert")},
		"documents": []string{l.brings("bert", "document-of-bert", nil)}, "values": object{"project": object{"permit-number": "changed by " + l.marks["project.permit-number"]}}})
	l.ask("bert", "POST", bert+"/answer/send", nil, "If-Match", tag).is(200)
	l.drafts("dora", dora, object{"details": l.text("draft-dora")})
	l.ask("dora", "POST", dora+"/decline", object{"reason": l.text("reason-dora")}).is(204)
	l.brings("claire", "document-everybody", object{"everybody": true})
	l.brings("claire", "document-nobody", nil)
	l.brings("claire", "document-for-eva", object{"persons": []string{l.ids["person"][0]}})
	l.brings("claire", "document-for-abf", object{"solicitations": []string{abf[strings.LastIndex(abf, "/")+1:]}})
	l.ids["request"] = []string{l.ask("claire", "POST", l.at("/requests"), object{"text": l.text("request"), "for": object{"groups": []string{"full"}}}).is(201).get("id")}
}

// paths are those of a path of the description, with every id that may stand in
// it; none where it names something that a request has not.
func (l *leak) paths(of string) []string {
	all := []string{of}
	for name, ids := range l.ids {
		var next []string
		for _, path := range all {
			if !strings.Contains(path, "{"+name+"}") {
				next = append(next, path)
				continue
			}
			for _, id := range ids {
				next = append(next, strings.ReplaceAll(path, "{"+name+"}", id))
			}
		}
		all = next
	}
	return slices.DeleteFunc(all, func(path string) bool { return strings.Contains(path, "{") })
}

// fetches is all that who can fetch, by every GET of the description, with the
// content of every file whose link they are given.
func (l *leak) fetches(who string) string {
	l.Helper()
	var all strings.Builder
	for path, item := range l.spec().Paths.Map() {
		if item.Get == nil || !strings.HasPrefix(path, "/v1/") || strings.Contains(path, "openapi") || strings.Contains(path, "/v1/docs") {
			continue
		}
		for _, at := range l.paths(path) {
			if strings.HasSuffix(path, "/solicitations/preview") {
				at += "?kind=both&view=heritage-plans"
			}
			all.Write(l.ask(who, "GET", at, nil).body)
		}
	}
	for _, document := range l.ids["document"] {
		for _, at := range []string{"/download", "/versions/1/download"} {
			all.WriteString(l.file(who, l.at("/documents/"+document+at)))
		}
	}
	return all.String()
}

// file is what lies behind a link that who is given; "" for none.
func (l *leak) file(who, path string) string {
	l.Helper()
	a := l.ask(who, "POST", path, nil)
	if a.status >= 300 {
		return ""
	}
	res, err := http.Get(a.get("url"))
	if err != nil {
		l.Fatal(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		l.Fatal(err)
	}
	return string(content)
}

// Each fetches exactly what is theirs, of every field, document, answer,
// instruction and reason; nothing after the status hides it.
func TestLOC8LOC10EverybodyFetchesExactlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	l := &leak{shared: furnished(t), marks: map[string]string{}}
	l.enter("bert", "bert@partner.example")
	l.furnishes()
	l.answers()
	rows := seenBy()
	if len(rows) != len(l.marks) {
		t.Errorf("%d rows for %d marks", len(rows), len(l.marks))
	}
	outsiders := []string{"dora", "ana", "rita", "zoe", "marc"}
	partners := []string{"bank", "abf", "bert", "ines"}
	for _, who := range append(append([]string{"claire", "paul", "eva"}, partners...), outsiders...) {
		got := l.fetches(who)
		for row, by := range rows {
			want := slices.Contains(by, who)
			if l.marks[row] == "" || strings.Contains(got, l.marks[row]) != want {
				t.Errorf("%s: %s (%q) seen %v, want %v", who, row, l.marks[row], !want, want)
			}
		}
	}
	l.ask("claire", "PATCH", l.at(""), object{"status": "committee"}).is(200)
	l.wait(24 * time.Hour) // their next opening would be the first of a day (ALL-6)
	before := l.rows()
	for _, who := range partners {
		a := l.ask(who, "GET", l.at(""), nil)
		if p := a.refused(403, "refused-hidden-from-partners"); p.Rule != "LOC-6" {
			t.Errorf("%s: %s", who, a.body)
		}
		got := l.fetches(who)
		for row, m := range l.marks {
			if strings.Contains(got, m) {
				t.Errorf("%s sees %s after the status hides it", who, row)
			}
		}
	}
	if l.rows() != before {
		t.Error("refused, and yet something changed")
	}
}

// seenBy is leakGrid, by row.
func seenBy() map[string][]string {
	rows := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(leakGrid), "\n") {
		f := strings.Fields(line)
		rows[f[0]] = f[1:]
	}
	return rows
}
