package people

import (
	"net/mail"
	"strings"
	"testing"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// Whatever a cookie says: it is no session's, or its parts can name a row and
// nothing is believed before that was read.
func FuzzCookie(f *testing.F) {
	s := Session{Account: id.New(), secret: strings.Repeat("AB", 26), seal: []byte("seal"), Began: time.Unix(0, 0)}
	f.Add(s.Cookie(time.Unix(1_700_000_000, 0)))
	f.Add(s.Account + "." + s.secret + ".-zzzzzzzzzzzzz." + s.sign("used"))
	f.Add(s.Account + "." + s.secret + ".1y2p0ij32e8e7.x")
	f.Add("....")
	f.Fuzz(func(t *testing.T, value string) {
		c, ok := ByCookie(value)
		if !ok {
			return
		}
		if !id.Valid(c.Account()) || len(c.Keys()) != 2 || len(c.Keys()[1].SK) > 100 {
			t.Fatalf("%q: %+v", value, c)
		}
		if _, _, err := c.Admit(make([]table.Row, 2), time.Unix(1_700_000_000, 0)); !fault.Is(err, "session-over") {
			t.Fatalf("%q without a row: %v", value, err)
		}
	})
}

// An address that no mail can be sent to is told where it is typed, not 41 hours
// later to nobody.
func TestABB3AnAddressIsOneThatMailsGoTo(t *testing.T) {
	for typed, good := range map[string]bool{"lea.durand+x@sous.domaine.example": true, "léa@domaine.example": false, "lea@café.example": false} {
		if _, err := Mail("email", typed); (err == nil) != good {
			t.Errorf("%s: %v", typed, err)
		}
	}
}

// What is taken for an address is one that can be written to, as it stands.
func FuzzMail(f *testing.F) {
	for _, s := range []string{"a@b.example", " Zoé.Durand+x@sous.domaine.example ", "a..b@c.example", ".a@b.example", "a@[127.0.0.1]",
		"a@b.example\r\nBcc: c@d.example", "a@b@c.example", "\"a b\"@c.example", "a@b..example", "a@-.example", "=?utf-8?q?x?=@b.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		s, err := Mail("email", typed)
		if err != nil {
			if p := fault.Of(err); p == nil || len(p.Fields) != 1 || p.Fields[0].Path != "email" {
				t.Fatalf("%q: %v", typed, err)
			}
			return
		}
		a, err := mail.ParseAddress(s)
		if err != nil || a.Address != s || a.Name != "" || strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
			t.Fatalf("%q taken as %q, which a mail would go to as %+v: %v", typed, s, a, err)
		}
		if Fold(Fold(s)) != Fold(s) || MailKey(s) != MailKey(" "+strings.ToUpper(Fold(s))) && Fold(strings.ToUpper(s)) == Fold(s) {
			t.Fatalf("%q has two keys", s)
		}
	})
}

// A line that is kept is one line, and bounded.
func FuzzLine(f *testing.F) {
	f.Add("Étude Garance", 40)
	f.Add("a\u2028b\u0085", 10)
	f.Add(" \t\r\n", 3)
	f.Fuzz(func(t *testing.T, typed string, most int) {
		s, err := Line("title", typed, most)
		if err == nil && (s == "" || strings.ContainsAny(s, "\r\n\x00\u0085") || len([]rune(s)) > most) {
			t.Fatalf("%q kept as %q", typed, s)
		}
	})
}
