package mail

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"tierce/internal/awsenv"
)

func TestClearLetsAnAddressHaveMailAgain(t *testing.T) {
	box, sender := office(t, nil)
	m := message(t)
	m.To = "bounce+1@conseil.example"
	for range 2 {
		if err := sender.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(box.Messages(m.To)); n != 1 || !box.Suppressed(m.To) {
		t.Fatalf("%d mails to an address that refused", n)
	}
	for range 2 { // the second finds nothing to clear
		if err := sender.Clear(t.Context(), m.To); err != nil {
			t.Fatal(err)
		}
	}
	if err := sender.Send(t.Context(), m); err != nil || len(box.Messages(m.To)) != 2 {
		t.Errorf("%d mails after it was cleared, %v", len(box.Messages(m.To)), err)
	}
}

// asked keeps the request and answers with a status, or not at all.
type asked struct {
	request *http.Request
	status  int
}

func (a *asked) RoundTrip(r *http.Request) (*http.Response, error) {
	a.request = r
	if a.status == 0 {
		return nil, errors.New("no answer about " + r.URL.Path)
	}
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func TestClearAsksSESVersion2AndNamesNoAddress(t *testing.T) {
	wire := &asked{status: 200}
	_, sender := office(t, wire)
	t.Setenv("AWS_ENDPOINT_URL_SES", "")
	sender.Client = awsenv.SES(wire)
	if err := sender.Clear(context.Background(), "léa@x.example"); !errors.Is(err, ErrAddress) || wire.request != nil {
		t.Errorf("not an address: %v", err)
	}
	if err := sender.Clear(context.Background(), "lea+1@martin.example"); err != nil {
		t.Fatal(err)
	}
	r := wire.request
	if r.Method != "DELETE" || r.URL.String() != "https://email.eu-west-3.amazonaws.com/v2/email/suppression/addresses/lea%2B1%40martin.example" ||
		!strings.Contains(r.Header.Get("Authorization"), "/eu-west-3/ses/aws4_request") {
		t.Errorf("%s %s %s", r.Method, r.URL, r.Header)
	}
	for _, status := range []int{0, 403, 500} {
		wire.status = status
		if err := sender.Clear(context.Background(), "lea@martin.example"); err == nil || strings.Contains(err.Error(), "lea") {
			t.Errorf("%d: %v", status, err)
		}
	}
}
