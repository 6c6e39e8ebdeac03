package portal

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/solicitation"
)

// pageGrid says, by hand, who finds what on any page about a request whose
// partners were asked: each row is a text that stands there, or a file. The
// bank has sent an opinion, the office drafts a complement; paul is an agent on
// no team, marc one of another organisation, nina somebody.
const pageGrid = `
title                 claire bank office
reference             claire bank office
person                claire
applicant.last-name   claire office
applicant.first-name  claire
applicant.address     claire
applicant.bank-holder claire
building.address      claire office
building.parcel       claire office
project.description   claire bank office
project.permit-number claire bank office
project.architect     claire bank office
costs.quotes          claire bank
costs.other-grants    claire bank
commitments.message   claire
review.notes          claire
decision.conditions   claire
decision.reasons      claire
decision.payments     claire
document-everybody    claire
document-of-bank      claire bank
scope-bank            claire bank
scope-office          claire office
instructions-bank     claire bank
instructions-office   claire office
name-bank             claire
name-office           claire
details-bank          claire bank
own-bank              claire bank
draft-office          office
filled-office         office
`

func marked(of string) string { return "mark-" + strings.ReplaceAll(of, ".", "-") + "-end" }

// leak is a request that holds a mark in everything, with the ids that a path
// may name, by parameter.
type leak struct {
	*town
	ids map[string][]string
}

func (l *leak) asks(who, email string, kind solicitation.Kind, view string) (s string) {
	l.t.Helper()
	_, made, err := l.Solicitations.Make(context.Background(), l.As(claire), l.d, solicitation.Ask{Kind: kind, Scope: marked("scope-" + who), View: view,
		Wished: "2026-12-01", Instructions: marked("instructions-" + who), Partner: solicitation.Partner{Name: marked("name-" + who), Email: email, Lang: "en"}}, id.New())
	l.must(err)
	h, err := l.Dossiers.Header(context.Background(), l.d)
	l.must(err)
	key, _, err := l.Solicitations.Key(context.Background(), solicitation.Mail{Header: h, Solicitation: made})
	l.must(err)
	_, _, err = l.Solicitations.Claim(context.Background(), l.As(email), key, id.New())
	l.must(err)
	l.ids["solicitation"] = append(l.ids["solicitation"], made.ID)
	return made.ID
}

func newLeak(t *testing.T) *leak {
	l := &leak{town: newTown(t)}
	title, reference, ctx := marked("title"), marked("reference"), context.Background()
	_, err := l.Dossiers.Change(ctx, l.As(claire), l.d, dossier.Edit{Title: &title, Reference: &reference})
	l.must(err)
	p, err := l.Rights.SavePerson(ctx, l.As(claire), l.d, dossier.Person{ID: id.New(), Name: marked("person")})
	l.must(err)
	l.ids = map[string][]string{"dossier": {l.d}, "org": {l.org}, "person": {p.ID}, "account": {l.Account(claire), l.Account(bank)}, "way": {"family"}, "version": {"1"}}
	for section, fields := range map[string][]string{"applicant": {"last-name", "first-name", "address", "bank-holder"}, "building": {"address", "parcel"},
		"project": {"description", "permit-number", "architect"}, "costs": {"quotes company", "other-grants from"}, "commitments": {"message"},
		"review": {"notes"}, "decision": {"conditions", "reasons", "payments against"}} {
		values := map[string]any{}
		for _, field := range fields {
			name, cell, rows := strings.Cut(field, " ")
			if values[name] = marked(section + "." + name); rows {
				values[name] = []any{map[string]any{cell: values[name]}}
			}
		}
		_, was, err := l.Dossiers.Section(ctx, l.As(claire), l.d, section)
		l.must(err)
		_, err = l.Dossiers.Save(ctx, l.As(claire), l.d, section, was.Version, values)
		l.must(err)
		l.ids["section"], l.ids["list"] = append(l.ids["section"], section), append(l.ids["list"], section)
	}
	l.answers(ctx)
	return l
}

// answers has the bank send an opinion with a file, and the office save a draft.
func (l *leak) answers(ctx context.Context) {
	l.t.Helper()
	one, other := l.asks("bank", bank, solicitation.Opinion, "financial-opinion"), l.asks("office", office, solicitation.Complement, "heritage-plans")
	for row, by := range map[string]string{"document-everybody": claire, "document-of-bank": bank} {
		l.ids["document"] = append(l.ids["document"], l.File(l.d, by, marked(row)+".txt", marked(row), document.Audience{Everybody: by == claire}))
	}
	_, list, err := l.Documents.List(ctx, l.As(bank), l.d)
	l.must(err)
	saved, err := l.Solicitations.Save(ctx, l.As(bank), l.d, one, 0, solicitation.Answer{Verdict: solicitation.Reserved, Details: marked("details-bank"),
		Own: map[string]any{"viable": "yes", "analysis": marked("own-bank")}, Documents: []string{list[0].ID}})
	l.must(err)
	_, err = l.Solicitations.Send(ctx, l.As(bank), l.d, one, saved.Solicitation.Drafted, id.New())
	l.must(err)
	_, err = l.Solicitations.Save(ctx, l.As(office), l.d, other, 0, solicitation.Answer{Details: marked("draft-office"),
		Values: map[string]map[string]any{"project": {"permit-number": marked("filled-office")}}})
	l.must(err)
}

// paths are those of a pattern, with every id that may stand in it.
func (l *leak) paths(pattern string) []string {
	all := []string{pattern}
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

// finds is all that somebody finds on every page, and in every file whose link
// they are given.
func (l *leak) finds(v *visitor) string {
	l.t.Helper()
	var all strings.Builder
	for _, pattern := range Routes() {
		path, get := strings.CutPrefix(pattern, "GET ")
		if !get || path == "/{$}" || strings.HasPrefix(path, "/signin") || strings.HasPrefix(path, "/static") {
			continue
		}
		for _, at := range l.paths(path) {
			all.WriteString(v.get(at).body)
		}
	}
	for _, doc := range l.ids["document"] {
		page := v.get(l.at("/documents/" + doc)).body
		for _, at := range []string{"/download", "/versions/1/download"} {
			if action := l.at("/documents/" + doc + at); strings.Contains(page, `action="`+action+`"`) {
				all.WriteString(l.file(v.post(action, formFor(l.t, page, action))))
			}
		}
	}
	return all.String()
}

// file is what lies behind a link.
func (l *leak) file(a answer) string {
	l.t.Helper()
	if a.StatusCode != http.StatusSeeOther {
		return ""
	}
	res, err := http.Get(a.Header.Get("Location"))
	l.must(err)
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	l.must(err)
	return string(content)
}

// Each finds exactly what is theirs, on any page; nothing after the status
// hides it.
func TestLOC8LOC10EverybodyFindsExactlyWhatIsTheirs(t *testing.T) {
	l := newLeak(t)
	names := map[string]string{claire: "claire", bank: "bank", office: "office", paul: "paul", marc: "marc", nina: "nina"}
	rows := strings.Split(strings.TrimSpace(pageGrid), "\n")
	for email, name := range names {
		got := l.finds(l.visit(email))
		for _, row := range rows {
			f := strings.Fields(row)
			if want := slices.Contains(f[1:], name); strings.Contains(got, marked(f[0])) != want {
				t.Errorf("%s: %s found %v, want %v", name, f[0], !want, want)
			}
		}
	}
	l.status("committee")
	for _, email := range []string{bank, office} {
		if got := l.finds(l.visit(email)); strings.Contains(got, "mark-") {
			i := strings.Index(got, "mark-")
			t.Errorf("%s finds %s after the status hides it", email, got[i:i+30])
		}
	}
}
