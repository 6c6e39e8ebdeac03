package portal

import (
	"slices"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/request"
)

// seenAsked is which requests somebody would find (ALL-3).
type seenAsked struct {
	Title, None string
	Lines       []seenAskedLine
}

type seenAskedLine struct {
	Text, State, May string
	Reads            bool // and does no more
}

// seenRequests asks the room what it would answer to whomever as was loaded
// for; nil where requests are nothing for them.
func (v *visit) seenRequests(as dossier.View) (*seenAsked, error) {
	list, err := v.Requests.ListOn(v.ctx, as)
	if err != nil {
		if f := fault.Of(err); f == nil || f.Kind == fault.Unavailable {
			return nil, err
		}
		return nil, nil
	}
	s := &seenAsked{Title: v.say("portal.request.list"), None: v.say("portal.request.none")}
	for _, q := range list {
		l := seenAskedLine{Text: shortened(q.Text), State: v.requestState(q, false)}
		switch {
		case q.MayAnswer(as).Allowed:
			l.May = v.say("portal.request.may-answer")
		case request.MayManage(as).Allowed:
			l.May = v.say("portal.request.may-manage")
		default:
			l.May, l.Reads = v.say("portal.request.reads"), true
		}
		s.Lines = append(s.Lines, l)
	}
	return s, nil
}

func (s *seenAsked) same(t *seenAsked) bool {
	if s == nil || t == nil {
		return s == t
	}
	return slices.Equal(s.Lines, t.Lines)
}

// askedHere is what the page of a dossier shows of its requests: to contacts
// the open ones first of all, to whoever finds some a link that counts them.
type askedHere struct {
	All   link
	Lines []requestLine
}

func (v *visit) askedHere(f *frame, view dossier.View) (*askedHere, error) {
	if !request.MayList(view).Allowed {
		return nil, nil
	}
	list, err := v.Requests.ListOn(v.ctx, view)
	if err != nil {
		return nil, err
	}
	a := &askedHere{All: link{requestsPath(view.ID), v.say("portal.request.list")}}
	if len(list) > 0 {
		a.All.Label = f.Count("portal.request.side", request.Open(list), "of", len(list))
	}
	if request.MayManage(view).Allowed || !view.Outside() {
		return a, nil
	}
	for _, q := range list {
		if !q.Done() {
			a.Lines = append(a.Lines, v.requestLine(f, view, q))
		}
	}
	return a, nil
}
