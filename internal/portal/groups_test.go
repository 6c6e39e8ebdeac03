package portal

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"tierce/internal/accessgroup"
	"tierce/internal/model"
	"tierce/internal/table"
)

func TestIND5AnAdminMakesChangesAndDeletesAGroup(t *testing.T) {
	h, un, _, _ := furnished(t)
	of := model.StarterID(un, "commercial-insurance")
	at := groupsPath(un, of)
	bob, ana := h.visit(paul), h.visit(claire)
	if page := mainOf(bob.see(at)); !strings.Contains(page, "View-only") || strings.Contains(page, at+"/new") || !strings.Contains(page, "administrator") {
		t.Errorf("an agent sees:\n%s", page)
	}
	if a := bob.get(at + "/new"); a.StatusCode != 403 || !strings.Contains(a.body, "IND-5") {
		t.Errorf("an agent adds: %d", a.StatusCode)
	}
	form := formFor(t, ana.see(at+"/new"), at+"/new")
	form.Set("name.fr", "Flotte")
	if a := ana.post(at+"/new", form); a.StatusCode != 422 || !strings.Contains(a.body, `value="Flotte"`) {
		t.Errorf("without an English name: %d", a.StatusCode)
	}
	form.Set("name.en", "Fleet")
	form["sections"] = []string{"vehicles"}
	ana.follow(ana.post(at+"/new", form))
	groups := func() accessgroup.Groups {
		gs, err := accessgroup.Load(context.Background(), h.Rooms.Table, un, of)
		h.must(err)
		return gs
	}
	fleet := groups().List[3]
	h.must(h.Rooms.Table.Write(context.Background(), table.Insert(map[string]any{"pk": "D#x", "sk": "I#x",
		"g1pk": accessgroup.GroupKey(un, of, fleet.ID), "g1sk": "x"})))
	one := at + "/" + fleet.ID
	page := ana.see(one)
	if !strings.Contains(page, "1 contact is in this group") {
		t.Errorf("does not say whom it touches:\n%s", mainOf(page))
	}
	change := formFor(t, page, one)
	change["sections"] = []string{"drivers"}
	change.Set("level", "read")
	shown := ana.post(one, change)
	for _, want := range []string{"1 contact is in this group", "Sections that they will see from now on</dt><dd>Drivers", "will no longer see</dt><dd>Vehicles", "Read and write → Read only"} {
		if !strings.Contains(shown.body, want) {
			t.Errorf("before saving it does not say %q:\n%s", want, mainOf(shown.body))
		}
	}
	if groups().Version != 1 {
		t.Error("showing saved it")
	}
	save := hidden(t, shown.body, one)
	ana.follow(ana.post(one, save))
	if g := groups().List[3]; g.Level != "read" || len(g.Sections) != 1 || g.Sections[0] != "drivers" {
		t.Errorf("%+v", g)
	}
	save.Set("level", "write")
	if a := ana.post(one, save); a.StatusCode != 412 || !strings.Contains(a.body, "meanwhile") {
		t.Errorf("saved over what nobody saw: %d", a.StatusCode)
	}
	gone := formFor(t, ana.see(one+"/delete"), one+"/delete")
	if a := ana.post(one+"/delete", gone); a.StatusCode != 409 || !strings.Contains(a.body, "still in this access group (1)") {
		t.Errorf("deleted with a contact: %d", a.StatusCode)
	}
	h.must(h.Rooms.Table.Write(context.Background(), table.Delete(table.Key{PK: "D#x", SK: "I#x"})))
	ana.follow(ana.post(one+"/delete", gone))
	if len(groups().List) != 3 {
		t.Error("still there")
	}
	if a := ana.get(at + "/full"); a.StatusCode != 404 {
		t.Errorf("Full can be changed: %d", a.StatusCode)
	}
}

// hidden gives every value that the form to action holds.
func hidden(t *testing.T, page, action string) url.Values {
	t.Helper()
	form := formFor(t, page, action)
	if form.Get("step") != "save" {
		t.Fatalf("%v", form)
	}
	return form
}
