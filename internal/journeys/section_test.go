package journeys

import (
	"testing"

	"tierce/internal/text"
)

// rousseau opens a demo dossier that Claire manages, at one of its sections.
func (p *person) rousseau(section string) {
	p.t.Helper()
	p.goTo("/dossiers?text=Rousseau")
	p.follow("Famille Rousseau")
	p.picture("dossier")
	p.goTo(read[string](p, `location.pathname`) + "/sections/" + section)
}

func TestASectionTakesEveryKindOfField(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.rousseau("insured")
		p.picture("section")
		p.follow(p.say("portal.section.edit"))
		p.picture("section-form")
		p.fill("values.insured", p.options("values.insured")[1])         // person
		p.fill("values.last-name", "Rousseau d’Aubigné")                 // text
		p.fill("values.birth-date", "1.3.1972")                          // date
		p.fill("values.marital-status", "union")                         // choice
		p.fill("values.address", "4, place du Marché\n35000 Rennes <i>") // long text
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.done.saved"), "Rousseau d’Aubigné", lang.Day("1972-03-01"), "35000 Rennes <i>")

		p.goTo(p.beside("family") + "/edit")
		rows := read[int](p, `document.querySelectorAll(".row").length`)
		p.press(p.say("portal.rows.add", "list", map[text.Lang]string{"fr": "Enfants", "en": "Children"}[lang]))
		if got := p.count(".row"); got != rows+1 {
			t.Fatalf("%d rows, want %d", got, rows+1)
		}
		at := read[string](p, `[...document.querySelectorAll(".row input")].pop().name.replace(/\.[^.]*$/, ".")`)
		p.fill(at+"name", "Zoé")
		p.fill(at+"birth-date", "29/02/2012")
		p.fill(at+"until", map[text.Lang]string{"fr": "22,5", "en": "22.5"}[lang])                       // number
		p.fill(at+"studies", "true")                                                                     // yes or no
		p.fill("values.spouse-income", map[text.Lang]string{"fr": "41 250,50", "en": "41,250.50"}[lang]) // money
		p.picture("section-rows")
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.done.saved"), "Zoé", map[text.Lang]string{"fr": "22,5", "en": "22.5"}[lang])

		p.goTo(p.beside("health") + "/edit")
		p.choose("values.conditions", p.options("values.conditions")[0]) // multiple choice
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.done.saved"))
	})
}

// beside is the address of another section of the dossier at hand.
func (p *person) beside(section string) string {
	p.t.Helper()
	return read[string](p, `location.pathname.replace(/sections.*/, "sections/%s")`, section)
}

func TestASectionSaysWhatIsWrongAndKeepsIt(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.rousseau("family")
		p.follow(p.say("portal.section.edit"))
		p.fill("values.spouse-income", "much")
		p.fill("values.children[0].birth-date", "31/02/2012")
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.problem"), p.say("portal.error.wrong-money"), p.say("portal.error.wrong-date"))
		p.picture("section-problems")
		if p.value("values.spouse-income") != "much" || p.value("values.children[0].birth-date") != "31/02/2012" {
			t.Error("what was typed is gone")
		}
		if !read[bool](p, `document.activeElement.classList.contains("problem")`) {
			t.Error("the summary of what is wrong has not the focus")
		}
		p.click("the first line of the summary", `document.querySelector(".problem a")`)
		p.until("the focus on a field to mend", `document.activeElement.getAttribute("aria-invalid") === "true"`)
		p.fill("values.spouse-income", "12")
		p.fill("values.children[0].birth-date", "28/02/2012")
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.done.saved"))
	})
}

// Two browsers have the same section open. The second to save is shown both,
// and loses nothing.
func TestASectionSavedByAnotherMeanwhile(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		office, home := on.as("claire@cabinet.example", lang), on.as("claire@cabinet.example", lang)
		for _, p := range []*person{office, home} {
			p.rousseau("insured")
			p.follow(p.say("portal.section.edit"))
		}
		office.fill("values.occupation", "Typed in the office")
		office.press(office.say("portal.save"))
		home.fill("values.occupation", "Typed at home")
		home.press(home.say("portal.save"))
		home.sees(home.say("portal.conflict.title"), "Typed in the office", "Typed at home")
		home.picture("section-conflict")
		if got := home.value("values.occupation"); got != "Typed at home" {
			t.Errorf("what was typed became %q", got)
		}
		home.press(home.say("portal.save"))
		home.sees(home.say("portal.done.saved"), "Typed at home")
	})
}

func TestALL6TheTrailIsATimeline(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.rousseau("insured")
		p.follow(p.say("portal.section.edit"))
		p.fill("values.occupation", "Luthière")
		p.press(p.say("portal.save"))
		p.goTo(read[string](p, `location.pathname.replace(/.sections.*/, "/trail")`))
		p.sees(p.say("portal.trail.title"), "Claire Morel", "Famille Rousseau")
		p.seesNot("Luthière")
		if n := p.count(".time li"); n < 3 {
			t.Errorf("%d acts", n)
		}
		p.picture("trail")
	})
}
