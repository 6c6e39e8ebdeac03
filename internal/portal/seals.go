package portal

import (
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/seal"
)

// standing is where a section stands between contacts and agents (IND-6), as
// its page says it.
type standing struct {
	Untouched   bool     // nothing became of it, and the visitor can do nothing about it
	Text        string   // submitted, or returned, by whom and when
	Note        []string // the agent's, a line each
	Signatures  []string // one sentence each
	Sign        *link
	Submit      *link
	Return      *link
	Print       *link
	WhyNoSign   string
	WhyNoSubmit string
}

// standingOf says what became of s, and what the visitor may do about it. A
// section that holds nothing has neither.
func (v *visit) standingOf(f *frame, view dossier.View, s dossier.Section) (*standing, error) {
	if s.Version == 0 {
		return nil, nil
	}
	at := sectionPath(view.ID, s.ID)
	d := &standing{Print: &link{at + "/seal", v.say("portal.seal.see")}}
	if view.MayOn(access.ReturnSection, s).Allowed && s.Submitted != nil {
		d.Return = &link{at + "/return", v.say("portal.seal.return")}
	}
	contact := view.Decision.Role == access.Primary || view.Decision.Role == access.Contact
	if contact {
		v.offers(d, at, view, s)
	}
	names, err := v.sealNames(s.State)
	if err != nil {
		return nil, err
	}
	d.Text, d.Note = v.handedIn(f, s.State, names)
	if d.Untouched = s.Signatures == nil && d.Text == "" && !contact; d.Untouched {
		d.Print.Label = v.say("portal.seal.print-section")
	}
	for _, g := range s.Signatures {
		d.Signatures = append(d.Signatures, v.signedBy(f, g, names))
	}
	return d, nil
}

// offers gives a contact the ways to sign and to submit, or why there is none.
func (v *visit) offers(d *standing, at string, view dossier.View, s dossier.Section) {
	sign, submit := view.MayOn(access.SignSection, s), view.MayOn(access.SubmitSection, s)
	mine := slices.ContainsFunc(s.Signatures, func(g dossier.Signature) bool { return g.Voided == nil && g.By == view.Account.ID })
	switch {
	case sign.Allowed && !mine:
		d.Sign = &link{at + "/sign", v.say("portal.seal.sign")}
	case !sign.Allowed && s.Submitted == nil:
		d.WhyNoSign = v.why(sign)
	}
	switch {
	case submit.Allowed && s.Submitted == nil:
		d.Submit = &link{at + "/submit", v.say("portal.seal.submit")}
	case !submit.Allowed:
		d.WhyNoSubmit = v.why(submit)
	}
}

// sealNames gives the names of all accounts that a section's state names.
func (v *visit) sealNames(s dossier.State) (func(string) string, error) {
	var accounts []string
	for _, g := range s.Signatures {
		accounts = append(accounts, g.By)
		if g.Voided != nil {
			accounts = append(accounts, g.Voided.By)
		}
	}
	if s.Submitted != nil {
		accounts = append(accounts, s.Submitted.By)
	}
	if s.Returned != nil {
		accounts = append(accounts, s.Returned.By)
	}
	return v.makers(accounts)
}

// handedIn says that a section was submitted or returned; "" for neither.
func (v *visit) handedIn(f *frame, s dossier.State, names func(string) string) (string, []string) {
	switch {
	case s.Submitted != nil:
		return v.say("portal.seal.submitted", "by", names(s.Submitted.By), "at", f.Moment(s.Submitted.At)), nil
	case s.Returned != nil:
		return v.say("portal.seal.returned", "by", names(s.Returned.By), "at", f.Moment(s.Returned.At)), strings.Split(s.Returned.Note, "\n")
	}
	return "", nil
}

// signedBy says a signature in one sentence, voided or not.
func (v *visit) signedBy(f *frame, g dossier.Signature, names func(string) string) string {
	said := v.say("portal.seal.signed", "name", g.Name, "account", names(g.By), "at", f.Moment(g.At))
	if g.Name == names(g.By) {
		said = v.say("portal.seal.signed-alike", "name", g.Name, "at", f.Moment(g.At))
	}
	if g.Voided != nil {
		said += " " + v.say("portal.seal.voided", "by", names(g.Voided.By), "at", f.Moment(g.Voided.At))
	}
	return said
}

// sealPage is a section to be printed, with its seal checked at this moment.
type sealPage struct {
	Dossier, Text, Checked string
	Fingerprint            string
	Note                   []string
	Signatures             []sealLine
	Blocks                 []block
}

type sealLine struct{ Name, Account, At, Version, Fingerprint, Standing, Class, Text string }

// sealed shows the section with its signatures, for the screen and for paper.
func (v *visit) sealed() error {
	view, s, err := v.Seals.Read(v.ctx, v.by, v.ref("dossier"), v.sectionID())
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.seal.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = s.Title.In(string(f.Lang)), &link{sectionPath(view.ID, s.ID), s.Title.In(string(f.Lang))}
	r, _, err := v.reading(view, s.Section)
	if err != nil {
		return err
	}
	names, err := v.sealNames(s.State)
	if err != nil {
		return err
	}
	d := sealPage{Dossier: view.Title + " · " + view.Reference, Fingerprint: seal.Grouped(s.Fingerprint), Blocks: blocksOf(r, s.Section.Section, s.Values),
		Checked: v.say("portal.seal.checked", "at", f.Moment(view.Now), "version", s.Version)}
	d.Text, d.Note = v.handedIn(f, s.State, names)
	for _, g := range s.Signatures {
		d.Signatures = append(d.Signatures, v.sealLine(f, g, names))
	}
	return v.ok("seal", f, d)
}

func (v *visit) sealLine(f *frame, g seal.Checked, names func(string) string) sealLine {
	l := sealLine{Name: g.Name, Account: names(g.By), At: f.Moment(g.At), Version: v.say("portal.seal.version", "n", g.Version),
		Fingerprint: seal.Grouped(g.Hash), Standing: v.say("portal.seal." + string(g.Standing) + "-tag"), Class: "over"}
	switch g.Standing {
	case seal.Holds:
		l.Class, l.Text = "done", v.say("portal.seal.holds")
	case seal.Voided:
		l.Text = v.say("portal.seal.voided", "by", names(g.Voided.By), "at", f.Moment(g.Voided.At))
	default:
		l.Text = v.say("portal.seal.broken")
	}
	return l
}
