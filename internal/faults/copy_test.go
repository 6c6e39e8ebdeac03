package faults

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/local/mailbox"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	heavySections = 17
	heavyBytes    = 300 << 10
)

// section is a section's row of any size.
type section struct {
	table.Key
	Version int       `dynamodbav:"v"`
	Values  string    `dynamodbav:"values"`
	Size    int       `dynamodbav:"size"`
	By      string    `dynamodbav:"by"`
	At      time.Time `dynamodbav:"at"`
}

// heavy furnishes a dossier of 5 MB and a key that copies it.
func heavy(t *testing.T) (h *house, d, key string) {
	h = &house{House: roomstest.New(t)}
	_, _, d = h.offices()
	var rows []table.Row
	for n := range heavySections {
		row, err := table.Marshal(section{Key: table.Key{PK: "D#" + d, SK: fmt.Sprintf("S#heavy%02d", n)}, Version: 1,
			Values: `{"text":"` + strings.Repeat("a", heavyBytes-11) + `"}`, Size: heavyBytes, By: h.Account(claire), At: h.Time.Now()})
		h.must(err)
		rows = append(rows, row)
	}
	h.must(h.Rooms.Table.Fill(background, rows))
	_, key = h.key(d, sharekey.Copying)
	return h, d, key
}

// copied looks at what a copy left: the key's state, and how many bytes of the
// dossiers that Marc sees are content.
func (h *house) copied(d string) (state sharekey.State, seen []string) {
	h.T.Helper()
	_, keys, err := h.Keys.List(background, h.As(claire), d)
	h.must(err)
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if k := table.KeyOf(r); strings.HasPrefix(k.PK, "D#") && k.SK == "M" && k.PK != "D#"+d {
			if _, err := h.Dossiers.Load(background, h.As(marc), k.PK[2:], access.Open, ""); err == nil {
				seen = append(seen, k.PK[2:])
			}
		}
	}
	return keys[0].State, seen
}

// whole tells whether c has every section that d has.
func (h *house) whole(d, c string) bool {
	content := func(d string) string {
		rows, err := h.Rooms.Table.All(background, table.Query{PK: "D#" + d}.Within("S#"))
		h.must(err)
		var all strings.Builder
		for _, r := range rows {
			all.WriteString(table.KeyOf(r).SK + table.Text(r, "values"))
		}
		return all.String()
	}
	return content(d) == content(c)
}

// rested: a day later nothing is left of what nobody can see.
func (h *house) rested(d, kept string) {
	h.T.Helper()
	post, err := mailbox.Open("", h.Time.Now)
	h.must(err)
	h.post = post
	tomorrow(h.on(h.T, h.Table, &tabletest.Wire{}))
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if k := table.KeyOf(r); strings.HasPrefix(k.PK, "D#") && k.PK != "D#"+d && k.PK != "D#"+kept {
			h.T.Fatalf("left behind: %s %s", k.PK, k.SK)
		}
	}
}

// TestEVO7ACopyOf5MBStoppedAtEveryStep: nothing visible and the key unspent,
// or the copy whole and the key spent; a repeat makes it whole.
func TestEVO7ACopyOf5MBStoppedAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, f := range []tabletest.Fault{tabletest.Cut, tabletest.Lost} {
		call := 0
		for last := false; !last; call++ {
			h, d, key := heavy(t)
			once := id.New()
			dies := h.on(t, h.Table, &tabletest.Wire{Break: trouble{call: call, fault: f, each: true, stop: true}.at})
			_, err := dies.Keys.Redeem(background, h.As(marc), key, "", once)
			if err == nil || fault.Of(err) == nil || fault.Of(err).Kind != fault.Unavailable {
				t.Fatalf("%s at call %d: %v", f, call, err)
			}
			calls := dies.wire.Calls()
			last = calls[len(calls)-1].Operation == "TransactWriteItems"
			state, seen := h.copied(d)
			nothing := state == sharekey.Pending && len(seen) == 0
			all := state == sharekey.Used && len(seen) == 1 && h.whole(d, seen[0])
			if !nothing && !all {
				t.Errorf("%s at call %d: key %s, %d copies to be seen", f, call, state, len(seen))
			}
			got, err := h.on(t, h.Table, &tabletest.Wire{}).Keys.Redeem(background, h.As(marc), key, "", once)
			if err != nil || !h.whole(d, got.Dossier) {
				t.Errorf("%s at call %d: the repeat gave %v", f, call, err)
			}
			h.rested(d, got.Dossier)
		}
		t.Logf("%s at each of %d calls", f, call)
	}
}

// TestEVO7ACopyOf5MBEditedAtEveryStep: the copy has the edit, or it is begun
// anew until it has.
func TestEVO7ACopyOf5MBEditedAtEveryStep(t *testing.T) {
	t.Parallel()
	call := 0
	for last := false; !last; call++ {
		h, d, key := heavy(t)
		edits := &tabletest.Wire{Before: func(at int) {
			if at == call {
				_, err := h.Dossiers.Save(background, h.As(claire), d, "family", 0, map[string]any{"special-needs": "meanwhile"})
				h.must(err)
			}
		}}
		got, err := h.on(t, h.Table, edits).Keys.Redeem(background, h.As(marc), key, "", id.New())
		if err != nil || !h.whole(d, got.Dossier) {
			t.Fatalf("edited at call %d: %v", call, err)
		}
		if state, seen := h.copied(d); state != sharekey.Used || len(seen) != 1 {
			t.Errorf("edited at call %d: key %s, %d copies to be seen", call, state, len(seen))
		}
		last = len(edits.Calls()) <= call+1 || edits.Calls()[call].Operation == "TransactWriteItems"
		h.rested(d, got.Dossier)
	}
	t.Logf("edited before each of %d calls", call)
}

// An edit at every try asks the recipient to come back, and spends nothing.
func TestEVO7ADossierEditedAllTheTimeIsNotCopied(t *testing.T) {
	t.Parallel()
	h, d, key := heavy(t)
	version := 0
	busy := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" {
			_, err := h.Dossiers.Save(background, h.As(claire), d, "family", version, map[string]any{"special-needs": fmt.Sprint(version)})
			h.must(err)
			version++
		}
		return tabletest.None
	}}
	_, err := h.on(t, h.Table, busy).Keys.Redeem(background, h.As(marc), key, "", id.New())
	if !fault.Is(err, "edited-meanwhile") {
		t.Fatal(err)
	}
	if state, seen := h.copied(d); state != sharekey.Pending || len(seen) != 0 {
		t.Errorf("key %s, %d copies to be seen", state, len(seen))
	}
	h.rested(d, d)
}
