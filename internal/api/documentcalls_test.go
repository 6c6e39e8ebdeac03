package api_test

import "strings"

// everybody is the audience of whoever has access.
var everybody = object{"everybody": true}

// uploading asks to send a file.
func (s *shared) uploading(more object) call {
	body := object{"name": "a.txt", "size": 9}
	for k, v := range more {
		body[k] = v
	}
	return call{"POST", s.at("/documents"), body, nil}
}

// document brings a file as who, and gives the document's id.
func (s *shared) document(who string, more object) string {
	s.Helper()
	name := strings.TrimSuffix(s.fresh(), "@cabinet.example") + ".txt"
	u := s.sent(who, s.dossier, name, "this is "+name, more)
	if u.Document == "" {
		s.Fatalf("%+v", u)
	}
	return u.Document
}

func (s *shared) onDocument(method, path, document string) call {
	return call{method, s.at("/documents/" + document + path), nil, nil}
}

// documentWith changes a document, or deletes it, as it is now.
func (s *shared) documentWith(method, document string, body any) call {
	s.Helper()
	at := s.at("/documents/" + document)
	return call{method, at, body, []string{"If-Match", s.ask("claire", "GET", at, nil).is(200).header.Get("ETag")}}
}

// deletedDocument deletes a document, and asks to bring it back.
func (s *shared) deletedDocument(document string) call {
	s.Helper()
	c := s.documentWith("DELETE", document, nil)
	s.ask("claire", c.method, c.path, nil, c.headers...).is(204)
	return s.onDocument("POST", "/restore", document)
}
