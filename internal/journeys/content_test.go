package journeys

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/text"
)

// downloads presses the link of that name, and gives the file that it leaves.
func (p *person) downloads(beside, name string) []byte {
	p.t.Helper()
	return p.takes("*.json", json.Valid, func() { p.click("link "+quote(name), `named("a[href]", %q, %q)`, name, beside) })
}

// takes gives the file of that kind that an act leaves, once it is whole.
func (p *person) takes(kind string, whole func([]byte) bool, act func()) []byte {
	p.t.Helper()
	folder := p.t.TempDir()
	_, err := chromedp.CallBrowser(p.tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: "allow", DownloadPath: folder, BrowserContextID: chromedp.FromContext(p.tab).BrowserContextID})
	p.check(err)
	act()
	var content []byte
	p.on.until("a file", func() bool {
		files, _ := filepath.Glob(filepath.Join(folder, kind))
		if len(files) == 1 {
			content, _ = os.ReadFile(files[0])
		}
		return whole(content)
	})
	return content
}

// attach chooses a file in the field of that name.
func (p *person) attach(name, file string, content []byte) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), file)
	p.check(os.WriteFile(path, content, 0o600))
	found := call(p, runtime.Evaluate, runtime.EvaluateParams{Expression: `document.querySelector("input[type=file][name=` + name + `]")`})
	call(p, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, ObjectID: found.Result.ObjectID})
}

// An Admin exports a model, brings it back broken, is told each thing that is
// wrong and where, mends it, and has its next version.
func TestModelsAreExportedAndImported(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		claire := on.as(manager, lang)
		claire.follow(claire.say("portal.nav.organizations"))
		claire.follow(claire.say("portal.models.title"))
		claire.picture("models")
		name := starterName("contract-matter", lang)
		file := claire.downloads(name, claire.say("portal.models.export"))
		claire.follow(claire.say("portal.models.import"))
		claire.press(claire.say("portal.models.import-button")) // no file yet
		claire.sees(claire.say("portal.problem"))

		claire.attach("file", "broken.json", []byte(strings.Replace(string(file), `"longtext"`, `"novel"`, 1)))
		claire.press(claire.say("portal.models.import-button"))
		claire.sees(claire.say("portal.models.problems"), "sections[")
		claire.picture("model-broken")
		claire.attach("file", "good.json", file)
		claire.fill("model", claire.optionCalled("model", name))
		claire.press(claire.say("portal.models.import-button"))
		claire.sees(claire.say("portal.done.model-imported"), claire.say("portal.models.version", "n", 2))
	})
}

func starterName(starter string, lang text.Lang) string {
	for _, s := range model.Starters() {
		if s.ID == starter {
			return s.Model.Name.In(string(lang))
		}
	}
	panic("no starter " + starter)
}

func TestALL3TheTeamIsToldWhatTheyWillSeeThenEnds(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire, paul := on.as(manager, lang), on.as("paul@cabinet.example", lang)
		paul.goTo(pl.at(""))
		paul.sees(paul.say("portal.refused.title-403"), paul.say("error.refused-no-grant"))
		claire.goTo(pl.at(""))
		claire.follow(claire.say("portal.team.title"))
		claire.picture("team")
		claire.follow(claire.say("portal.team.add"))
		claire.choose("account", claire.accountOf("paul@cabinet.example"))
		claire.press(claire.say("portal.continue"))
		claire.sees(claire.say("portal.team.will-see"), "Camille Vasseur")
		claire.picture("team-preview")
		claire.press(claire.say("portal.team.add-button"))
		claire.sees(claire.say("portal.done.team-added"), "Paul Nguyen")
		paul.goTo(pl.at("/sections/tax"))
		paul.sees(paul.say("portal.section.edit"))
		paul.goTo(pl.at("/rights")) // ABB-1: the team looks, the manager gives
		paul.sees(paul.say("error.refused-manager-gives"))

		claire.followBeside("Paul Nguyen", claire.say("portal.team.end-link"))
		claire.sees(claire.say("portal.team.nothing-remains", "name", "Paul Nguyen"))
		claire.picture("team-end")
		claire.press(claire.say("portal.team.end-button"))
		claire.sees(claire.say("portal.done.access-ended"))
		paul.goTo(pl.at("/sections/tax"))
		paul.sees(paul.say("portal.refused.title-403"))
	})
}

// accountOf is the id that an agent of the demo is chosen by.
func (p *person) accountOf(email string) string { return clerk(email).Account() }

func TestABB2APersonWithTiesStandsInTheTree(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.goTo(pl.at("/people"))
		claire.picture("persons")
		claire.follow(claire.say("portal.persons.add"))
		claire.fill("name", "Nina Caron")
		claire.fill("birthDate", "31/02/1988")
		claire.fill("parents", pl.members["bernard"].ID)
		claire.fill("partners", pl.members["thomas"].ID)
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.problem"), claire.say("portal.error.bad-date"))
		claire.picture("person-problem")
		claire.fill("birthDate", "28/02/1988")
		claire.fill("parents", "") // she is of another family
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.done.person-added"), "Nina Caron")
		claire.rights(pl)
		claire.sees(claire.say("portal.tree.couple-of", "names", "Thomas Vasseur"), claire.say("portal.tree.couple-of", "names", "Nina Caron"))
		claire.picture("rights-in-law")

		claire.goTo(pl.at("/people"))
		claire.followBeside("Nina Caron", claire.say("portal.delete"))
		claire.picture("person-delete")
		claire.press(claire.say("portal.persons.delete-button"))
		claire.sees(claire.say("portal.done.person-deleted"))
		claire.seesNot("Nina Caron")
		claire.followBeside("Camille Vasseur", claire.say("portal.delete"))
		claire.press(claire.say("portal.persons.delete-button")) // a section still names her
		claire.sees(claire.say("portal.problem"))
		claire.picture("person-in-use")
		claire.goTo(pl.at("/people"))
		claire.sees("Camille Vasseur")
	})
}

// The manager hands over and stays on the team; an Admin does it for a dossier
// of which they see nothing but its reference.
func TestALL9ABB9TheManagerRoleIsHandedOver(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire, ines := on.as(manager, lang), on.as("ines@cabinet.example", lang)
		claire.goTo(pl.at(""))
		claire.follow(claire.say("portal.manager.title"))
		claire.choose("account", claire.accountOf("ines@cabinet.example"))
		claire.press(claire.say("portal.continue"))
		claire.sees(claire.say("portal.manager.stays", "name", "Claire Morel"))
		claire.picture("manager")
		claire.press(claire.say("portal.manager.button"))
		claire.sees(claire.say("portal.done.manager-named"), claire.say("portal.role.team"))
		claire.rights(pl)
		claire.sees(claire.say("error.refused-manager-gives"))
		ines.rights(pl)
		ines.gives("Camille Vasseur,", "read")

		d := on.quietDossier("paul@cabinet.example")
		claire.goTo("/dossiers/" + d.ID)
		claire.sees(claire.say("portal.refused.title-403"))
		claire.seesNot(d.Title)
		claire.picture("refused-admin")
		claire.follow(claire.say("portal.nav.organizations"))
		claire.follow(claire.say("portal.managed.title"))
		claire.picture("managed")
		claire.followBeside(d.Reference, claire.say("portal.manager.title"))
		claire.choose("account", claire.accountOf("ines@cabinet.example"))
		claire.press(claire.say("portal.continue"))
		claire.sees(d.Reference)
		claire.seesNot(d.Title)
		claire.picture("manager-by-admin")
		claire.press(claire.say("portal.manager.button"))
		claire.sees(claire.say("portal.done.manager-named"))
		claire.seesNot(d.Title)
		ines.goTo("/dossiers/" + d.ID)
		ines.sees(d.Title, ines.say("portal.role.manager"))
	})
}

// quietDossier is one whose title must not be seen, managed by an agent of the
// demo alone.
func (on *product) quietDossier(email string) dossier.Header {
	on.t.Helper()
	org := id.Of("demo", "cabinet")
	h, err := on.Rooms.Dossiers.Create(context.Background(), clerk(email), dossier.Draft{Organization: org,
		Model: model.StarterID(org, "insurance-needs"), Title: "Affaire discrète Lemaître"}, id.New())
	on.check(err)
	return h
}
