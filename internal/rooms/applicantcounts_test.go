package rooms_test

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
)

const eva = "eva@maison.example"

// applied is a request with an applicant who has come in, and opened it today;
// it gives the tag of the section that is to be filled in.
func (c *counted) applied() (d, tag string) {
	c.T.Helper()
	ctx := context.Background()
	org := ""
	for o := range c.SignIn(claire).Orgs {
		org = o
	}
	c.SignIn(eva)
	d = c.Dossier(org, claire, "public-request")
	p, err := c.Rights.SavePerson(ctx, c.As(claire), d, dossier.Person{ID: id.New(), Name: "Eva", Applicant: true,
		Reach: dossier.Reach{Email: eva, Phone: c.SignIn(eva).Phone, Lang: "fr"}})
	c.must(err)
	_, err = c.Rights.Set(ctx, c.As(claire), d, p.ID, invitation.Applicant, access.Write)
	c.must(err)
	seen, err := c.Applicants.See(ctx, c.As(eva), d)
	c.must(err)
	part, _ := seen.Part("building")
	return d, part.Tag
}

// The operations of applicants (LOC-11).
func init() {
	ctx := context.Background()
	operations["what an applicant sees"] = func(c *counted) func() error {
		d, _ := c.applied()
		return func() error { _, err := c.Applicants.See(ctx, c.As(eva), d); return err }
	}
	operations["fill the applicant view"] = func(c *counted) func() error {
		d, tag := c.applied()
		return func() error {
			_, err := c.Applicants.Fill(ctx, c.As(eva), d, "building", tag, map[string]any{"parcel": "AB 12"})
			return err
		}
	}
}
