// Package placeholder says what the tags of a document's template mean in a
// model: a field, a column, persons, the dossier itself. It is pure: whoever
// makes a document brings the values and finds the words.
package placeholder

import (
	"slices"
	"strings"

	"tierce/internal/model"
)

// The words that are no field. A section of the model with the same name comes
// first.
const (
	Today        = "today"
	Organization = "organization"
	Manager      = "manager"
	Title        = "dossier.title"
	Reference    = "dossier.reference"
	Status       = "dossier.status"
	People       = "people" // everybody named in the dossier

	name = "name" // of a person, within a loop over persons
)

// PeopleKinds are the persons that a template can name: `people.holder`. Those
// of an advisor's kind are such as `people.notary`.
var PeopleKinds = []string{"holder", "co-holder", "applicant", "family", "advisor", "contact", "banker", "notary", "lawyer", "accountant", "insurer"}

// french are the same words as a French template may have them.
var french = map[string]string{
	"aujourd-hui": Today, "aujourdhui": Today, "organisation": Organization, "chargé": Manager, "charge": Manager,
	"dossier.titre": Title, "dossier.référence": Reference, "dossier.statut": Status, "personnes": People,
	"personnes.titulaire": "people.holder", "personnes.cotitulaire": "people.co-holder", "personnes.famille": "people.family", "personnes.usager": "people.applicant",
	"personnes.conseiller": "people.advisor", "personnes.contact": "people.contact", "personnes.banquier": "people.banker",
	"personnes.notaire": "people.notary", "personnes.avocat": "people.lawyer", "personnes.comptable": "people.accountant",
	"personnes.assureur": "people.insurer", "nom": name,
}

// The formats of a day. Without one it is written at length.
const (
	Long  = "long"  // 2 March 2026
	Short = "short" // 02/03/2026
	Month = "month" // March 2026
	Year  = "year"  // 2026
)

var formats = map[string]string{"": Long, "long": Long, "short": Short, "court": Short, "month": Month, "mois": Month, "year": Year, "année": Year, "annee": Year}

// FormatOf gives the format called so, in either language.
func FormatOf(called string) (string, bool) {
	f, known := formats[called]
	return f, known
}

// Meaning is what a path means: a word above, or a field of a section, or a
// column of the rows that a loop goes through.
type Meaning struct {
	Word    string
	Section model.Section
	Field   model.Field
	Column  bool // Field is a column of the loop around
}

// Persons tells whether m is persons, for a loop or to be named all at once.
func (m Meaning) Persons() bool {
	return m.Word == People || strings.HasPrefix(m.Word, People+".")
}

// Loops tells whether a loop can go through m.
func (m Meaning) Loops() bool { return m.Persons() || m.Word == "" && m.Field.Type == model.Rows }

// Day tells whether m is one, and takes a format.
func (m Meaning) Day() bool { return m.Word == Today || m.Word == "" && m.Field.Type == model.Date }

// Path is m's as an Admin types it.
func (m Meaning) Path() string {
	switch {
	case m.Word != "":
		return m.Word
	case m.Column:
		return m.Field.ID
	}
	return m.Section.ID + "." + m.Field.ID
}

// Within is what the loops around a tag go through, the innermost last.
type Within []Meaning

// Resolve says what path means in m; false for nothing.
func (w Within) Resolve(m model.Model, path string) (Meaning, bool) {
	if in, found := w.inLoop(path); found {
		return in, true
	}
	section, field, dotted := strings.Cut(path, ".")
	if dotted {
		if s, there := m.Section(section); there {
			f, there := s.Field(field)
			return Meaning{Section: s, Field: f}, there
		}
	}
	if word, is := french[path]; is {
		path = word
	}
	return Meaning{Word: path}, isWord(path)
}

// inLoop looks for a column, or a person's name, in the innermost loop that has
// one.
func (w Within) inLoop(path string) (Meaning, bool) {
	for _, around := range slices.Backward(w) {
		if around.Persons() && (path == name || french[path] == name) {
			return Meaning{Word: name}, true
		}
		if c, there := around.Field.Column(path); there && around.Word == "" {
			return Meaning{Section: around.Section, Field: c, Column: true}, true
		}
	}
	return Meaning{}, false
}

func isWord(path string) bool {
	kind, ofPeople := strings.CutPrefix(path, People+".")
	return slices.Contains([]string{Today, Organization, Manager, Title, Reference, Status, People}, path) || ofPeople && slices.Contains(PeopleKinds, kind)
}
