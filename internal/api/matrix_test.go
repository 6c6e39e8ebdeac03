package api_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/text"
)

// row is one line of routeGrid: the cells by column.
type row struct {
	name  string
	cells map[string]string
}

func rowsOf(t testing.TB, grid string) (columns []string, rows []row) {
	t.Helper()
	for _, line := range strings.Split(grid, "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case columns == nil:
			columns = f[1:]
		case len(f) != len(columns)+1:
			t.Fatalf("%d cells, want %d: %s", len(f)-1, len(columns), line)
		default:
			r := row{f[0], map[string]string{}}
			for i, c := range columns {
				r.cells[c] = f[i+1]
			}
			rows = append(rows, r)
		}
	}
	return columns, rows
}

// A route that the table does not know fails, and so does a row of no route.
func TestALL4EveryRouteHasARow(t *testing.T) {
	h := open(t)
	_, rows := rowsOf(t, routeGrid)
	listed := map[string]bool{}
	for _, r := range rows {
		operation, _, _ := strings.Cut(r.name, "/")
		listed[operation] = true
		if calls[r.name] == nil {
			t.Errorf("%s: no request", r.name)
		}
	}
	there := map[string]bool{}
	for _, path := range h.spec().Paths.Map() {
		for _, op := range path.Operations() {
			there[op.OperationID] = true
		}
	}
	for op := range there {
		if !listed[op] {
			t.Errorf("%s: nobody says who may do it", op)
		}
	}
	for op := range listed {
		if !there[op] {
			t.Errorf("%s: no such route", op)
		}
	}
	if len(rows) != len(calls) {
		t.Errorf("%d rows, %d requests: %v", len(rows), len(calls), slices.Sorted(maps.Keys(calls)))
	}
}

// Every route and every role, against the table. Whoever is refused changes
// nothing, is told the rule and who can change it, and where there is no
// relation hears what anybody hears of a dossier that does not exist.
func TestALL4MatrixThroughTheRoutes(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	columns, rows := rowsOf(t, routeGrid)
	for _, r := range rows {
		c := calls[r.name](s)
		before := s.rows()
		for _, column := range columns {
			if r.cells[column] != "yes" {
				s.cell(r, column, c)
			}
		}
		if before != s.rows() {
			t.Errorf("%s: refused, and yet something changed", r.name)
		}
		for _, column := range columns {
			if r.cells[column] == "yes" {
				s.cell(r, column, calls[r.name](s))
			}
		}
	}
	t.Logf("%d cells", len(rows)*len(columns))
}

// cell asks one question of the matrix.
func (s *shared) cell(r row, column string, c call) {
	s.Helper()
	who, want := roleNames[column], r.cells[column]
	a := s.ask(who, c.method, c.path, c.body, c.headers...)
	wrong := ""
	if got := told(a); got != want {
		wrong = fmt.Sprintf("%s, want %s: %d %s", got, want, a.status, a.body)
	} else if want != "yes" {
		wrong = s.explained(who, c, a)
	}
	if wrong != "" {
		s.Errorf("%s as %s: %s", r.name, column, wrong)
	}
}

// holdsTo holds every route to grid, each cell by a request of its own.
func (s *shared) holdsTo(grid string) {
	s.Helper()
	columns, rows := s.rowsIn(grid)
	for _, r := range rows {
		s.restored()
		for _, column := range columns {
			s.cell(r, column, calls[r.name](s))
		}
	}
	s.Logf("%d cells", len(rows)*len(columns))
}

// told gives the answer as routeGrid writes it.
func told(a answer) string {
	a.Helper()
	switch {
	case a.status < 300:
		return "yes"
	case a.status == 401:
		return "401"
	case a.status == 403 || a.status == 404:
		return a.get("rule")
	}
	return fmt.Sprint(a.status)
}

var missionRule = regexp.MustCompile(`^(EVO|ABB|IND|LEX|LOC|ALL)-\d{1,2}$`)

// explained holds a refusal to ALL-4. Each refusal is asked for in French once.
func (s *shared) explained(who string, c call, a answer) string {
	s.Helper()
	if a.status == 401 {
		a.refused(401, a.get("code"))
		return ""
	}
	p := a.refused(a.status, a.get("code"))
	if !missionRule.MatchString(p.Rule) {
		return "no rule of the mission: " + p.Rule
	}
	if a.status == 404 {
		return s.asNothing(who, c, a)
	}
	if p.Rule == "ALL-4" || p.Fix == "" || !strings.HasSuffix(p.Detail, text.EN.Say("fix."+p.Fix)) {
		return "nobody to turn to: " + string(a.body)
	}
	if s.inFrench[p.Code] {
		return ""
	}
	s.inFrench[p.Code] = true
	fr := s.ask(who, c.method, c.path, c.body, append(c.headers, "Accept-Language", "fr")...).refused(a.status, p.Code)
	if fr.Detail == p.Detail || !strings.HasSuffix(fr.Detail, text.FR.Say("fix."+p.Fix)) {
		return "not in French: " + fr.Detail
	}
	return ""
}

// asNothing compares a 404 with the one for what nobody made.
func (s *shared) asNothing(who string, c call, a answer) string {
	s.Helper()
	none := strings.NewReplacer(s.dossier, id.New(), s.cabinet, id.New())
	body := c.body
	if o, is := body.(object); is && o["organization"] != nil {
		o = maps.Clone(o)
		o["organization"] = id.New()
		body = o
	}
	there := s.ask(who, c.method, none.Replace(c.path), body, c.headers...)
	if there.status != 404 || unsigned(a) != unsigned(there) {
		return fmt.Sprintf("differs from nothing at all: %s and %s", a.body, there.body)
	}
	return ""
}

// unsigned is an answer without its request id.
func unsigned(a answer) string {
	a.Helper()
	head := a.header.Clone()
	return fmt.Sprint(a.status, head, strings.ReplaceAll(string(a.body), a.get("requestId"), ""))
}

// Taking any one check out of the table of rules changes what a route answers
// to somebody whom that very check refuses.
func TestALL4EveryRuleIsNeededByARoute(t *testing.T) {
	s := furnished(t)
	refused := map[string][]refusal{}
	for _, grid := range []string{routeGrid, clientGrid, partnerGrid, applicantGrid} {
		s.refusals(refused, grid)
	}
	all := access.Rules
	t.Cleanup(func() { access.Rules = all })
	for i, rule := range all {
		access.Rules = slices.Clone(all)
		access.Rules[i].Needs = func(access.Case) bool { return true }
		code := "refused-" + rule.Text
		if rule.ID == "ALL-4" {
			code = access.HiddenCode
		}
		if !slices.ContainsFunc(refused[code], func(r refusal) bool { return s.refusedBy(r) != code }) {
			t.Errorf("without %s %s every route answers as before", rule.ID, rule.Text)
		}
	}
}

// refusal is a cell of a grid that some rule refuses.
type refusal struct{ row, who string }

// refusals sorts the cells of grid that rules refuse by the code of the refusal.
func (s *shared) refusals(by map[string][]refusal, grid string) {
	s.Helper()
	columns, rows := s.rowsIn(grid)
	for _, r := range rows {
		s.restored()
		c := calls[r.name](s)
		for _, column := range columns {
			if missionRule.MatchString(r.cells[column]) {
				who := roleNames[column]
				code := s.refusal(who, c)
				by[code] = append(by[code], refusal{r.name, who})
			}
		}
	}
}

// refusedBy asks for r anew, and gives the code of the refusal; "" for none.
func (s *shared) refusedBy(r refusal) string {
	s.Helper()
	s.restored()
	return s.refusal(r.who, calls[r.row](s))
}

func (s *shared) refusal(who string, c call) string {
	s.Helper()
	a := s.ask(who, c.method, c.path, c.body, c.headers...)
	if a.status != 403 && a.status != 404 {
		return ""
	}
	return a.get("code")
}
