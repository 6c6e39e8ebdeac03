package document

import (
	"context"
	"slices"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
)

// Audience is whom a document is for, besides agents, whoever brought it, the
// primary contact and those who see everything. The zero Audience adds nobody.
// Everybody is no partner: those are named one by one, by their solicitations
// (LOC-9).
type Audience struct {
	Everybody     bool     `json:"everybody" dynamodbav:"everybody,omitempty"`
	Groups        []string `json:"groups" dynamodbav:"groups,omitempty"`
	Persons       []string `json:"persons" dynamodbav:"persons,omitempty"`
	Solicitations []string `json:"solicitations" dynamodbav:"solicitations,omitempty"`
}

func (a Audience) size() int { return len(a.Groups) + len(a.Persons) + len(a.Solicitations) }

// Nobody tells whether a adds none.
func (a Audience) Nobody() bool { return !a.Everybody && a.size() == 0 }

// once gives a with each id once, sorted.
func (a Audience) once() Audience {
	once := func(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }
	a.Groups, a.Persons, a.Solicitations = once(a.Groups), once(a.Persons), once(a.Solicitations)
	return a
}

// Words are what tells a from every other audience.
func (a Audience) Words() []string {
	a = a.once()
	list := []string{strconv.FormatBool(a.Everybody)}
	for _, ids := range [][]string{a.Groups, a.Persons, a.Solicitations} {
		list = append(append(list, strconv.Itoa(len(ids))), ids...)
	}
	return list
}

func (a Audience) same(b Audience) bool { return slices.Equal(a.Words(), b.Words()) }

// named are the ids by which an origin of somebody's grant says that they are
// meant themselves: a person's, or a partner's solicitation.
func (a Audience) named() []string { return slices.Concat(a.Persons, a.Solicitations) }

func itemOf(by string, a Audience) access.Item {
	return access.Item{By: by, Everybody: a.Everybody, Groups: a.Groups, Persons: a.named()}
}

// Check refuses too many, and ids of a form that cannot be ours.
func (a Audience) Check() error {
	if a.size() > AudienceMost {
		return fault.Bad("audience", "too-many-items", "max", AudienceMost)
	}
	strange := func(one string) bool { return !id.Valid(one) }
	if i := slices.IndexFunc(a.Persons, strange); i >= 0 {
		return wrongIn("persons", i, "wrong-person")
	}
	if i := slices.IndexFunc(a.Solicitations, strange); i >= 0 {
		return wrongIn("solicitations", i, "wrong-recipient")
	}
	return nil
}

func wrongIn(list string, i int, code string) error {
	return fault.Bad("audience."+list+"["+strconv.Itoa(i)+"]", code)
}

// keeping gives a with the solicitations of was where the caller of v, who may
// not know of them, says nothing about them.
func (a Audience) keeping(v dossier.View, was Audience) Audience {
	if len(a.Solicitations) == 0 && !v.May(access.ReadSolicitations).Allowed {
		a.Solicitations = was.Solicitations
	}
	return a
}

// Told is a as the caller of v may know it: partners are the agents' to know
// (LOC-8).
func (a Audience) Told(v dossier.View) Audience {
	if !v.May(access.ReadSolicitations).Allowed {
		a.Solicitations = nil
	}
	return a
}

// known refuses groups that its organisation's model has not, persons whom the
// dossier does not name, and solicitations that were never made or are over
// without an answer, each where it stands in a.
func (r Room) known(ctx context.Context, v dossier.View, a Audience) error {
	if len(a.Groups) > 0 {
		groups, err := accessgroup.Load(ctx, r.Table, v.Org, v.Model)
		if err != nil {
			return err
		}
		for i, group := range a.Groups {
			if _, ok := groups.Find(group); !ok {
				return wrongIn("groups", i, "no-such-group")
			}
		}
	}
	names, err := r.Dossiers.PersonNames(ctx, v.ID, a.once().Persons...)
	if err != nil {
		return err
	}
	for i, person := range a.Persons {
		if names[person] == "" {
			return wrongIn("persons", i, "wrong-person")
		}
	}
	return r.asked(ctx, v, a.Solicitations)
}

// asked refuses solicitations that the caller of v may not know of, and those
// that nothing may be addressed to.
func (r Room) asked(ctx context.Context, v dossier.View, solicitations []string) error {
	if len(solicitations) == 0 {
		return nil
	}
	if err := v.May(access.ReadSolicitations).Err(); err != nil {
		return err
	}
	receive, err := r.Receive(ctx, v.ID, slices.Compact(slices.Sorted(slices.Values(solicitations)))...)
	if err != nil {
		return err
	}
	for i, s := range solicitations {
		if !receive[s] {
			return wrongIn("solicitations", i, "wrong-recipient")
		}
	}
	return nil
}
