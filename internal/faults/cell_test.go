package faults

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/fault"
	"tierce/internal/loads"
	"tierce/internal/local/mailbox"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/rooms"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// act is one operation of the product.
type act struct {
	name string
	// furnish makes what the operation needs, and gives the operation with
	// what it answers.
	furnish func(h *house) func(h *house) (any, error)
	// settle lets time pass after the repeat, for what is to come later.
	settle func(h *house)
	// check looks at what the repeat gave, after it has settled; nil looks at
	// nothing.
	check func(h *house, answer any) error
	// loose matches rows that a repeat may leave more of, and says why.
	loose string
	// steps says that a stop may leave the operation between two of its
	// transactions: the repeat goes on from there.
	steps bool
	// defers says that a yes may mean later: settle sees it through.
	defers bool
}

// house is the rooms, a mailbox, and a wire that may break.
type house struct {
	*roomstest.House
	post *mailbox.Mailbox
	wire *tabletest.Wire
}

func (h *house) deliverer() *outbox.Deliverer {
	sender := mail.Sender{Client: h.post.Client(h.wire.Mail), From: "tierce@cabinet.example", Clock: h.Time.Now}
	return loads.Deliverer(h.Rooms, sender, "https://tierce.example")
}

// on gives a house whose table is name, by another process: over a wire of
// its own, with nothing in memory. The mailbox and the clock stay.
func (h *house) on(t testing.TB, name string, wire *tabletest.Wire) *house {
	r := rooms.On(tabletest.On(t, name, wire), h.Time.Now)
	if h.Bucket != "" {
		r = r.Keeping(buckettest.On(t, h.Bucket, wire.Bucket(nil)))
	}
	return &house{House: &roomstest.House{Rooms: r, T: t, Time: h.Time, Table: name, Bucket: h.Bucket}, post: h.post, wire: wire}
}

// scene is an act that is about to happen, and its clean result.
type scene struct {
	act
	do     func(h *house) (any, error)
	start  time.Time
	table  string
	before map[table.Key]table.Row
	bucket string
	files  map[string]string // what lay in the bucket before, by key
	names  names
	calls  []tabletest.Call
	was    []string // the rows before
	is     []string // the rows after
	later  []string // the rows after it has settled
	answer string
	loose  *regexp.Regexp
}

func stage(t *testing.T, a act) *scene {
	t.Helper()
	base := &house{House: roomstest.New(t)}
	s := &scene{act: a, do: a.furnish(base), start: base.Time.Now()}
	if a.loose != "" {
		s.loose = regexp.MustCompile(a.loose)
	}
	s.table, s.before, s.bucket = base.Table, map[table.Key]table.Row{}, base.Bucket
	if s.bucket != "" {
		s.files = contents(base)
	}
	rows := tabletest.Rows(t, base.Table)
	for _, r := range rows {
		s.before[table.KeyOf(r)] = r
	}
	s.names = namesIn(t, rows)
	s.was = append(s.names.lines(t, rows), s.names.objects(base)...)

	h := s.fresh(t)
	answer, err := s.do(h)
	if err != nil {
		t.Fatalf("unbroken: %v", err)
	}
	s.calls, s.answer = h.wire.Calls(), s.say(t, answer)
	s.is = s.state(t, h)
	if differ(s.is, s.was, nil) == "" {
		t.Fatal("the act changes nothing")
	}
	s.later = s.settled(t, h)
	return s
}

// dropModels deletes the models that no act uses: most of a table's bytes.
func (h *house) dropModels(used ...string) {
	var unused []table.Key
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if k := table.KeyOf(r); strings.HasPrefix(k.PK, "M#") && !slices.Contains(used, k.PK[2:]) {
			unused = append(unused, k)
		}
	}
	h.must(h.Rooms.Table.Clear(background, unused))
}

// fresh gives the house as it stood before the act.
func (s *scene) fresh(t *testing.T) *house {
	t.Helper()
	clock := roomstest.ClockAt(s.start)
	post, err := mailbox.Open("", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	h := (&house{House: &roomstest.House{T: t, Time: clock, Bucket: s.bucket}, post: post}).on(t, s.table, &tabletest.Wire{})
	s.restore(h)
	h.wire.Count()
	return h
}

// restore puts the table back to what it was: what changed, and no more.
func (s *scene) restore(h *house) {
	var put []table.Row
	var drop []table.Key
	there := map[table.Key]bool{}
	for _, r := range tabletest.Rows(h.T, h.Table) {
		k := table.KeyOf(r)
		was, had := s.before[k]
		there[k] = had && reflect.DeepEqual(r, was)
		if !had {
			drop = append(drop, k)
		}
	}
	for k, r := range s.before {
		if !there[k] {
			put = append(put, r)
		}
	}
	h.must(h.Rooms.Table.Clear(background, drop))
	h.must(h.Rooms.Table.Fill(background, put))
	if s.bucket != "" {
		refill(h, s.files)
	}
}

func (s *scene) state(t *testing.T, h *house) []string {
	t.Helper()
	return append(s.names.lines(t, tabletest.Rows(t, h.Table)), s.names.objects(h)...)
}

func (s *scene) settled(t *testing.T, h *house) []string {
	t.Helper()
	if s.settle == nil {
		return s.state(t, h)
	}
	s.settle(h)
	return s.state(t, h)
}

func (s *scene) say(t *testing.T, answer any) string {
	t.Helper()
	data, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return s.names.alike(string(data))
}

// trouble is what goes wrong in a cell: fault at a call, at its first attempt
// or at each, and everything after it too where the process stops there.
type trouble struct {
	call  int
	fault tabletest.Fault
	each  bool
	stop  bool
}

func (w trouble) String() string {
	s := fmt.Sprintf("call %d %s", w.call, w.fault)
	if w.each {
		s += " at each attempt"
	}
	if w.stop {
		s += " and stopped"
	}
	return s
}

func (w trouble) at(call, attempt int, _ string) tabletest.Fault {
	switch {
	case w.stop && call > w.call:
		return tabletest.Cut
	case call == w.call && (w.each || attempt == 0):
		return w.fault
	}
	return tabletest.None
}

// troubles are all that may happen to an act of these calls.
func troubles(calls []tabletest.Call) (all []trouble) {
	for k, c := range calls {
		for _, f := range tabletest.Faults {
			if f.Meets(c.Operation) {
				all = append(all, trouble{call: k, fault: f}, trouble{call: k, fault: f, each: true})
			}
		}
		all = append(all,
			trouble{call: k, fault: tabletest.Cut, each: true, stop: true},
			trouble{call: k, fault: tabletest.Lost, each: true, stop: true})
	}
	return all
}

// run plays one cell.
func (s *scene) run(t *testing.T, w trouble) {
	h := s.fresh(t)
	broken := h.on(t, h.Table, &tabletest.Wire{Break: w.at})
	answer, err := s.do(broken)
	left := s.state(t, h)
	switch {
	case err == nil && s.defers:
	case err == nil:
		if w.stop && w.call < len(s.calls)-1 {
			t.Errorf("%s: it said yes without its last calls", w)
		}
		if d := differ(left, s.is, s.loose); d != "" {
			t.Errorf("%s: it said yes, and left:\n%s", w, d)
		}
		if got := s.say(t, answer); got != s.answer {
			t.Errorf("%s: answered %s, want %s", w, got, s.answer)
		}
	case fault.Of(err) == nil || fault.Of(err).Kind != fault.Unavailable:
		t.Errorf("%s: refused with %v, which is no rule's doing", w, err)
	}
	nothing, all := differ(left, s.was, s.loose), differ(left, s.is, s.loose)
	if nothing != "" && all != "" && !s.steps && !s.defers {
		t.Errorf("%s: neither all nor nothing:\n%s", w, nothing)
	}
	s.repeat(t, w, h)
}

func (s *scene) repeat(t *testing.T, w trouble, h *house) {
	again := h.on(t, h.Table, &tabletest.Wire{})
	answer, err := s.do(again)
	if err != nil {
		t.Errorf("%s: the repeat is refused: %v", w, err)
		return
	}
	if got := s.say(t, answer); got != s.answer {
		t.Errorf("%s: the repeat answered %s, want %s", w, got, s.answer)
	}
	if d := differ(s.settled(t, again), s.later, s.loose); d != "" {
		t.Errorf("%s: the repeat came to something else:\n%s", w, d)
	}
	if s.check == nil {
		return
	}
	if err := s.check(again, answer); err != nil {
		t.Errorf("%s: what the repeat gave does not work: %v", w, err)
	}
}

// Most cells wait: for a conflict to pass, for a batch to go through. So more
// acts run at once than there are processors.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "12")
	os.Exit(m.Run())
}

var cells, stops atomic.Int64

// acts are all there are.
func acts() []act {
	return slices.Concat(showing(), sharing(), filing(), staffing(), letting(), studying(), requesting(), partnering(), applying(), entering(), deleting(), documenting(), templating(), grouping(), sealing(), contacting())
}

// TestEveryCallOfEveryAct is the enumeration.
func TestEveryCallOfEveryAct(t *testing.T) {
	all := acts()
	t.Run("acts", func(t *testing.T) {
		for _, a := range all {
			t.Run(a.name, func(t *testing.T) {
				t.Parallel()
				s := stage(t, a)
				for _, w := range troubles(s.calls) {
					cells.Add(1)
					if w.stop {
						stops.Add(1)
					}
					name := strings.ReplaceAll(w.String(), " ", "-")
					t.Run(name, func(t *testing.T) { s.run(t, w) })
				}
			})
		}
	})
	t.Logf("%d acts, %d cells, %d of them stops", len(all), cells.Load(), stops.Load())
}
