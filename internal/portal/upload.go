package portal

import (
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
)

// uploadPage asks for a file. It is a plain form; with a script the file goes
// to the bucket itself, larger and with its progress shown.
type uploadPage struct {
	Form          form
	Asks          string // where the script asks for the bucket's form
	Script        string
	Accept        string
	Intro         []string
	Sending, Fail string
}

func (v *visit) newDocument() error { return v.askDocument(http.StatusOK, nil) }

func (v *visit) askDocument(status int, p *problem) error {
	view, of, err := v.uploading()
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.documents.upload")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{documentsPath(view.ID), v.say(documentsTitle(view))}
	ask := f.form(documentsPath(view.ID)+"/new", "portal.documents.send", v.fileControl())
	ask.File = true
	d := uploadPage{Asks: documentsPath(view.ID) + "/form", Script: asset("upload.js"), Accept: acceptedFiles(),
		Sending: v.say("portal.documents.sending"), Fail: v.say("portal.documents.send-failed")}
	switch {
	case of != nil:
		f.Title, f.Back = v.say("portal.documents.replace-which", "name", of.Name), &link{documentPath(view.ID, of.ID), of.Name}
		ask.Hidden = []pair{{"replaces", of.ID}}
		d.Intro = []string{v.say("portal.documents.replace-text")}
	case document.MayChoose(view).Allowed:
		a, err := v.audienceOf(view)
		if err != nil {
			return err
		}
		ask.Controls = append(ask.Controls, a.controls(v.audienceTyped())...)
	default:
		d.Intro = []string{v.say("portal.documents.seen-by-agents")}
	}
	if view.Attachments {
		d.Intro = append(d.Intro, v.say("portal.documents.clients-see")) // LEX-6
	}
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	d.Form = ask.with(p)
	v.sendsTo()
	return v.show(status, "upload", f, d)
}

// acceptedFiles are the endings that documents have, for a file's control.
func acceptedFiles() string { return "." + strings.Join(document.Extensions(), ",.") }

func (v *visit) fileControl() control {
	return control{Kind: "file", Name: "file", Label: v.say("portal.documents.file"), Mark: v.say("portal.required"),
		Help: v.say("portal.documents.file-help", "kinds", strings.Join(document.Extensions(), ", "), "most", document.SizeMost>>20, "plain", bucket.Largest>>20)}
}

// uploading loads the dossier for whoever may bring a document to it, and the
// document that is to be replaced; nil where there is none.
func (v *visit) uploading() (dossier.View, *document.Document, error) {
	d, of := v.ref("dossier"), v.r.FormValue("replaces")
	if of == "" {
		view, err := v.Dossiers.Load(v.ctx, v.by, d, access.AddDocument, "")
		return view, nil, err
	}
	of, err := idIn(of)
	if err != nil {
		return dossier.View{}, nil, err
	}
	view, doc, err := v.Documents.Read(v.ctx, v.by, d, of)
	if err == nil {
		err = mayEdit(doc, view)
	}
	return view, &doc, err
}

// bringDocument takes a file by the plain form.
func (v *visit) bringDocument() error {
	file, head, err := v.r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		err = fault.Bad("file", "no-file")
	}
	if err != nil {
		return v.mend(err, v.askDocument)
	}
	defer file.Close()
	content, err := read(file, head)
	if err != nil {
		return v.mend(err, v.askDocument)
	}
	d := v.ref("dossier")
	s, _, err := v.ask(head.Filename, int64(len(content)))
	if err == nil {
		_, err = v.Documents.Bring(v.ctx, v.by, d, s.ID, content)
	}
	if err != nil {
		return v.mend(aboutFile(err), v.askDocument)
	}
	return v.see(dossierPath(d) + "/uploads/" + s.ID)
}

func read(file multipart.File, head *multipart.FileHeader) ([]byte, error) {
	if head.Size > bucket.Largest {
		return nil, fault.Bad("file", "file-too-large", "most", bucket.Largest>>20)
	}
	return io.ReadAll(file)
}

// ask makes the slot of the file that the form is about. Another file under
// the same form is another upload.
func (v *visit) ask(name string, size int64) (document.Slot, *bucket.Form, error) {
	d := v.ref("dossier")
	of := v.value("replaces")
	draft := document.Draft{Name: name, Size: size, Of: of}
	if of == "" {
		draft.Audience = v.audienceTyped()
	}
	return v.Documents.Ask(v.ctx, v.by, d, draft, v.once("documents "+d+" "+of+" "+name+" "+strconv.FormatInt(size, 10)))
}

// aboutFile says of the one control of the form what a room says of a file's
// name, type and size, or of the documents of an answer.
func aboutFile(err error) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	g := *f
	g.Fields = nil
	for _, bad := range f.Fields {
		if bad.Path == "name" || bad.Path == "type" || bad.Path == "size" || bad.Path == "documents" {
			bad.Path = "file"
		}
		g.Fields = append(g.Fields, bad)
	}
	return &g
}

// formOfUpload answers the page's script with the bucket's form, or with a
// sentence that says why there is none.
func (v *visit) formOfUpload() error {
	size, err := strconv.ParseInt(v.value("size"), 10, 64)
	if err != nil {
		size = 0
	}
	answer := struct {
		URL    string            `json:"url,omitempty"`
		Fields map[string]string `json:"fields,omitempty"`
		Next   string            `json:"next,omitempty"`
		Upload string            `json:"upload,omitempty"`
		Error  string            `json:"error,omitempty"`
	}{}
	s, form, err := v.ask(v.value("name"), size)
	status := http.StatusOK
	switch {
	case err != nil:
		status, answer.Error = statusOf(err), v.problemOf(aboutFile(err)).Lines[0].Text
		if status >= http.StatusInternalServerError {
			return err
		}
	default:
		answer.Upload, answer.Next = s.ID, dossierPath(v.ref("dossier"))+"/uploads/"+s.ID
		if form != nil {
			answer.URL, answer.Fields = form.URL, form.Fields
		}
	}
	v.refresh()
	v.w.Header().Set("Content-Type", "application/json")
	v.w.WriteHeader(status)
	return json.NewEncoder(v.w).Encode(answer)
}

// uploadState is how far a file has come.
type uploadState struct {
	Name, Text string
	Busy       bool
	Same       *link // what a duplicate is already
	Again      *link
}

// lookAgain is after how many seconds the page of a file that is being checked
// is asked for again.
const lookAgain = "5"

// uploadPage follows a file until it is a document, or was refused.
func (v *visit) uploadPage() error {
	view, s, err := v.Documents.Upload(v.ctx, v.by, v.ref("dossier"), v.ref("upload"))
	if err != nil {
		return err
	}
	state := s.StateAt(view.Now)
	if state == document.Done {
		done := "document-added"
		switch {
		case s.Of != "":
			done = "document-replaced"
		case s.Template != "":
			done = "document-made"
		}
		return v.see(documentPath(view.ID, s.Document) + "?done=" + done)
	}
	f, err := v.dossierFrame(view, "portal.upload."+string(state))
	if err != nil {
		return err
	}
	f.Back = &link{documentsPath(view.ID), v.say(documentsTitle(view))}
	d := uploadState{Name: s.Name, Text: v.say("portal.upload." + string(state) + "-text")}
	switch state {
	case document.Refused:
		d.Text, d.Same = v.say("document.refused-"+string(s.Reason)), v.same(view, s)
		if s.Template != "" {
			f.Title = v.say("portal.upload.unmade")
		}
		fallthrough
	case document.Expired:
		d.Again = &link{documentsPath(view.ID) + "/new", v.say("portal.upload.again")}
		switch {
		case s.Of != "":
			d.Again.Path += "?replaces=" + s.Of
		case s.Template != "":
			d.Again = &link{documentsPath(view.ID) + "/make?template=" + s.Template, v.say("portal.make.title")}
		}
	default:
		d.Busy = true
		v.w.Header().Set("Refresh", lookAgain)
	}
	return v.ok("uploading", f, d)
}

// same leads to the document that a refused file is already.
func (v *visit) same(view dossier.View, s document.Slot) *link {
	if s.Same == "" {
		return nil
	}
	_, doc, err := v.Documents.Read(v.ctx, v.by, view.ID, s.Same)
	if err != nil {
		return nil // it was deleted meanwhile
	}
	return &link{documentPath(view.ID, doc.ID), doc.Name}
}
