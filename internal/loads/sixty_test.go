package loads

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/local/engine"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/right"
	"tierce/internal/rooms"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const claire = "claire@cabinet.example"

// comer is a person of the dossier, whom Claire gives access on day 0.
type comer struct {
	what    string
	email   string
	client  bool                            // a client contact: read is View-only, write is Limited
	applies bool                            // the applicant, whom any level lets see the view
	before  func(w *stay, g *comer)         // before day 0
	on      map[int]func(w *stay, g *comer) // what happens on a day, before that day's mails
	mails   string                          // what they get, on which days: kinds as in kindOf
	later   string                          // what goes to the address that they have since moved to
	manager string                          // what Claire gets about them
	id      string
	moved   string
}

// The whole of ABB-5 and ABB-10, one comer a line. Days count from the
// invitation; on the last day of each nothing more follows.
func guests() []*comer {
	day := func(n int, do func(w *stay, g *comer)) map[int]func(w *stay, g *comer) {
		return map[int]func(w *stay, g *comer){n: do}
	}
	both := func(n int, first func(w *stay, g *comer), m int, then func(w *stay, g *comer)) map[int]func(w *stay, g *comer) {
		return map[int]func(w *stay, g *comer){n: first, m: then}
	}
	return []*comer{
		{what: "never comes", mails: "invitation 0, reminder 7, last 30"},
		{what: "signs up at once", on: day(1, (*stay).signsUp), mails: "invitation 0", manager: "came 1"},
		{what: "signs up on the day of the reminder, before it", on: day(7, (*stay).signsUp), mails: "invitation 0", manager: "came 7"},
		{what: "signs up after the reminder", on: day(8, (*stay).signsUp), mails: "invitation 0, reminder 7", manager: "came 8"},
		{what: "signs up just before the last reminder", on: day(30, (*stay).signsUp), mails: "invitation 0, reminder 7", manager: "came 30"},
		{what: "signs up after both", on: day(31, (*stay).signsUp), mails: "invitation 0, reminder 7, last 30", manager: "came 31"},
		{what: "signs up too late", on: day(61, (*stay).signsUp), mails: "invitation 0, reminder 7, last 30"},
		{what: "signs up with another phone, then verifies the right one", on: both(3, (*stay).signsUpByAnotherPhone, 20, (*stay).signsUp),
			mails: "invitation 0", manager: "came 20"},
		{what: "signs up, and the arrival is cut short", on: day(3, (*stay).signsUpHalf), mails: "invitation 0"},
		{what: "has an account", before: (*stay).signsUp, mails: "given 0"},
		{what: "has an account with another phone", before: (*stay).signsUpByAnotherPhone, on: day(12, (*stay).signsUp), mails: "given 0", manager: "came 12"},
		{what: "is revoked before the reminder", on: day(7, (*stay).revoked), mails: "invitation 0, ended 7"},
		{what: "is revoked after it", on: day(10, (*stay).revoked), mails: "invitation 0, reminder 7, ended 10"},
		{what: "is revoked, then invited again", on: both(5, (*stay).revoked, 6, (*stay).given), mails: "invitation 0, ended 5, invitation 6, reminder 13, last 36"},
		{what: "gets another level", on: day(9, (*stay).written), mails: "invitation 0, reminder 7, changed 9, last 30"},
		{what: "is sent it again", on: day(20, (*stay).sentAgain), mails: "invitation 0, reminder 7, invitation 20, reminder 27, last 50"},
		{what: "is sent it again after its end", on: day(65, (*stay).sentAgain), mails: "invitation 0, reminder 7, last 30, invitation 65, reminder 72"},
		{what: "moves", on: day(3, (*stay).moves), mails: "invitation 0", later: "invitation 3, reminder 10, last 33"},
		{what: "is somebody else", on: day(8, (*stay).declines), mails: "invitation 0, reminder 7", manager: "not-me 8"},
		{what: "bounces", email: "bounce.1@maison.example", mails: "invitation 0", manager: "bounced 0"},
		{what: "bounces, and is corrected", email: "bounce.2@maison.example", on: day(10, (*stay).moves), mails: "invitation 0", manager: "bounced 0",
			later: "invitation 10, reminder 17, last 40"},
		{what: "bounces twice", email: "bounce.3@maison.example", on: day(10, (*stay).sentAgain), mails: "invitation 0, invitation 10", manager: "bounced 0, bounced 10"},
		{what: "has a full mailbox", email: "later@maison.example", mails: "invitation 0, reminder 7, last 30"},
		{what: "is a contact who never comes, and whose terms change", client: true, on: day(9, (*stay).written), mails: "invitation 0, reminder 7, changed 9, last 30"},
		{what: "is a contact who comes in, is the primary, then no more", client: true, on: map[int]func(w *stay, g *comer){1: (*stay).signsUp, 5: (*stay).named, 6: (*stay).unnamed},
			mails: "invitation 0, primary 5, former 6", manager: "came 1"},
		{what: "is a contact and revoked", client: true, on: day(10, (*stay).revoked), mails: "invitation 0, reminder 7, ended 10"},
		{what: "is a contact who is somebody else", client: true, on: day(8, (*stay).declines), mails: "invitation 0, reminder 7", manager: "not-me 8"},
		{what: "is the applicant and never comes", applies: true, mails: "invitation 0, reminder 7, last 30"},
		{what: "is an applicant who comes in, and whose access ends", applies: true, on: both(1, (*stay).signsUp, 10, (*stay).revoked), mails: "invitation 0, ended 10", manager: "came 1"},
		{what: "is an applicant who moves", applies: true, on: day(3, (*stay).moves), mails: "invitation 0", later: "invitation 3, reminder 10, last 33"},
		{what: "is an applicant who is sent it again", applies: true, on: day(20, (*stay).sentAgain), mails: "invitation 0, reminder 7, invitation 20, reminder 27, last 50"},
		{what: "is an applicant who is somebody else", applies: true, on: day(8, (*stay).declines), mails: "invitation 0, reminder 7", manager: "not-me 8"},
		{what: "is an applicant whose address bounces", applies: true, email: "bounce.4@maison.example", mails: "invitation 0", manager: "bounced 0"},
		{what: "is an applicant who has an account", applies: true, before: (*stay).signsUp, mails: "given 0"},
		{what: "complains", email: "complaint@maison.example", mails: "invitation 0", manager: "complained 0"},
	}
}

func TestABB5ABB10SixtyDaysOfMails(t *testing.T) {
	w := newStay(t)
	all := guests()
	for n, g := range all {
		w.arrive(n, g)
	}
	w.day = 0
	for _, g := range all {
		w.given(g)
	}
	w.poison()
	for w.day = 0; w.day <= 75; w.day++ {
		for _, g := range all {
			if do := g.on[w.day]; do != nil {
				do(w, g)
			}
		}
		for range 3 {
			w.hours8()
		}
	}
	for _, g := range all {
		name := g.name()
		if got := w.got(g.email, ""); got != g.mails {
			t.Errorf("%s:\n got %s\nwant %s", g.what, got, g.mails)
		}
		if got := w.got(claire, name); got != g.manager {
			t.Errorf("%s: Claire:\n got %s\nwant %s", g.what, got, g.manager)
		}
		if got := w.got(g.moved, ""); g.moved != "" && got != g.later {
			t.Errorf("%s: at the new address:\n got %s\nwant %s", g.what, got, g.later)
		}
	}
	t.Logf("%d guests, %d mails, %d sweeps in pairs, %d to be killed anywhere, %d killed between SES and the mark, %d records replayed",
		len(all), len(w.box.Messages("")), w.sweeps, w.kills.Load(), w.between.Load(), w.replays)
	if w.kills.Load() < 20 || w.between.Load() < 3 || w.replays < 1000 {
		t.Error("too little went wrong to prove anything")
	}
}

// stay is a town with one dossier, over many days, in which everything goes
// wrong that may.
type stay struct {
	*town
	d       string
	day     int
	start   time.Time
	seen    []events.DynamoDBEventRecord // of the stream, all that ever came
	known   map[string]bool
	kills   atomic.Int64 // sweeps killed at any call
	between atomic.Int64 // sweeps killed after they had handed a mail to SES
	sweeps  int
	replays int
}

func newStay(t *testing.T) *stay {
	quiet(t)
	w := &stay{town: newTown(t), known: map[string]bool{}}
	cabinet := w.Organization("Cabinet", claire)
	w.d = w.Dossier(cabinet, claire, "public-request")
	w.start = w.Time.Now()
	w.calm() // Claire's own invitation
	return w
}

func (w *stay) must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

func (g *comer) name() string { return "Guest " + g.id[:8] }

func (w *stay) arrive(n int, g *comer) {
	g.id = id.New()
	if g.email == "" {
		g.email = fmt.Sprintf("guest.%d@maison.example", n)
	}
	_, err := w.Rights.SavePerson(context.Background(), w.As(claire), w.d, dossier.Person{ID: g.id, Name: g.name(), Family: !g.client && !g.applies, Applicant: g.applies, Reach: reach(g.email)})
	w.must(err)
	if g.before != nil {
		g.before(w, g)
	}
}

func reach(email string) dossier.Reach {
	return dossier.Reach{Email: email, Phone: roomstest.Phone(email), Lang: "en"}
}

func (w *stay) set(g *comer, level access.Level) {
	w.T.Helper()
	if g.client {
		w.setContact(g, level)
		return
	}
	if g.applies && level == access.Read {
		level = access.Write
	}
	_, err := w.Rights.Set(context.Background(), w.As(claire), w.d, g.id, g.way(), level)
	w.must(err)
}

func (w *stay) setContact(g *comer, level access.Level) {
	w.T.Helper()
	_, is, _, err := w.Rights.OneContact(context.Background(), w.As(claire), w.d, g.id)
	if w.must(err); level == "" {
		w.must(w.Rights.DeleteContact(context.Background(), w.As(claire), w.d, g.id, is.Tag))
		return
	}
	group := map[access.Level]string{access.Read: accessgroup.ViewOnly, access.Write: accessgroup.Limited}[level]
	w.must(w.Rights.SaveContact(context.Background(), w.As(claire), w.d, g.id,
		right.Contact{Name: g.name(), Reach: reach(g.email), Terms: invitation.Terms{Group: group}}, is.Tag))
}

func (w *stay) named(g *comer) {
	w.must(w.Rights.NamePrimary(context.Background(), w.As(claire), w.d, g.id))
}

func (w *stay) unnamed(*comer) {
	w.must(w.Rights.RemovePrimary(context.Background(), w.As(claire), w.d))
}

func (w *stay) given(g *comer)   { w.set(g, access.Read) }
func (w *stay) written(g *comer) { w.set(g, access.Write) }
func (w *stay) revoked(g *comer) { w.set(g, "") }

func (w *stay) signsUp(g *comer) { w.SignIn(g.email) }

func (w *stay) signsUpByAnotherPhone(g *comer) {
	_, _, err := w.Arrival.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: g.email, Email: g.email,
		Phone: "+33199009999", Name: g.name(), Lang: "en"})
	w.must(err)
}

// signsUpHalf stops between the account and what waits for it.
func (w *stay) signsUpHalf(g *comer) {
	_, err := w.People.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: g.email, Email: g.email,
		Phone: roomstest.Phone(g.email), Name: g.name(), Lang: "en"})
	w.must(err)
}

func (w *stay) sentAgain(g *comer) {
	once := id.New()
	for range 2 { // the request comes twice
		_, err := w.Rights.Resend(context.Background(), w.As(claire), w.d, g.id, g.way(), once)
		w.must(err)
	}
}

func (w *stay) moves(g *comer) {
	_, p, err := w.Dossiers.LoadPerson(context.Background(), w.As(claire), w.d, g.id, access.Open)
	w.must(err)
	g.moved = "new." + g.id + "@maison.example"
	p.Reach = reach(g.moved)
	_, err = w.Rights.SavePerson(context.Background(), w.As(claire), w.d, p)
	w.must(err)
}

func (w *stay) declines(g *comer) {
	w.must(w.Invitations.Decline(context.Background(), w.d, invitation.ID(w.d, g.id, g.way()), g.email))
}

func (g *comer) way() invitation.Way {
	switch {
	case g.client:
		return invitation.Contact
	case g.applies:
		return invitation.Applicant
	}
	return invitation.Family
}

// poison leaves entries that nobody can ever do, among all others.
func (w *stay) poison() {
	for _, load := range []string{"no-such-load", people.InvitationLoad} { // the second has no data at all
		for _, in := range []time.Duration{0, 7 * day, 30 * day} {
			w.must(w.Rooms.Table.Commit(context.Background(), outbox.Op(outbox.Entry{ID: id.New(), Load: load, Due: w.Time.Now().Add(in)}, w.Time.Now())))
		}
	}
}

// hours8 lets a third of a day pass: the stream wakes the mailer, old records
// come again, the schedule comes twice at once, both sweeps are killed at some call
// or between SES and the mark, and SES reports, each report twice.
func (w *stay) hours8() {
	w.T.Helper()
	w.stream()
	var both sync.WaitGroup
	for range 2 {
		w.sweeps++
		ctx, die := context.WithCancel(context.Background())
		m := &mortal{made: rand.IntN(3) == 0, die: die}
		m.left.Store(1 << 40)
		post := m.over
		if rand.IntN(4) == 0 {
			m.left.Store(1 + rand.Int64N(60))
			w.kills.Add(1)
		} else {
			post = func(to http.RoundTripper) http.RoundTripper {
				return trip(func(r *http.Request) (*http.Response, error) {
					w.between.Add(1)
					defer m.left.Store(1)
					return m.over(to).RoundTrip(r)
				})
			}
		}
		s := w.sender
		s.Client = w.box.Client(post)
		d := Deliverer(rooms.On(tabletest.On(w.T, w.Table, m.over(engine.Transport)), w.Time.Now), s, "https://tierce.example")
		both.Go(func() {
			defer die()
			_ = Swept(d)(ctx)
		})
	}
	both.Wait()
	w.calm()
	w.Time.Advance(8*time.Hour - 10*time.Minute)
}

// calm hears what SES reports and delivers what that causes, then what a stop
// has left behind, in ten minutes.
func (w *stay) calm() {
	w.T.Helper()
	for range 2 {
		reports := w.box.Reports()
		rand.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		w.must(hear(w.T, FeedbackOf(w.Rooms), append(reports, reports...)...))
		w.stream()
		w.Time.Advance(5 * time.Minute)
		w.must(Swept(w.deliverer(nil))(context.Background()))
	}
}

// stream hands over what was written since, in two batches at once, and some
// of what came before.
func (w *stay) stream() {
	w.T.Helper()
	var batch []events.DynamoDBEventRecord
	for _, r := range tabletest.Rows(w.T, w.Table) {
		k := table.KeyOf(r)
		if !strings.HasPrefix(k.PK, "X#") || k.SK != outbox.Now || w.known[k.PK] {
			continue
		}
		w.known[k.PK] = true
		batch = append(batch, events.DynamoDBEventRecord{EventName: "INSERT", Change: events.DynamoDBStreamRecord{SequenceNumber: k.PK,
			Keys: map[string]events.DynamoDBAttributeValue{"pk": events.NewStringAttribute(k.PK), "sk": events.NewStringAttribute(k.SK)}}})
	}
	for range min(10, len(w.seen)) {
		batch = append(batch, w.seen[rand.IntN(len(w.seen))])
		w.replays++
	}
	w.seen = append(w.seen, batch...)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			answer, err := Woken(w.deliverer(nil))(context.Background(), events.DynamoDBEvent{Records: batch})
			if err != nil || answer.BatchItemFailures != nil {
				w.T.Errorf("%+v, %v", answer, err)
			}
		})
	}
	both.Wait()
}

// got says what an address got about somebody, and on which days.
func (w *stay) got(email, about string) string {
	var all []string
	for _, m := range slices.Backward(w.box.Messages(email)) {
		if strings.Contains(m.Subject, about) && !m.At.Before(w.start) {
			all = append(all, fmt.Sprintf("%s %d", kindOf(m.Subject), int(m.At.Sub(w.start)/day)))
		}
	}
	return strings.Join(all, ", ")
}

// kindOf names a mail by its English subject.
func kindOf(subject string) string {
	for _, c := range [][2]string{{"Reminder:", "reminder"}, {"ends soon", "last"}, {"invites you", "invitation"}, {"You now have", "given"}, {"One step", "given"},
		{"has changed", "changed"}, {"withdrawn", "ended"}, {"has ended", "ended"}, {"come in", "came"}, {"did not arrive", "bounced"},
		{"are now the primary", "primary"}, {"no longer the primary", "former"}, {"reported as", "complained"}, {" again", "back"}, {"somebody else", "not-me"}} {
		if strings.Contains(subject, c[0]) {
			return c[1]
		}
	}
	return subject
}
