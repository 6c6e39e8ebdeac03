// Package demo holds the dossiers that a fresh machine is given to try the
// product with. Everybody in them is made up.
package demo

import (
	_ "embed"
	"encoding/json"
)

//go:embed dossiers.json
var dossiers []byte

// Dossier is one dossier to load. Organization is a key, "cabinet", "conseil"
// or "mairie"; Model the id of a starter; Manager and Team are addresses of
// agents. Sections holds the values of each section that is filled in, in the
// shape that model.Section.Check gives.
type Dossier struct {
	Organization string                    `json:"organization"`
	Model        string                    `json:"model"`
	Title        string                    `json:"title"`
	Reference    string                    `json:"reference"`
	Status       string                    `json:"status"`
	Manager      string                    `json:"manager"`
	Team         []string                  `json:"team"`
	People       []Person                  `json:"people"`
	Sections     map[string]map[string]any `json:"sections"`
	Simulations  []Simulation              `json:"simulations"`
	Documents    []Document                `json:"documents"`
	Reports      []Report                  `json:"reports"`
}

// Simulation and Report are what the manager made of a dossier.
type Simulation struct {
	Name      string  `json:"name"`
	Years     int     `json:"years"`
	Growth    float64 `json:"growth"`
	Inflation float64 `json:"inflation"`
	Given     string  `json:"given"`
	Note      string  `json:"note"`
}

// Report names the sections that it keeps.
type Report struct {
	Title    string   `json:"title"`
	Sections []string `json:"sections"`
}

// Person is somebody named in a dossier; fields of type person hold the ID.
// BirthDate is YYYY-MM-DD, or empty where it does not matter. Parents, Partners
// and Former are ids of persons before this one. Whoever has a Holder, a
// tie, an Advisor kind or is an Applicant stands on the tab of access rights. Access is the level
// that the manager gave, "" for none; who ComesIn has an account, and Password.
type Person struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	BirthDate string   `json:"birthDate"`
	Parents   []string `json:"parents"`
	Partners  []string `json:"partners"`
	Former    []string `json:"formerPartners"`
	Holder    string   `json:"holder"`
	Advisor   string   `json:"advisor"`
	Applicant bool     `json:"applicant"`
	Office    string   `json:"office"`
	Email     string   `json:"email"`
	Phone     string   `json:"phone"`
	Lang      string   `json:"lang"`
	Access    string   `json:"access"`
	ComesIn   bool     `json:"comesIn"`
	Contact   *Contact `json:"contact"`
}

// Contact is what a client contact is given: a ready-made access group, and
// ids of sections that are theirs.
type Contact struct {
	Function  string   `json:"function"`
	Group     string   `json:"group"`
	Sections  []string `json:"sections"`
	Sign      bool     `json:"sign"`
	Documents bool     `json:"documents"`
	Primary   bool     `json:"primary"`
}

// Dossiers reads the ten of them, afresh at each call.
func Dossiers() []Dossier {
	var list []Dossier
	if err := json.Unmarshal(dossiers, &list); err != nil {
		panic("demo: " + err.Error()) // compiled in, and held by a test
	}
	return list
}
