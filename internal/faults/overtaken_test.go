package faults

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// mayFollow are the acts that write to a deleted dossier, and why.
var mayFollow = map[string]string{
	"decline":                   "that it is not theirs holds whenever the addressee says so",
	"bounce":                    "an address refuses mail whatever became of the dossier",
	"sign in without the phone": "that the address has an account stops reminders after a restore too",
	"a client comes in":         "a restore finds them in; a purge stops it",
	"release a document":        "it was deleted before its dossier, and goes in its own time",
	"restore a dossier":         "it is about a deleted one",
	"purge a dossier":           "so is this",
}

// TestALL5NothingIsWrittenToADossierAfterItsDeletion deletes every dossier of
// an act before each of its calls: what began before the deletion, and ends
// after it, changes no row of the dossier any more.
func TestALL5NothingIsWrittenToADossierAfterItsDeletion(t *testing.T) {
	overtaken := 0
	t.Run("acts", func(t *testing.T) {
		for _, a := range acts() {
			if mayFollow[a.name] != "" {
				continue
			}
			t.Run(a.name, func(t *testing.T) {
				s := stage(t, a)
				for k := range s.calls {
					h := s.fresh(t)
					var was []string
					wire := &tabletest.Wire{Before: func(at int) {
						if at == k {
							was = h.deletesAll()
						}
					}}
					_, err := s.do(h.on(t, h.Table, wire))
					if was == nil {
						continue // it was refused before this call, or has no dossier
					}
					overtaken++
					if d := differ(h.ofDeleted(), was, nil); d != "" {
						t.Errorf("deleted before call %d, it answered %v and wrote:\n%s", k, err, d)
					}
				}
			})
		}
	})
	if overtaken == 0 {
		t.Error("nothing was overtaken")
	}
	t.Logf("%d calls overtaken", overtaken)
}

// deletesAll has each manager delete their dossiers, and gives the rows that
// these have then.
func (h *house) deletesAll() []string {
	h.T.Helper()
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if k := table.KeyOf(r); k.SK == "M" && table.Text(r, "state") == "live" {
			h.must(h.Deletions.Delete(background, people.ByAccount(table.Text(r, "manager")), k.PK[2:]))
		}
	}
	return h.ofDeleted()
}

// ofDeleted writes the rows of deleted dossiers one a line: their own, their
// keys, and where their invitations wait. A slot is left out: it says what
// became of an upload, and that it may not become a document any more.
func (h *house) ofDeleted() []string {
	h.T.Helper()
	rows := tabletest.Rows(h.T, h.Table)
	var gone []string
	for _, r := range rows {
		if table.Text(r, "state") == "deleted" {
			gone = append(gone, table.KeyOf(r).PK)
		}
	}
	var lines []string
	for _, r := range rows {
		k := table.KeyOf(r)
		if !strings.HasPrefix(k.SK, "J#") && slices.ContainsFunc(gone, func(d string) bool {
			return k.PK == d || strings.HasPrefix(k.SK, d+"#") || "D#"+table.Text(r, "dossier") == d && strings.HasPrefix(k.PK, "K#")
		}) {
			fields := map[string]any{}
			h.must(table.Into(r, &fields))
			lines = append(lines, fmt.Sprint(k, fields))
		}
	}
	return lines
}
