package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tierce/internal/api"
	"tierce/internal/text"
)

// bad is one request with something wrong in it. Names is the path that the
// refusal must name; "" where the whole cannot be read.
type bad struct {
	call
	what  string
	names string
	one   []int // the statuses that are right
}

// operation is one of the description with a good request of it.
type operation struct {
	*openapi3.Operation
	good call
	who  string
}

// operations gives every operation that the description has, so that a new
// route is held to this too.
func (s *shared) operations() (all []operation) {
	s.Helper()
	columns, rows := rowsOf(s, routeGrid)
	for _, path := range s.spec().Paths.Map() {
		for _, op := range path.Operations() {
			i := slices.IndexFunc(rows, func(r row) bool {
				return r.name == op.OperationID || strings.HasPrefix(r.name, op.OperationID+"/")
			})
			if i < 0 {
				s.Fatalf("%s: no row in routeGrid", op.OperationID)
			}
			who := ""
			for _, column := range columns {
				if rows[i].cells[column] == "yes" && who == "" {
					who = roleNames[column]
				}
			}
			if op.OperationID == "accept-invitation" {
				who = "claire"
			}
			switch {
			case who == "" && strings.HasSuffix(op.OperationID, "applicant-view"): // it is for applicants alone
				who = "eva"
			case who == "": // it is for partners alone
				who = "bank"
			}
			all = append(all, operation{op, calls[rows[i].name](s), who})
			if op.OperationID == "get-trail" {
				all = append(all, operation{op, calls["get-trail/file"](s), who})
			}
		}
	}
	return all
}

// properties are those of the body's schema; nil where there is none.
func (o operation) properties() openapi3.Schemas {
	if o.RequestBody == nil || strings.HasPrefix(o.OperationID, "import-model") || o.OperationID == "replace-rows" {
		return nil
	}
	return o.RequestBody.Value.Content["application/json"].Schema.Value.Properties
}

func (o operation) with(body any) call { c := o.good; c.body = body; return c }

// bodies are bodies that cannot be read, or are not objects.
func (o operation) bodies() (all []bad) {
	if o.RequestBody == nil {
		return nil
	}
	if o.OperationID == "replace-rows" {
		return o.sheets()
	}
	for what, body := range map[string]string{"cut off": `{"a": "b"`, "no value": `{"a":}`, "two": `{} {}`, "empty": ``,
		"deep": strings.Repeat("[", 20_000), "bare word": `nothing`, "not UTF-8": "{\"a\": \"\xff\xfe\"}", "HTML": `<html>`} {
		all = append(all, bad{o.with(body), what, "", []int{400}})
	}
	for what, body := range map[string]string{"list": `[]`, "text": `"a"`, "number": `12`, "null": `null`} {
		all = append(all, bad{o.with(body), what, "", []int{400, 422}})
	}
	most := 1 << 20
	if strings.HasSuffix(o.OperationID, "-template") { // of a file
		most *= 3
	}
	huge := `{"a": "` + strings.Repeat("x", most) + `"}`
	all = append(all, bad{o.with(huge), "more than a body may have", "", []int{413}})
	form := o.with("a=b")
	form.headers = append(slices.Clone(form.headers), "Content-Type", "application/x-www-form-urlencoded")
	return append(all, bad{form, "a form", "", []int{400, 415}})
}

// sheets are bodies that are no rows.
func (o operation) sheets() (all []bad) {
	for body, b := range map[string]bad{"": {what: "empty", one: []int{400}}, "name\n\xff\xfe": {what: "not UTF-8", one: []int{400}},
		strings.Repeat("x", 1<<20+1): {what: "1 MB", one: []int{413}}, " \r\n\t": {what: "blank", names: "values.assets", one: []int{422}},
		"name,colour\nHouse,red":              {what: "a strange column", names: "values.assets", one: []int{422}},
		"name\na\x00b":                        {what: "NUL", names: "values.assets[0].name", one: []int{422}},
		"name\n\x1b[2Jab":                     {what: "escape", names: "values.assets[0].name", one: []int{422}},
		"name,value\nA,1\nB,<b>":              {what: "HTML", names: "values.assets[1].value", one: []int{422}},
		"name\n" + strings.Repeat("a\n", 501): {what: "501 rows", names: "values.assets", one: []int{422}},
	} {
		b.call = o.with(body)
		all = append(all, b)
	}
	for _, kind := range []string{"application/json", "application/x-www-form-urlencoded", "nothing"} {
		other := o.good
		other.headers = append(slices.Clone(other.headers), "Content-Type", kind)
		all = append(all, bad{other, kind, "", []int{415}})
	}
	return all
}

// values puts wrong values at each property of the body.
func (o operation) values() (all []bad) {
	good, _ := o.good.body.(object)
	put := func(what, name string, value any) {
		body := object{}
		maps.Copy(body, good)
		body[name] = value
		all = append(all, bad{o.with(body), what, name, []int{422}})
	}
	for name, p := range o.properties() {
		wrong := []any{12, []any{1}, object{"a": 1}, true}
		switch {
		case p.Value.Type.Is("boolean"):
			wrong[3] = "true"
		case p.Value.Type.Is("object"):
			wrong[2] = "text"
		case p.Value.Type.Is("number"), p.Value.Type.Is("integer"):
			wrong[0] = "12"
		}
		for _, v := range wrong {
			put(fmt.Sprintf("%T for %s", v, name), name, v)
		}
		if p.Value.Type.Is("string") {
			for what, v := range map[string]string{"too long": strings.Repeat("é", 12_000), "a line break": "a\nb", "NUL": "a\x00b", "escape": "\x1b[2Jab"} {
				if slices.Contains([]string{"note", "text", "details", "instructions", "reason"}, name) && v == "a\nb" {
					continue // the texts of several lines
				}
				put(what+" in "+name, name, v)
			}
			if slices.Contains(o.required(), name) {
				put("blank "+name, name, " \t ")
			}
		}
	}
	if o.properties() != nil {
		put("a field too many", "surprise", 1)
	}
	for _, name := range o.required() {
		body := object{}
		maps.Copy(body, good)
		delete(body, name)
		all = append(all, bad{o.with(body), "without " + name, name, []int{422}})
	}
	return all
}

func (o operation) required() []string {
	if o.properties() == nil {
		return nil
	}
	return o.RequestBody.Value.Content["application/json"].Schema.Value.Required
}

// places puts wrong values into the path, the query and the headers.
func (o operation) places() (all []bad) {
	for _, p := range o.Parameters {
		name := p.Value.Name
		switch p.Value.In {
		case "path":
			for _, at := range idInPath.FindAllStringSubmatchIndex(o.good.path, -1) {
				for _, v := range []string{"x", strings.Repeat("a", 300), "%00%01", "..%2F..", "É", "AAAAAAAAAAAAAAAA", "%3Cscript%3E", "a%23M"} {
					c := o.good
					c.path = c.path[:at[4]] + v + c.path[at[5]:]
					all = append(all, bad{c, "path " + v, "", []int{404, 422}})
				}
			}
		case "query":
			for what, v := range wrongFor(p.Value) {
				all = append(all, bad{o.asking(name, v), what, name, []int{422}})
			}
		case "header":
			all = append(all, o.headers(name)...)
		}
	}
	return append(all, bad{o.asking("surprise", "1"), "a question too many", "surprise", []int{422}})
}

func (o operation) asking(name, value string) call {
	c := o.good
	path, query, _ := strings.Cut(c.path, "?")
	q, _ := url.ParseQuery(query)
	q.Set(name, value)
	c.path = path + "?" + q.Encode()
	return c
}

func wrongFor(p *openapi3.Parameter) map[string]string {
	s := p.Schema.Value
	wrong := map[string]string{}
	switch {
	case p.Name == "limit":
		for _, v := range []string{"0", "-1", "41", "abc", "1.5", "1e1", "99999999999999999999"} {
			wrong["limit "+v] = v
		}
	case p.Name == "cursor":
		for _, v := range []string{"x", "!!!", "%00", strings.Repeat("A", 200), strings.Repeat("A", 300), "Ly8vLy8", "\xff\xfe",
			ofPlace(strings.Repeat("\xff", 30)), ofPlace(strings.Repeat("\x00", 30)), ofPlace("2026-11-24T09:00:00.00000000Z "), ofPlace("2026-13-45T99:00:00.000000000Z")} {
			wrong["cursor "+v] = v
		}
	case len(s.Enum) > 0 || s.Pattern != "":
		wrong["wrong "+p.Name] = "<b>nothing</b>"
		wrong["long "+p.Name] = strings.Repeat("a", 400)
	case s.MaxLength != nil:
		wrong["long "+p.Name] = strings.Repeat("é", int(*s.MaxLength)+1)
	}
	return wrong
}

// ofPlace is a cursor of the right length for what is no moment.
func ofPlace(moment string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(moment + "#0000000000000000"))
}

func (o operation) headers(name string) (all []bad) {
	set := func(v string, statuses ...int) {
		c := o.good
		c.headers = append(slices.Clone(c.headers), name, v)
		all = append(all, bad{c, name + " " + v, name, statuses})
	}
	switch name {
	case "If-Match":
		for _, v := range []string{"*", `W/"1"`, `"abc"`, `"-1"`, "1", `"1", "2"`, "<b>", `"99999999999999999999999"`, `"007"`, "\xff"} {
			set(v, 412)
		}
		set(strings.Repeat("9", 101), 422)
	case "Idempotency-Key":
		for _, v := range []string{strings.Repeat("k", 201), "é", "a\tb", "\xff"} {
			set(v, 422)
		}
	}
	return all
}

// wrong says what is not right in the answer to b.
func (s *shared) wrong(who string, b bad) string {
	s.Helper()
	a := s.ask(who, b.method, b.path, b.body, b.headers...)
	if !slices.Contains(b.one, a.status) {
		return fmt.Sprintf("%d, want %v: %s", a.status, b.one, a.body)
	}
	p := a.refused(a.status, a.get("code"))
	named := func(w api.Wrong) bool {
		return w.Path == b.names || strings.HasPrefix(w.Path, b.names+".") || strings.HasPrefix(w.Path, b.names+"[")
	}
	if a.status == 422 && b.names != "" && !slices.ContainsFunc(p.Errors, named) {
		return "does not name " + b.names + ": " + string(a.body)
	}
	fr := s.ask(who, b.method, b.path, b.body, append(slices.Clone(b.headers), "Accept-Language", "fr-CA, en;q=0.5")...)
	in := fr.refused(a.status, p.Code)
	if in.Detail == p.Detail || in.Title == p.Title && a.status != 415 || fr.header.Get("Content-Language") != string(text.FR) {
		return "not in French: " + string(fr.body)
	}
	return ""
}

// What cannot be read, or is not as the description says, is a clear refusal
// in the caller's language that names the value, and changes nothing.
func TestBadInputIsAClearRefusalThatChangesNothing(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	asked := 0
	for _, o := range s.operations() {
		before := s.rows()
		for _, b := range slices.Concat(o.bodies(), o.values(), o.places()) {
			asked++
			if wrong := s.wrong(o.who, b); wrong != "" {
				t.Errorf("%s, %s: %.400s", o.OperationID, b.what, wrong)
			}
		}
		if before != s.rows() {
			t.Errorf("%s: something changed", o.OperationID)
		}
	}
	t.Logf("%d requests in two languages", asked)
}

// Every field of every section refuses what is not of its type, by its path.
func TestBadInputOfASectionNamesTheField(t *testing.T) {
	s := furnished(t)
	var whole api.DossierWhole
	s.ask("claire", "GET", s.at(""), nil).is(200).into(&whole)
	before := s.rows()
	for _, section := range whole.Sections {
		var c api.Content
		path := s.at("/sections/" + section.ID)
		s.ask("claire", "GET", path, nil).is(200).into(&c)
		for _, f := range c.Fields {
			for _, v := range []any{object{"a": 1}, []any{[]any{1}}, "a\x00b"} {
				p := s.ask("claire", "PUT", path, object{"values": object{f.ID: v}}, "If-Match", `"0"`).refused(422, "invalid")
				if !strings.HasPrefix(p.Errors[0].Path, "values."+f.ID) {
					t.Errorf("%s of type %s, %v: named %+v", f.ID, f.Type, v, p.Errors)
				}
			}
		}
		p := s.ask("claire", "PUT", path, object{"values": object{"no-such": 1}}, "If-Match", `"0"`).refused(422, "invalid")
		if p.Errors[0].Path != "values.no-such" || p.Errors[0].Code != "unknown-field" {
			t.Errorf("%+v", p.Errors)
		}
	}
	if before != s.rows() {
		t.Error("something changed")
	}
}

// HTML is text like any other: kept as it was typed, and never an answer that
// a browser would take for a page.
func TestBadInputHTMLStaysText(t *testing.T) {
	h := open(t)
	const script = `<script>alert("é")</script>`
	d := h.dossier("claire", script)
	a := h.ask("claire", "GET", "/v1/dossiers/"+d, nil).is(200)
	if a.get("title") != script || a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Content-Type") != "application/json" {
		t.Errorf("%v %s", a.header, a.body)
	}
	p := h.ask("claire", "POST", "/v1/dossiers", object{"organization": script}).refused(422, "invalid")
	if said, _ := json.Marshal(p); strings.Contains(string(said), "script") {
		t.Errorf("a refusal repeats what was typed: %s", said)
	}
}
