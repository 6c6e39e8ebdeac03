package request

import (
	"strings"
	"time"

	"tierce/internal/table"
)

type row struct {
	table.Key
	Text    string    `dynamodbav:"text"`
	Due     string    `dynamodbav:"due,omitempty"`
	Groups  []string  `dynamodbav:"groups,omitempty"`
	Persons []string  `dynamodbav:"persons,omitempty"`
	By      string    `dynamodbav:"by"`
	At      time.Time `dynamodbav:"at"`
	Turns   []turnRow `dynamodbav:"turns,omitempty"`
	Version int       `dynamodbav:"v"`
	Asks    string    `dynamodbav:"asks"`
}

type turnRow struct {
	ID    string    `dynamodbav:"id"`
	Kind  Kind      `dynamodbav:"kind"`
	Text  string    `dynamodbav:"text,omitempty"`
	Files []string  `dynamodbav:"files,omitempty"`
	By    string    `dynamodbav:"by"`
	At    time.Time `dynamodbav:"at"`
	Asks  string    `dynamodbav:"asks"`
}

const prefix = "U#"

func keyOf(d, request string) table.Key { return table.Key{PK: "D#" + d, SK: prefix + request} }

func (q Request) row(d string) row {
	w := row{Key: keyOf(d, q.ID), Text: q.Text, Due: q.Due, Groups: q.For.Groups, Persons: q.For.Persons, By: q.By, At: q.At, Version: q.Version, Asks: q.asks}
	for _, t := range q.Turns {
		w.Turns = append(w.Turns, turnRow{ID: t.ID, Kind: t.Kind, Text: t.Text, Files: t.Files, By: t.By, At: t.At, Asks: t.asks})
	}
	return w
}

func requestOf(r table.Row) (Request, error) {
	var w row
	if err := table.Into(r, &w); err != nil {
		return Request{}, err
	}
	q := Request{ID: strings.TrimPrefix(w.SK, prefix), Draft: Draft{Text: w.Text, Due: w.Due, For: Audience{Groups: w.Groups, Persons: w.Persons}},
		By: w.By, At: w.At, Version: w.Version, asks: w.Asks}
	for _, t := range w.Turns {
		q.Turns = append(q.Turns, Turn{ID: t.ID, Kind: t.Kind, Text: t.Text, Files: t.Files, By: t.By, At: t.At, asks: t.Asks})
	}
	return q, nil
}
