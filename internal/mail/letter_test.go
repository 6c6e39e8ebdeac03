package mail

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tierce/internal/text"
)

var update = flag.Bool("update", false, "write testdata/*.golden anew")

func invitation() AgentInvitation {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return AgentInvitation{
		To: "marc@conseil.example", Organization: "Léa & Fils <Conseil>",
		InvitedBy: "Claire D’Arc", InviterMail: "claire@cabinet.example",
		URL:     "https://tierce.example/invitations/0123456789abcdef?from=mail&lang=fr",
		Expires: time.Date(2026, time.November, 24, 8, 0, 0, 0, time.UTC), Zone: paris,
	}
}

func TestGoldenLetters(t *testing.T) {
	first := invitation()
	first.InvitedBy, first.InviterMail, first.Admin = "", "", true
	for name, i := range map[string]AgentInvitation{"agent-invitation": invitation(), "first-admin": first} {
		for _, l := range text.Langs() {
			m, err := i.Message(l)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(l)+".txt", m.Subject+"\n\n"+m.Text)
			golden(t, name+"."+string(l)+".html", m.HTML)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look, then run go test -update\n%s", file, got)
	}
}

func TestABB10InvitationSaysWhoWhyAndHowToIgnoreIt(t *testing.T) {
	for _, l := range text.Langs() {
		i := invitation()
		m, err := i.Message(l)
		if err != nil {
			t.Fatal(err)
		}
		if m.ReplyTo != i.InviterMail || m.To != i.To || m.Lang != l {
			t.Errorf("%s: to %s, reply to %s", l, m.To, m.ReplyTo)
		}
		for _, part := range []string{i.InvitedBy, i.InviterMail, i.Organization, i.URL, l.DateTime(i.Expires, i.Zone)} {
			if !strings.Contains(m.Text, part) {
				t.Errorf("%s: no %q in the text", l, part)
			}
		}
		for _, body := range []string{m.Subject, m.Text, m.HTML} {
			if strings.Contains(body, "mail.agent-") || strings.Contains(body, "{") && !strings.Contains(body, "<style>") {
				t.Errorf("%s: unfilled sentence in %s", l, body)
			}
		}
		for _, bad := range []string{"<Conseil>", "<img", "src=", "<script", "url("} {
			if strings.Contains(m.HTML, bad) {
				t.Errorf("%s: %s in the HTML", l, bad)
			}
		}
		if !strings.Contains(m.HTML, `<html lang="`+string(l)+`">`) {
			t.Errorf("%s: HTML does not name its language", l)
		}
	}
}

func TestInvitationWithoutANameUsesTheAddress(t *testing.T) {
	i := invitation()
	i.InvitedBy = ""
	m, err := i.Message(text.EN)
	if err != nil || !strings.HasPrefix(m.Subject, "claire@cabinet.example invites you") || strings.Contains(m.Text, "()") {
		t.Errorf("%v %q\n%s", err, m.Subject, m.Text)
	}
}

func TestNothingBreaksOutOfItsLine(t *testing.T) {
	for _, bad := range []string{"a\r\nBcc: eve@evil.example", "a\nb", "a\rb", "a\x00", "a\u0085b", "a\u2028b", "a\xffb"} {
		for field, change := range map[string]func(*AgentInvitation){
			"organization": func(i *AgentInvitation) { i.Organization = bad },
			"inviter":      func(i *AgentInvitation) { i.InvitedBy = bad },
			"reply":        func(i *AgentInvitation) { i.InviterMail = bad },
			"to":           func(i *AgentInvitation) { i.To = bad },
			"url":          func(i *AgentInvitation) { i.URL = "https://tierce.example/" + bad },
		} {
			i := invitation()
			change(&i)
			if _, err := i.Message(text.FR); !errors.Is(err, ErrLine) {
				t.Errorf("%s %q: %v", field, bad, err)
			}
		}
	}
}

func TestLinksAreWebAddresses(t *testing.T) {
	for _, bad := range []string{"javascript:alert(1)", "//tierce.example/x", "https:///x", "mailto:ana@cabinet.example", "x", "https://%zz"} {
		i := invitation()
		i.URL = bad
		if _, err := i.Message(text.EN); !errors.Is(err, ErrLink) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestALetterWithoutAButton(t *testing.T) {
	m, err := Compose(text.EN, "marc@conseil.example", Letter{Subject: "S", Greeting: "Hello,", Paragraphs: []string{"One.", "Two."},
		Why: "Because.", Organization: "Cabinet Demo"})
	if err != nil || m.Text != "Hello,\n\nOne.\n\nTwo.\n\nTierce, for Cabinet Demo\n\n-- \nBecause.\n" || strings.Contains(m.HTML, "<a ") {
		t.Errorf("%v %q", err, m.Text)
	}
}
