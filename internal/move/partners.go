package move

import (
	"slices"

	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/view"
)

// underWay tells whether a move concerns the partner of s: they are asked, or
// will be, or may look at what they answered.
func underWay(s solicitation.Solicitation) bool {
	return s.State.Open() || s.State == solicitation.Answered
}

// comparePartners says what changes for each partner, and what stands against
// it: a view or a status that is gone, an answer that would lose something.
func (s state) comparePartners(p *Plan) {
	before, after := view.Statuses(s.was), view.Statuses(s.is)
	for _, one := range s.asked {
		if !underWay(one) {
			continue
		}
		if one.State == solicitation.Waiting && !slices.Contains(after, one.When) {
			was, _ := s.was.Status(one.When)
			p.Refusals = append(p.Refusals, Refusal{Code: StatusAwaited, What: was.Label, Partner: one.Partner})
		}
		was, _ := view.Find(s.was, one.View)
		is, there := view.Find(s.is, one.View)
		if !there {
			p.Refusals = append(p.Refusals, Refusal{Code: ViewGone, What: was.Name, Partner: one.Partner})
			continue
		}
		if one.Given != nil && answerLoses(was, is, one.Given.Own) {
			p.Refusals = append(p.Refusals, Refusal{Code: AnswerMisfits, What: is.Name, Partner: one.Partner})
		}
		c := s.forPartner(one, was, is)
		saw, sees := slices.Contains(before, s.header.Status), slices.Contains(after, s.header.Status)
		c.Begins, c.Ends = sees && !saw, saw && !sees
		if c.Sees.Any() || c.Fills.Any() || c.Begins || c.Ends {
			p.Partners = append(p.Partners, c)
		}
	}
}

func (s state) forPartner(one solicitation.Solicitation, was, is model.PartnerView) PartnerChange {
	before, after := view.Partner(s.was, was, one.Kind.Completes()), view.Partner(s.is, is, one.Kind.Completes())
	c := PartnerChange{Solicitation: one.ID, Partner: one.Partner, Sees: seen(before, after), Fills: filled(before, after)}
	for _, f := range was.Own {
		if _, stays := (model.Section{Fields: is.Own}).Field(f.ID); !stays {
			c.Fills.Less = append(c.Fills.Less, f.Label)
		}
	}
	for _, f := range is.Own {
		if _, had := (model.Section{Fields: was.Own}).Field(f.ID); !had {
			c.Fills.More = append(c.Fills.More, f.Label)
		}
	}
	return c
}

// seen compares what two views show, field by field; filled, what they let
// somebody fill in.
func seen(before, after []view.Part) Change {
	return compared(before, after, func(view.Part, string) bool { return true })
}
func filled(before, after []view.Part) Change { return compared(before, after, view.Part.Fills) }

func compared(before, after []view.Part, counts func(view.Part, string) bool) Change {
	return Change{More: beyond(after, before, counts), Less: beyond(before, after, counts)}
}

// beyond names the fields of some that others do not have.
func beyond(some, others []view.Part, counts func(view.Part, string) bool) (list []model.Text) {
	for _, p := range some {
		at := slices.IndexFunc(others, func(o view.Part) bool { return o.ID == p.ID })
		for _, f := range p.Fields {
			if !counts(p, f.ID) {
				continue
			}
			there := false
			if at >= 0 {
				_, there = others[at].Field(f.ID)
				there = there && counts(others[at], f.ID)
			}
			if !there {
				list = append(list, inside(p.Title, f.Label))
			}
		}
	}
	return list
}

// shrinks tells whether c takes something away that a draft may hold.
func (c PartnerChange) shrinks() bool { return len(c.Fills.Less) > 0 }

// answerLoses tells whether what a partner answered of their own fields has no
// place among those of is.
func answerLoses(was, is model.PartnerView, given map[string]any) bool {
	return len(wrong(model.Section{Fields: was.Own}, model.Section{Fields: is.Own}, given)) > 0
}
