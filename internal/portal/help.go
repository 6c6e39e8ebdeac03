package portal

import (
	"slices"

	"tierce/internal/access"
)

// accessTable says who may do what: a row an action, a column a kind of
// person.
type accessTable struct {
	Caption string
	Heads   []string
	Rows    []accessRow
}

type accessRow struct {
	Action string
	Cells  []accessCell
}

// accessCell is one answer: Yes, No with the Rule that refuses, or, with both,
// that it depends: Note says on what.
type accessCell struct {
	Head      string
	Yes       bool
	Rule      string
	Note      string
	Condition string // for those who hear the page
}

type ruleLine struct {
	N                  int
	ID, Text, Fix, For string
}

// accessPage explains to everybody who may do what. It asks the rules
// themselves, as docs/access-rules.md does (ALL-4).
func (v *visit) accessPage() error {
	if v.by.Account() != "" {
		_ = v.admit() // for the frame only
	}
	inDossier := v.accessTable("portal.access.dossier", access.Standings(), access.DossierActions, access.Standing.InDossier)
	ofPersons, ofThings := v.personsTable(), v.thingsTable()
	inOrg := v.accessTable("portal.access.organization", access.OrgStandings(), append(slices.Clone(access.OrgActions), access.RedeemKey), access.Standing.InOrganization)
	var rules []ruleLine
	for i, r := range access.Rules {
		rules = append(rules, ruleLine{i + 1, r.ID, v.say("error.refused-" + r.Text), v.say("fix." + r.Fix), v.actions(r.Actions)})
	}
	return v.ok("access", v.frame(v.say("portal.nav.access")), struct {
		Tables []accessTable
		Rules  []ruleLine
	}{[]accessTable{inDossier, ofPersons, ofThings, inOrg}, rules})
}

func (v *visit) accessTable(caption string, standings []access.Standing, actions []access.Action, ask func(access.Standing, access.Action) access.Answer) accessTable {
	t := accessTable{Caption: v.say(caption)}
	for _, s := range standings {
		t.Heads = append(t.Heads, v.say("standing."+s.ID))
	}
	for _, a := range actions {
		row := accessRow{Action: v.say("action." + string(a))}
		for i, s := range standings {
			row.Cells = append(row.Cells, v.accessCell(t.Heads[i], a, ask(s, a)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// personsTable says who may do what about the access of whom.
func (v *visit) personsTable() accessTable {
	t := accessTable{Caption: v.say("portal.access.persons")}
	for _, s := range access.Standings() {
		t.Heads = append(t.Heads, v.say("standing."+s.ID))
	}
	for _, a := range access.PersonActions {
		for _, of := range access.Situations(a) {
			row := accessRow{Action: v.say("portal.access.about", "action", v.say("action."+string(a)), "situation", v.say("situation."+of.ID))}
			for i, s := range access.Standings() {
				row.Cells = append(row.Cells, v.accessCell(t.Heads[i], a, s.About(a, of.Target)))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// thingsTable says who may do what with which document or request, and with a
// section that was submitted.
func (v *visit) thingsTable() accessTable {
	t := accessTable{Caption: v.say("portal.access.things")}
	for _, s := range access.Standings() {
		t.Heads = append(t.Heads, v.say("standing."+s.ID))
	}
	for _, a := range slices.Concat(access.ItemActions, []access.Action{access.EditSection, access.SignSection}) {
		for _, of := range access.Things(a) {
			row := accessRow{Action: v.say("portal.access.about", "action", v.say("action."+string(a)), "situation", v.say("thing."+of.ID))}
			for i, s := range access.Standings() {
				row.Cells = append(row.Cells, v.accessCell(t.Heads[i], a, s.With(a, of.Item)))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (v *visit) accessCell(head string, action access.Action, a access.Answer) accessCell {
	c := accessCell{Head: head, Yes: a.Allowed, Rule: a.Rule}
	if a.Allowed && a.Rule != "" {
		c.Note, c.Condition = "²", v.say("portal.access.scope")
		switch {
		case action == access.MakeKey:
			c.Note, c.Condition = "¹", v.say("portal.access.share")
		case a.Rule == "ABB-8":
			c.Note, c.Condition = "³", v.say("portal.access.inventories")
		case a.Rule == "IND-5":
			c.Note, c.Condition = "⁴", v.say("portal.access.option")
		case a.Rule == "LEX-6":
			c.Note, c.Condition = "⁵", v.say("portal.access.attachments")
		}
	}
	return c
}

// actions lists what a rule is about, in words.
func (v *visit) actions(list []access.Action) string {
	var said string
	for i, a := range list {
		if i > 0 {
			said += " ; "
		}
		said += v.say("action." + string(a))
	}
	return said
}
