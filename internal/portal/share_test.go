package portal

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/sharekey"
)

var shownKey = regexp.MustCompile(`TIERCE(?:-[0-9A-Z]{5}){9}`)

// asks sends the share form as it stands, but for the mode, and gives the
// form, the answer and the key in it.
func (v *visitor) asks(d, mode string) (url.Values, answer, string) {
	v.t.Helper()
	path := "/dossiers/" + d + "/share"
	form := formFor(v.t, v.see(path), path)
	form.Set("mode", mode)
	a := v.post(path, form)
	if a.StatusCode != 200 {
		v.t.Fatalf("make a key: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	return form, a, shownKey.FindString(a.body)
}

// pastes imports with key.
func (v *visitor) pastes(key string, more ...string) answer {
	v.t.Helper()
	return v.send("/imports", "/imports", append([]string{"key", key}, more...)...)
}

func TestEVO1TheWindowShowsTheKeyOnceAndNowhereElse(t *testing.T) {
	h, _, _, d := furnished(t)
	ana := h.visit(claire)
	if form := formFor(t, ana.see("/dossiers/"+d+"/share"), "/dossiers/"+d+"/share"); form.Get("mode") != "copy" {
		t.Errorf("the default mode is %q, want copy (EVO-7)", form.Get("mode"))
	}
	_, a, key := ana.asks(d, "copy")
	if key == "" || !strings.Contains(a.body, `data-copy="share-key"`) || !strings.Contains(a.body, `class="window"`) {
		t.Fatalf("no window with the key and a button:\n%s", mainOf(a.body))
	}
	if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Location") != "" || len(a.Cookies()) > 1 {
		t.Errorf("the key may be kept: %v", a.Header)
	}
	if until := "1 April 2026 at\u00a011:00"; !strings.Contains(a.body, until) {
		t.Errorf("does not say until when (%s)", until)
	}
	for _, path := range []string{"/dossiers/" + d + "/share", "/dossiers/" + d + "/keys", "/dossiers"} {
		if shownKey.MatchString(ana.see(path)) {
			t.Errorf("%s shows the key again", path)
		}
	}
	if to := h.visit(marc).follow(h.visit(marc).pastes(key)); !strings.HasPrefix(to, "/dossiers/") {
		t.Errorf("the key in the window leads to %s", to)
	}
}

func TestEVO7TheSameFormAgainReplacesTheKey(t *testing.T) {
	h, _, _, d := furnished(t)
	ana, bob := h.visit(claire), h.visit(marc)
	form, _, first := ana.asks(d, "join")
	again := ana.post("/dossiers/"+d+"/share", form)
	second := shownKey.FindString(again.body)
	if second == "" || second == first || !strings.Contains(again.body, "no longer works") {
		t.Fatalf("%s, then %s:\n%s", first, second, mainOf(again.body))
	}
	if n := strings.Count(mainOf(ana.see("/dossiers/"+d+"/keys")), "Pending</span>"); n != 1 {
		t.Errorf("%d keys, want one row", n)
	}
	if a := bob.pastes(first); a.StatusCode != 410 {
		t.Errorf("the key that was replaced: %d", a.StatusCode)
	}
	bob.follow(bob.pastes(second))
	if to := ana.follow(ana.post("/dossiers/"+d+"/share", form)); to != "/dossiers/"+d+"/keys?done=share-over" {
		t.Errorf("after its use the form leads to %s", to)
	}
}

func TestALL3SharingSaysBeforeWhoWillSeeExactlyWhat(t *testing.T) {
	h, _, _, d := furnished(t)
	ctx := context.Background()
	_, err := h.Rights.SavePerson(ctx, h.As(claire), d, dossier.Person{ID: id.New(), Name: "Odile Garance"})
	h.must(err)
	before := mainOf(h.visit(claire).see("/dossiers/" + d + "/share"))
	for _, mode := range []sharekey.Mode{sharekey.Joining, sharekey.Copying} {
		_, key, err := h.Keys.Make(ctx, h.As(claire), d, mode, id.New())
		h.must(err)
		got, err := h.Keys.Redeem(ctx, h.As(marc), key, "", id.New())
		h.must(err)
		seen, persons, err := h.Dossiers.Persons(ctx, h.As(marc), got.Dossier)
		h.must(err)
		m, err := h.Models.Version(ctx, seen.Model, seen.Version)
		h.must(err)
		var want []string
		for _, s := range m.Sections {
			if seen.MaySection(access.ReadSection, s.ID).Allowed {
				want = append(want, s.Title.EN)
			}
		}
		for _, p := range persons {
			want = append(want, p.Name)
		}
		if said := listed(before); strings.Join(said, "|") != strings.Join(want, "|") {
			t.Errorf("%s: said %q, sees %q", mode, said, want)
		}
	}
}

var itemTag = regexp.MustCompile(`<li>([^<]*)</li>`)

func listed(page string) []string {
	var items []string
	for _, m := range itemTag.FindAllStringSubmatch(page, -1) {
		items = append(items, plain(m[1]))
	}
	return items
}

func TestALL4OnlyWhoMayShareIsAskedHow(t *testing.T) {
	h, _, _, d := furnished(t)
	for email, want := range map[string]int{paul: 403, marc: 404, nina: 404} {
		a := h.visit(email).get("/dossiers/" + d + "/share")
		if a.StatusCode != want || want == 403 && (!strings.Contains(a.body, "ALL-2") || !strings.Contains(a.body, "The manager of the dossier")) {
			t.Errorf("%s: %d, want %d with the rule and who can change it\n%s", email, a.StatusCode, want, mainOf(a.body))
		}
	}
}

func TestEVO7EachKeyShowsWhatBecameOfIt(t *testing.T) {
	h, _, _, d := furnished(t)
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
	ana, bob := h.visit(claire), h.visit(marc)
	list := "/dossiers/" + d + "/keys"
	_, _, old := ana.asks(d, "copy")
	h.Time.Advance(sharekey.Life)
	ana.signIn()
	bob.signIn()
	if a := bob.pastes(old); a.StatusCode != 410 {
		t.Errorf("after 30 days: %d (EVO-2)", a.StatusCode)
	}
	_, _, used := ana.asks(d, "copy")
	bob.follow(bob.pastes(used))
	ana.asks(d, "join")
	revoke := regexp.MustCompile(list + `/[0-9a-z]{16}/revoke`).FindString(ana.see(list))
	before := ana.see(revoke)
	if strings.Count(ana.see(list), "/revoke\"") != 1 || !strings.Contains(before, "cannot be undone") {
		t.Error("looking at the question has revoked the key")
	}
	if a := h.visit(paul).get(revoke); a.StatusCode != 403 || !strings.Contains(a.body, "EVO-7") {
		t.Errorf("a team member is asked whether to revoke the manager's key: %d", a.StatusCode)
	}
	if says := mainOf(h.visit(paul).see(list)); strings.Contains(says, "/revoke\"") || !strings.Contains(says, "only the manager revokes") {
		t.Errorf("a team member is not told why:\n%s", says)
	}
	ana.follow(ana.send(revoke, revoke))
	ana.asks(d, "join")
	page := mainOf(ana.see(list))
	for _, want := range []string{"Pending</span>", "Used</span>", "Revoked</span>", "Expired</span>", "Used by marc, Conseil Deux, on 1 April 2026 at\u00a011:00"} {
		if !strings.Contains(page, want) {
			t.Errorf("the list does not say %s:\n%s", want, page)
		}
	}
	if n := strings.Count(page, "/revoke\""); n != 1 {
		t.Errorf("%d keys to revoke, want the pending one", n)
	}
	if a := bob.get(list); a.StatusCode != 404 {
		t.Errorf("the recipient of a copy lists the source's keys: %d", a.StatusCode)
	}
}
