package timeline

import (
	"slices"
	"strings"

	"tierce/internal/model"
	"tierce/internal/text"
	"tierce/internal/trail"
)

// words puts entries of a trail in words. Entries hold ids only: what an id
// stands for is looked up when it is read, and an id whose thing is gone is
// shown as it is.
type words struct {
	lang     text.Lang
	model    model.Model // of the dossier; zero in an organisation's trail
	accounts map[string]string
	persons  map[string]string
	files    map[string]string // documents
	clients  map[string]string // of owner
	partners map[string]string // who enter dossiers for owner
	owner    string            // the organisation that the trail is of
}

func (w words) say(e trail.Entry) string {
	args := make([]any, 0, 2*len(e.Args))
	for name, id := range e.Args {
		args = append(args, name, w.word(e.Verb, name, id))
	}
	return w.lang.Say("trail."+string(e.Verb), args...)
}

// word gives what id stands for in the argument called name.
func (w words) word(verb trail.Verb, name, id string) string {
	switch {
	case name == "section":
		if s, ok := w.model.Section(id); ok {
			return s.Title.In(string(w.lang))
		}
	case verb == trail.StatusSet:
		if s, ok := w.model.Status(id); ok {
			return s.Label.In(string(w.lang))
		}
	case name == "mode", name == "field", name == "level", name == "kind":
		return w.lang.Say(name + "." + id)
	case verb == trail.AccessChanged && (name == "from" || name == "to"):
		return w.lang.Say("level." + id)
	case name == "clients":
		return w.several(strings.Fields(id))
	case name == "client":
		return w.several([]string{id})
	case name == "partner" && w.partners[id] == "":
		return w.lang.Say("trail.former-partner")
	case name == "partner":
		return w.partners[id]
	case name == "person" && w.persons[id] != "":
		return w.persons[id]
	case name == "document" && w.files[id] != "":
		return w.files[id]
	case slices.Contains([]string{"account", "from", "to"}, name) && w.accounts[id] != "":
		return w.accounts[id]
	}
	return id
}

// several names clients, one after the other; those who are gone have no name.
func (w words) several(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = w.clients[id]; names[i] == "" {
			names[i] = w.lang.Say("trail.former-client")
		}
	}
	return strings.Join(names, ", ")
}
