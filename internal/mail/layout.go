package mail

import (
	"fmt"
	"strings"

	"tierce/internal/text"
)

// layout is a letter with the sentences that stand in every one. It is laid out
// by hand: the template packages find methods by name, so that the linker would
// keep every exported method there is, 1.8 MB of the mailer.
type layout struct {
	Letter
	lang                text.Lang
	fallback, signature string
}

// text lays the letter out as plain text.
func (l layout) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", l.Greeting)
	for _, p := range l.Paragraphs {
		fmt.Fprintf(&b, "\n%s\n", p)
	}
	if l.Button != nil {
		fmt.Fprintf(&b, "\n%s\n%s\n", l.Button.Label, l.Button.URL)
	}
	fmt.Fprintf(&b, "\n%s\n\n-- \n%s\n", l.signature, l.Why)
	if l.Aside != nil {
		fmt.Fprintf(&b, "\n%s\n%s\n", l.Aside.Label, l.Aside.URL)
	}
	return b.String()
}

// html lays the same letter out for programs that show HTML.
func (l layout) html() string {
	var m markup
	m.add("<!doctype html>\n<html lang=\"%s\">\n<head>\n", string(l.lang))
	m.WriteString(metas)
	m.add("<title>%s</title>\n", l.Subject)
	m.WriteString(styles)
	m.WriteString(opening)
	m.add(`<p class="head" style="margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid #d9a441;font-family:Georgia,serif;font-size:20px;line-height:1.3;color:#17443f">%s</p>`+"\n", l.Organization)
	m.paragraph(l.Greeting)
	for _, p := range l.Paragraphs {
		m.paragraph(p)
	}
	if b := l.Button; b != nil {
		m.add(`<p style="margin:24px 0"><a href="%s" style="display:inline-block;padding:12px 20px;background:#17443f;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px">%s</a></p>`+"\n", b.URL, b.Label)
		m.add(`<p class="note" style="margin:0 0 16px;font-size:14px;color:#4a5661">%s<br><a class="link" href="%s" style="color:#17443f;word-break:break-all">%s</a></p>`+"\n", l.fallback, b.URL, b.URL)
	}
	m.paragraph(l.signature)
	m.add(`<p class="note" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid #c5ced6;font-size:14px;color:#4a5661">%s`, l.Why)
	if a := l.Aside; a != nil {
		m.add(`<br><a class="link" href="%s" style="color:#17443f">%s</a>`, a.URL, a.Label)
	}
	m.WriteString("</p>\n" + closing)
	return m.String()
}

// markup is HTML being written.
type markup struct{ strings.Builder }

// add writes one of our own lines with said in its holes, always escaped: as
// text, or as an attribute between double quotes.
func (m *markup) add(line string, said ...string) {
	escaped := make([]any, len(said))
	for i, s := range said {
		escaped[i] = escape.Replace(s)
	}
	fmt.Fprintf(m, line, escaped...)
}

func (m *markup) paragraph(said string) {
	m.add(`<p style="margin:0 0 16px">%s</p>`+"\n", said)
}

// escape also keeps + from being read as the start of UTF-7.
var escape = strings.NewReplacer(`&`, "&amp;", `<`, "&lt;", `>`, "&gt;", `"`, "&#34;", `'`, "&#39;", `+`, "&#43;")

const (
	metas = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
`
	styles = `<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .ground, .sheet { background: #16202a !important; color: #eef2f5 !important; }
  .note { color: #b9c4cd !important; border-color: #46535f !important; }
  .link, .head { color: #a5d3c4 !important; }
}
</style>
</head>
`
	opening = `<body class="ground" style="margin:0;padding:0;background:#ffffff;color:#1b252e">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;color:#1b252e;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;text-align:left">
<tr><td>
`
	closing = `</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
)
