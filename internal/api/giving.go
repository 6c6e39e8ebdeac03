package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// giving is what an operation gives.
type giving struct {
	operation *operation
	status    int
	headers   []header
	body      []int // where Body stands in the struct; nil where there is none
}

// header is one header of an answer; an empty one is not sent.
type header struct {
	name  string
	field reflect.StructField
}

// giving looks at the type of the answer.
func (o *operation) giving() *giving {
	g := &giving{operation: o, status: o.status}
	for _, f := range reflect.VisibleFields(o.out) {
		if f.Name == "Body" {
			g.body = f.Index
		} else if name := f.Tag.Get("header"); name != "" {
			g.headers = append(g.headers, header{name, f})
		}
	}
	switch {
	case g.status != 0:
	case g.body != nil:
		g.status = http.StatusOK
	default:
		g.status = http.StatusNoContent
	}
	return g
}

// described is the answer in the description, and how every refusal looks.
func (g *giving) described(all huma.Registry) map[string]*huma.Response {
	o := g.operation
	good := &huma.Response{Description: http.StatusText(g.status)}
	if g.body != nil {
		f := o.out.FieldByIndex(g.body)
		good.Headers = map[string]*huma.Param{}
		good.Content = map[string]*huma.MediaType{"application/json": {Schema: huma.SchemaFromField(all, f, o.hint(o.out, "Response"))}}
	}
	for _, h := range g.headers {
		if good.Headers == nil {
			good.Headers = map[string]*huma.Param{}
		}
		good.Headers[h.name] = &huma.Header{Schema: huma.SchemaFromField(all, h.field, "")}
	}
	return map[string]*huma.Response{strconv.Itoa(g.status): good,
		"default": {Description: "Error", Content: map[string]*huma.MediaType{
			problemType: {Schema: all.Schema(reflect.TypeFor[Problem](), true, "")}}}}
}

// write answers with out, a pointer to the struct; nil gives the status alone.
func (g *giving) write(w http.ResponseWriter, out any) {
	if out == nil {
		w.WriteHeader(g.status)
		return
	}
	v := reflect.ValueOf(out).Elem()
	for _, h := range g.headers {
		if value := headerText(v.FieldByIndex(h.field.Index)); value != "" {
			w.Header().Set(h.name, value)
		}
	}
	if g.body == nil {
		w.WriteHeader(g.status)
		return
	}
	body := v.FieldByIndex(g.body).Interface()
	data, file := body.([]byte)
	if !file {
		data = jsonOf(body)
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(g.status)
	_, _ = w.Write(data) // nobody is left to tell
}

// headerText is a header's value: a text or a number.
func headerText(v reflect.Value) string {
	if v.Kind() == reflect.Int {
		return strconv.FormatInt(v.Int(), 10)
	}
	return v.String()
}

// jsonOf writes v as JSON, with no sign of it escaped for HTML: it is none.
func jsonOf(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // a mistake of the build: what we answer with can be written
	}
	return b.Bytes()
}
