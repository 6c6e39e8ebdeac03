package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"

	"tierce/internal/api"
	"tierce/internal/model"
)

// The description says text/csv; the filter would want commas in it.
func init() { openapi3filter.RegisterBodyDecoder("text/csv", openapi3filter.FileBodyDecoder) }

// insured gives the path of the vehicles of a commercial account of claire's,
// and of the section that they are in.
func (h *house) insured() (rows, section string) {
	h.Helper()
	d := h.ask("claire", "POST", "/v1/dossiers", object{"organization": h.cabinet, "model": model.StarterID(h.cabinet, "commercial-insurance"), "title": "Flotte"}).is(201).get("id")
	section = "/v1/dossiers/" + d + "/sections/vehicles"
	return section + "/rows/vehicles", section
}

var asCSV = []string{"Content-Type", "text/csv; charset=utf-8"}

func at(version int, more ...string) []string {
	return append(append([]string{"If-Match", fmt.Sprintf(`"%d"`, version)}, asCSV...), more...)
}

func TestIND3FiveHundredRowsWithErrorsNameEachCell(t *testing.T) {
	h := open(t)
	rows, section := h.insured()
	head := strings.Split(strings.TrimPrefix(strings.TrimSpace(string(h.ask("claire", "GET", rows, nil, "Accept-Language", "fr").is(200).body)), "\ufeff"), ";")
	var body strings.Builder
	body.WriteString(head[0] + ";" + head[2] + ";" + head[5] + "\n")
	for i := range 500 {
		year, value := "2020", "1 250,50"
		if i%10 == 3 {
			year = "jamais"
		}
		if i == 499 {
			value = "1.250,50"
		}
		fmt.Fprintf(&body, "AB-%d;%s;%s\n", i, year, value)
	}
	p := h.ask("claire", "PUT", rows, body.String(), at(0, "Accept-Language", "fr")...).refused(422, "invalid")
	if len(p.Errors) != 51 || p.More != 0 {
		t.Fatalf("%d errors and %d more", len(p.Errors), p.More)
	}
	for i, w := range p.Errors[:50] {
		if w.Path != fmt.Sprintf("values.vehicles[%d].year", 10*i+3) || w.Row != 10*i+4 || w.Column != head[2] || w.Code != "sheet-number" {
			t.Errorf("%+v", w)
		}
	}
	if w := p.Errors[50]; w.Row != 500 || w.Column != head[5] || w.Path != "values.vehicles[499].value" {
		t.Errorf("%+v", w)
	}
	all := h.ask("claire", "PUT", rows, strings.ReplaceAll(body.String(), "2020", "jamais"), at(0, "Accept-Language", "fr")...).refused(422, "invalid")
	if len(all.Errors) != 100 || all.More != 401 {
		t.Errorf("%d errors and %d more", len(all.Errors), all.More)
	}
	if a := h.ask("claire", "GET", section, nil).is(200); a.header.Get("ETag") != `"0"` {
		t.Errorf("half saved: %s", a.body)
	}
	good := strings.NewReplacer("jamais", "2020", "1.250", "1250").Replace(body.String())
	if a := h.ask("claire", "PUT", rows, good, at(0, "Accept-Language", "fr")...).is(200); a.header.Get("ETag") != `"1"` || strings.Count(string(a.body), `"1250.50"`) != 500 {
		t.Errorf("%s, %.300s", a.header.Get("ETag"), a.body)
	}
}

func TestIND3RowsAsAFileRespectTheVersion(t *testing.T) {
	h := open(t)
	rows, section := h.insured()
	if p := h.ask("claire", "PUT", rows, "A", asCSV...).refused(428, "precondition-required"); p.Detail == "" {
		t.Errorf("%+v", p)
	}
	h.ask("claire", "PUT", rows, "=1+1,,2020\n'=2,,", at(0)...).is(200)
	h.ask("claire", "PUT", rows, "B", at(0)...).refused(412, "stale")
	a := h.ask("claire", "GET", rows, nil).is(200)
	if a.header.Get("Content-Type") != "text/csv; charset=utf-8" || a.header.Get("ETag") != `"1"` || !strings.HasPrefix(a.header.Get("Content-Disposition"), `attachment; filename="vehicles-`) ||
		!strings.HasPrefix(string(a.body), "\ufeffPlate") || !strings.Contains(string(a.body), "\n'=1+1,,2020,") {
		t.Errorf("%v %q", a.header, a.body)
	}
	h.ask("claire", "PUT", rows, string(a.body), at(1)...).is(200)
	var c api.Content
	h.ask("claire", "GET", section, nil).is(200).into(&c)
	if got := fmt.Sprint(c.Values["vehicles"]); got != "[map[plate:=1+1 year:2020] map[plate:=2]]" {
		t.Errorf("%s", got)
	}
	d := strings.Split(section, "/")[3]
	if got := verbs((&shared{house: h}).acts("claire", "/v1/dossiers/"+d+"/trail")); strings.Count(got, "rows-exported") != 1 || strings.Count(got, "section-edited") != 2 {
		t.Errorf("trail: %s", got)
	}
}
