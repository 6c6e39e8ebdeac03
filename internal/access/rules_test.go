package access

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"tierce/internal/fault"
)

// Without any one rule the hand-written tables fail.
func TestEveryRuleIsNeeded(t *testing.T) {
	all := Rules
	t.Cleanup(func() { Rules = all })
	if _, wrong, _ := differing(t); wrong > 0 {
		t.Fatal("the tables fail with every rule in place")
	}
	for i, rule := range all {
		Rules = slices.Delete(slices.Clone(all), i, i+1)
		_, wrong, _ := differing(t)
		if wrong == 0 {
			t.Errorf("without rule %d, %s %s, nothing changes", i, rule.ID, rule.Text)
		}
		t.Logf("without %s %s: %d cells change", rule.ID, rule.Text, wrong)
	}
}

// Each action of each rule is needed too: without it somebody is let in, or is
// told another reason.
func TestEveryActionOfARuleIsNeeded(t *testing.T) {
	all := Rules
	t.Cleanup(func() { Rules = all })
	before := told(t)
	for i, rule := range all {
		for _, action := range rule.Actions {
			Rules = slices.Clone(all)
			Rules[i].Actions = slices.DeleteFunc(slices.Clone(rule.Actions), func(a Action) bool { return a == action })
			if slices.Equal(told(t), before) {
				t.Errorf("without %s in %s %s, nothing changes", action, rule.ID, rule.Text)
			}
		}
	}
}

// told gives what everybody is told everywhere.
func told(t testing.TB) (texts []string) {
	tell := func(d Decision) {
		if d.Allowed {
			texts = append(texts, "")
		} else {
			texts = append(texts, d.Rule.Text)
		}
	}
	each(append(slices.Clone(relations), unions...), func(c cell) {
		if c.live && c.status == "open" && c.section != "table" && c.section != "family" { // in and out of scope is enough here
			tell(Decide(c.request()))
		}
	})
	eachTarget(t, func(c cell, _ string) { tell(Decide(c.request())) })
	for _, orgs := range []map[string]Member{asAdmin, inCabinet, inConseil, nil} {
		for _, action := range OrgActions {
			tell(DecideOrg(Account{ID: me, Orgs: orgs}, cabinet, action))
		}
		tell(DecideRedeem(Account{ID: me, Orgs: orgs}))
	}
	tell(DecideClaim(Account{ID: me}, true))
	tell(DecideClaim(Account{ID: me}, false))
	tell(DecideBehalf([]string{"m"}, "m"))
	tell(DecideBehalf(nil, "m"))
	return texts
}

func TestALL4EveryRuleIsOneOfTheMission(t *testing.T) {
	fixes := []string{"nobody", "manager", "manager-or-admin", "admin", "agent", "oneself"}
	for _, r := range Rules {
		if !isMission(r.ID) || r.Text == "" || len(r.Actions) == 0 || !slices.Contains(fixes, r.Fix) {
			t.Errorf("%s %q: no rule of the mission, or nothing said, or nobody to turn to (%q)", r.ID, r.Text, r.Fix)
		}
	}
}

// Every constant of the type Action is listed, and every listed one has a rule.
func TestEveryActionHasARule(t *testing.T) {
	listed := slices.Concat(DossierActions, PersonActions, ItemActions, OrgActions, []Action{RedeemKey, ClaimSolicitation, EnterOnBehalf})
	file, err := parser.ParseFile(token.NewFileSet(), "rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if name, is := ast.Unparen(typeOf(spec)).(*ast.Ident); !ok || !is || name.Name != "Action" {
			return true
		}
		for _, v := range spec.Values {
			value, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil || !slices.Contains(listed, Action(value)) {
				t.Errorf("%s is in no list of actions", value)
			}
			found++
		}
		return true
	})
	if found != len(listed) {
		t.Errorf("%d actions declared, %d listed", found, len(listed))
	}
	for _, a := range listed {
		if !slices.ContainsFunc(Rules, func(r Rule) bool { return slices.Contains(r.Actions, a) }) {
			t.Errorf("%s has no rule", a)
		}
	}
}

func typeOf(s *ast.ValueSpec) ast.Expr {
	if s == nil {
		return nil
	}
	return s.Type
}

// A forgotten rule lets nobody in.
func TestAnUnknownActionIsRefused(t *testing.T) {
	c := cell{relation: relations[0], action: "burn", status: "open", live: true}
	if d := Decide(c.request()); d.Allowed || !d.Hidden() {
		t.Errorf("the manager: %+v", d)
	}
	if d := DecideOrg(Account{ID: me, Orgs: asAdmin}, cabinet, "burn"); d.Allowed {
		t.Errorf("the Admin: %+v", d)
	}
}

// No relation: the same answer as for what does not exist, 404. Some relation:
// 403, with the rule, its sentence and who can change it.
func TestALL4RefusalsAsFaults(t *testing.T) {
	each(slices.Concat(relations, unions), func(c cell) {
		d := Decide(c.request())
		f := fault.Of(d.Err())
		switch {
		case d.Allowed:
			if f != nil || d.Rule != nil {
				t.Fatalf("%s %s: allowed with %v", c.name, c.action, f)
			}
		case d.Rule.ID == "ALL-4":
			if f.Kind != fault.Hidden || f.Code != HiddenCode || f.Error() != Nothing().Error() || f.Fix != "" {
				t.Fatalf("%s %s: %+v", c.name, c.action, f)
			}
		case f.Kind != fault.Forbidden || f.Rule != d.Rule.ID || f.Code != "refused-"+d.Rule.Text || f.Fix != d.Rule.Fix:
			t.Fatalf("%s %s: %+v", c.name, c.action, f)
		}
	})
}
