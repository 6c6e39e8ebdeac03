package mailbox

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
)

// Path is where the messages are read.
const Path = "/_local/mailbox"

// shown is how many messages the page lists.
const shown = 100

//go:embed page.html
var pageText string

var page = template.Must(template.New("mailbox").Parse(pageText))

// Pages answers GET Path with JSON, newest first, and GET Path+"/" with a page
// for people. ?to= keeps the messages of one address or phone number.
func (m *Mailbox) Pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path, m.json)
	mux.HandleFunc("GET "+Path+"/{$}", m.html)
	return mux
}

func (m *Mailbox) json(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(m.Messages(r.FormValue("to"))) // a reader gone away
}

func (m *Mailbox) html(w http.ResponseWriter, r *http.Request) {
	to := r.FormValue("to")
	all := m.Messages(to)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	// A mail's frame inherits this policy: its own styles, and no script or
	// picture from anywhere.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	_ = page.Execute(w, listing{To: to, Total: len(all), Messages: all[:min(shown, len(all))]})
}

// listing is what the page shows.
type listing struct {
	To       string
	Total    int
	Messages []Message
}

// Framed is a mail's HTML for a frame that may not navigate: its links open
// in another tab.
func (listing) Framed(html string) string { return `<base target="_blank">` + html }
