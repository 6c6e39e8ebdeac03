// Package mail composes the mails of the product, in the recipient's language
// (ALL-7), as text and HTML, and sends them by SES. When a mail is due and
// whether its reason still holds is the outbox's business.
package mail

import (
	"bytes"
	"errors"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"tierce/internal/text"
)

// Message is one mail to one person.
type Message struct {
	To      string // bare address
	ReplyTo string // bare address; empty sends answers to the sender's address
	Lang    text.Lang
	Subject string // no control characters
	Text    string
	HTML    string
	Entry   string    // the outbox entry that it comes from: letters, digits, - and _
	Due     time.Time // the moment of that entry: with Entry it names one mail
}

// What a message is refused for. The words name no address: they end in logs.
var (
	ErrAddress = errors.New("mail: an address that cannot be used")
	ErrLine    = errors.New("mail: a control character, or nothing, in a line of text")
	ErrLink    = errors.New("mail: a link that is not http or https")
	ErrEntry   = errors.New("mail: an outbox id that cannot be a tag")
)

// check refuses whatever could start a header of its own, or a second
// recipient.
func (m Message) check() error {
	if !isLine(m.Subject) {
		return ErrLine
	}
	if !isAddress(m.To) || m.ReplyTo != "" && !isAddress(m.ReplyTo) {
		return ErrAddress
	}
	if !isTag(m.Entry) {
		return ErrEntry
	}
	return nil
}

// isLine tells whether s is something on one line.
func isLine(s string) bool {
	return strings.TrimSpace(s) != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar
	})
}

// isAddress tells whether s is one bare address that SES takes: ASCII only, at
// most 254 bytes, no name, no comment.
func isAddress(s string) bool {
	if len(s) > 254 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

// isTag tells whether s may be the value of an SES message tag.
func isTag(s string) bool {
	return s != "" && len(s) <= 256 && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_')
	})
}

// name is the mail's own: an entry mails once for each of its moments.
func (m Message) name() string {
	if m.Due.IsZero() {
		return m.Entry
	}
	return m.Entry + "-" + m.due()
}

// due is the moment in nanoseconds since 1970, as a message tag may hold it.
func (m Message) due() string { return strconv.FormatInt(m.Due.UnixNano(), 10) }

// mime writes m as it travels, from an address such as
// "Tierce <tierce@cabinet.example>". The same message at the same time gives
// the same bytes: its Message-ID and boundary come from its name. (SES puts a
// Message-ID of its own over ours; other relays keep it.)
func (m Message) mime(from *mail.Address, now time.Time) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	g := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("tierce-"+m.name()))
	g.FromMailAddress(from)
	g.ToMailAddress(&mail.Address{Address: m.To})
	if m.ReplyTo != "" {
		g.ReplyToMailAddress(&mail.Address{Address: m.ReplyTo})
	}
	g.Subject(m.Subject)
	g.SetMessageIDWithValue(m.name() + "@" + domain)
	g.SetDateWithValue(now)
	g.SetGenHeader("Auto-Submitted", "auto-generated") // no holiday answers, please
	g.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	g.SetGenHeader("Content-Language", string(m.Lang))
	g.SetBodyString(gomail.TypeTextPlain, m.Text)
	g.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	var b bytes.Buffer
	_, err := g.WriteTo(&b)
	return b.Bytes(), err
}
