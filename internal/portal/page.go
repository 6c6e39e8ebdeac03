package portal

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"tierce/internal/gateway"
	"tierce/internal/text"
)

//go:embed pages/*.html
var pageFiles embed.FS

// pages parses a page when it is first asked for, with those parts alone that
// it is made of: a start pays for the two pages where people come in.
type pages struct{ all sync.Map }

func (p *pages) get(name string) *template.Template {
	if t, ok := p.all.Load(name); ok {
		return t.(*template.Template)
	}
	t := template.New("pages/" + name) // as no part is called: a template that stands there is not looked for
	kept, _ := p.all.LoadOrStore(name, parsed(t, source(name)))
	return kept.(*template.Template)
}

// parsed parses a page, and the parts that it or they call. What the page
// defines itself goes before a part of that name.
func parsed(t *template.Template, page string) *template.Template {
	template.Must(t.Parse(page))
	for wanted := append(partsOf(page), "layout"); len(wanted) > 0; wanted = wanted[1:] {
		if part := parts()[wanted[0]]; t.Lookup(wanted[0]) == nil && part != "" {
			template.Must(t.Parse(part))
			wanted = append(wanted, partsOf(part)...)
		}
	}
	return t
}

// parts are what pages are made of, by name, not parsed yet. Each begins a line.
var parts = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, name := range []string{"layout", "parts", "tree"} {
		for _, part := range strings.Split("\n"+source(name), "\n"+define)[1:] {
			all[part[:strings.Index(part, `"`)]] = define + part
		}
	}
	return all
})

const define = `{{define "`

// partsOf lists the parts that a template calls.
func partsOf(source string) []string {
	var names []string
	for _, after := range strings.Split(source, `{{template "`)[1:] {
		names = append(names, after[:strings.Index(after, `"`)])
	}
	return names
}

// source is the text of a file of pages.
func source(name string) string {
	b, err := pageFiles.ReadFile("pages/" + name + ".html")
	if err != nil {
		panic("portal: " + err.Error()) // a mistake of the build
	}
	return string(b)
}

// warm readies pages for the first request, and the sentences of every page.
// Executing a page without its data makes it safe for HTML and then fails,
// which is all that is wanted.
func (p *pages) warm(names ...string) {
	for _, l := range text.Langs() {
		l.Has("")
	}
	for _, name := range names {
		_ = p.get(name).ExecuteTemplate(io.Discard, "layout", nil)
	}
}

// sheet is what a template sees: the frame around every page, and D, the
// page's own data.
type sheet struct {
	*frame
	D any
}

// With gives a part of a page its own data in the same frame.
func (s sheet) With(d any) sheet { return sheet{s.frame, d} }

// frame holds what surrounds each page.
type frame struct {
	reader  reader
	Lang    text.Lang
	Title   string
	Notice  string // what was just done
	Problem *problem
	Back    *link
	Zone    *time.Location // dates are shown in it (ALL-7)
	Here    string         // the page's own address, where it may be asked for again
}

// reader is what a page asks of whoever it is for, when it is made. It holds
// no visit: templates keep every exported method of all that a page's data
// leads to, and a visit leads to the whole client of the table, 2 MB of it.
type reader struct {
	admitted          func() bool
	client, agent     func() bool // of some organisation
	name, token, once func() string
	local             bool
}

func (v *visit) reader() reader {
	return reader{admitted: func() bool { return v.admitted }, client: func() bool { return len(v.account.Clients) > 0 },
		agent: func() bool { return len(v.account.Orgs) > 0 }, name: func() string { return called(v.account) },
		token: v.token, once: v.onceAgain, local: v.Options.Local}
}

// token is what every form of this session carries; "" outside one.
func (v *visit) token() string {
	if !v.admitted || v.by.Session() == nil {
		return ""
	}
	return v.by.Session().Form()
}

// link is a label that leads somewhere.
type link struct{ Path, Label string }

// Say gives a sentence in the page's language.
func (f *frame) Say(id string, args ...any) string { return f.Lang.Say(id, args...) }

// Count gives the sentence for n things.
func (f *frame) Count(id string, n int, args ...any) string { return f.Lang.Count(id, n, args...) }

// Day and Moment write times in the page's zone.
func (f *frame) Day(t time.Time) string    { return f.Lang.Date(t, f.Zone) }
func (f *frame) Moment(t time.Time) string { return f.Lang.DateTime(t, f.Zone) }

// SignedIn tells whether the visitor was admitted.
func (f *frame) SignedIn() bool { return f.reader.admitted() }

// InPortal tells whether the visitor is a client of some organisation.
func (f *frame) InPortal() bool { return f.reader.client() }

// InOffice tells whether the visitor is an agent of some organisation.
func (f *frame) InOffice() bool { return f.reader.agent() }

// Name is how the signed-in visitor is called.
func (f *frame) Name() string { return f.reader.name() }

// Token is what every form of this session carries.
func (f *frame) Token() string { return f.reader.token() }

// Local tells whether this is the demo on one machine.
func (f *frame) Local() bool { return f.reader.local }

// Style, Script and Icon are the addresses of the site's files.
func (f *frame) Style() string  { return asset("portal.css") }
func (f *frame) Script() string { return asset("copy.js") }
func (f *frame) Icon() string   { return asset("icon.svg") }

// Langs offers the other language, in its own words.
func (f *frame) Langs() []text.Lang {
	var others []text.Lang
	for _, l := range text.Langs() {
		if l != f.Lang {
			others = append(others, l)
		}
	}
	return others
}

// frame begins a page called title, which is text already.
func (v *visit) frame(title string) *frame {
	f := &frame{reader: v.reader(), Lang: v.lang(), Title: title, Zone: zoneOf("")}
	if v.r.Method == http.MethodGet && !v.typed {
		f.Here = v.r.URL.RequestURI()
	}
	if done := v.r.URL.Query().Get("done"); done != "" && v.lang().Has("portal.done."+done) {
		f.Notice = v.say("portal.done." + done)
	}
	return f
}

// show writes a page. Nothing goes out before all of it is made.
func (v *visit) show(status int, name string, f *frame, data any) error {
	var out bytes.Buffer
	if err := v.pages.get(name).ExecuteTemplate(&out, "layout", sheet{f, data}); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	v.refresh()
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(f.Lang))
	v.w.WriteHeader(status)
	if _, err := v.w.Write(out.Bytes()); err != nil {
		slog.InfoContext(v.ctx, "answer not taken", "error", err.Error())
	}
	return nil
}

// ok is show with 200.
func (v *visit) ok(name string, f *frame, data any) error {
	return v.show(http.StatusOK, name, f, data)
}

func (v *visit) requestID() string { return gateway.RequestID(v.ctx) }
