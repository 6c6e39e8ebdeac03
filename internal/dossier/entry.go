package dossier

import (
	"encoding/json"
	"fmt"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// BehalfOrigin names the origin of whoever entered a dossier on behalf of its
// applicant.
const BehalfOrigin = "behalf"

// Entry is a new dossier that somebody enters on behalf of an applicant (LOC-1).
// Its manager is an agent of the owner. Values are clean, by section.
type Entry struct {
	Draft
	Head      model.Head
	Model     model.Model // its latest version
	Manager   people.Account
	Applicant Person
	Values    map[string]map[string]any
	Asked     string // a hash of what was asked for, to know a repeat by
}

// EntryKey names the row that tells whether the request once was answered
// already, for Header.Already.
func EntryKey(once string) table.Key { return headerKey(once) }

// Already tells whether row, of EntryKey, is there, and gives h as it was first
// made; a row of another request than asked names refuses it.
func (h Header) Already(row table.Row, asked string) (Header, bool, error) {
	if row == nil {
		return h, false, nil
	}
	there, err := headerOf(h.ID, row)
	if err != nil {
		return h, true, err
	}
	h.Made, h.Version = there.Made, there.Version
	return h, true, sameRequest(table.Text(row, "asked") == asked)
}

// Header gives what e is made with, under the id that once gives it.
func (e Entry) Header(once string, now time.Time) (Header, error) {
	h, err := newHeader(e.Draft, e.Head, e.Model, e.Manager.ID, once, now)
	h.Content = len(e.Values)
	return h, err
}

// Ops gives the writes of e as h, with the view that by, who enters it, has of
// it. The applicant is yet to be invited.
func (e Entry) Ops(h Header, by people.Account, now time.Time) (View, []table.Op, error) {
	h.EnteredBy = by.ID
	v := View{Header: h, Account: by, Now: now}
	since := now.Format(time.RFC3339Nano) + "#" + id.New()
	o := access.Origin{Kind: access.FromBehalf, Level: access.Write, Since: since, Person: by.Behalf[h.Org].ID}
	v.Grant = access.Grant{BehalfOrigin: o}
	v.Decision = v.May(access.FillApplicantView)
	sections, size, err := e.sectionOps(h, by, now)
	if err != nil {
		return v, nil, err
	}
	v.Size = size
	row := v.row()
	row.Asked, row.EnteredBy = e.Asked, h.EnteredBy
	p := e.Applicant
	p.Version, p.asked = 1, p.hash()
	place := e.Manager.Orgs[h.Org].Since
	ops := append(sections, table.Insert(row), table.Insert(p.row(h.ID)),
		GiveOrigin(h.ID, e.Manager.ID, "team", TeamOrigin(h.Org, place), by.ID, now),
		GiveOrigin(h.ID, by.ID, BehalfOrigin, o, by.ID, now),
		people.Manages(e.Manager.ID, h.Org, place, 1), v.stillAllowed(),
		trail.Op(trail.Entry{On: h.ID, At: now, By: by.ID, Verb: trail.DossierEntered, Args: map[string]string{"person": p.ID}}))
	return v, ops, nil
}

// sectionOps writes the sections that something was typed into, and counts
// their bytes.
func (e Entry) sectionOps(h Header, by people.Account, now time.Time) (ops []table.Op, size int, err error) {
	for _, s := range e.Model.Sections {
		values, typed := e.Values[s.ID]
		if !typed {
			continue
		}
		data, err := json.Marshal(values)
		if err != nil {
			return nil, 0, err
		}
		if size += len(data); len(data) > SectionMost || size > ContentMost {
			return nil, 0, fault.New(fault.TooLarge, "section-too-large", "section", s.ID, "most", SectionMost>>10)
		}
		ops = append(ops, table.Insert(sectionRow{Key: sectionKey(h.ID, s.ID), Version: 1, Values: string(data), Size: len(data), By: by.ID, At: now}),
			trail.Op(trail.Entry{On: h.ID, At: now, By: by.ID, Verb: trail.SectionEdited, Args: map[string]string{"section": s.ID, "version": fmt.Sprint(1)}}))
	}
	return ops, size, nil
}
