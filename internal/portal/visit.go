package portal

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/text"
)

// bodyMost is the most that a form may weigh: a section of 300 KB, written as
// forms are, three bytes for one.
const bodyMost = 3 << 20

// fileMost is the most that a form with a file may weigh: a file that the
// bucket takes from us, and the rest of its form. Lambda takes as much: 6 MB in
// base64.
const fileMost = bucket.Largest + 128<<10

// visit is one request and what is known of who makes it. Nothing of the
// caller is believed until a room has admitted them.
type visit struct {
	*site
	w        http.ResponseWriter
	r        *http.Request
	ctx      context.Context
	by       people.Caller
	account  people.Account // once admitted
	admitted bool
	typed    bool // the answer holds what somebody typed, or a key: no link may lose it
}

func (s *site) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{site: s, w: w, r: r, ctx: r.Context()}
	if c, err := r.Cookie(s.cookieName("tierce")); err == nil {
		v.by, _ = people.ByCookie(c.Value)
	}
	return v
}

// anyone serves a page to everybody; get one to whoever is signed in.
func (s *site) anyone(pattern string, h func(*visit) error) {
	s.patterns = append(s.patterns, pattern)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		v.finish(h(v))
	})
}

func (s *site) get(path string, h func(*visit) error) {
	s.anyone("GET "+path, func(v *visit) error {
		if v.by.Account() == "" {
			return fault.New(fault.Unknown, "unknown")
		}
		return h(v)
	})
}

// post serves a change: only to whoever is signed in, and only from a form
// that this very session was given.
func (s *site) post(path string, h func(*visit) error) {
	s.anyone("POST "+path, func(v *visit) error {
		if err := v.readForm(); err != nil {
			return err
		}
		if err := v.admit(); err != nil {
			return err
		}
		if !v.by.Session().FromForm(v.r.PostFormValue("token")) {
			return errOldForm()
		}
		return h(v)
	})
}

func (v *visit) finish(err error) {
	if err != nil {
		v.refuse(err)
	}
}

// readForm reads the body once, whatever kind of form it is.
func (v *visit) readForm() error {
	var err error
	if strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/form-data") {
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, fileMost)
		err = v.r.ParseMultipartForm(fileMost)
	} else {
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, bodyMost)
		err = v.r.ParseForm()
	}
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return fault.New(fault.TooLarge, "too-large")
	case err != nil:
		return fault.New(fault.Malformed, "malformed")
	}
	return nil
}

// admit reads the caller's own rows, where no room did so on the way.
func (v *visit) admit() error {
	if v.by.Account() == "" {
		return fault.New(fault.Unknown, "unknown")
	}
	a, _, err := v.People.Load(v.ctx, v.by)
	if err == nil {
		v.in(a)
	}
	return err
}

// in notes that a room admitted the caller as a.
func (v *visit) in(a people.Account) { v.account, v.admitted = a, true }

// lang is the language of the answer: the account's, else the one chosen
// here, else the browser's (ALL-7).
func (v *visit) lang() text.Lang {
	if l, ok := text.Parse(v.account.Lang); ok {
		return l
	}
	if c, err := v.r.Cookie("lang"); err == nil {
		if l, ok := text.Parse(c.Value); ok {
			return l
		}
	}
	return text.Match(v.r.Header.Get("Accept-Language"))
}

func (v *visit) say(id string, args ...any) string { return v.lang().Say(id, args...) }

// value is one field of the form, as typed.
func (v *visit) value(name string) string { return v.r.PostFormValue(name) }

// once names what this form makes, however often its button is pressed.
func (v *visit) once(route string) string {
	return people.OnceFor(v.by, "portal "+route, v.value("once"))
}

// ref gives the path's part called name where it has the form of an id.
func (v *visit) ref(name string) string {
	if s := v.r.PathValue(name); id.Valid(s) {
		return s
	}
	return ""
}

// account of the form, where it has the form of an id; hidden otherwise.
func idIn(s string) (string, error) {
	if !id.Valid(s) {
		return "", access.Nothing()
	}
	return s, nil
}

// see answers a change with the page to look at next.
func (v *visit) see(path string) error {
	v.refresh()
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// local keeps a redirect on this site; anything else leads to the start.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || len(path) > 2000 ||
		strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return "/"
	}
	return path
}
