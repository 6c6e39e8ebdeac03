package mailbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// content is what a person reads of a message.
type content struct {
	from, subject, text, html string
	to                        []string // To, Cc and Bcc
}

// deepest is how many multiparts may stand in each other.
const deepest = 8

// decode reads a MIME message: its subject, and its first text and HTML parts
// that are not attachments.
func decode(raw []byte) (content, error) {
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return content{}, err
	}
	var c content
	words := mime.WordDecoder{}
	if c.subject, err = words.DecodeHeader(message.Header.Get("Subject")); err != nil {
		return content{}, fmt.Errorf("subject: %w", err)
	}
	c.from = message.Header.Get("From")
	for _, field := range []string{"To", "Cc", "Bcc"} {
		list, err := message.Header.AddressList(field)
		if err != nil && message.Header.Get(field) != "" {
			return content{}, fmt.Errorf("%s: %w", field, err)
		}
		for _, address := range list {
			c.to = append(c.to, address.Address)
		}
	}
	return c, c.part(textproto.MIMEHeader(message.Header), message.Body, 0)
}

// part adds what one part, or the parts in it, say.
func (c *content) part(header textproto.MIMEHeader, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind, params = "text/plain", nil // RFC 2045: what has no type is plain text
	}
	if strings.HasPrefix(kind, "multipart/") {
		return c.parts(multipart.NewReader(body, params["boundary"]), depth+1)
	}
	if strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		return nil
	}
	text, err := readable(header.Get("Content-Transfer-Encoding"), params["charset"], body)
	if err != nil {
		return err
	}
	switch {
	case kind == "text/plain" && c.text == "":
		c.text = text
	case kind == "text/html" && c.html == "":
		c.html = text
	}
	return nil
}

func (c *content) parts(parts *multipart.Reader, depth int) error {
	if depth > deepest {
		return fmt.Errorf("more than %d multiparts in each other", deepest)
	}
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.part(part.Header, part, depth); err != nil {
			return err
		}
	}
}

// readable undoes a transfer encoding and a charset, and CRLF line ends.
func readable(encoding, charset string, body io.Reader) (string, error) {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	all, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	text := string(all)
	if strings.EqualFold(charset, "iso-8859-1") {
		runes := make([]rune, len(all))
		for i, b := range all {
			runes[i] = rune(b)
		}
		text = string(runes)
	}
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

// compose writes the MIME message that SES makes of a SendEmail call. Bcc
// addresses belong to the envelope and are not in it.
func compose(from string, to, cc []string, subject, text, html string) ([]byte, error) {
	var out bytes.Buffer
	body := multipart.NewWriter(&out)
	for _, line := range [][2]string{
		{"From", from},
		{"To", strings.Join(to, ", ")},
		{"Cc", strings.Join(cc, ", ")},
		{"Subject", mime.QEncoding.Encode("utf-8", subject)},
		{"MIME-Version", "1.0"},
		{"Content-Type", "multipart/alternative; boundary=" + body.Boundary()},
	} {
		if strings.ContainsAny(line[1], "\r\n") {
			return nil, fmt.Errorf("line break in %s", line[0])
		}
		if line[1] != "" {
			fmt.Fprintf(&out, "%s: %s\r\n", line[0], line[1])
		}
	}
	out.WriteString("\r\n")
	for _, part := range [][2]string{{"text/plain", text}, {"text/html", html}} {
		if part[1] == "" {
			continue
		}
		w, err := body.CreatePart(textproto.MIMEHeader{
			"Content-Type":              {part[0] + "; charset=utf-8"},
			"Content-Transfer-Encoding": {"quoted-printable"},
		})
		if err != nil {
			return nil, err
		}
		printable := quotedprintable.NewWriter(w)
		if _, err := io.WriteString(printable, part[1]); err != nil {
			return nil, err
		}
		if err := printable.Close(); err != nil {
			return nil, err
		}
	}
	err := body.Close()
	return out.Bytes(), err
}
