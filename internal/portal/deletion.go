package portal

import (
	"net/http"
	"net/url"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/deletion"
)

// deletionPage says what deleting a dossier ends, before its manager does it.
type deletionPage struct {
	Dossier, Text, None string
	Ends                []pair // what, and how many
	Form                form
}

// askDelete asks whether a dossier is to be deleted.
func (v *visit) askDelete() error { return v.confirmDeletion(http.StatusOK, nil) }

func (v *visit) confirmDeletion(status int, p *problem) error {
	view, means, err := v.Deletions.Preview(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.deletion.title")
	if err != nil {
		return err
	}
	f.Problem = p
	d := deletionPage{Dossier: view.Title, Text: v.say("portal.deletion.text", "until", f.Moment(means.Until)), Ends: v.endsOf(means)}
	if len(d.Ends) == 0 {
		d.None = v.say("portal.deletion.nobody")
	}
	d.Form = f.form(dossierPath(view.ID)+"/delete", "portal.deletion.button")
	d.Form.Grave, d.Form.Cancel = true, &link{dossierPath(view.ID), v.say("portal.cancel")}
	return v.show(status, "deletion", f, d)
}

// endsOf counts what ends, by its kind.
func (v *visit) endsOf(m deletion.Means) []pair {
	var list []pair
	for _, role := range access.Roles {
		if n := m.Lose[role]; n > 0 {
			list = append(list, pair{v.roleLabel(role), strconv.Itoa(n)})
		}
	}
	if m.Keys > 0 {
		list = append(list, pair{v.say("portal.deletion.keys"), strconv.Itoa(m.Keys)})
	}
	if m.Invitations > 0 {
		list = append(list, pair{v.say("portal.deletion.invitations"), strconv.Itoa(m.Invitations)})
	}
	return list
}

func (v *visit) deleteDossier() error {
	if err := v.Deletions.Delete(v.ctx, v.by, v.ref("dossier")); err != nil {
		return v.mend(err, v.confirmDeletion)
	}
	return v.see("/dossiers/deleted?done=dossier-deleted")
}

// deletedLine is a deleted dossier, in words.
type deletedLine struct {
	Title, Reference, At, Until string
	Restore                     form
}

// deletedPage lists what the visitor deleted and may restore.
func (v *visit) deletedPage() error {
	list, next, err := v.Deletions.Mine(v.ctx, v.by, v.r.URL.Query().Get("after"), perPage)
	if err != nil {
		return err
	}
	if err := v.admit(); err != nil {
		return err
	}
	f := v.frame(v.say("portal.deleted.title"))
	f.Back = v.toDossiers()
	d := struct {
		Lines []deletedLine
		Next  string
	}{}
	for _, g := range list {
		owner, err := v.organization(g.Org)
		if err != nil {
			return err
		}
		zone := zoneOf(owner.Zone)
		d.Lines = append(d.Lines, deletedLine{Title: g.Title, Reference: g.Reference, At: f.Lang.DateTime(g.Deleted.At, zone),
			Until: f.Lang.DateTime(g.Until, zone), Restore: f.form(dossierPath(g.ID)+"/restore", "portal.deleted.restore")})
	}
	if next != "" {
		d.Next = "/dossiers/deleted?after=" + url.QueryEscape(next)
	}
	return v.ok("deleted", f, d)
}

func (v *visit) restoreDossier() error {
	view, err := v.Deletions.Restore(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	return v.see(dossierPath(view.ID) + "?done=dossier-restored")
}
