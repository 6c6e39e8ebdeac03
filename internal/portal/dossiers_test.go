package portal

import (
	"strings"
	"testing"

	"tierce/internal/model"
)

func TestEVO1MyDossiers(t *testing.T) {
	h, un, _, _ := furnished(t)
	ana := h.visit(claire)
	form := formFor(t, ana.see("/dossiers/new"), "/dossiers/new")
	form.Set("model", un+"-"+model.StarterID(un, "insurance-needs"))
	form.Set("title", `<script>alert("x")</script>`)
	to := ana.follow(ana.post("/dossiers/new", form))
	if again := ana.follow(ana.post("/dossiers/new", form)); again != to {
		t.Errorf("pressed twice: %s and %s", to, again)
	}
	list := ana.see("/dossiers")
	if strings.Contains(list, "<script>alert") || !strings.Contains(list, "&lt;script&gt;alert") {
		t.Error("a title is not escaped")
	}
	if n := strings.Count(list, `class="share"`); n != 2 {
		t.Errorf("%d links to share, want 2", n)
	}
	if strings.Contains(ana.see("/dossiers?text=nothing-like-it"), "&lt;script") {
		t.Error("the filter lets everything through")
	}
}
