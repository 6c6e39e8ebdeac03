package api_test

import (
	"slices"
	"strings"
	"testing"

	"tierce/internal/api"
)

// A document is shown to a ready-made group as to any other: whoever is in it,
// with the documents tab, finds it, and nobody of another group (IND-3, IND-5).
func TestIND3ADocumentIsShownToReadyMadeGroups(t *testing.T) {
	s := furnished(t)
	for who, group := range map[string]string{"fulvi": "full", "lise": "limited", "vera": "view"} {
		s.contact(who, object{"group": group, "documents": true})
	}
	s.contact("luc", object{"group": "limited"}) // without the tab
	finds := func(who, document string) bool {
		var list api.DocumentsOut
		s.ask(who, "GET", s.at("/documents"), nil).is(200).into(&list.Body)
		return slices.ContainsFunc(list.Body.Documents, func(doc api.Document) bool { return doc.ID == document })
	}
	for group, want := range map[string][]string{"full": {"fulvi"}, "limited": {"fulvi", "lise"}, "view": {"fulvi", "vera"}} {
		sent := s.document("claire", object{"audience": object{"groups": []string{group}}})
		later := s.document("claire", nil)
		c := s.documentWith("PATCH", later, object{"audience": object{"groups": []string{group}}})
		s.ask("claire", c.method, c.path, c.body, c.headers...).is(200)
		for _, document := range []string{sent, later} {
			for _, who := range []string{"fulvi", "lise", "luc", "vera"} {
				if got := finds(who, document); got != slices.Contains(want, who) {
					t.Errorf("shown to %s: %s finds it: %t", group, who, got)
				}
			}
		}
	}
}

// A group that the model has not is named where it stands in what was sent: one
// of nobody's, and one of another model.
func TestIND5AnAudienceOfAnUnknownGroupNamesIt(t *testing.T) {
	s := furnished(t)
	document := s.document("claire", nil)
	for want, groups := range map[string][]string{"audience.groups[0]": {"zzzzzzzzzzzzzzzz", "limited"}, "audience.groups[1]": {"view", s.ownGroup()}} {
		body := object{"audience": object{"groups": groups}}
		for _, c := range []call{s.uploading(body), s.documentWith("PATCH", document, body)} {
			p := s.ask("claire", c.method, c.path, c.body, c.headers...).refused(422, "invalid")
			if len(p.Errors) != 1 || !strings.HasSuffix(p.Errors[0].Path, want) {
				t.Errorf("%s %v: %+v", c.method, groups, p.Errors)
			}
		}
	}
}
