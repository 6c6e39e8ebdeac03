// Package simulation holds what-ifs of a dossier: named assumptions, with
// totals computed from its inventories at the moment they are made (ABB-8).
// What was computed then stays as it was when the inventories change.
//
// Keys:
//
//	D#d / W#id    one simulation
//
// Simulations are no content: they are not copied with it (EVO-7), so their
// rows sort after S#.
package simulation

import (
	"encoding/json"
	"strings"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Most is how many simulations a dossier has at most.
const Most = 100

// Limits of what is assumed. Rates are yearly, in %, with two decimals at most.
const (
	NameMost                = 120
	NoteMost                = 2000
	YearsLeast, YearsMost   = 1, 60
	GrowthLeast, GrowthMost = -20, 20
	PricesLeast, PricesMost = -5, 20
)

// Assumptions are what is supposed. Given is given away today, "" for
// nothing; amounts are in the currency of the inventories, as "1250.50".
type Assumptions struct {
	Name      string  `json:"name"`
	Years     int     `json:"years"`
	Growth    float64 `json:"growth"`    // of the wealth, yearly, in %
	Inflation float64 `json:"inflation"` // yearly, in %
	Given     string  `json:"given,omitempty"`
	Note      string  `json:"note,omitempty"`
}

// Simulation is one what-if of a dossier.
type Simulation struct {
	ID string
	Assumptions
	Totals
	Outcome
	By   string // account
	At   time.Time
	asks string // a hash of the request, to know a repeat by
}

type row struct {
	table.Key
	Assumed string    `dynamodbav:"assumed"` // JSON
	Totals  Totals    `dynamodbav:"totals"`
	Outcome Outcome   `dynamodbav:"outcome"`
	By      string    `dynamodbav:"by"`
	At      time.Time `dynamodbav:"at"`
	Asks    string    `dynamodbav:"asks"`
}

const prefix = "W#"

func keyOf(d, simulation string) table.Key {
	return table.Key{PK: "D#" + d, SK: prefix + simulation}
}

func (s Simulation) row(d string) (row, error) {
	assumed, err := json.Marshal(s.Assumptions)
	return row{Key: keyOf(d, s.ID), Assumed: string(assumed), Totals: s.Totals, Outcome: s.Outcome, By: s.By, At: s.At, Asks: s.asks}, err
}

func simulationOf(r table.Row) (Simulation, error) {
	var w row
	if err := table.Into(r, &w); err != nil {
		return Simulation{}, err
	}
	s := Simulation{ID: strings.TrimPrefix(w.SK, prefix), Totals: w.Totals, Outcome: w.Outcome, By: w.By, At: w.At, asks: w.Asks}
	return s, json.Unmarshal([]byte(w.Assumed), &s.Assumptions)
}

// hash is that of the request that asks for a.
func (a Assumptions) hash() string {
	data, _ := json.Marshal(a) // a struct of plain values always has JSON
	return id.Hash("simulation", string(data))
}

// sections are those that a simulation of m stands in and is computed from:
// whoever makes or reads one reaches them all.
func sections(m model.Model) ([]model.Section, error) {
	var list []model.Section
	here := false
	for _, s := range m.Sections {
		switch s.Kind {
		case model.Simulations:
			here = true
			list = append(list, s)
		case model.Wealth, model.Gifts:
			list = append(list, s)
		}
	}
	if !here {
		return nil, fault.New(fault.Conflict, "no-simulations").By("ABB-8").For("nobody")
	}
	return list, nil
}

func record(v dossier.View, verb trail.Verb, simulation string) table.Op {
	return trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb,
		Args: map[string]string{"simulation": simulation}})
}
