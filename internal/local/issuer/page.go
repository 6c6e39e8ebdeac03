package issuer

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	tongue "golang.org/x/text/language"
)

//go:embed pages
var files embed.FS

var pages = template.Must(template.ParseFS(files, "pages/*.html"))

// languages are those of the pages; the first is the one for everybody else.
var languages = []string{"fr", "en"}

var matcher = tongue.NewMatcher([]tongue.Tag{tongue.French, tongue.English})

// view is one page as it is shown.
type view struct {
	Page    string // also the text id of its title
	Lang    string
	Attempt string
	Base    string // the issuer's path
	Values  url.Values
	Errors  []problem
	Notice  string // text id
}

// problem is what is wrong with one field: its id, and a text id.
type problem struct{ Field, Text string }

// Say gives a text in the page's language.
func (v view) Say(id string) string { return words[v.Lang][id] }

// Other is the language that the page offers instead.
func (v view) Other() string {
	if v.Lang == "fr" {
		return "en"
	}
	return "fr"
}

// Wrong gives the text id of what is wrong with field, or "".
func (v view) Wrong(field string) string {
	for _, p := range v.Errors {
		if p.Field == field {
			return p.Text
		}
	}
	return ""
}

// Field describes one input for the template of inputs.
func (v view) Field(name, kind, complete string) field {
	return field{view: v, Name: name, Kind: kind, Complete: complete}
}

type field struct {
	view
	Name, Kind, Complete string
}

// Value is what was typed; a password is never shown again.
func (f field) Value() string {
	if f.Kind == "password" {
		return ""
	}
	return f.Values.Get(f.Name)
}

// Hint is the text under the label, or "".
func (f field) Hint() string {
	if f.Complete == "new-password" {
		return f.Say("new-password")
	}
	return f.Say("hint-" + f.Name)
}

// Mode is the keyboard that suits the field.
func (f field) Mode() string {
	if f.Complete == "one-time-code" || f.Complete == "off" {
		return "numeric"
	}
	return f.Kind
}

func (s *Issuer) show(w http.ResponseWriter, status int, v view) {
	v.Base = s.base
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = pages.ExecuteTemplate(w, "page.html", v) // a reader gone away
}

// message shows a page that only says something.
func (s *Issuer) message(w http.ResponseWriter, lang string, status int, id string) {
	s.show(w, status, view{Page: id, Lang: lang})
}

// language is what the link or form says, else what the client asked for, else
// what the browser prefers, else French.
func language(r *http.Request) string {
	_, i := tongue.MatchStrings(matcher,
		r.FormValue("lang"), strings.ReplaceAll(r.FormValue("ui_locales"), " ", ","), r.Header.Get("Accept-Language"))
	return languages[i]
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "pages/style.css")
}
