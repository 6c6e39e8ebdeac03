package solicitation_test

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/id"
	"tierce/internal/solicitation"
)

// kindGrid says, by hand from LOC-3, LOC-7 and LOC-10, what a partner may do in
// a status that shows the dossier: from outside as from inside, by either view.
const kindGrid = `
act       opinion        complement     both
see       yes            yes            yes
verdict   yes            wrong-choice   yes
details   yes            yes            yes
own       yes            yes            yes
fill      unknown-field  yes            yes
visible   unknown-field  unknown-field  unknown-field
hidden    unknown-field  unknown-field  unknown-field
section   unknown-field  unknown-field  unknown-field
strange   unknown-field  unknown-field  unknown-field
send      yes            yes            yes
again     LOC-7          LOC-7          LOC-7
decline   yes            yes            yes
`

// statusGrid says which statuses of the model show the dossier to partners
// (LOC-6): in the others every act of kindGrid is refused, and says so.
var statusGrid = map[string]bool{"draft": false, "submitted": false, "review": true, "opinions": true, "committee": false, "granted": false, "refused": false, "withdrawn": false}

// stateGrid says what is left of a solicitation that is over (LOC-7).
const stateGrid = `
act       answered  declined  withdrawn
see       yes       ALL-4     ALL-4
details   LOC-7     ALL-4     ALL-4
send      LOC-7     ALL-4     ALL-4
decline   LOC-7     yes       ALL-4
`

// sight is what a view of the model shows, hides and lets be filled in: one of
// each.
type sight struct {
	fill, visible, hidden [2]string // section, field
	values                [3]any
	own                   string
}

var sights = map[string]sight{
	"financial-opinion": {[2]string{"review", "rate"}, [2]string{"project", "description"}, [2]string{"applicant", "last-name"}, [3]any{30.0, "x", "x"}, "analysis"},
	"heritage-plans":    {[2]string{"building", "protected"}, [2]string{"building", "parcel"}, [2]string{"review", "notes"}, [3]any{"listed", "x", "x"}, "prescriptions"},
}

// act does one act of the grids.
func (h *town) act(name, who, view string, s solicitation.Solicitation) error {
	at := sights[view]
	into := func(field [2]string, v any) solicitation.Answer {
		return solicitation.Answer{Values: map[string]map[string]any{field[0]: {field[1]: v}}}
	}
	draft := map[string]solicitation.Answer{"verdict": {Verdict: solicitation.Reserved}, "details": {Details: "Said"}, "own": {Own: map[string]any{at.own: "x"}},
		"fill": into(at.fill, at.values[0]), "visible": into(at.visible, at.values[1]), "hidden": into(at.hidden, at.values[2]),
		"section": into([2]string{"decision", "reasons"}, "x"), "strange": into([2]string{"nowhere", "x"}, "x")}
	drafted := h.drafts(s)
	switch name {
	case "see":
		_, err := h.see(who, s)
		return err
	case "send":
		if _, err := h.Solicitations.Save(context.Background(), h.As(who), h.d, s.ID, drafted, opinedBy(view, s.Kind)); err != nil {
			return err
		}
		_, err := h.Solicitations.Send(context.Background(), h.As(who), h.d, s.ID, h.drafts(s), id.New())
		return err
	case "again":
		return h.act("details", who, view, s)
	case "decline":
		return h.Solicitations.Decline(context.Background(), h.As(who), h.d, s.ID, "no")
	}
	_, err := h.Solicitations.Save(context.Background(), h.As(who), h.d, s.ID, drafted, draft[name])
	return err
}

// opinedBy is an answer that may be sent.
func opinedBy(view string, k solicitation.Kind) (a solicitation.Answer) {
	if k.Opines() {
		a.Verdict = solicitation.Reserved
	}
	if view == "financial-opinion" {
		a.Own = map[string]any{"viable": "yes", "analysis": "Fine"}
	}
	return a
}

// drafts is the version of the draft.
func (h *town) drafts(s solicitation.Solicitation) int {
	h.t.Helper()
	return h.read(s).Drafted
}

// by is one that who may answer.
func (h *town) by(who string, k solicitation.Kind, view string) solicitation.Solicitation {
	h.t.Helper()
	if who == bank {
		return h.attached(bank, ask(k, view))
	}
	a := ask(k, view)
	a.Partner = solicitation.Partner{Agent: h.Account(who)}
	return h.made(a)
}

// told is the end of a refusal: its rule, or the code of what is wrong.
func told(err error) string {
	words := strings.Fields(said(err))
	return words[len(words)-1]
}

// cellsOf reads a grid: by act and column.
func cellsOf(grid string) (acts, columns []string, cells map[string]map[string]string) {
	cells = map[string]map[string]string{}
	for i, line := range strings.Split(strings.TrimSpace(grid), "\n") {
		f := strings.Fields(line)
		if i == 0 {
			columns = f[1:]
			continue
		}
		acts, cells[f[0]] = append(acts, f[0]), map[string]string{}
		for j, c := range columns {
			cells[f[0]][c] = f[j+1]
		}
	}
	return acts, columns, cells
}

// Partner, kind, status, view and act: every cell.
func TestLOC6LOC7LOC10PartnersByKindStatusViewAndAct(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	acts, kinds, cells := cellsOf(kindGrid)
	n := 0
	for _, who := range []string{bank, nora} {
		for view := range sights {
			for _, kind := range kinds {
				h.status("review")
				s := h.by(who, solicitation.Kind(kind), view)
				for status, shows := range statusGrid {
					h.status(status)
					for _, act := range acts {
						want := "LOC-6"
						if shows {
							want = cells[act][kind]
						}
						if shows && act == "decline" {
							h.reopen(s)
						}
						n++
						if got := told(h.act(act, who, view, s)); got != want {
							t.Errorf("%s, %s by %s, %s, %s: %s, want %s", who, kind, view, status, act, got, want)
						}
						if shows && act == "decline" {
							s = h.by(who, solicitation.Kind(kind), view)
						}
					}
				}
				h.status("review")
				_, _, err := h.Solicitations.Withdraw(t.Context(), h.As(claire), h.d, s.ID)
				h.must(err)
			}
		}
	}
	t.Logf("%d cells", n)
}

func (h *town) reopen(s solicitation.Solicitation) {
	h.t.Helper()
	_, _, err := h.Solicitations.Reopen(context.Background(), h.As(claire), h.d, s.ID)
	h.must(err)
}

// What is over, by state and act, for partners from outside and inside.
func TestLOC7WhatIsOverByStateAndAct(t *testing.T) {
	t.Parallel()
	acts, states, cells := cellsOf(stateGrid)
	for _, who := range []string{bank, nora} {
		for _, state := range states {
			h := newTown(t)
			s := h.by(who, solicitation.Both, "heritage-plans")
			switch state {
			case "answered":
				h.must(h.act("send", who, "heritage-plans", s))
			case "declined":
				h.must(h.act("decline", who, "heritage-plans", s))
			case "withdrawn":
				h.must(h.withdraws(s)())
			}
			for _, act := range acts {
				want := cells[act][state]
				if want == "ALL-4" && who == nora {
					want = "ALL-2"
				}
				if got := told(h.act(act, who, "heritage-plans", s)); got != want {
					t.Errorf("%s, %s, %s: %s, want %s", who, state, act, got, want)
				}
			}
		}
	}
}
