package loads

import (
	"bytes"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/local/mailbox"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/rooms"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table/tabletest"
)

// town is a house with a post office, and what SES reports of its mails.
type town struct {
	*roomstest.House
	box    *mailbox.Mailbox
	sender mail.Sender
}

func newTown(t *testing.T) *town {
	h := roomstest.New(t)
	box, err := mailbox.Open("", h.Time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return &town{House: h, box: box, sender: mail.Sender{Client: box.Client(nil), From: "tierce@tierce.example", ConfigurationSet: "tierce", Clock: h.Time.Now}}
}

// deliverer gives one of its own over via, nil for the usual wire.
func (w *town) deliverer(via http.RoundTripper) *outbox.Deliverer {
	return Deliverer(rooms.On(tabletest.On(w.T, w.Table, via), w.Time.Now), w.sender, "https://tierce.example")
}

func (w *town) sweep() {
	w.T.Helper()
	for range 2 { // the schedule may come twice
		if err := Swept(w.deliverer(nil))(w.T.Context()); err != nil {
			w.T.Fatal(err)
		}
	}
}

// hear hands reports of SES to f, in one event.
func hear(t testing.TB, f Feedback, reports ...[]byte) error {
	t.Helper()
	var e events.SNSEvent
	for _, r := range reports {
		e.Records = append(e.Records, events.SNSEventRecord{SNS: events.SNSEntity{Message: string(r)}})
	}
	return Heard(f)(t.Context(), e)
}

// mails counts those that an address got since the start.
func (w *town) mails(to string) int { return len(w.box.Messages(to)) }

const day = 24 * time.Hour

// quiet keeps a test's many failures, which it asks for, out of its output,
// and gives what was logged.
func quiet(t *testing.T) *bytes.Buffer {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}
