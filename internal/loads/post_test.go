package loads

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/awsenv"
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
	server := httptest.NewServer(box.SES())
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_REGION": "eu-west-3", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_ENDPOINT_URL_SES": server.URL,
	} {
		t.Setenv(name, value)
	}
	return &town{House: h, box: box, sender: mail.Sender{Client: awsenv.SES(nil), From: "tierce@tierce.example", ConfigurationSet: "tierce", Clock: h.Time.Now}}
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
