package portal

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/family"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// rightsPage is the Access rights tab (ABB-2): the family as a drawing and in
// words, and the advisors and the applicants below it.
type rightsPage struct {
	Dossier                            string
	Tree                               *tree
	Advisors                           []advisorLine
	AddFamily, AddAdvisor, Invitations string // paths; "" where the visitor may not
	Why                                string // why the visitor gives access to nobody (ALL-4)
	Applicants                         *applicantsList
}

// advisorLine is an outside advisor, or an applicant, with their access, in
// words (ABB-7, LOC-11).
type advisorLine struct {
	Name, Kind, Office string
	Badge              badge
	Edit               string
	May                bool // the visitor may change what they have
}

func rightsPath(d string) string { return dossierPath(d) + "/rights" }

// rightPath leads to what somebody has by way.
func rightPath(d, person string, way invitation.Way) string {
	return rightsPath(d) + "/" + person + "?way=" + string(way)
}

// rightsPage shows who has access.
func (v *visit) rightsPage() error {
	view, list, err := v.Rights.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.rights.title")
	if err != nil {
		return err
	}
	d := rightsPage{Dossier: view.Title, Invitations: dossierPath(view.ID) + "/invitations"}
	if view.May(access.EditPeople).Allowed {
		d.AddFamily, d.AddAdvisor = peoplePath(view.ID)+"/new?as=family", peoplePath(view.ID)+"/new?as=advisor"
	}
	d.Why = v.whyNobody(view)
	relatives, focus := f.relatives(view, list)
	if len(relatives) > 0 {
		t := f.tree(relatives, focus...)
		d.Tree = &t
	}
	if d.Applicants, err = v.applicantsOf(f, view, list); err != nil {
		return err
	}
	for _, r := range list {
		if r.Way == invitation.Advisor {
			d.Advisors = append(d.Advisors, advisorLine{Name: r.Person.Name, Kind: v.say("portal.advisor." + r.Person.Advisor),
				Office: r.Person.Office, Badge: f.badge(view, r),
				Edit: rightPath(view.ID, r.Person.ID, r.Way), May: r.May.Allowed})
		}
	}
	return v.ok("rights", f, d)
}

// whyNobody says why the visitor gives access to nobody, and who does (ABB-1);
// "" where they may give it to somebody.
func (v *visit) whyNobody(view dossier.View) string {
	return v.why(view.MayTo(access.GiveAccess, access.Target{Family: true, Level: access.Read}))
}

// relatives are the members of the family, and the ids of holder and
// co-holder.
func (f *frame) relatives(view dossier.View, list []right.Right) (people []relative, focus []string) {
	for _, r := range list {
		if r.Way != invitation.Family {
			continue
		}
		p := relative{Member: memberOf(r.Person), Name: r.Person.Name, Badge: f.badge(view, r),
			Edit: rightPath(view.ID, r.Person.ID, r.Way), May: r.May.Allowed}
		switch r.Person.Holder {
		case dossier.Holder:
			focus = append([]string{r.Person.ID}, focus...)
		case dossier.CoHolder:
			focus = append(focus, r.Person.ID)
		}
		if r.Person.Holder != "" {
			p.Role = f.Say("portal.holder." + r.Person.Holder)
		}
		people = append(people, p)
	}
	return people, focus
}

func memberOf(p dossier.Person) family.Member {
	m := family.Member{ID: p.ID, Parents: p.Parents, Born: p.BirthDate}
	for _, q := range p.Partners {
		m.Partners = append(m.Partners, family.Partner{Person: q.Person, Former: q.Former})
	}
	return m
}

// signs are the shapes that go with states in which something is still to
// come, is wrong, or is over.
var signs = map[invitation.State]string{invitation.Pending: "waiting", invitation.Phone: "alert", invitation.Bounced: "alert",
	invitation.Declined: "alert", invitation.Expired: "ended", invitation.Revoked: "ended"}

// badge says what somebody has by a way: the level that stands, and what is
// still to come of it.
func (f *frame) badge(view dossier.View, r right.Right) badge {
	b := badge{Level: "none", StateSign: signs[r.State]}
	if r.Stands(view.Now) {
		b.Level = string(r.Level)
	}
	b.Words = f.levelName(r.Way, b.Level)
	if b.StateSign != "" {
		b.State, b.Detail = f.Say("portal.state."+string(r.State)), f.stateWords(view, r.Invitation)
	}
	return b
}

// levelName names a level: what an applicant has is the applicant view.
func (f *frame) levelName(way invitation.Way, level string) string {
	if way == invitation.Applicant && level == string(access.Write) {
		level = "applicant"
	}
	return f.Say("portal.level." + level)
}

// stateWords says where an invitation stands, with its dates (ABB-5, ABB-10).
func (f *frame) stateWords(view dossier.View, i invitation.Invitation) string {
	state := i.StateAt(view.Now)
	words := f.Say("portal.state."+string(state)+"-text", "made", f.Day(i.Made), "expires", f.Day(i.Expires()))
	if state != invitation.Pending {
		return words
	}
	for _, after := range invitation.ReminderAfter {
		if at := i.Made.Add(after); view.Now.Before(at) {
			return words + f.Say("portal.state.reminder", "date", f.Day(at))
		}
	}
	return words
}
