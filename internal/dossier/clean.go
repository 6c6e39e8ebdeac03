package dossier

import (
	"slices"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/people"
)

// What one person may have of something.
const (
	parentsMost  = 2
	partnersMost = 10
)

// CleanPerson checks what was typed of a person by itself, and gives it as it
// is kept. Every bad value is in one fault.
func CleanPerson(p Person) (Person, error) {
	var bad []fault.Field
	note := func(err error) {
		if f := fault.Of(err); f != nil {
			bad = append(bad, f.Fields...)
		}
	}
	line := func(field, s string, most int) string {
		if strings.TrimSpace(s) == "" && field != "name" {
			return ""
		}
		s, err := people.Line(field, s, most)
		note(err)
		return s
	}
	p.Name, p.Office, p.Function = line("name", p.Name, 120), line("office", p.Office, 120), line("function", p.Function, 120)
	if !p.Contact {
		p.Function = ""
	}
	p.BirthDate = strings.TrimSpace(p.BirthDate)
	if p.BirthDate != "" {
		if _, err := time.Parse(time.DateOnly, p.BirthDate); err != nil {
			note(fault.Bad("birthDate", "bad-date"))
		}
	}
	if p.Advisor != "" && !slices.Contains(AdvisorKinds, p.Advisor) {
		note(fault.Bad("advisor", "bad-advisor"))
	}
	if p.Holder != "" && p.Holder != Holder && p.Holder != CoHolder {
		note(fault.Bad("holder", "bad-holder"))
	}
	var err error
	p.Reach, err = cleanReach(p.Reach)
	note(err)
	note(p.tiesAlone())
	p.Family = p.Family || p.Holder != "" || len(p.Parents)+len(p.Partners) > 0
	if len(bad) > 0 {
		return p, &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: bad}
	}
	return p, nil
}

// cleanReach checks the form of an address, a phone and a language (ABB-3).
// Any of them may be empty until access is given.
func cleanReach(r Reach) (Reach, error) {
	var bad []fault.Field
	note := func(err error) {
		if f := fault.Of(err); f != nil {
			bad = append(bad, f.Fields...)
		}
	}
	var err error
	if r.Email = strings.TrimSpace(r.Email); r.Email != "" {
		r.Email, err = people.Mail("email", r.Email)
		note(err)
	}
	if r.Phone = strings.TrimSpace(r.Phone); r.Phone != "" {
		r.Phone, err = people.Phone("phone", r.Phone)
		note(err)
	}
	if r.Lang != "" && r.Lang != "fr" && r.Lang != "en" {
		note(fault.Bad("language", "bad-language"))
	}
	if len(bad) > 0 {
		return r, &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: bad}
	}
	return r, nil
}
