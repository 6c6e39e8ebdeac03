package issuer

import (
	"strings"
	"testing"
)

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	fr, en := words["fr"], words["en"]
	for id, text := range fr {
		if en[id] == "" || strings.Count(text, "%s") != strings.Count(en[id], "%s") {
			t.Errorf("%s: %q, %q", id, text, en[id])
		}
	}
	if len(fr) != len(en) {
		t.Errorf("%d French texts, %d English", len(fr), len(en))
	}
}
