// Package mailbox is the post office of one machine: it accepts what the
// functions send through SES, and text messages, delivers none of it, and shows
// all of it as JSON and as a page. It is for trying and testing, and is part
// of no Lambda.
package mailbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Mailbox holds every message in memory, and in one file when it has a folder.
// It may be used from many goroutines.
type Mailbox struct {
	now func() time.Time

	mu         sync.Mutex
	file       *os.File // nil: memory only
	messages   []Message
	suppressed map[string]bool // addresses that refused mail for good
	reports    [][]byte        // see Reports
	refuse     func(to []string) error
}

// Message is one mail or text message as it was handed in.
type Message struct {
	To      string    `json:"to"` // addresses, separated by ", ", or one phone number
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	HTML    string    `json:"html"`
	At      time.Time `json:"at"`

	Recipients []string          `json:"-"`
	Tags       map[string]string `json:"-"` // SES message tags
	Raw        []byte            `json:"-"` // the whole MIME message; nil for a text message
}

// entry is a line of the file.
type entry struct {
	At   time.Time         `json:"at"`
	To   []string          `json:"to"`
	Tags map[string]string `json:"tags,omitempty"`
	Raw  []byte            `json:"raw,omitempty"`
	SMS  string            `json:"sms,omitempty"`
	// No message, but news about the address: what it refused, SES no longer
	// sends, until somebody clears it.
	Suppress bool `json:"suppress,omitempty"`
	Clear    bool `json:"clear,omitempty"`
}

// Open reads the messages that dir holds and keeps later ones there, in
// mailbox.jsonl; "" keeps them in memory only. Messages are dated by now.
func Open(dir string, now func() time.Time) (*Mailbox, error) {
	m := &Mailbox{now: now, suppressed: map[string]bool{}}
	if dir == "" {
		return m, nil
	}
	path := filepath.Join(dir, "mailbox.jsonl")
	content, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	if err := m.load(content); err != nil {
		return nil, fmt.Errorf("mailbox: %s: %w", path, err)
	}
	m.file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	if len(content) > 0 && content[len(content)-1] != '\n' {
		_, err = m.file.WriteString("\n") // after a line that a kill cut short
	}
	return m, err
}

// Close lets go of the file.
func (m *Mailbox) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file == nil {
		return nil
	}
	err := m.file.Close()
	m.file = nil
	return err
}

// SMS stores a text message to the phone number to.
func (m *Mailbox) SMS(to, body string) error {
	return m.keep(entry{To: []string{to}, SMS: body})
}

// Mail stores a plain mail that does not come through SES, such as a code of
// the local sign-in issuer.
func (m *Mailbox) Mail(to, subject, text string) error {
	raw, err := compose("no-reply@tierce.example", []string{to}, nil, subject, text, "")
	if err != nil {
		return err
	}
	return m.keep(entry{To: []string{to}, Raw: raw})
}

// Refuse makes SES answer with f's error, where it gives one, instead of
// keeping a mail: a Refusal as it stands, any other error as MessageRejected.
// nil accepts everything again.
func (m *Mailbox) Refuse(f func(to []string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refuse = f
}

// Messages gives what was sent to an address or a phone number, newest first;
// "" gives everything.
func (m *Mailbox) Messages(to string) []Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	to = strings.ReplaceAll(to, " ", "+") // a plus sign that a query string made a space
	found := []Message{}
	for _, message := range slices.Backward(m.messages) {
		if to == "" || slices.ContainsFunc(message.Recipients, func(r string) bool { return strings.EqualFold(r, to) }) {
			found = append(found, message)
		}
	}
	return found
}

func (m *Mailbox) load(content []byte) error {
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil { // else cut short by a kill
			m.take(e)
		}
	}
	return lines.Err()
}

// keep dates e, writes it, then shows it.
func (m *Mailbox) keep(e entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.write(e)
}

func (m *Mailbox) write(e entry) error {
	e.At = m.now().UTC()
	if m.file != nil {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := m.file.Write(append(line, '\n')); err != nil {
			return fmt.Errorf("mailbox: %w", err)
		}
	}
	m.take(e)
	return nil
}

// take shows e, or what it says of an address.
func (m *Mailbox) take(e entry) {
	if e.Suppress || e.Clear {
		m.suppressed[strings.ToLower(e.To[0])] = e.Suppress
		return
	}
	m.messages = append(m.messages, e.message())
}

func (e entry) message() Message {
	message := Message{To: strings.Join(e.To, ", "), Recipients: e.To, At: e.At, Tags: e.Tags, Raw: e.Raw}
	if e.Raw == nil {
		message.Subject, message.Text = "SMS", e.SMS
		return message
	}
	read, err := decode(e.Raw)
	if err != nil {
		message.Text = "(not a readable MIME message: " + err.Error() + ")"
		return message
	}
	message.Subject, message.Text, message.HTML = read.subject, read.text, read.html
	return message
}
