package mail

import (
	"net/url"

	"tierce/internal/text"
)

// Letter is what a mail says, already in its language. Every part is one line
// of plain text; the layout in HTML escapes it.
type Letter struct {
	Subject      string
	Greeting     string
	Paragraphs   []string
	Button       *Link  // what to do next; nil for nothing
	Why          string // why this person gets this mail, and how to ignore it
	Aside        *Link  // a second link, after Why, that nobody opens by mistake; nil for none
	Organization string // in whose name
}

// Link is its words and an http or https address.
type Link struct{ Label, URL string }

// Compose lays l out as text and as HTML, both from the same data. ErrLine
// refuses a part with a control character (a name may not break out of its
// line) or an empty one, ErrLink an address that no browser should open. The
// caller adds Entry, and ReplyTo where there is one.
func Compose(lang text.Lang, to string, l Letter) (Message, error) {
	if err := l.check(); err != nil {
		return Message{}, err
	}
	laid := layout{l, lang, lang.Say("mail.fallback"), lang.Say("mail.signature", "organization", l.Organization)}
	return Message{To: to, Lang: lang, Subject: l.Subject, Text: laid.text(), HTML: laid.html()}, nil
}

func (l Letter) check() error {
	lines := append([]string{l.Subject, l.Greeting, l.Why, l.Organization}, l.Paragraphs...)
	var links []Link
	for _, link := range []*Link{l.Button, l.Aside} {
		if link != nil {
			links = append(links, *link)
			lines = append(lines, link.Label, link.URL)
		}
	}
	for _, line := range lines {
		if !isLine(line) {
			return ErrLine
		}
	}
	for _, link := range links {
		u, err := url.Parse(link.URL)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return ErrLink
		}
	}
	return nil
}
