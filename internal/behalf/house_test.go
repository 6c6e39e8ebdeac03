package behalf_test

import (
	"context"
	"testing"

	"tierce/internal/access"
	"tierce/internal/behalf"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
)

const (
	claire = "claire@ville.example"    // Admin
	bruno  = "bruno@ville.example"     // receives what partners enter
	paul   = "paul@solidaire.example"  // a partner
	eva    = "eva@maison.example"      // an applicant
	other  = "oscar@elsewhere.example" // nobody here
)

var background = context.Background()

// town is an organisation with a partner who has come in.
type town struct {
	*roomstest.House
	org     string
	partner behalf.Partner
}

func open(t *testing.T) *town {
	h := roomstest.New(t)
	f := &town{House: h, org: h.Organization("Ville de Saint-Aubin", claire)}
	h.Agent(f.org, claire, bruno, false)
	h.SignIn(other)
	f.partner = h.Partner(f.org, claire, paul, true)
	f.save(h.PartnerDraft(f.org, bruno, paul))
	return f
}

func (f *town) must(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}

// save makes the partner what d says.
func (f *town) save(d behalf.Draft) {
	f.T.Helper()
	is, err := f.Behalf.Get(background, f.As(claire), f.org, f.partner.ID)
	f.must(err)
	now, err := f.Behalf.Save(background, f.As(claire), f.org, f.partner.ID, is.Version, d)
	f.must(err)
	f.partner = now.Partner
}

func (f *town) model(starter string) string { return model.StarterID(f.org, starter) }

// enters has email enter a dossier for eva.
func (f *town) enters(email string) (dossier.Header, error) {
	return f.Behalf.Enter(background, f.As(email), roomstest.Entry(f.org, eva), id.New())
}

// reads has email read the applicant view, and fill it in.
func (f *town) reads(email, d string) error {
	seen, err := f.Applicants.See(background, f.As(email), d)
	if err != nil {
		return err
	}
	part, _ := seen.Part("building")
	_, err = f.Applicants.Fill(background, f.As(email), d, "building", part.Tag, map[string]any{"parcel": id.New()})
	return err
}

// lists tells whether d is among email's dossiers.
func (f *town) lists(email, d string) bool {
	f.T.Helper()
	mine, _, err := f.Dossiers.Mine(background, f.As(email), dossier.Filter{}, "", 40)
	f.must(err)
	for _, v := range mine {
		if v.ID == d {
			return true
		}
	}
	return false
}

// seen wants email to find d, or to find nothing of it.
func (f *town) seen(email, d string, want bool) {
	f.T.Helper()
	err := f.reads(email, d)
	if want && err != nil || !want && !fault.Is(err, access.HiddenCode) {
		f.T.Errorf("%s reads %v", email, err)
	}
	if got := f.lists(email, d); got != want {
		f.T.Errorf("%s lists it: %v, want %v", email, got, want)
	}
}

// answer is a refusal's rule and code, with the fields that it names.
func answer(err error) string {
	f := fault.Of(err)
	if f == nil {
		return "yes"
	}
	said := f.Rule + " " + f.Code
	for _, field := range f.Fields {
		said += " " + field.Path + ":" + field.Code
	}
	return said
}
