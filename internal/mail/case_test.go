package mail

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"tierce/internal/text"
)

// letter is any of them.
type letter interface {
	Message(text.Lang) (Message, error)
}

const (
	rights   = "https://tierce.example/dossiers/0123456789abcdef/rights"
	contacts = "https://tierce.example/dossiers/0123456789abcdef/contacts"
)

func asContact(level string, options ...string) Invitation {
	i := invited(Contact, level, 0)
	i.Options = options
	return i
}

// about is the dossier of all letters here.
func about() Case {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return Case{Organization: "Étude D’Arc & Fils <notaires>", Dossier: "Patrimoine de Jean & Rose Martin",
		Manager: Who{"Claire D’Arc", "claire@etude.example"}, Zone: paris}
}

// ofPortal is about no dossier: the client portal of the organisation.
func ofPortal() Case {
	c := about()
	c.Dossier = ""
	return c
}

func invited(way, level string, reminder int) Invitation {
	i := Invitation{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: about().Manager, Way: way, Level: level, PhoneEnd: "34",
		Made: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC), Reminder: reminder,
		URL:      "https://tierce.example/invitations/0123456789abcdef/fedcba9876543210",
		NotMeURL: "https://tierce.example/invitations/0123456789abcdef/fedcba9876543210/not-me"}
	i.Expires = i.Made.Add(60 * 24 * time.Hour)
	return i
}

// letters are all of them, by the names of their golden files.
func letters() map[string]letter {
	holder := Who{"Jean Martin", "jean@martin.example"}
	byHolder := invited(Family, Read, 0)
	byHolder.By = holder
	given := AccessGiven{Case: about(), To: "paul@notaire.example", Name: "Paul Roux", By: about().Manager, Way: Advisor, Level: Write,
		PhoneEnd: "07", URL: "https://tierce.example/dossiers/0123456789abcdef"}
	toVerify := given
	toVerify.PhoneToVerify, toVerify.Way, toVerify.Level, toVerify.URL = true, Family, Read, "https://tierce.example/account"
	asked := RequestAsked{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: Who{"Luc Petit", "luc@etude.example"}, Due: "2026-03-09",
		URL: "https://tierce.example/dossiers/0123456789abcdef/requests/fedcba9876543210"}
	client := GuestInvitation{Case: ofPortal(), As: ToPortal, To: "lea@martin.example", Name: "Léa Martin", PhoneEnd: "34", Made: byHolder.Made, Expires: byHolder.Expires,
		URL: byHolder.URL, NotMeURL: byHolder.NotMeURL}
	once, twice := client, client
	once.Reminder, twice.Reminder = 1, 2
	shown := ShownToClient{Case: about(), To: "lea@martin.example", Name: "Léa Martin", URL: given.URL}
	watched := shown
	watched.Requester, watched.Attachments = "Rose Martin", true
	lost := GuestLost{Case: ofPortal(), As: ToPortal, Guest: "Léa Martin", How: "bounce", URL: "https://tierce.example/organizations/0123456789abcdef/clients"}
	complained, notTheirs := lost, lost
	complained.How, notTheirs.How = "complaint", "not-me"
	solicited := func(on, key string) Solicited {
		return Solicited{Case: about(), To: "credit@banque.example", Name: "Crédit du Val", By: Who{"Luc Petit", "luc@etude.example"}, About: on, Kind: "both",
			Scope: "financier", Wished: "2026-03-20", Key: key, URL: "https://tierce.example/attach", At: time.Date(2026, time.March, 3, 9, 0, 0, 0, time.UTC)}
	}
	settled := SolicitationSettled{Case: about(), To: "luc@etude.example", Name: "Luc Petit", Partner: "Crédit du Val", Scope: "financier",
		URL: "https://tierce.example/dossiers/0123456789abcdef/solicitations/fedcba9876543210"}
	declined := settled
	declined.Declined = true
	entering := client
	entering.As, entering.What = ToEnter, "Demande d’aide à la rénovation, Demande d’acte"
	enteringOnce, enteringTwice := entering, entering
	enteringOnce.Reminder, enteringTwice.Reminder = 1, 2
	allowed := GuestGiven{Case: ofPortal(), As: ToEnter, What: entering.What, To: "lea@martin.example", Name: "Léa Martin", URL: "https://tierce.example/dossiers"}
	allowedPhone := allowed
	allowedPhone.PhoneToVerify, allowedPhone.PhoneEnd, allowedPhone.URL = true, "34", toVerify.URL
	unreached := GuestLost{Case: ofPortal(), As: ToEnter, Guest: "Léa Martin", How: "bounce", URL: "https://tierce.example/organizations/0123456789abcdef/behalf"}
	unwanted, notTheirsEither := unreached, unreached
	unwanted.How, notTheirsEither.How = "complaint", "not-me"
	enteredFor := invited(Applicant, View, 0)
	enteredFor.By, enteredFor.Entered = Who{"Habitat Solidaire", "accueil@solidaire.example"}, true
	return map[string]letter{
		"behalf-invitation":     entering,
		"behalf-reminder-1":     enteringOnce,
		"behalf-reminder-2":     enteringTwice,
		"behalf-given":          allowed,
		"behalf-given-phone":    allowedPhone,
		"behalf-lost-bounce":    unreached,
		"behalf-lost-complaint": unwanted,
		"behalf-lost-not-me":    notTheirsEither,
		"entered":               Entered{about(), enteredFor.By, "Léa Martin", given.URL},
		"entered-invitation":    enteredFor,
		"entered-given": AccessGiven{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: enteredFor.By, Way: Applicant, Level: View, Entered: true,
			URL: given.URL},
		"solicitation-asked":     solicited(SolicitationAsked, "TIERCE-S-01234-56789"),
		"solicitation-inside":    solicited(SolicitationAsked, ""),
		"solicitation-reminder":  solicited(SolicitationReminder, "TIERCE-S-01234-56789"),
		"solicitation-reopened":  solicited(SolicitationReopened, ""),
		"solicitation-withdrawn": solicited(SolicitationWithdrawn, ""),
		"solicitation-receipt":   solicited(SolicitationReceipt, ""),
		"solicitation-answered":  settled,
		"solicitation-declined":  declined,
		"client-invitation":      client,
		"client-reminder-1":      once,
		"client-reminder-2":      twice,
		"client-given":           GuestGiven{Case: ofPortal(), As: ToPortal, To: "lea@martin.example", Name: "Léa Martin", URL: "https://tierce.example/contracts"},
		"client-given-phone":     GuestGiven{Case: ofPortal(), As: ToPortal, To: "lea@martin.example", Name: "Léa Martin", PhoneToVerify: true, PhoneEnd: "34", URL: toVerify.URL},
		"client-lost-bounce":     lost,
		"client-lost-complaint":  complained,
		"client-lost-not-me":     notTheirs,
		"shown-to-requester":     shown,
		"shown-to-watcher":       watched,
		"invitation-family":      invited(Family, Write, 0),
		"invitation-advisor":     invited(Advisor, Write, 0),
		"invitation-by-holder":   byHolder,
		"reminder-1":             invited(Family, Read, 1),
		"reminder-2":             invited(Family, Read, 2),
		"access-given":           given,
		"access-given-phone":     toVerify,
		"access-changed":         AccessChanged{about(), "lea@martin.example", "Léa Martin", holder, Family, Write, Read, given.URL},
		"access-ended":           AccessEnded{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: about().Manager},
		"access-ended-invited":   AccessEnded{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: about().Manager, Invited: true},
		"access-ended-remaining": AccessEnded{about(), "lea@martin.example", "Léa Martin", about().Manager, false, Read, given.URL},
		"came-in":                CameIn{about(), "Léa Martin", Write, rights, false},
		"bounced":                Bounced{about(), "Léa Martin", false, rights, false},
		"bounced-complaint":      Bounced{about(), "Léa Martin", true, rights, false},
		"not-me":                 NotMe{about(), "Léa Martin", rights, false},
		"invitation-contact":     asContact(SomeWrite, "sign", "documents"),
		"invitation-primary":     asContact(Primary),
		"invitation-applicant":   invited(Applicant, View, 0),
		"applicant-reminder":     invited(Applicant, View, 1),
		"applicant-given":        AccessGiven{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: about().Manager, Way: Applicant, Level: View, URL: given.URL},
		"applicant-remaining":    AccessEnded{about(), "lea@martin.example", "Léa Martin", about().Manager, false, View, given.URL},
		"applicant-came-in":      CameIn{about(), "Léa Martin", View, rights, false},
		"contact-given":          AccessGiven{Case: about(), To: "lea@martin.example", Name: "Léa Martin", By: about().Manager, Way: Contact, Level: WholeWrite, URL: given.URL},
		"contact-changed":        TermsChanged{about(), "lea@martin.example", "Léa Martin", holder, SomeRead, []string{"documents"}, given.URL},
		"primary-yes":            PrimaryContact{about(), "lea@martin.example", "Léa Martin", about().Manager, true, Primary, nil, given.URL},
		"primary-no":             PrimaryContact{about(), "lea@martin.example", "Léa Martin", about().Manager, false, WholeWrite, []string{"submit"}, given.URL},
		"contact-came-in":        CameIn{about(), "Léa Martin", SomeRead, contacts, true},
		"contact-bounced":        Bounced{about(), "Léa Martin", false, contacts, true},
		"contact-complaint":      Bounced{about(), "Léa Martin", true, contacts, true},
		"contact-not-me":         NotMe{about(), "Léa Martin", contacts, true},
		"dossier-deleted":        DossierDeleted{about(), "lea@martin.example", "Léa Martin", invited(Family, Read, 0).Expires},
		"dossier-back":           DossierBack{about(), "lea@martin.example", "Léa Martin", given.URL},
		"document-there":         DocumentThere{about(), "credit@banque.example", "Crédit du Val", "https://tierce.example/dossiers/0123456789abcdef/solicitations/fedcba9876543210/answer"},
		"request-asked":          asked,
		"request-again":          RequestAsked{about(), "lea@martin.example", "Léa Martin", holder, "", true, false, asked.URL},
		"request-soon":           RequestAsked{about(), "lea@martin.example", "Léa Martin", holder, "2026-03-09", false, true, asked.URL},
		"request-answered":       RequestAnswered{about(), "luc@etude.example", "Luc Petit", "Léa Martin", asked.URL},
		"section-submitted":      SectionSubmitted{about(), about().Manager.Mail, about().Manager.Name, "Léa Martin", "Flotte & conducteurs", invited(Family, Read, 0).Made, given.URL},
		"section-returned":       SectionReturned{about(), "lea@martin.example", "Léa Martin", "Claire D’Arc", "Flotte & conducteurs", "Il manque deux véhicules.\n\nMerci de les ajouter.", given.URL},
	}
}

func TestGoldenLettersAboutAccess(t *testing.T) {
	for name, l := range letters() {
		for _, lang := range text.Langs() {
			m, err := l.Message(lang)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			golden(t, name+"."+string(lang)+".txt", m.Subject+"\n\n"+m.Text)
			golden(t, name+"."+string(lang)+".html", m.HTML)
		}
	}
}

func TestALL7EveryLetterIsWholeInItsLanguage(t *testing.T) {
	for name, l := range letters() {
		for _, lang := range text.Langs() {
			m, err := l.Message(lang)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, body := range []string{m.Subject, m.Text} {
				if strings.ContainsAny(body, "{}") || regexp.MustCompile(`mail\.[a-z]`).MatchString(body) {
					t.Errorf("%s %s: unfilled sentence in\n%s", name, lang, body)
				}
			}
			if m.Lang != lang || strings.Contains(m.HTML, "<notaires>") {
				t.Errorf("%s %s: lang %s, or a name as markup", name, lang, m.Lang)
			}
			if !strings.Contains(m.Text, about().Organization) || !ofNoDossier(name) && !strings.Contains(m.Text, about().Dossier) {
				t.Errorf("%s %s: does not say in whose name or about what", name, lang)
			}
		}
	}
}

func TestABB10WhoAnswersAndWhoIsInvited(t *testing.T) {
	manager := about().Manager
	for name, l := range letters() {
		m, err := l.Message(text.FR)
		if err != nil {
			t.Fatal(err)
		}
		if toManager := m.To == manager.Mail; toManager == (m.ReplyTo == manager.Mail) {
			t.Errorf("%s: to %s, answers to %s", name, m.To, m.ReplyTo)
		}
	}
	for n := range 3 {
		i := invited(Family, Read, n)
		for _, lang := range text.Langs() {
			m, err := i.Message(lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range []string{i.By.Name, i.By.Mail, i.To, i.PhoneEnd, i.URL + "\n", i.NotMeURL, lang.DateTime(i.Expires, i.Zone)} {
				if !strings.Contains(m.Text, part) {
					t.Errorf("%d %s: no %q", n, lang, part)
				}
			}
		}
	}
}

func TestABB10RemindersAreShorter(t *testing.T) {
	for _, lang := range text.Langs() {
		last := 1 << 20
		for n := range 3 {
			m, err := invited(Advisor, Write, n).Message(lang)
			if err != nil || len(m.Text) >= last {
				t.Errorf("%s reminder %d: %d bytes after %d, %v", lang, n, len(m.Text), last, err)
			}
			last = len(m.Text)
		}
	}
}

func TestABB6AHolderInvitesAndTheManagerAnswers(t *testing.T) {
	i := invited(Family, Read, 0)
	i.By = Who{"Jean Martin", "jean@martin.example"}
	m, err := i.Message(text.EN)
	if err != nil || !strings.HasPrefix(m.Subject, "Jean Martin invites you") || m.ReplyTo != about().Manager.Mail {
		t.Errorf("%q, answers to %s, %v", m.Subject, m.ReplyTo, err)
	}
}

func TestTheLinkAsideIsCheckedToo(t *testing.T) {
	i := invited(Family, Read, 0)
	i.NotMeURL = "javascript:alert(1)"
	if _, err := i.Message(text.FR); !errors.Is(err, ErrLink) {
		t.Error(err)
	}
	i.NotMeURL = "https://tierce.example/\nx"
	if _, err := i.Message(text.FR); !errors.Is(err, ErrLine) {
		t.Error(err)
	}
}

// ofNoDossier tells letters about guests of an organisation from all others.
func ofNoDossier(name string) bool {
	return strings.HasPrefix(name, "client-") || strings.HasPrefix(name, "behalf-")
}
