// Package report holds dated, printable snapshots of chosen sections of a
// dossier (ABB-8). A report keeps what it showed when the dossier changes
// later; what of it a reader sees is decided each time by what they may read
// of the dossier now.
//
// Keys:
//
//	D#d / Y#id             the head of a report
//	D#d / Z#id#P           the persons of the dossier at that moment
//	D#d / Z#id#S#section   one section as it was
//	D#d / Z#id#W           the simulations, with the section that they stand in
//
// Reports are no content: they are not copied with it (EVO-7), so their rows
// sort after S#. Labels are those of the model's version, which never changes.
package report

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/simulation"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Limits of reports. A report is one transaction, which takes 4 MB.
const (
	Most      = 100     // reports in a dossier
	TitleMost = 120     // characters
	SizeMost  = 3 << 20 // bytes of what one shows
)

// Draft is what a report is asked for with: ids of sections, in any order.
type Draft struct {
	Title    string
	Sections []string
}

// Head is a report without what it shows. Sections are ids, in the order of
// the model.
type Head struct {
	ID       string
	Title    string
	Sections []string
	By       string // account
	At       time.Time
	Dossier  string // its title at that moment
	Ref      string // its reference
	model    string
	version  int
	asks     string // a hash of the request, to know a repeat by
}

// Report is what one shows to a reader.
type Report struct {
	Head
	Shown  []dossier.Section // those that the reader may read now
	Hidden []model.Section   // the others, without their values
	People []dossier.Person
	// Simulations are those that stood in a shown section, for whoever may read
	// the inventories too.
	Simulations []simulation.Simulation
}

type headRow struct {
	table.Key
	Title    string    `dynamodbav:"title"`
	Sections []string  `dynamodbav:"sections"`
	By       string    `dynamodbav:"by"`
	At       time.Time `dynamodbav:"at"`
	Dossier  string    `dynamodbav:"dossier"`
	Ref      string    `dynamodbav:"ref"`
	Model    string    `dynamodbav:"model"`
	Version  int       `dynamodbav:"version"`
	Asks     string    `dynamodbav:"asks"`
}

// partRow is a part of what a report shows, as JSON.
type partRow struct {
	table.Key
	Is string `dynamodbav:"is"`
}

const prefix = "Y#"

func headKey(d, report string) table.Key { return table.Key{PK: "D#" + d, SK: prefix + report} }
func peopleKey(d, report string) table.Key {
	return table.Key{PK: "D#" + d, SK: "Z#" + report + "#P"}
}
func sectionKey(d, report, section string) table.Key {
	return table.Key{PK: "D#" + d, SK: "Z#" + report + "#S#" + section}
}

func simulationsKey(d, report string) table.Key {
	return table.Key{PK: "D#" + d, SK: "Z#" + report + "#W"}
}

func (h Head) row(d string) headRow {
	return headRow{Key: headKey(d, h.ID), Title: h.Title, Sections: h.Sections, By: h.By, At: h.At,
		Dossier: h.Dossier, Ref: h.Ref, Model: h.model, Version: h.version, Asks: h.asks}
}

func headOf(r table.Row) (Head, error) {
	var w headRow
	err := table.Into(r, &w)
	return Head{ID: strings.TrimPrefix(w.SK, prefix), Title: w.Title, Sections: w.Sections, By: w.By, At: w.At,
		Dossier: w.Dossier, Ref: w.Ref, model: w.Model, version: w.Version, asks: w.Asks}, err
}

// hash is that of the request that asks for d.
func (d Draft) hash() string {
	chosen := slices.Sorted(slices.Values(d.Sections))
	return id.Hash(append([]string{"report", d.Title}, slices.Compact(chosen)...)...)
}

// parts are the writes of what a report shows, and their bytes.
type parts struct {
	ops  []table.Op
	size int
}

func (p *parts) add(k table.Key, v any) error {
	data, err := json.Marshal(v)
	p.size += len(data)
	p.ops = append(p.ops, table.Insert(partRow{Key: k, Is: string(data)}))
	return err
}

func read[T any](r table.Row) (v T, err error) {
	var w partRow
	if r == nil {
		return v, nil
	}
	if err := table.Into(r, &w); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(w.Is), &v)
}

// part is a section as a report keeps it.
type part struct {
	Version int            `json:"v"`
	Values  map[string]any `json:"values"`
	By      string         `json:"by,omitempty"`
	At      time.Time      `json:"at"`
}

func partOf(s dossier.Section) part { return part{s.Version, s.Values, s.By, s.At} }

func sectionOf(of model.Section, r table.Row) (dossier.Section, error) {
	s := dossier.Section{Section: of, Values: map[string]any{}}
	p, err := read[part](r)
	s.Version, s.By, s.At = p.Version, p.By, p.At
	if p.Values != nil {
		s.Values = p.Values
	}
	return s, err
}

func record(v dossier.View, verb trail.Verb, report string, sections int) table.Op {
	return trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb,
		Args: map[string]string{"report": report, "sections": strconv.Itoa(sections)}})
}

// readable are the sections of a report that whoever loaded v may read now;
// none where they may not read the place that reports stand in.
func (h Head) readable(v dossier.View, m model.Model) []string {
	place, ok := standing(m)
	if !ok || !v.MaySection(access.ReadSection, place.ID).Allowed {
		return nil
	}
	var list []string
	for _, s := range h.Sections {
		if v.MaySection(access.ReadSection, s).Allowed {
			list = append(list, s)
		}
	}
	return list
}

// standing is the section of m that reports stand in.
func standing(m model.Model) (model.Section, bool) { return ofKind(m.Sections, model.Reports) }

func ofKind(list []model.Section, kind string) (model.Section, bool) {
	for _, s := range list {
		if s.Kind == kind {
			return s, true
		}
	}
	return model.Section{}, false
}
