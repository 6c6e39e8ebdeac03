package mailbox

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The limits of SES v1 on one message.
const (
	maxRecipients = 50
	maxBytes      = 10 << 20
)

// Refusal is an error as SES gives it: Code such as MessageRejected,
// Throttling or AccountSendingPausedException. Status 0 is 400; from 500 up
// the SDK tries again.
type Refusal struct {
	Status  int
	Code    string
	Message string
}

func (r Refusal) Error() string { return r.Code + ": " + r.Message }

// SES answers SES v1's query API under any path: SendRawEmail, SendEmail and
// GetSendQuota; and of v2 DeleteSuppressedDestination. Requests must be signed
// for SES at the true time, as AWS asks; the signature itself is not computed,
// since any credentials will do.
func (m *Mailbox) SES() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			m.clear(w, r)
			return
		}
		id := strings.ToLower(rand.Text())
		action, result, err := m.act(w, r, id)
		if err != nil {
			refusal := Refusal{Code: "MessageRejected", Message: err.Error()}
			errors.As(err, &refusal)
			answerRefusal(w, refusal, id)
			return
		}
		w.Header().Set("Content-Type", "text/xml")
		fmt.Fprintf(w, `<%[1]sResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><%[1]sResult>%[2]s</%[1]sResult><ResponseMetadata><RequestId>%[3]s</RequestId></ResponseMetadata></%[1]sResponse>`, action, result, id)
	})
}

// act does what one request asks, and gives the inside of its result.
func (m *Mailbox) act(w http.ResponseWriter, r *http.Request, id string) (action, result string, err error) {
	if r.Method != http.MethodPost {
		return "", "", Refusal{Status: http.StatusMethodNotAllowed, Code: "InvalidAction", Message: "only POST is spoken here"}
	}
	if err := signed(r, time.Now()); err != nil {
		return "", "", err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 2*maxBytes)
	if err := r.ParseForm(); err != nil {
		return "", "", Refusal{Code: "MalformedQueryString", Message: err.Error()}
	}
	form, action := r.PostForm, r.PostForm.Get("Action")
	var e entry
	switch action {
	case "GetSendQuota":
		return action, m.quota(), nil
	case "SendRawEmail":
		e, err = rawEmail(form)
	case "SendEmail":
		e, err = email(form)
	default:
		return "", "", Refusal{Code: "InvalidAction", Message: "The action " + strconv.Quote(action) + " is not known here."}
	}
	if err == nil {
		err = m.accept(e)
	}
	return action, "<MessageId>" + id + "-000000</MessageId>", err
}

// signed checks the form of a signature, and its date: a signature dated by
// the shifted clock would be refused by AWS, so it is here.
func signed(r *http.Request, now time.Time) error {
	authorization := r.Header.Get("Authorization")
	if authorization == "" {
		return Refusal{Status: http.StatusForbidden, Code: "MissingAuthenticationToken", Message: "Request is missing Authentication Token"}
	}
	for _, part := range []string{"AWS4-HMAC-SHA256 ", "/ses/aws4_request", "SignedHeaders=", "Signature="} {
		if !strings.Contains(authorization, part) {
			return Refusal{Status: http.StatusForbidden, Code: "IncompleteSignature", Message: "Authorization lacks " + part}
		}
	}
	date, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	if err != nil || now.Sub(date).Abs() > 15*time.Minute {
		return Refusal{Status: http.StatusForbidden, Code: "RequestExpired", Message: "Signature is not of this time"}
	}
	return nil
}

func rawEmail(form url.Values) (entry, error) {
	raw, err := base64.StdEncoding.DecodeString(form.Get("RawMessage.Data"))
	if err != nil {
		return entry{}, Refusal{Code: "MalformedInput", Message: "RawMessage.Data is not base64"}
	}
	read, err := decode(raw)
	if err != nil {
		return entry{}, invalid("The message is not readable: " + err.Error())
	}
	if form.Get("Source") == "" && read.from == "" {
		return entry{}, invalid("Missing required header 'From'.")
	}
	to := list(form, "Destinations")
	if len(to) == 0 {
		to = read.to
	}
	return entry{To: to, Raw: raw, Tags: tags(form)}, nil
}

func email(form url.Values) (entry, error) {
	to, cc := list(form, "Destination.ToAddresses"), list(form, "Destination.CcAddresses")
	raw, err := compose(form.Get("Source"), to, cc,
		form.Get("Message.Subject.Data"), form.Get("Message.Body.Text.Data"), form.Get("Message.Body.Html.Data"))
	if err != nil {
		return entry{}, invalid(err.Error())
	}
	if form.Get("Source") == "" {
		return entry{}, invalid("Missing source")
	}
	all := slices.Concat(to, cc, list(form, "Destination.BccAddresses"))
	return entry{To: all, Raw: raw, Tags: tags(form)}, nil
}

// accept checks what holds for both ways of sending, and keeps e.
func (m *Mailbox) accept(e entry) error {
	switch {
	case len(e.To) == 0:
		return invalid("Missing required parameter: recipients.")
	case len(e.To) > maxRecipients:
		return invalid("Recipient count exceeds 50.")
	case len(e.Raw) > maxBytes:
		return invalid("Message length is more than 10485760 bytes long.")
	}
	for i, to := range e.To {
		address, err := mail.ParseAddress(to)
		if err != nil {
			return invalid("Illegal address: " + err.Error())
		}
		e.To[i] = address.Address
	}
	m.mu.Lock()
	refuse := m.refuse
	m.mu.Unlock()
	if refuse != nil {
		if err := refuse(e.To); err != nil {
			return err
		}
	}
	return m.send(e)
}

// send keeps e, unless its address is suppressed, and reports it.
func (m *Mailbox) send(e entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	to := strings.ToLower(e.To[0])
	suppressed := m.suppressed[to]
	if !suppressed {
		if err := m.write(e); err != nil {
			return err
		}
		if refusing(to) {
			if err := m.write(entry{To: e.To[:1], Suppress: true}); err != nil {
				return err
			}
		}
	}
	m.report(e, suppressed)
	return nil
}

func (m *Mailbox) quota() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	since, sent := m.now().Add(-24*time.Hour), 0
	for _, message := range m.messages {
		if message.At.After(since) {
			sent++
		}
	}
	return fmt.Sprintf("<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>%d.0</SentLast24Hours>", sent)
}

// list reads prefix.member.1, prefix.member.2 and so on.
func list(form url.Values, prefix string) []string {
	var all []string
	for i := 1; form.Has(fmt.Sprintf("%s.member.%d", prefix, i)); i++ {
		all = append(all, form.Get(fmt.Sprintf("%s.member.%d", prefix, i)))
	}
	return all
}

func tags(form url.Values) map[string]string {
	all := map[string]string{}
	for i := 1; form.Has(fmt.Sprintf("Tags.member.%d.Name", i)); i++ {
		all[form.Get(fmt.Sprintf("Tags.member.%d.Name", i))] = form.Get(fmt.Sprintf("Tags.member.%d.Value", i))
	}
	return all
}

func invalid(message string) Refusal {
	return Refusal{Code: "InvalidParameterValue", Message: message}
}

func answerRefusal(w http.ResponseWriter, r Refusal, id string) {
	if r.Status == 0 {
		r.Status = http.StatusBadRequest
	}
	blame := "Sender"
	if r.Status >= http.StatusInternalServerError {
		blame = "Receiver"
	}
	var message strings.Builder
	_ = xml.EscapeText(&message, []byte(r.Message)) // a Builder never fails
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(r.Status)
	fmt.Fprintf(w, `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>`, blame, r.Code, message.String(), id)
}
