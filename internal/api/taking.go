package api

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// taking is what an operation takes.
type taking struct {
	schemas huma.Registry
	params  []param
	queries map[string]bool // the names of those in the query
	body    []int           // where Body stands in the struct; nil where there is none
	raw     []int           // likewise RawBody
	checked *huma.Schema    // what Body is checked against
	request *huma.RequestBody
	most    int // bytes of the body, where it may have more than others
}

// param is one parameter. Its default stands in where it is absent.
type param struct {
	at               []int // where its field stands in the struct
	in, name         string
	required, hidden bool
	explode          bool
	absent           string
	schema           *huma.Schema
}

// taking looks at the type of the request; all takes the schemas.
func (o *operation) taking(all huma.Registry) *taking {
	t := &taking{schemas: all, queries: map[string]bool{}, most: o.most}
	for _, f := range reflect.VisibleFields(o.in) {
		switch {
		case f.Name == "Body":
			t.body, t.checked = f.Index, huma.SchemaFromField(all, f, o.hint(o.in, "Request"))
			t.checked.PrecomputeMessages()
			t.request = requestBody("application/json", t.checked)
		case f.Name == "RawBody":
			t.raw = f.Index
			t.request = requestBody(f.Tag.Get("contentType"), &huma.Schema{Type: huma.TypeString, Format: "binary"})
		case !f.Anonymous && f.IsExported():
			if p, ok := paramOf(f, all); ok {
				t.params = append(t.params, p)
				t.queries[p.name] = t.queries[p.name] || p.in == "query"
			}
		}
	}
	return t
}

func requestBody(kind string, s *huma.Schema) *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{kind: {Schema: s}}}
}

func paramOf(f reflect.StructField, all huma.Registry) (param, bool) {
	p := param{at: f.Index, absent: f.Tag.Get("default")}
	for _, in := range []string{"path", "query", "header"} {
		name, how, _ := strings.Cut(f.Tag.Get(in), ",")
		if name != "" {
			p.in, p.name, p.explode, p.required = in, name, how == "explode", in == "path"
		}
	}
	if p.name == "" {
		return p, false
	}
	p.required = p.required || said(f, "required")
	p.hidden = said(f, "hidden")
	p.schema = huma.SchemaFromField(all, f, "")
	return p, true
}

// said tells whether a field's tag says true.
func said(f reflect.StructField, tag string) bool {
	yes, _ := strconv.ParseBool(f.Tag.Get(tag)) // a tag that says nothing says no
	return yes
}

// described lists the parameters that the description tells.
func (t *taking) described() []*huma.Param {
	var all []*huma.Param
	for _, p := range t.params {
		if p.hidden {
			continue
		}
		d := &huma.Param{Name: p.name, In: p.in, Description: p.schema.Description, Required: p.required, Schema: p.schema}
		if p.in == "query" {
			d.Explode = &p.explode
		}
		all = append(all, d)
	}
	return all
}
