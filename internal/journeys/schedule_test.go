package journeys

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/text"
)

// fleet is the address of the vehicles of a commercial account that nobody
// else has.
func (on *product) fleet() string {
	on.t.Helper()
	org := id.Of("demo", "cabinet")
	h, err := on.Rooms.Dossiers.Create(context.Background(), clerk(manager), dossier.Draft{Organization: org,
		Model: model.StarterID(org, "commercial-insurance"), Title: "Transports Lebrun"}, id.New())
	on.check(err)
	return "/dossiers/" + h.ID + "/sections/vehicles"
}

// copied is what a spreadsheet puts on the clipboard: rows with headings, as
// people of the language type them. One cell in ten is wrong where asked.
func copied(lang text.Lang, rows int, wrong bool) string {
	heads, value, use, yes := "Immatriculation\tMarque et modèle\tAnnée\tValeur\tUsage\tEn location longue durée", "21\u202f250,50\u00a0€", "Livraisons", "oui"
	if lang == text.EN {
		heads, value, use, yes = "Plate\tMake and model\tYear\tValue\tUse\tLeased", "€21,250.50", "Deliveries", "yes"
	}
	var b strings.Builder
	fmt.Fprintln(&b, heads)
	for i := range rows {
		year := "2021"
		if wrong && i%10 == 4 {
			year = "neuf"
		}
		fmt.Fprintf(&b, "AB-%03d-CD\tRenault Master\t%s\t%s\t%s\t%s\n", i+1, year, value, use, yes)
	}
	return b.String()
}

func TestIND3AScheduleIsPastedCorrectedAndExported(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		claire := on.as(manager, lang)
		vehicles := on.fleet()
		claire.goTo(vehicles)
		claire.picture("schedule-empty")
		claire.follow(claire.say("portal.schedule.paste"))
		claire.picture("schedule-paste")
		bad := copied(lang, 50, true)
		claire.fill("rows", bad)
		claire.press(claire.say("portal.schedule.save"))
		claire.sees(claire.say("portal.schedule.problem"), claire.say("portal.schedule.in-column", "n", 45, "column", claire.word("Année", "Year")))
		claire.picture("schedule-problems")
		if got := claire.value("rows"); got != bad {
			t.Errorf("%d characters of %d are kept", len(got), len(bad))
		}
		claire.fill("rows", copied(lang, 50, false))
		claire.press(claire.say("portal.schedule.save"))
		claire.sees(claire.say("portal.done.pasted"), "AB-050-CD", lang.Money("21250.50", "EUR"))
		claire.picture("schedule")

		file := claire.takes("*.csv", func(b []byte) bool { return bytes.HasSuffix(b, []byte("\r\n")) }, func() { claire.tap(claire.say("portal.schedule.export")) })
		if rows := bytes.Count(file, []byte("\r\n")); rows != 51 || !bytes.HasPrefix(file, []byte("\ufeff")) {
			t.Errorf("%d rows: %.200s", rows, file)
		}
		claire.goTo(vehicles)
		claire.follow(claire.say("portal.schedule.paste"))
		claire.choose("how", "replace")
		claire.fill("rows", string(file))
		claire.picture("schedule-replace")
		claire.press(claire.say("portal.schedule.save"))
		claire.sees(claire.say("portal.done.pasted"), "AB-050-CD")
		claire.goTo(vehicles[:strings.Index(vehicles, "/sections")] + "/trail")
		claire.sees(claire.say("trail.rows-exported", "section", claire.word("Véhicules", "Vehicles")))
	})
}

// word is the one of two words that the person reads.
func (p *person) word(fr, en string) string {
	return map[text.Lang]string{text.FR: fr, text.EN: en}[p.lang]
}

// Fifty rows are edited as a table: one is added and another taken out.
func TestIND3AScheduleOfFiftyRowsIsEdited(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		claire := on.as(manager, lang)
		vehicles := on.fleet()
		claire.goTo(vehicles + "/paste/vehicles")
		claire.fill("rows", copied(lang, 50, false))
		claire.press(claire.say("portal.schedule.save"))
		claire.follow(claire.say("portal.section.edit"))
		claire.picture("schedule-form")
		claire.press(claire.say("portal.rows.remove", "n", 2))
		claire.press(claire.say("portal.rows.add", "list", claire.word("Véhicules", "Vehicles")))
		if got := claire.count(".row"); got != 50 {
			t.Fatalf("%d rows", got)
		}
		claire.picture("schedule-form-added")
		claire.fill("values.vehicles[49].plate", "ZZ-999-ZZ")
		claire.fill("values.vehicles[49].year", "x")
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.error.wrong-number"))
		claire.picture("schedule-form-problem")
		claire.fill("values.vehicles[49].year", "2024")
		claire.press(claire.say("portal.save"))
		claire.sees("ZZ-999-ZZ", "AB-003-CD")
		claire.seesNot("AB-002-CD")
		claire.goTo(claire.beside("locations") + "/edit") // has several choices in a row
		claire.press(claire.say("portal.rows.add", "list", claire.word("Sites", "Locations")))
		claire.press(claire.say("portal.rows.add", "list", claire.word("Sites", "Locations")))
		claire.fill("values.locations[1].year", "x")
		claire.choose("values.locations[1].protection", "alarm")
		claire.press(claire.say("portal.save"))
		claire.picture("schedule-form-choices")
	})
}
