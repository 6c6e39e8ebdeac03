package api_test

import (
	"encoding/base64"
	"maps"
	"strings"

	"tierce/internal/docx/docxtest"
)

// wordFile is a template in base64.
func wordFile(lines ...string) string {
	return base64.StdEncoding.EncodeToString(docxtest.Of(docxtest.Paragraphs(lines...), "").Zip())
}

func (s *shared) templates(more string) string {
	return s.org("/models/" + s.model + "/templates" + more)
}

// templating is a template that shows sections, each where one of its fields is
// filled in.
func (s *shared) templating(fields ...string) object {
	var lines []string
	for _, f := range fields {
		lines = append(lines, "{{?"+f+"}}{{"+f+"}}{{/"+f+"}}")
	}
	name := strings.TrimSuffix(s.fresh(), "@cabinet.example")
	return object{"name": object{"fr": name, "en": name}, "file": name + ".docx", "content": wordFile(lines...)}
}

// template adds one that can be used, and gives its id. A model has so many
// only: those of before are taken away.
func (s *shared) template(fields ...string) string {
	s.Helper()
	var there struct{ Templates []struct{ ID, Etag string } }
	s.ask("ana", "GET", s.templates(""), nil).is(200).into(&there)
	if len(there.Templates) > 80 {
		for _, t := range there.Templates {
			s.ask("ana", "DELETE", s.templates("/"+t.ID), nil, "If-Match", t.Etag).is(204)
		}
	}
	id := s.ask("ana", "POST", s.templates(""), s.templating(fields...)).is(201).get("id")
	s.heard(true, "")
	return id
}

func (s *shared) onTemplate(method, more string, body any) call {
	s.Helper()
	path := s.templates("/" + s.template())
	c := call{method, path + more, body, nil}
	if method != "GET" {
		c.headers = []string{"If-Match", s.ask("ana", "GET", path, nil).is(200).header.Get("ETag")}
	}
	return c
}

func (s *shared) making(fields ...string) call {
	return call{"POST", s.at("/documents/from-template"), object{"template": s.template(fields...), "language": "fr"}, nil}
}

func init() {
	maps.Copy(calls, map[string]func(*shared) call{
		"list-templates": func(s *shared) call { return call{"GET", s.templates(""), nil, nil} },
		"add-template":   func(s *shared) call { return call{"POST", s.templates(""), s.templating(), nil} },
		"get-template":   func(s *shared) call { return s.onTemplate("GET", "", nil) },
		"rename-template": func(s *shared) call {
			return s.onTemplate("PATCH", "", object{"name": object{"fr": "Un", "en": "One"}})
		},
		"replace-template": func(s *shared) call {
			return s.onTemplate("PUT", "/file", object{"file": "a.docx", "content": wordFile("another")})
		},
		"remove-template":            func(s *shared) call { return s.onTemplate("DELETE", "", nil) },
		"make-document/in-scope":     func(s *shared) call { return s.making(s.in + ".wills") },
		"make-document/out-of-scope": func(s *shared) call { return s.making(s.in+".wills", s.out+".wishes") },
		"make-document/for-everybody": func(s *shared) call {
			c := s.making(s.in + ".wills")
			c.body.(object)["audience"] = everybody
			return c
		},
	})
}
