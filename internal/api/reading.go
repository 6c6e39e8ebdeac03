package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/queryparam"
)

// bodyMost is how many bytes a request's body may have; the last is refused too.
const bodyMost = 1<<20 + 1

// findings collects all that is wrong with a request.
type findings struct {
	at  *huma.PathBuffer
	all huma.ValidateResult
}

// found adds that code is wrong at place.
func (f *findings) found(code string, place ...string) {
	f.look(place...)
	f.all.Add(f.at, nil, code)
}

func (f *findings) look(place ...string) {
	f.at.Reset()
	for _, part := range place {
		f.at.Push(part)
	}
}

// read fills in from r, or tells every value that is not right. A query's
// unknown names are told before anything else is looked at.
func (t *taking) read(ctx context.Context, r *http.Request, in reflect.Value) *Problem {
	f := &findings{at: huma.NewPathBuffer(nil, 0)}
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
		if !t.queries[name] {
			f.found("unknown-field", "query", name)
		}
	}
	if len(f.all.Errors) > 0 {
		return invalid(ctx, f)
	}
	for _, p := range t.params {
		t.readParam(p, r, in, f)
	}
	if t.body != nil || t.raw != nil {
		if p := t.readBody(ctx, r, in, f); p != nil {
			return p
		}
	}
	if len(f.all.Errors) > 0 {
		return invalid(ctx, f)
	}
	return nil
}

func (t *taking) readParam(p param, r *http.Request, in reflect.Value, f *findings) {
	value := p.value(r)
	if value == "" {
		if p.required {
			f.found("missing", p.in, p.name)
		}
		return
	}
	parsed, code := p.parse(value, r, in.FieldByIndex(p.at))
	if code != "" {
		f.found(code, p.in, p.name)
		return
	}
	f.look(p.in, p.name)
	huma.Validate(t.schemas, p.schema, f.at, huma.ModeWriteToServer, parsed, &f.all)
}

// value is what r says of the parameter, else its default.
func (p param) value(r *http.Request) string {
	var value string
	switch p.in {
	case "path":
		value = r.PathValue(p.name)
	case "query":
		value = queryparam.Get(r.URL.RawQuery, p.name)
	case "header":
		value = r.Header.Get(p.name)
	}
	if value == "" {
		return p.absent
	}
	return value
}

// parse puts value into its field, and gives it as huma checks it, or the code
// of what is wrong with it.
func (p param) parse(value string, r *http.Request, field reflect.Value) (parsed any, code string) {
	switch field.Kind() {
	case reflect.Int:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return nil, "wrong-number"
		}
		field.SetInt(n)
		return n, ""
	case reflect.Bool:
		yes, err := strconv.ParseBool(value)
		if err != nil {
			return nil, "wrong-type"
		}
		field.SetBool(yes)
		return yes, ""
	case reflect.Slice:
		values := strings.Split(value, ",")
		if p.explode {
			values = r.URL.Query()[p.name]
		}
		field.Set(reflect.ValueOf(values))
		return values, ""
	default:
		field.SetString(value)
		return value, ""
	}
}

// readBody reads the body and, where it is Body, checks it: once as what it is,
// so that all that is wrong with it is told, then into its type.
func (t *taking) readBody(ctx context.Context, r *http.Request, in reflect.Value, f *findings) *Problem {
	most := max(t.most+1, bodyMost)
	data, err := io.ReadAll(io.LimitReader(r.Body, int64(most)))
	var late net.Error
	switch {
	case len(data) == most:
		return refusal(ctx, http.StatusRequestEntityTooLarge, "too-large")
	case errors.As(err, &late) && late.Timeout():
		return refusal(ctx, http.StatusBadRequest, "malformed")
	case err != nil:
		return problemOf(ctx, err)
	case len(data) == 0:
		return refusal(ctx, http.StatusBadRequest, "body-missing")
	case t.raw != nil:
		in.FieldByIndex(t.raw).SetBytes(data)
		return nil
	case !isJSON(r.Header.Get("Content-Type")):
		return refusal(ctx, http.StatusUnsupportedMediaType, "not-json")
	case !utf8.Valid(data): // encoding/json would mend it silently
		return refusal(ctx, http.StatusBadRequest, "not-utf8")
	}
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		return refusal(ctx, http.StatusBadRequest, "malformed")
	}
	wrong := len(f.all.Errors)
	f.look("body")
	huma.Validate(t.schemas, t.checked, f.at, huma.ModeWriteToServer, whole, &f.all)
	body := in.FieldByIndex(t.body)
	if err := json.Unmarshal(data, body.Addr().Interface()); err != nil && len(f.all.Errors) == wrong {
		f.found("malformed", "body")
	}
	assume(body)
	return nil
}

// isJSON tells whether a content type is one of JSON; none is taken for it.
func isJSON(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	if _, format, ok := strings.Cut(kind, "+"); ok {
		kind = format
	}
	return kind == "" || kind == "application/json" || kind == "json"
}

// assume gives the strings that a body left out what the tag default says. It
// looks at the body's own fields alone.
func assume(body reflect.Value) {
	for i := range body.NumField() {
		if d := body.Type().Field(i).Tag.Get("default"); d != "" && body.Field(i).IsZero() {
			body.Field(i).SetString(d)
		}
	}
}
