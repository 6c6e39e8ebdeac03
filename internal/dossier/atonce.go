package dossier

import (
	"context"

	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// togetherMost is how many rows can be read as they stood at one moment.
const togetherMost = 100

// AtOnce reads anew what v was decided by, with sections of its model and the
// rows of more, all as it stood at one moment. Somebody whose access ends with
// a status is read to this way: read one after the other, a section could show
// what was written after the status had changed (LOC-6). What stands in v's
// header, grant and Row is of that moment; the decision is the caller's to make.
// ErrConflict where a transaction is writing one of the rows, or where the
// dossier is shown by another version of its model by now: load it again.
func (r Room) AtOnce(ctx context.Context, by people.Caller, v View, sections []model.Section, more ...table.Key) (View, []Section, error) {
	own := by.Keys()
	keys := append(own[:len(own):len(own)], headerKey(v.ID), grantKey(v.ID, by.Account()))
	keys = append(keys, more...)
	for _, s := range sections[:min(len(sections), togetherMost-len(keys))] {
		keys = append(keys, sectionKey(v.ID, s.ID))
	}
	rows, err := r.Table.Together(ctx, keys...)
	if err != nil {
		return v, nil, err
	}
	var list []Section
	err = r.takeAtOnce(&v, &list, by, rows, sections, len(more))
	return v, list, err
}

// takeAtOnce fills v and list from the rows of AtOnce. A dossier that another
// version of its model shows by now is to be read again.
func (r Room) takeAtOnce(v *View, list *[]Section, by people.Caller, rows []table.Row, sections []model.Section, more int) (err error) {
	v.Now = r.Clock().UTC()
	if v.Account, rows, err = by.Admit(rows, v.Now); err != nil {
		return err
	}
	was := v.Header
	if v.Header, err = headerOf(v.ID, rows[0]); err != nil {
		return err
	}
	if v.Live && (v.Model != was.Model || v.Version != was.Version) {
		return table.ErrConflict
	}
	if v.Grant, err = grantOf(rows[1]); err != nil {
		return err
	}
	v.rows, rows = rows[2:2+more], rows[2+more:]
	for i, row := range rows {
		s, _, err := sectionOf(sections[i], row)
		if err != nil {
			return err
		}
		*list = append(*list, s)
	}
	return nil
}
