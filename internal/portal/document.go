package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/document"
	"tierce/internal/dossier"
)

// documentPage is one document with its versions.
type documentPage struct {
	Facts, At, By, For string // For is "" for whoever may not choose it
	Deleted            string // until when it can be brought back
	Download, Undo     *form
	Versions           []versionLine // older ones, the newest first
	Ways               []link        // rename, replace, show, delete
}

type versionLine struct {
	Number              int
	Name, Facts, At, By string
	Download            *form
}

// showDocument shows one.
func (v *visit) showDocument() error {
	view, doc, err := v.Documents.Read(v.ctx, v.by, v.ref("dossier"), v.ref("document"))
	if err != nil {
		return err
	}
	f, err := v.documentFrame(view, doc, "portal.documents.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = doc.Name, &link{documentsPath(view.ID), v.say(documentsTitle(view))}
	names, err := v.makers(each(doc.Versions, func(of document.Version) string { return of.By }))
	if err != nil {
		return err
	}
	words, err := v.audienceWords(view, []document.Document{doc})
	if err != nil {
		return err
	}
	l := v.documentLine(f, view, doc, names)
	d := documentPage{Facts: l.Facts, At: f.Moment(doc.Now().At), By: l.By, Download: l.Download, Undo: l.Undo, Ways: v.documentWays(view, doc)}
	if doc.MayShare(view).Allowed {
		d.For = words.all(doc.Audience)
	}
	if !doc.Deleted.IsZero() {
		d.Deleted = l.At
	}
	for i := len(doc.Versions) - 2; i >= 0 && doc.Deleted.IsZero(); i-- {
		of := doc.Versions[i]
		d.Versions = append(d.Versions, versionLine{i + 1, of.Name, v.facts(of), f.Moment(of.At), names(of.By),
			v.button(f, documentPath(view.ID, doc.ID)+"/versions/"+strconv.Itoa(i+1)+"/download", "portal.documents.download")})
	}
	v.savesFrom()
	return v.ok("document", f, d)
}

func (v *visit) documentFrame(view dossier.View, doc document.Document, title string) (*frame, error) {
	f, err := v.dossierFrame(view, title)
	if err == nil {
		f.Back = &link{documentPath(view.ID, doc.ID), doc.Name}
	}
	return f, err
}

// documentWays are what whoever loaded view may do to doc.
func (v *visit) documentWays(view dossier.View, doc document.Document) (list []link) {
	if !doc.Deleted.IsZero() {
		return nil
	}
	at := documentPath(view.ID, doc.ID)
	if doc.MayEdit(view).Allowed {
		list = append(list, link{documentsPath(view.ID) + "/new?replaces=" + doc.ID, v.say("portal.documents.replace")},
			link{at + "/rename", v.say("portal.documents.rename")})
	}
	if doc.MayShare(view).Allowed {
		list = append(list, link{at + "/audience", v.say("portal.documents.share")})
	}
	if doc.MayEdit(view).Allowed {
		list = append(list, link{at + "/delete", v.say("portal.documents.delete")})
	}
	return list
}

// askOfDocument shows a form about a document, for whoever may: ask gives what
// it holds.
func (v *visit) askOfDocument(status int, p *problem, way string, may func(document.Document, dossier.View) error,
	ask func(dossier.View, document.Document) ([]control, []string, error)) error {
	view, doc, err := v.Documents.Read(v.ctx, v.by, v.ref("dossier"), v.ref("document"))
	if err == nil {
		err = may(doc, view)
	}
	if err != nil {
		return err
	}
	f, err := v.documentFrame(view, doc, "portal.documents."+way)
	if err != nil {
		return err
	}
	controls, intro, err := ask(view, doc)
	if err != nil {
		return err
	}
	f.Problem = p
	d := f.form(documentPath(view.ID, doc.ID)+"/"+way, "portal.documents."+way+"-button", controls...)
	d.Hidden = []pair{{"read", v.readTag(doc)}}
	d.Cancel, d.Grave = &link{f.Back.Path, v.say("portal.cancel")}, way == "delete"
	return v.show(status, "form", f, simple{Form: d.with(p), Intro: intro})
}

// readTag is the version of doc that the visitor read: the one of the form
// that is mended, else the present one.
func (v *visit) readTag(doc document.Document) string {
	if v.r.PostForm != nil && v.value("read") != "" {
		return v.value("read")
	}
	return doc.Tag()
}

func mayEdit(doc document.Document, view dossier.View) error  { return doc.MayEdit(view).Err() }
func mayShare(doc document.Document, view dossier.View) error { return doc.MayShare(view).Err() }

func (v *visit) renamePage() error { return v.askRename(http.StatusOK, nil) }

func (v *visit) askRename(status int, p *problem) error {
	return v.askOfDocument(status, p, "rename", mayEdit, func(_ dossier.View, doc document.Document) ([]control, []string, error) {
		c := control{Kind: "text", Name: "name", Label: v.say("portal.documents.name"), Help: v.say("portal.documents.name-help"), Value: doc.Name, Most: document.NameMost}
		if v.r.PostForm != nil {
			c.Value = v.value("name")
		}
		return []control{c}, nil, nil
	})
}

func (v *visit) rename() error {
	name := v.value("name")
	return v.changed(document.Edit{Name: &name}, "renamed", v.askRename)
}

func (v *visit) audiencePage() error { return v.askAudience(http.StatusOK, nil) }

func (v *visit) askAudience(status int, p *problem) error {
	return v.askOfDocument(status, p, "audience", mayShare, func(view dossier.View, doc document.Document) ([]control, []string, error) {
		a, err := v.audienceOf(view)
		of := doc.Audience
		if v.r.PostForm != nil {
			of = v.audienceTyped()
		}
		return a.controls(of), nil, err
	})
}

func (v *visit) share() error {
	of := v.audienceTyped()
	return v.changed(document.Edit{Audience: &of}, "shared", v.askAudience)
}

func (v *visit) changed(e document.Edit, done string, page func(int, *problem) error) error {
	e.Tag = v.value("read")
	d, doc := v.ref("dossier"), v.ref("document")
	if _, _, err := v.Documents.Change(v.ctx, v.by, d, doc, e); err != nil {
		return v.mend(err, page)
	}
	return v.see(documentPath(d, doc) + "?done=document-" + done)
}

func (v *visit) deletePage() error { return v.askDeleteDocument(http.StatusOK, nil) }

func (v *visit) askDeleteDocument(status int, p *problem) error {
	return v.askOfDocument(status, p, "delete", mayEdit, func(_ dossier.View, doc document.Document) ([]control, []string, error) {
		return nil, []string{v.say("portal.documents.delete-which", "name", doc.Name)}, nil
	})
}

func (v *visit) deleteDocument() error {
	d := v.ref("dossier")
	if err := v.Documents.Delete(v.ctx, v.by, d, v.ref("document"), v.value("read")); err != nil {
		return v.mend(err, v.askDeleteDocument)
	}
	return v.see(documentsPath(d) + "?done=document-deleted")
}

func (v *visit) restoreDocument() error {
	d, doc := v.ref("dossier"), v.ref("document")
	if _, _, err := v.Documents.Restore(v.ctx, v.by, d, doc); err != nil {
		return err
	}
	return v.see(documentPath(d, doc) + "?done=document-restored")
}
