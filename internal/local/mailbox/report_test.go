package mailbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"tierce/internal/local/mailbox"
)

// reported gives the kinds of m's reports, refusals with what they say more.
func reported(t *testing.T, m *mailbox.Mailbox) (kinds []string) {
	t.Helper()
	for _, message := range m.Reports() {
		var r struct {
			Kind   string `json:"eventType"`
			Bounce struct {
				Kind string    `json:"bounceType"`
				Sub  string    `json:"bounceSubType"`
				At   time.Time `json:"timestamp"`
			} `json:"bounce"`
			Mail struct {
				Tags map[string][]string `json:"tags"`
			} `json:"mail"`
		}
		if err := json.Unmarshal(message, &r); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(r.Mail.Tags["entry"], []string{"01H"}) || r.Kind == "Bounce" && !r.Bounce.At.Equal(noon) {
			t.Errorf("report %s", message)
		}
		kinds = append(kinds, r.Kind+r.Bounce.Kind+r.Bounce.Sub)
	}
	return kinds
}

func TestReportsAreThoseOfSES(t *testing.T) {
	m := opened(t, "")
	c := client(t, m)
	for to, want := range map[string][]string{
		"marc@conseil.example":   {"Send", "Delivery"},
		"Bounce-1@un.example":    {"Send", "BouncePermanentGeneral"},
		"later@un.example":       {"Send", "BounceTransientMailboxFull"},
		"complaint.2@un.example": {"Send", "Delivery", "Complaint"},
	} {
		if _, err := c.SendRawEmail(t.Context(), raw(to)); err != nil {
			t.Fatal(err)
		}
		if got := reported(t, m); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", to, got, want)
		}
	}
	if again := m.Reports(); again != nil {
		t.Errorf("reported twice: %s", again)
	}
}

func TestARefusedAddressIsSuppressedUntilItIsCleared(t *testing.T) {
	dir := t.TempDir()
	m := opened(t, dir)
	send := func() []string {
		t.Helper()
		if _, err := client(t, m).SendRawEmail(t.Context(), raw("bounce@un.example")); err != nil {
			t.Fatal(err)
		}
		return reported(t, m)
	}
	remove := func(address, signature string) int {
		r := httptest.NewRequest(http.MethodDelete, "/_local/ses/v2/email/suppression/addresses/"+address, nil)
		r.Header.Set("Authorization", signature)
		r.Header.Set("X-Amz-Date", time.Now().UTC().Format("20060102T150405Z"))
		w := httptest.NewRecorder()
		m.SES().ServeHTTP(w, r)
		return w.Code
	}
	const signed = "AWS4-HMAC-SHA256 Credential=local/20310506/eu-west-3/ses/aws4_request, SignedHeaders=host, Signature=00"
	send()
	if got := send(); !slices.Equal(got, []string{"Send", "BouncePermanentOnAccountSuppressionList"}) || len(m.Messages("")) != 1 {
		t.Errorf("while suppressed: %v, %d mails", got, len(m.Messages("")))
	}
	m.Close()
	m = opened(t, dir)
	if !m.Suppressed("Bounce@un.example") || len(m.Messages("")) != 1 {
		t.Fatal("a restart forgets who refused")
	}
	for _, try := range []struct {
		address, signature string
		want               int
	}{
		{"bounce%40un.example", "", http.StatusForbidden},
		{"other%40un.example", signed, http.StatusNotFound},
		{"Bounce%40un.example", signed, http.StatusOK},
		{"bounce%40un.example", signed, http.StatusNotFound},
	} {
		if got := remove(try.address, try.signature); got != try.want {
			t.Errorf("clear %s: %d, want %d", try.address, got, try.want)
		}
	}
	if got := send(); !slices.Equal(got, []string{"Send", "BouncePermanentGeneral"}) || len(m.Messages("")) != 2 {
		t.Errorf("once cleared: %v", got)
	}
}
