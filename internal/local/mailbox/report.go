package mailbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// An address whose local part begins with one of these plays what SES's own
// mailbox simulator does: the mail is refused for good, or called spam. With
// `later` it is refused for today only.
const (
	bounces  = "bounce"
	complain = "complaint"
	later    = "later"
)

// Reports gives what SES would have reported since the last call, as the
// messages of its event destination, and forgets it. Each mail that SES takes
// is reported as sent, then as delivered, refused or called spam. After the
// latter two its address is suppressed: SES takes mails to it, sends none, and
// reports each as refused, until somebody clears the address.
func (m *Mailbox) Reports() [][]byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.reports
	m.reports = nil
	return all
}

// Suppressed tells whether SES would send nothing to address.
func (m *Mailbox) Suppressed(address string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.suppressed[strings.ToLower(address)]
}

// report writes what SES reports about e, sent to its one recipient.
func (m *Mailbox) report(e entry, suppressed bool) {
	m.event("Send", e, nil)
	local, _, _ := strings.Cut(strings.ToLower(e.To[0]), "@")
	at := m.now().UTC().Format(time.RFC3339Nano)
	refused := func(kind, sub string) map[string]any {
		return map[string]any{"bounceType": kind, "bounceSubType": sub, "timestamp": at,
			"bouncedRecipients": []any{map[string]any{"emailAddress": e.To[0], "action": "failed", "status": "5.1.1"}}}
	}
	switch {
	case suppressed:
		m.event("Bounce", e, refused("Permanent", "OnAccountSuppressionList"))
	case strings.HasPrefix(local, bounces):
		m.event("Bounce", e, refused("Permanent", "General"))
	case strings.HasPrefix(local, later):
		m.event("Bounce", e, refused("Transient", "MailboxFull"))
	default:
		m.event("Delivery", e, map[string]any{"timestamp": at, "recipients": e.To})
		if strings.HasPrefix(local, complain) {
			m.event("Complaint", e, map[string]any{"timestamp": at, "complaintFeedbackType": "abuse",
				"complainedRecipients": []any{map[string]any{"emailAddress": e.To[0]}}})
		}
	}
}

func (m *Mailbox) event(kind string, e entry, details map[string]any) {
	tags := map[string][]string{}
	for name, value := range e.Tags {
		tags[name] = []string{value}
	}
	if details == nil {
		details = map[string]any{}
	}
	message, err := json.Marshal(map[string]any{"eventType": kind, strings.ToLower(kind): details,
		"mail": map[string]any{"timestamp": m.now().UTC().Format(time.RFC3339Nano), "destination": e.To, "tags": tags}})
	if err != nil {
		panic("mailbox: " + err.Error()) // strings and times only
	}
	m.reports = append(m.reports, message)
}

// refusing tells whether a first mail to address gets it suppressed.
func refusing(address string) bool {
	return strings.HasPrefix(strings.ToLower(address), bounces) || strings.HasPrefix(strings.ToLower(address), complain)
}

// clear answers DeleteSuppressedDestination of SES v2.
func (m *Mailbox) clear(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	address, err := url.PathUnescape(path.Base(r.URL.EscapedPath()))
	if signed(r, time.Now()) != nil || err != nil || !strings.Contains(r.URL.Path, "/v2/email/suppression/addresses/") {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if !m.Suppressed(address) {
		w.Header().Set("X-Amzn-Errortype", "NotFoundException")
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if err := m.keep(entry{To: []string{address}, Clear: true}); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}
