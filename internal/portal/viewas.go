package portal

import (
	"maps"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/right"
)

// viewAs is the dossier as somebody else would see it (ALL-3).
type viewAs struct {
	Name, Dossier, Text string
	Sections            []seenSection
	Documents           *made
	People              []string
	Asked               *seenAsked
	Back                link
}

type seenSection struct {
	seenLine
	Blocks []block
	Made   *made
}

// viewAsPage shows the dossier with the eyes of somebody who has, or would
// have, the level of the address: the same content as their own requests get.
func (v *visit) viewAsPage() error {
	view, r, err := v.oneRight()
	if err != nil {
		return err
	}
	level, f := v.r.FormValue("level"), v.frame("")
	seen, err := v.Rights.Preview(v.ctx, v.by, view.ID, r.Person.ID, r.Way, asLevel(level))
	if err != nil {
		return err
	}
	text := v.say("portal.as.text", "name", seen.Person.Name, "level", lowerFirst(f.levelName(r.Way, level)))
	return v.showAs(view, seen, text, link{rightPath(view.ID, r.Person.ID, r.Way), v.say("portal.right.of", "name", r.Person.Name)})
}

// showAs shows what was found: text says by what, and back is the way back.
func (v *visit) showAs(view dossier.View, seen right.Preview, text string, back link) error {
	f, err := v.dossierFrame(view, "portal.as.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = v.say("portal.as.title", "name", seen.Person.Name), &back
	d := viewAs{Name: seen.Person.Name, Dossier: view.Title, Text: text, Back: back}
	words := reading{v: v, lang: f.Lang, persons: map[string]string{}}
	for _, p := range byName(seen.Seen.People) {
		words.persons[p.ID] = p.Name
		d.People = append(d.People, v.personWords(p))
	}
	for _, s := range seen.Seen.Sections {
		maps.Copy(words.persons, s.Named)
		one := seenSection{seenLine: seenLine{s.Title.In(string(f.Lang)), s.Editable}, Blocks: blocksOf(words, s.Section.Section, s.Values)}
		if s.Kind == model.Family {
			one.Blocks = append([]block{v.familyBlock(seen.Seen.People)}, one.Blocks...)
		}
		if one.Made, err = v.madeIn(f, seen.Seen.As, s.Kind); err != nil {
			return err
		}
		d.Sections = append(d.Sections, one)
	}
	viewed, err := v.Applicants.SeenOn(v.ctx, seen.Seen.As)
	if err != nil {
		return err
	}
	maps.Copy(words.persons, viewed.Names)
	for _, p := range viewed.Parts {
		d.Sections = append(d.Sections, seenSection{seenLine: seenLine{p.Title.In(string(f.Lang)), len(p.Form().Fields) > 0}, Blocks: blocksOf(words, p.Section, p.Values)})
	}
	if d.Documents, err = v.documentsSeen(f, seen.Seen.As, view.ID); err != nil {
		return err
	}
	if d.Asked, err = v.seenRequests(seen.Seen.As); err != nil {
		return err
	}
	return v.ok("viewas", f, d)
}

// blocksOf gives the blocks of a section that holds something; none of an
// empty one.
func blocksOf(r reading, s model.Section, values map[string]any) []block {
	if len(values) == 0 {
		return nil
	}
	return blocks(r, s, values)
}
