package solicitation

import (
	"encoding/json"
	"strings"
	"time"

	"tierce/internal/id"
	"tierce/internal/table"
)

const prefix = "L#"

func keyOf(d, solicitation string) table.Key {
	return table.Key{PK: "D#" + d, SK: prefix + solicitation}
}

// pointerKey names the row that says which dossier the solicitation of a key is
// of: whoever types a key knows no more than the solicitation's id.
func pointerKey(solicitation string) table.Key {
	return table.Key{PK: "K#" + solicitation, SK: "K"}
}

type pointerRow struct {
	table.Key
	For string `dynamodbav:"for"` // the dossier; a share key's row has none
}

func dossierOf(row table.Row) string { return table.Text(row, "for") }

type row struct {
	table.Key
	Kind         Kind      `dynamodbav:"kind"`
	Scope        string    `dynamodbav:"scope"`
	Name         string    `dynamodbav:"name,omitempty"`
	Email        string    `dynamodbav:"email,omitempty"`
	Lang         string    `dynamodbav:"lang,omitempty"`
	Agent        string    `dynamodbav:"agent,omitempty"`
	View         string    `dynamodbav:"view"`
	When         string    `dynamodbav:"when,omitempty"`
	Wished       string    `dynamodbav:"wished"`
	Instructions string    `dynamodbav:"instructions,omitempty"`
	State        State     `dynamodbav:"state"`
	By           string    `dynamodbav:"by"`
	Made         time.Time `dynamodbav:"made"`
	SentAt       time.Time `dynamodbav:"sentAt,omitzero"`
	Account      string    `dynamodbav:"account,omitempty"`
	Attached     time.Time `dynamodbav:"attachedAt,omitzero"`
	Settled      time.Time `dynamodbav:"settledAt,omitzero"`
	Reason       string    `dynamodbav:"reason,omitempty"`
	Draft        string    `dynamodbav:"draft,omitempty"`
	Given        string    `dynamodbav:"given,omitempty"`
	Notified     string    `dynamodbav:"notified,omitempty"`
	Version      int       `dynamodbav:"v"`
	Drafted      int       `dynamodbav:"drafted"`
	Round        int       `dynamodbav:"round"`
	Wish         int       `dynamodbav:"wish"`
	Hash         string    `dynamodbav:"hash,omitempty"`
	Once         string    `dynamodbav:"once,omitempty"`
	Asks         string    `dynamodbav:"asks"`
}

// row is s as it is first written; afterwards rows are changed, never put.
func (s Solicitation) row(d string) row {
	return row{Key: keyOf(d, s.ID), Kind: s.Kind, Scope: s.Scope, Name: s.Partner.Name, Email: s.Partner.Email, Lang: s.Partner.Lang,
		Agent: s.Partner.Agent, View: s.View, When: s.When, Wished: s.Wished, Instructions: s.Instructions, State: s.State, By: s.By,
		Made: s.Made, SentAt: s.SentAt, Account: s.Account, Attached: s.Attached, Version: s.Version, Asks: s.asks}
}

// solicitationOf reads a row; the zero Solicitation for none.
func solicitationOf(r table.Row) (Solicitation, error) {
	if r == nil {
		return Solicitation{}, nil
	}
	var w row
	if err := table.Into(r, &w); err != nil {
		return Solicitation{}, err
	}
	s := Solicitation{ID: strings.TrimPrefix(w.SK, prefix), State: w.State, By: w.By, Made: w.Made, SentAt: w.SentAt, Account: w.Account,
		Ask: Ask{Kind: w.Kind, Scope: w.Scope, Partner: Partner{Name: w.Name, Email: w.Email, Lang: w.Lang, Agent: w.Agent},
			View: w.View, When: w.When, Wished: w.Wished, Instructions: w.Instructions},
		Attached: w.Attached, Settled: w.Settled, Reason: w.Reason, Notified: w.Notified, Version: w.Version, Drafted: w.Drafted,
		Round: w.Round, wish: w.Wish, hash: w.Hash, once: w.Once, asks: w.Asks}
	if w.Draft != "" {
		if err := json.Unmarshal([]byte(w.Draft), &s.Draft); err != nil {
			return s, err
		}
	}
	if w.Given == "" {
		return s, nil
	}
	s.Given = &Answer{}
	return s, json.Unmarshal([]byte(w.Given), s.Given)
}

// change gives the write that sets some attributes of s, where it stands as it
// was read. The hash of its key is not among what was read.
func (s Solicitation) change(d string, set map[string]any, also ...table.Cond) table.Op {
	return table.Update(keyOf(d, s.ID), table.Change{Set: set, Add: map[string]int{"v": 1},
		If: append(also, table.Equal("v", s.Version), table.Equal("state", s.State))})
}

func (a Ask) hash() string {
	return id.Hash("solicitation", string(a.Kind), a.Scope, a.Partner.Name, a.Partner.Email, a.Partner.Lang, a.Partner.Agent,
		a.View, a.When, a.Wished, a.Instructions)
}
