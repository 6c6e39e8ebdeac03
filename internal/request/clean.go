package request

import (
	"context"
	"slices"
	"strconv"
	"time"

	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
)

// problems gathers everything that is wrong with a draft.
type problems []fault.Field

func (p *problems) note(err error) {
	if f := fault.Of(err); f != nil {
		*p = append(*p, f.Fields...)
	}
}

// fault gives all of them in one; nil for none.
func (p problems) fault() error {
	if len(p) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: p}
}

// words cleans what was typed into field as sections' long texts are; "" is
// refused where something must be said.
func words(field, s string, most int, must bool) (string, error) {
	values, err := model.Section{Fields: []model.Field{{ID: field, Type: model.LongText, MaxLength: most}}}.Check(map[string]any{field: s}, nil)
	if bad := fault.Of(err); bad != nil {
		for i := range bad.Fields {
			bad.Fields[i].Path = field
		}
		return "", bad
	}
	clean, _ := values[field].(string)
	if clean == "" && must {
		return "", fault.Bad(field, "missing")
	}
	return clean, err
}

// clean checks what was typed of a request by itself, and names every bad value
// at once.
func (d Draft) clean() (Draft, error) {
	var wrong problems
	var err error
	d.Text, err = words("text", d.Text, TextMost, true)
	wrong.note(err)
	if _, bad := time.Parse(time.DateOnly, d.Due); d.Due != "" && bad != nil {
		wrong.note(fault.Bad("due", "wrong-date"))
		d.Due = ""
	}
	wrong.note(d.For.check())
	return d, wrong.fault()
}

// check refuses to ask nobody, and too many.
func (a Audience) check() error {
	switch n := len(a.Groups) + len(a.Persons); {
	case n == 0:
		return fault.Bad("for", "nobody-asked")
	case n > ForMost:
		return fault.Bad("for", "too-many-items", "max", ForMost)
	}
	return nil
}

// once gives a with each id once, sorted.
func (a Audience) once() Audience {
	once := func(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }
	a.Groups, a.Persons = once(a.Groups), once(a.Persons)
	return a
}

// known refuses what of next was was not: groups that the model has not,
// persons whom the dossier does not name, each where it stands in next, and a
// day that has passed already.
func (r Room) known(ctx context.Context, v dossier.View, was, next Draft) error {
	var wrong problems
	groups, err := accessgroup.Load(ctx, r.Table, v.Org, v.Model)
	if err != nil {
		return err
	}
	for i, g := range next.For.Groups {
		if _, there := groups.Find(g); !there && !slices.Contains(was.For.Groups, g) {
			wrong.note(fault.Bad("for.groups["+strconv.Itoa(i)+"]", "no-such-group"))
		}
	}
	names, err := r.Dossiers.PersonNames(ctx, v.ID, slices.DeleteFunc(next.For.once().Persons, func(p string) bool { return !id.Valid(p) })...)
	if err != nil {
		return err
	}
	for i, p := range next.For.Persons {
		if names[p] == "" && !slices.Contains(was.For.Persons, p) {
			wrong.note(fault.Bad("for.persons["+strconv.Itoa(i)+"]", "wrong-person"))
		}
	}
	if next.Due != "" && next.Due != was.Due {
		zone, err := r.Zone(ctx, v.Org)
		if err != nil {
			return err
		}
		if next.Due < Day(v.Now, zone) {
			wrong.note(fault.Bad("due", "due-passed"))
		}
	}
	return wrong.fault()
}

// Day is the day of t in zone, as Draft.Due is written.
func Day(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.DateOnly) }

// Zone is that of an organisation, in which its days are meant (ALL-7).
func (r Room) Zone(ctx context.Context, org string) (*time.Location, error) {
	o, err := r.Dossiers.People.Organization(ctx, org)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(o.Zone)
}
