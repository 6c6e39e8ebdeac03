package portal

import (
	"net/http"
	"slices"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/sharekey"
)

// preview is what whoever uses a key would see (ALL-3), in words.
type preview struct {
	Title            string // the mode; "" where both show the same
	Sections, People []string
	Made             []*made // simulations, reports
	Asked            *seenAsked
}

func (p preview) same(q preview) bool {
	return slices.Equal(p.Sections, q.Sections) && slices.Equal(p.People, q.People) &&
		slices.EqualFunc(p.Made, q.Made, func(a, b *made) bool { return slices.Equal(a.Lines, b.Lines) && a.Why == b.Why }) && p.Asked.same(q.Asked)
}

// dossierFrame begins a page about a dossier that a room let the visitor see:
// its dates are in the owner's zone, and its title, a text id, in the language
// of the account, which is known only from here on (ALL-7).
func (v *visit) dossierFrame(d dossier.View, title string) (*frame, error) {
	v.in(d.Account)
	owner, err := v.organization(d.Org)
	if err != nil {
		return nil, err
	}
	f := v.frame(v.say(title))
	f.Zone, f.Back = zoneOf(owner.Zone), &link{"/dossiers/" + d.ID, d.Title}
	return f, nil
}

// sharePage asks how the dossier is to be handed over, and says before that
// who will see exactly what (EVO-1, ALL-3).
func (v *visit) sharePage() error { return v.askShare(http.StatusOK, nil) }

func (v *visit) askShare(status int, p *problem) error {
	d := v.ref("dossier")
	view, ofCopy, err := v.Keys.Preview(v.ctx, v.by, d, sharekey.Copying)
	if err != nil {
		return err
	}
	_, ofJoin, err := v.Keys.Preview(v.ctx, v.by, d, sharekey.Joining)
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.share.title")
	if err != nil {
		return err
	}
	f.Problem = p
	copied, err := v.preview(f, v.modeLabel(sharekey.Copying), d, ofCopy)
	if err != nil {
		return err
	}
	joined, err := v.preview(f, v.modeLabel(sharekey.Joining), d, ofJoin)
	if err != nil {
		return err
	}
	previews := []preview{copied, joined}
	if copied.same(joined) {
		copied.Title = ""
		previews = []preview{copied}
	}
	ask := f.form(f.Back.Path+"/share", "portal.share.button", v.modes())
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "share", f, struct {
		Dossier, Reference, Keys string
		Previews                 []preview
		Form                     form
	}{view.Title, view.Reference, f.Back.Path + "/keys", previews, ask.with(p)})
}

// modes is the choice between a copy, the default, and joining (EVO-7).
func (v *visit) modes() control {
	c := control{Kind: "radios", Name: "mode", Label: v.say("portal.share.mode"), Value: v.value("mode")}
	if c.Value == "" {
		c.Value = string(sharekey.Copying)
	}
	var list []option
	for _, m := range []sharekey.Mode{sharekey.Copying, sharekey.Joining} {
		list = append(list, option{Value: string(m), Label: v.modeLabel(m), Help: v.say("portal.share.means-" + string(m))})
	}
	return c.options(list...)
}

func (v *visit) modeLabel(m sharekey.Mode) string { return v.say("portal.share.mode-" + string(m)) }

// preview says o in words, under title; source is the dossier that it is of, or
// would be a copy of.
func (v *visit) preview(f *frame, title, source string, o dossier.Outline) (preview, error) {
	p := preview{Title: title, Sections: v.titles(o.Sections)}
	for _, somebody := range byName(o.People) {
		p.People = append(p.People, somebody.Name)
	}
	for _, s := range o.Sections {
		m, err := v.madeIn(f, o.As, s.Kind)
		if err != nil {
			return p, err
		}
		if m != nil {
			p.Made = append(p.Made, m)
		}
	}
	docs, err := v.documentsSeen(f, o.As, source)
	if err != nil {
		return p, err
	}
	p.Made = append(p.Made, docs)
	p.Asked, err = v.seenRequests(o.As)
	return p, err
}

func (v *visit) titles(sections []model.Section) []string {
	var titles []string
	for _, s := range sections {
		titles = append(titles, s.Title.In(string(v.lang())))
	}
	return titles
}

// makeKey makes the key and shows it in this one answer: it is in no address,
// and no page shows it again (EVO-1). The same form sent again gives the same
// row a fresh secret (EVO-7); the answer says that the first one is dead.
func (v *visit) makeKey() error {
	d, mode := v.ref("dossier"), sharekey.Mode(v.value("mode"))
	key, shown, err := v.Keys.Make(v.ctx, v.by, d, mode, v.once("share "+d+" "+string(mode)))
	switch {
	case fault.Is(err, "share-key-settled"), fault.Is(err, "idempotency-key-reused"):
		return v.see("/dossiers/" + d + "/keys?done=share-over")
	case err != nil:
		return v.mend(err, v.askShare)
	}
	view, o, err := v.Keys.Preview(v.ctx, v.by, d, mode)
	if err != nil {
		return err
	}
	v.typed = true
	f, err := v.dossierFrame(view, "portal.share.made")
	if err != nil {
		return err
	}
	p, err := v.preview(f, v.modeLabel(mode), d, o)
	if err != nil {
		return err
	}
	return v.ok("sharekey", f, struct {
		Dossier, Key, Until, Mode, Means, Keys, Another string
		Renewed                                         bool
		Preview                                         preview
	}{view.Title, shown, f.Moment(key.Expires()), v.modeLabel(mode), v.say("portal.share.means-" + string(mode)),
		f.Back.Path + "/keys", f.Back.Path + "/share", key.Renewed, p})
}
