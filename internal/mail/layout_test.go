package mail

import (
	"strings"
	"testing"

	"tierce/internal/text"
)

func TestWhatALetterSaysIsNeverMarkup(t *testing.T) {
	const said, shown = `%s"><b class='x'>+&`, `%s&#34;&gt;&lt;b class=&#39;x&#39;&gt;&#43;&amp;`
	link := &Link{Label: said, URL: `https://tierce.example/?q="><b class='x'>+&`}
	m, err := Compose(text.FR, "marc@conseil.example", Letter{Subject: said, Greeting: said, Paragraphs: []string{said}, Button: link,
		Why: said, Aside: link, Organization: said})
	if err != nil {
		t.Fatal(err)
	}
	// Title, head, greeting, paragraph, button, signature, why, aside.
	if n := strings.Count(m.HTML, shown); n != 8 {
		t.Errorf("%d parts are escaped, not 8:\n%s", n, m.HTML)
	}
	// Twice as the button's address, once to be copied, once as the aside's.
	if n := strings.Count(m.HTML, `https://tierce.example/?q=&#34;&gt;&lt;b class=&#39;x&#39;&gt;&#43;&amp;`); n != 4 {
		t.Errorf("%d addresses are escaped, not 4:\n%s", n, m.HTML)
	}
	if strings.Contains(m.HTML, "<b ") || !strings.Contains(m.Text, said) {
		t.Errorf("text became markup, or markup text:\n%s\n%s", m.HTML, m.Text)
	}
}
