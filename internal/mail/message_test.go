package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"tierce/internal/text"
)

var (
	from = &mail.Address{Name: "Tierce, démonstration", Address: "tierce@cabinet.example"}
	noon = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
)

func message(t testing.TB) Message {
	t.Helper()
	m, err := invitation().Message(text.FR)
	if err != nil {
		t.Fatal(err)
	}
	m.Entry = "0123456789abcdef"
	return m
}

func TestMIMEReadsBackAsItWasWritten(t *testing.T) {
	m := message(t)
	raw, err := m.mime(from, noon)
	if err != nil {
		t.Fatal(err)
	}
	got, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var words mime.WordDecoder
	subject, err := words.DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != m.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	for header, want := range map[string]string{
		"To":               "<marc@conseil.example>",
		"Reply-To":         "<claire@cabinet.example>",
		"Message-Id":       "<0123456789abcdef@cabinet.example>",
		"Auto-Submitted":   "auto-generated",
		"Content-Language": "fr",
		"Date":             "Tue, 24 Nov 2026 12:00:00 +0000",
		"Cc":               "",
		"Bcc":              "",
		"User-Agent":       "",
	} {
		if v := got.Header.Get(header); v != want {
			t.Errorf("%s: %q, want %q", header, v, want)
		}
	}
	if list, err := got.Header.AddressList("From"); err != nil || *list[0] != *from {
		t.Errorf("from %v, %v", list, err)
	}
	parts := parts(t, got)
	if len(parts) != 2 || parts[0] != "text/plain\n"+m.Text || parts[1] != "text/html\n"+m.HTML {
		t.Errorf("parts %q", parts)
	}
	if again, _ := m.mime(from, noon); !bytes.Equal(raw, again) {
		t.Error("the same message gives other bytes")
	}
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes, or with a bare line break: %q", len(line), line)
		}
	}
}

// parts gives each alternative as its type, a line break, its body.
func parts(t *testing.T, m *mail.Message) []string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	var all []string
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil || !strings.EqualFold(params["charset"], "utf-8") {
			t.Fatalf("%v, charset %s", err, params["charset"])
		}
		all = append(all, kind+"\n"+strings.ReplaceAll(string(body), "\r\n", "\n"))
	}
}

func TestHeadersCannotBeForged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Message)
		want   error
	}{
		"subject":          {func(m *Message) { m.Subject = "a\r\nBcc: eve@evil.example" }, ErrLine},
		"no subject":       {func(m *Message) { m.Subject = " " }, ErrLine},
		"to":               {func(m *Message) { m.To = "a@b.example\r\nBcc: eve@evil.example" }, ErrAddress},
		"two":              {func(m *Message) { m.To = "a@b.example,eve@evil.example" }, ErrAddress},
		"name":             {func(m *Message) { m.To = "Ana <a@b.example>" }, ErrAddress},
		"comment":          {func(m *Message) { m.To = "a@b.example(x)" }, ErrAddress},
		"not ASCII":        {func(m *Message) { m.To = "é@b.example" }, ErrAddress},
		"too long":         {func(m *Message) { m.To = strings.Repeat("a", 250) + "@b.example" }, ErrAddress},
		"nobody":           {func(m *Message) { m.To = "" }, ErrAddress},
		"reply":            {func(m *Message) { m.ReplyTo = "a@b.example\nX: y" }, ErrAddress},
		"entry":            {func(m *Message) { m.Entry = "a\r\nX: y" }, ErrEntry},
		"no entry":         {func(m *Message) { m.Entry = "" }, ErrEntry},
		"entry with space": {func(m *Message) { m.Entry = "a b" }, ErrEntry},
	} {
		m := message(t)
		c.change(&m)
		if _, err := m.mime(from, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("Objet é", "a@b.example")
	f.Add("=?utf-8?q?=0D=0ABcc:?=", "\"a b\"@b.example")
	f.Fuzz(func(t *testing.T, subject, to string) {
		m := Message{To: to, Lang: text.EN, Subject: subject, Text: "t", HTML: "h", Entry: "e"}
		raw, err := m.mime(from, noon)
		if err != nil {
			return
		}
		got, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%q %q: %v", subject, to, err)
		}
		known := "Auto-Submitted Content-Language Content-Type Date From Message-Id Mime-Version Subject To X-Auto-Response-Suppress"
		for name, values := range got.Header {
			if len(values) != 1 || !strings.Contains(known, name) {
				t.Errorf("%q %q: header %s %q", subject, to, name, values)
			}
		}
		if list, err := got.Header.AddressList("To"); err != nil || len(list) != 1 || list[0].Address != to {
			t.Errorf("to %q became %v, %v", to, list, err)
		}
	})
}
