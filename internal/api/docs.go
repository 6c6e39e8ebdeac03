package api

import (
	"bytes"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const docsStyle = `body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}` +
	`code{background:#f0f0f0;padding:.1em .3em;overflow-wrap:anywhere}h2{margin-top:2em;border-bottom:1px solid #ccc}h3{font-size:1rem;margin-bottom:0}p,ul{margin-top:.25em}`

// markup writes HTML: what it is given between tags is always escaped.
type markup struct{ bytes.Buffer }

func (m *markup) tag(name string, inside func()) {
	m.WriteString("<" + name + ">")
	inside()
	m.WriteString("</" + name + ">")
}

func (m *markup) say(name, s string) {
	m.tag(name, func() { m.WriteString(html.EscapeString(s)) })
}

// docsPage lists the operations of doc by noun: no script, nothing from
// elsewhere.
func docsPage(doc *huma.OpenAPI) []byte {
	var m markup
	m.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`)
	m.say("title", doc.Info.Title+" API")
	m.tag("style", func() { m.WriteString(docsStyle) })
	m.WriteString("</head><body><main>")
	m.say("h1", doc.Info.Title+" API")
	m.say("p", doc.Info.Description)
	m.WriteString(`<p>The whole description, for programs: <a href="/v1/openapi.json">/v1/openapi.json</a> (OpenAPI 3.1).</p>`)
	noun := ""
	for _, op := range operations(doc) {
		if op.Tags[0] != noun {
			noun = op.Tags[0]
			m.say("h2", noun)
		}
		m.operation(op)
	}
	m.WriteString("</main></body></html>")
	return m.Bytes()
}

func (m *markup) operation(op *huma.Operation) {
	m.tag("h3", func() { m.say("code", op.Method+" "+op.Path) })
	m.say("p", op.Summary)
	m.tag("ul", func() {
		for _, p := range op.Parameters {
			if p.In != "path" {
				m.tag("li", func() {
					m.say("code", p.Name)
					m.say("span", " in the "+p.In+". "+p.Description)
				})
			}
		}
		m.tag("li", func() { m.say("span", "Answers "+strings.Join(slices.Sorted(maps.Keys(op.Responses)), ", ")+".") })
	})
}

// operations lists them by noun, path and method.
func operations(doc *huma.OpenAPI) []*huma.Operation {
	var all []*huma.Operation
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		p := doc.Paths[path]
		for _, op := range []*huma.Operation{p.Get, p.Post, p.Put, p.Patch, p.Delete} {
			if op != nil {
				all = append(all, op)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *huma.Operation) int { return strings.Compare(a.Tags[0], b.Tags[0]) })
	return all
}
