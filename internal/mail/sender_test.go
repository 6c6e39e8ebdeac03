package mail

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tierce/internal/awsenv"
	"tierce/internal/local/mailbox"
)

// office is a mailbox that speaks SES, and a sender that posts to it by the
// wire.
func office(t *testing.T, via http.RoundTripper) (*mailbox.Mailbox, Sender) {
	t.Helper()
	box, err := mailbox.Open("", time.Now)
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
	return box, Sender{Client: awsenv.SES(via), From: "Tierce <tierce@cabinet.example>", ConfigurationSet: "tierce",
		Clock: func() time.Time { return noon }}
}

func TestSendBySES(t *testing.T) {
	box, sender := office(t, nil)
	m := message(t)
	if err := sender.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	got := box.Messages("marc@conseil.example")
	if len(got) != 1 || got[0].Subject != m.Subject || got[0].HTML != m.HTML || got[0].Tags["outbox"] != m.Entry {
		t.Errorf("mailbox holds %+v", got)
	}
}

func TestARefusalNamesNoAddress(t *testing.T) {
	box, sender := office(t, nil)
	box.Refuse(func(to []string) error {
		return mailbox.Refusal{Code: "MessageRejected", Message: "Address is not verified: " + to[0]}
	})
	err := sender.Send(context.Background(), message(t))
	var no Refused
	if !errors.As(err, &no) || no.Code != "MessageRejected" || strings.Contains(err.Error(), "@") {
		t.Errorf("error %v", err)
	}
	m := message(t)
	m.To = "marc@conseil.example, eve@evil.example"
	if err := sender.Send(context.Background(), m); !errors.Is(err, ErrAddress) || strings.Contains(err.Error(), "@") {
		t.Errorf("error %v", err)
	}
	sender.From = "nobody"
	if err := sender.Send(context.Background(), message(t)); err == nil || strings.Contains(err.Error(), "nobody") {
		t.Errorf("error %v", err)
	}
}

// losing delivers a request and loses the reply.
type losing struct{ sent int }

func (l *losing) RoundTrip(r *http.Request) (*http.Response, error) {
	l.sent++
	if reply, err := http.DefaultTransport.RoundTrip(r); err == nil {
		reply.Body.Close()
	}
	return nil, errors.New("reply lost")
}

func TestALostReplySendsOnceAndIsAnError(t *testing.T) {
	wire := &losing{}
	box, sender := office(t, wire)
	err := sender.Send(context.Background(), message(t))
	if err == nil || strings.Contains(err.Error(), "marc@") {
		t.Errorf("error %v", err)
	}
	if n := len(box.Messages("marc@conseil.example")); n != 1 || wire.sent != 1 {
		t.Errorf("%d mails by %d requests, want one", n, wire.sent)
	}
}
