package portal

import (
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/text"
)

func TestALL4WhoMayDoWhatComesFromTheRules(t *testing.T) {
	v := newHouse(t).nobody()
	for _, lang := range text.Langs() {
		v.lang = string(lang)
		page := plain(mainOf(v.see("/help/access")))
		yes, no := 0, 0
		count := func(a access.Answer) {
			if a.Allowed {
				yes++
			} else {
				no++
			}
		}
		for _, a := range access.DossierActions {
			for _, s := range access.Standings() {
				count(s.InDossier(a))
			}
			if !strings.Contains(page, lang.Say("action."+string(a))+"</th>") {
				t.Errorf("%s: no row for %s", lang, a)
			}
		}
		for _, a := range access.PersonActions {
			for _, of := range access.Situations(a) {
				for _, s := range access.Standings() {
					count(s.About(a, of.Target))
				}
			}
		}
		for _, a := range slices.Concat(access.ItemActions, []access.Action{access.EditSection, access.SignSection}) {
			for _, of := range access.Things(a) {
				for _, s := range access.Standings() {
					count(s.With(a, of.Item))
				}
			}
		}
		for _, a := range append(append([]access.Action{}, access.OrgActions...), access.RedeemKey) {
			for _, s := range access.OrgStandings() {
				count(s.InOrganization(a))
			}
		}
		if got := strings.Count(page, "<td>"); got != yes+no || strings.Count(page, `class="rule"`) != no {
			t.Errorf("%s: %d answers, %d refusals, want %d and %d", lang, got, strings.Count(page, `class="rule"`), yes+no, no)
		}
		for _, r := range access.Rules {
			if !strings.Contains(page, lang.Say("error.refused-"+r.Text)) {
				t.Errorf("%s: rule %s is not explained", lang, r.ID)
			}
		}
	}
}
