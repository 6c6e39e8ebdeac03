// Package fault holds what a rule answers when it refuses: a kind, a code
// whose sentences stand in package text, and the rule of the mission that
// refused. Rooms return faults; only the edges (api, portal) turn them into a
// status and a sentence.
package fault

import (
	"errors"
	"time"
)

// Kind says what sort of refusal a fault is. The edges map each kind to one
// HTTP status.
type Kind int

// The kinds, each with the status that the edges give it.
const (
	Internal    Kind = iota // 500: not the caller's doing; its text goes to the log only
	Malformed               // 400: the request cannot be read
	Unknown                 // 401: nobody is signed in
	Forbidden               // 403: a rule refuses someone who has some relation to the thing
	Hidden                  // 404: no such thing, or no relation to it (ALL-4)
	Conflict                // 409: the state of the thing forbids it now
	Gone                    // 410: spent, for good (EVO-6)
	Stale                   // 412: someone else changed it since it was read
	TooLarge                // 413: over a limit of size
	Invalid                 // 422: readable, but a value breaks a rule
	TooMany                 // 429: over a limit of rate; Retry says how long to wait
	Unavailable             // 503: a part we need does not answer; the same request may be repeated
)

// Fault is a refusal. Code is kebab-case; `error.<Code>` in package text is
// its sentence, filled with Args. Rule is an id of the mission (EVO-6), empty
// where no rule of ours is involved. Fix names the text id `fix.<Fix>` of who
// can change it (ALL-4). Fields names each bad value of an Invalid fault; More
// is how many there are besides, where there are too many to name.
type Fault struct {
	Kind   Kind
	Code   string
	Args   []any // alternating placeholder name and value
	Rule   string
	Fix    string
	Fields []Field
	More   int
	Retry  time.Duration
	Cause  error // for the log only
}

// Field is one bad value: where it stands in the request (a JSON path such as
// `values.premium` or `key`), and the code and arguments of its sentence.
type Field struct {
	Path string
	Code string
	Args []any
}

// Error gives the code, for logs: it holds no value that a person typed.
func (f *Fault) Error() string {
	if f.Rule != "" {
		return f.Code + " (" + f.Rule + ")"
	}
	return f.Code
}

// Unwrap gives what caused f, for logs and errors.Is.
func (f *Fault) Unwrap() error { return f.Cause }

// New makes a fault of kind with code and the alternating names and values
// that its sentence needs.
func New(kind Kind, code string, args ...any) *Fault {
	return &Fault{Kind: kind, Code: code, Args: args}
}

// By returns f with the mission's rule that it comes from.
func (f *Fault) By(rule string) *Fault {
	g := *f
	g.Rule = rule
	return &g
}

// For returns f with the text id of who can change it.
func (f *Fault) For(fix string) *Fault {
	g := *f
	g.Fix = fix
	return &g
}

// Bad makes an Invalid fault about one field.
func Bad(path, code string, args ...any) *Fault {
	return &Fault{Kind: Invalid, Code: "invalid", Fields: []Field{{Path: path, Code: code, Args: args}}}
}

// Of finds the fault in err's chain; nil where there is none.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Is tells whether err is a fault with code.
func Is(err error, code string) bool {
	f := Of(err)
	return f != nil && f.Code == code
}
