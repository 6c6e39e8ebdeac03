package portal

import (
	"context"
	"strings"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/sharekey"
	"tierce/internal/text"
)

func (h *house) key(d string, mode sharekey.Mode) string {
	h.t.Helper()
	_, key, err := h.Keys.Make(context.Background(), h.As(claire), d, mode, id.New())
	h.must(err)
	return key
}

func TestEVO4ImportingOpensTheDossierAndKeepsItInTheList(t *testing.T) {
	h, _, _, d := furnished(t)
	bob := h.visit(marc)
	if !strings.Contains(bob.see("/dossiers"), `href="/imports"`) {
		t.Error("My dossiers does not lead to the import")
	}
	to := bob.follow(bob.pastes(" «" + strings.ToLower(h.key(d, sharekey.Copying)) + "» "))
	copied, _, _ := strings.Cut(strings.TrimPrefix(to, "/dossiers/"), "?")
	if copied == d || !strings.HasSuffix(to, "?done=imported") {
		t.Errorf("a copy leads to %s", to)
	}
	list := mainOf(bob.see("/dossiers"))
	if !strings.Contains(list, "/dossiers/"+copied) || !strings.Contains(list, "Imported from Cabinet Un on 2 March 2026") {
		t.Errorf("not in the list, or not where from:\n%s", list)
	}
	if to := bob.follow(bob.pastes(h.key(d, sharekey.Joining))); to != "/dossiers/"+d+"?done=joined" {
		t.Errorf("joining leads to %s", to)
	}
}

func TestEVO5PassingItOnEvenBackNeedsANewKey(t *testing.T) {
	h, _, _, d := furnished(t)
	ana, bob := h.visit(claire), h.visit(marc)
	first := h.key(d, sharekey.Copying)
	copied, _, _ := strings.Cut(strings.TrimPrefix(bob.follow(bob.pastes(first)), "/dossiers/"), "?")
	if a := ana.pastes(first); a.StatusCode != 410 || !strings.Contains(a.body, text.EN.Say("error.share-key-spent")) {
		t.Errorf("back with the key that was used: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	_, second, err := h.Keys.Make(context.Background(), h.As(marc), copied, sharekey.Copying, id.New())
	h.must(err)
	if to := ana.follow(ana.pastes(second)); !strings.HasSuffix(to, "?done=imported") || strings.Contains(to, copied) || strings.Contains(to, d) {
		t.Errorf("back with a new key: %s", to)
	}
}

func TestEVO3OnlyAgentsAreAskedForAKey(t *testing.T) {
	h, _, _, d := furnished(t)
	eve := h.visit(nina)
	a := eve.get("/imports")
	if a.StatusCode != 403 || !strings.Contains(a.body, "EVO-3") || !strings.Contains(a.body, "Only an agent") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	form := formFor(t, eve.see("/account"), "/signout")
	form.Set("key", h.key(d, sharekey.Joining))
	if a := eve.post("/imports", form); a.StatusCode != 403 {
		t.Errorf("pasting: %d", a.StatusCode)
	}
	if a := h.nobody().post("/imports", form); a.StatusCode != 401 {
		t.Errorf("signed out: %d", a.StatusCode)
	}
}

func TestEVO6AMistypedKeyMendsInPlace(t *testing.T) {
	h, _, _, d := furnished(t)
	bob := h.visit(marc)
	key := h.key(d, sharekey.Copying)
	wrong := key[:len(key)-1] + string("AB"[(strings.IndexByte("AB", key[len(key)-1])+1)%2])
	for range 12 { // mistyped keys do not count
		a := bob.pastes(wrong)
		if a.StatusCode != 422 || !strings.Contains(a.body, `value="`+wrong+`"`) || !strings.Contains(a.body, `href="#f-key"`) {
			t.Fatalf("%d, or what was typed is gone:\n%s", a.StatusCode, mainOf(a.body))
		}
	}
	bob.follow(bob.pastes(key))
}

func TestEVO6OneSentenceForEverySpentKeyThenTheTimeToWait(t *testing.T) {
	h, _, _, d := furnished(t)
	expired := h.key(d, sharekey.Copying)
	h.Time.Advance(sharekey.Life)
	used, revoked := h.key(d, sharekey.Copying), h.key(d, sharekey.Joining)
	h.visit(marc).pastes(used)
	_, keys, err := h.Keys.List(context.Background(), h.As(claire), d)
	h.must(err)
	for _, k := range keys {
		if k.State == sharekey.Pending {
			h.must(h.Keys.Revoke(context.Background(), h.As(claire), d, k.ID))
		}
	}
	good := h.key(d, sharekey.Copying)
	bob := h.visit(marc)
	for _, lang := range text.Langs() {
		h.must(h.People.SetLang(context.Background(), bob.account.ID, string(lang)))
		for _, key := range []string{used, revoked, expired} {
			a := bob.pastes(key)
			if a.StatusCode != 410 || !strings.Contains(plain(a.body), "<li>"+lang.Say("error.share-key-spent")+"</li>") {
				t.Fatalf("%s: %d\n%s", lang, a.StatusCode, mainOf(a.body))
			}
			if strings.Contains(a.body, key) {
				t.Error("a spent key comes back into the page")
			}
		}
	}
	for range 4 {
		bob.pastes(used)
	}
	a := bob.pastes(good) // not even looked at
	if a.StatusCode != 429 || a.Header.Get("Retry-After") != "3600" || !strings.Contains(a.body, "60 min") || strings.Contains(a.body, good) {
		t.Fatalf("%d, Retry-After %s\n%s", a.StatusCode, a.Header.Get("Retry-After"), mainOf(a.body))
	}
	h.Time.Advance(time.Hour)
	bob.signIn()
	bob.follow(bob.pastes(good))
}

func TestEVO7OnTheTeamAlreadyKeepsTheKeyGood(t *testing.T) {
	h, _, _, d := furnished(t)
	ana, bob := h.visit(claire), h.visit(marc)
	key := h.key(d, sharekey.Joining)
	a := ana.pastes(key)
	if a.StatusCode != 409 || !strings.Contains(a.body, "The case of claire@cabinet.example") || !strings.Contains(a.body, "has not been used") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	bob.follow(bob.pastes(key))
}

func TestEVO7WhoWorksForSeveralChoosesWhomItIsFor(t *testing.T) {
	h, _, _, d := furnished(t)
	trois := h.Organization("Trois", "zoe@trois.example")
	h.Agent(trois, "zoe@trois.example", marc, false)
	bob := h.visit(marc)
	key := h.key(d, sharekey.Copying)
	a := bob.pastes(key)
	if a.StatusCode != 422 || !strings.Contains(a.body, `value="`+key+`"`) || !strings.Contains(a.body, "Conseil Deux") {
		t.Fatalf("%d, or the choice costs another paste:\n%s", a.StatusCode, mainOf(a.body))
	}
	form := formFor(t, a.body, "/imports")
	form.Set("organization", trois)
	to := bob.follow(bob.post("/imports", form))
	if again := bob.follow(bob.post("/imports", form)); again != to {
		t.Errorf("the same form again leads to %s, first to %s", again, to)
	}
	copied, _, _ := strings.Cut(strings.TrimPrefix(to, "/dossiers/"), "?")
	view, _, err := h.Dossiers.Persons(context.Background(), h.As(marc), copied)
	if err != nil || view.Org != trois {
		t.Errorf("the copy is of %s, want %s (%v)", view.Org, trois, err)
	}
}
