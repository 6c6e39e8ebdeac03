package portal

import (
	"net/url"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/invitation"
	"tierce/internal/people"
)

func TestALL5TheManagerIsToldWhatDeletingEnds(t *testing.T) {
	k := studied(t)
	page := k.visit(claire).speak("en").see(k.at("/delete"))
	for _, want := range []string{"<dt>Holder</dt><dd>1</dd>", "<dt>Family member</dt><dd>1</dd>", "<dt>Outside advisor</dt><dd>1</dd>", "1 April 2026"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, mainOf(page))
		}
	}
	for _, email := range []string{bernard, camille, rivoire} {
		v := k.visit(email).speak("en")
		if strings.Contains(v.see(k.at("")), k.at("/delete")) {
			t.Errorf("%s is offered to delete it", email)
		}
		form := url.Values{"token": formFor(t, v.see("/account"), "/signout")["token"]}
		for _, a := range []answer{v.get(k.at("/delete")), v.post(k.at("/delete"), form)} {
			if a.StatusCode != 403 || !strings.Contains(a.body, "ALL-5") {
				t.Errorf("%s: %d %s", email, a.StatusCode, mainOf(a.body))
			}
		}
	}
}

func TestALL5ADeletedDossierIsOnlyWhereItIsRestored(t *testing.T) {
	k := studied(t)
	manager, daughter := k.visit(claire).speak("en"), k.visit(camille).speak("en")
	if to := manager.follow(manager.send(k.at("/delete"), k.at("/delete"))); to != "/dossiers/deleted?done=dossier-deleted" {
		t.Errorf("leads to %s", to)
	}
	for who, v := range map[string]*visitor{claire: manager, camille: daughter} {
		for _, path := range []string{"", "/people", "/rights", "/delete", "/sections/wealth", "/simulations"} {
			if a := v.get(k.at(path)); a.StatusCode != 404 {
				t.Errorf("%s %s: %d", who, path, a.StatusCode)
			}
		}
		if strings.Contains(v.see("/dossiers"), k.d) {
			t.Errorf("%s finds it in My dossiers", who)
		}
	}
	form := url.Values{"token": formFor(t, daughter.see("/account"), "/signout")["token"]}
	if a := daughter.post(k.at("/restore"), form); a.StatusCode != 404 {
		t.Errorf("restored by the daughter: %d", a.StatusCode)
	}
	if page := daughter.see("/dossiers/deleted"); strings.Contains(page, k.d) {
		t.Errorf("shown to the daughter: %s", mainOf(page))
	}
	if to := manager.follow(manager.send("/dossiers/deleted", k.at("/restore"))); to != k.at("?done=dossier-restored") {
		t.Errorf("leads to %s", to)
	}
	daughter.see(k.at(""))
}

// Whoever is invited reads nothing of a deleted dossier, signed in or not, by
// the mail's link or in My dossiers, and can stop nothing.
func TestALL5TheLinkIsOverWhileTheDossierIsDeleted(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	k.give(claire, k.bernard, invitation.Family, access.Read)
	_, _, err := k.Arrival.SignIn(t.Context(), people.Claims{Issuer: "https://issuer.example", Subject: camille, Email: camille, Phone: "+33199000000", Name: "Camille", Lang: "en"})
	k.must(err)
	k.SignIn(bernard)
	h, err := k.Dossiers.Header(t.Context(), k.d)
	k.must(err)
	links := map[string]string{camille: k.at("/invitations/" + invitation.ID(k.d, k.camille, invitation.Family)), bernard: k.at("/invitations/" + invitation.ID(k.d, k.bernard, invitation.Family))}
	v := k.visit(camille).speak("en")
	if !strings.Contains(v.see("/dossiers"), links[camille]) {
		t.Error("nothing waits for Camille")
	}
	k.must(k.Deletions.Delete(t.Context(), k.As(claire), k.d))
	if strings.Contains(v.see("/dossiers"), links[camille]) {
		t.Error("it still waits in My dossiers")
	}
	for email, link := range links {
		for _, v := range []*visitor{k.visit(email).speak("en"), k.nobody().speak("en")} {
			for _, path := range []string{link, link + "/not-me"} {
				if page := v.see(path); strings.Contains(page, h.Title) || strings.Contains(mainOf(page), "<form") {
					t.Errorf("%s of %s: %s", path, email, mainOf(page))
				}
			}
		}
		k.nobody().post(link+"/not-me", url.Values{"email": {email}})
	}
	k.nobody().post(links[camille]+"/not-me", url.Values{"email": {camille}})
	_, err = k.Deletions.Restore(t.Context(), k.As(claire), k.d)
	k.must(err)
	if i, err := k.Invitations.Get(t.Context(), k.d, invitation.ID(k.d, k.camille, invitation.Family)); err != nil || i.State != invitation.Phone {
		t.Errorf("%s, %v", i.State, err)
	}
}
