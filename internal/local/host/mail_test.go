package host_test

import (
	"net/http"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/local/host"
	"tierce/internal/people"
)

// An invitation reaches the mailbox by the stream, the real client and the
// host's own routes.
func TestAnInvitationReachesTheMailbox(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	if _, err := h.Rooms.People.MakeOrganization(t.Context(), id.New(), "Étude", people.DefaultZone, "first@etude.example", "fr"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); len(h.Mailbox.Messages("first@etude.example")) == 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no mail")
		}
	}
	if res, err := http.Get(h.URL + "/_local/mailbox/"); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("the mailbox's page: %v", err)
	}
}
