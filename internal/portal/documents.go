package portal

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
)

// documentsPage is the list of a dossier's documents. Head says whose they
// are: a contact without the tab has their own uploads only (IND-5).
type documentsPage struct {
	Text    string
	Upload  *link
	Make    *link  // from a template
	Why     string // why the visitor brings none, and who can
	Lines   []documentLine
	Deleted []documentLine
}

// documentLine is one document in the list. Undo stands in the line of a
// deleted one.
type documentLine struct {
	Name, Path, Facts, At, By, For string
	Download, Undo                 *form
}

func documentsPath(d string) string     { return dossierPath(d) + "/documents" }
func documentPath(d, doc string) string { return documentsPath(d) + "/" + doc }

// hasTab tells whether whoever loaded view sees documents of others at all.
func hasTab(view dossier.View) bool {
	return view.MayWith(access.ReadDocument, access.Item{Everybody: true}).Allowed
}

func documentsTitle(view dossier.View) string {
	switch {
	case hasTab(view):
		return "portal.documents.title"
	case view.May(access.ReadApplicantView).Allowed:
		return "portal.documents.yours"
	}
	return "portal.documents.mine"
}

// documentsNeed is what leads somebody to the documents: a client has none of
// their own, and sees those of others while the attachments are shown (LEX-6).
func documentsNeed(view dossier.View) access.Action {
	if view.Decision.Role.InPortal() && !hasTab(view) {
		return access.AddDocument
	}
	return access.Open
}

// documentsPage lists them.
func (v *visit) documentsPage() error {
	view, list, err := v.Documents.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, documentsTitle(view))
	if err != nil {
		return err
	}
	names, err := v.makers(each(list, func(doc document.Document) string { return doc.Now().By }))
	if err != nil {
		return err
	}
	words, err := v.audienceWords(view, list)
	if err != nil {
		return err
	}
	var d documentsPage
	if !hasTab(view) {
		d.Text = v.say(documentsTitle(view) + "-text")
	}
	if may := view.May(access.AddDocument); may.Allowed {
		d.Upload = &link{documentsPath(view.ID) + "/new", v.say("portal.documents.upload")}
	} else {
		d.Why = v.why(may)
	}
	if view.May(access.FillTemplate).Allowed {
		d.Make = &link{documentsPath(view.ID) + "/make", v.say("portal.make.title")}
	}
	for _, doc := range list {
		l := v.documentLine(f, view, doc, names)
		if doc.MayShare(view).Allowed {
			l.For = words.all(doc.Audience)
		}
		if doc.Deleted.IsZero() {
			d.Lines = append(d.Lines, l)
		} else {
			d.Deleted = append(d.Deleted, l)
		}
	}
	v.savesFrom()
	return v.ok("documents", f, d)
}

func (v *visit) documentLine(f *frame, view dossier.View, doc document.Document, names func(string) string) documentLine {
	is, at := doc.Now(), documentPath(view.ID, doc.ID)
	l := documentLine{Name: doc.Name, Path: at, Facts: v.facts(is), At: f.Moment(is.At), By: names(is.By)}
	if doc.Deleted.IsZero() {
		l.Download = v.button(f, at+"/download", "portal.documents.download")
	} else {
		l.Path, l.At = "", v.say("portal.documents.gone-on", "at", f.Day(doc.Deleted.Add(document.UndoFor)))
		l.Undo = v.button(f, at+"/restore", "portal.documents.restore")
	}
	return l
}

// button is a form that holds nothing but its button.
func (v *visit) button(f *frame, action, label string) *form {
	d := f.form(action, label)
	return &d
}

// facts says a file's kind and size.
func (v *visit) facts(of document.Version) string {
	ext := of.Name[strings.LastIndex(of.Name, ".")+1:]
	return v.say("portal.documents.facts", "kind", strings.ToUpper(ext), "size", v.size(of.Size))
}

// size says n bytes as people do.
func (v *visit) size(n int64) string {
	switch {
	case n < 1000:
		return v.say("portal.size.bytes", "n", n)
	case n < 1000*1000:
		return v.say("portal.size.kilobytes", "n", v.lang().Number(math.Round(float64(n)/1000)))
	}
	return v.say("portal.size.megabytes", "n", v.lang().Number(math.Round(float64(n)/1e5)/10))
}

// savesFrom lets the forms of this page lead on to the bucket, which the link
// of a download is to.
func (v *visit) savesFrom() {
	const own = "form-action 'self'"
	v.w.Header().Set("Content-Security-Policy", strings.Replace(v.w.Header().Get("Content-Security-Policy"), own, strings.TrimSpace(own+" "+v.origin()), 1))
}

// sendsTo lets the script of this page send to the bucket.
func (v *visit) sendsTo() {
	v.w.Header().Set("Content-Security-Policy", strings.TrimSpace(v.w.Header().Get("Content-Security-Policy")+"; connect-src 'self' "+v.origin()))
}

// origin is that of the bucket; "" where there is none.
func (v *visit) origin() string {
	if v.Documents.Bucket == nil {
		return ""
	}
	return v.Documents.Bucket.Origin()
}

// fetchDocument leads to the file.
func (v *visit) fetchDocument() error {
	version, err := strconv.Atoi(v.r.PathValue("version"))
	if v.r.PathValue("version") != "" && (err != nil || version < 1) {
		return access.Nothing()
	}
	link, err := v.Documents.Download(v.ctx, v.by, v.ref("dossier"), v.ref("document"), version)
	if err != nil {
		return err
	}
	v.refresh()
	h := v.w.Header()
	h.Set("Location", link) // not by http.Redirect, which writes the link in a page too
	v.w.WriteHeader(http.StatusSeeOther)
	return nil
}
