package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"

	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/request"
)

// answerRequest sends what a contact typed, with the documents that they ticked
// and the files that they chose. A file must be found clean first: while it is
// checked, a page keeps all of the answer and asks again.
func (v *visit) answerRequest() error {
	d, q := v.ref("dossier"), v.ref("request")
	view, asked, err := v.Requests.Read(v.ctx, v.by, d, q)
	if err == nil {
		err = asked.MayAnswer(view).Err()
	}
	if err != nil {
		return err
	}
	files, checked, err := v.answerFiles(d)
	if err == nil && len(checked) > 0 {
		return v.answerWaits(view, asked, checked)
	}
	if err == nil {
		_, _, err = v.Requests.Answer(v.ctx, v.by, d, q, request.Reply{Text: v.value("text"), Files: files}, v.once("answers "+d+" "+q))
	}
	return v.turned(err, "request-answered")
}

// answerFiles gives the documents that an answer is to have, and the uploads
// that are no documents yet. Those that became some are ticked in the form from
// now on; a refused one is named.
func (v *visit) answerFiles(d string) (files []string, checked []document.Slot, err error) {
	slots, err := v.answerUploads(d)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range slots {
		switch state := s.StateAt(v.Clock().UTC()); {
		case state == document.Done:
			v.r.PostForm.Add("files", s.Document)
		case state == document.Refused && v.ownFile(d, s.Same):
			v.r.PostForm.Add("files", s.Same) // they brought it before
		case state == document.Refused:
			err = fault.Bad("file", "file-refused", "name", s.Name, "why", v.say("document.refused-"+string(s.Reason)))
		case state == document.Expired:
			err = fault.Bad("file", "upload-expired")
		default:
			checked = append(checked, s)
		}
	}
	v.r.PostForm["uploads"] = each(checked, func(s document.Slot) string { return s.ID })
	files = slices.Compact(slices.Sorted(slices.Values(v.r.PostForm["files"])))
	v.r.PostForm["files"] = files
	return files, checked, err
}

// ownFile tells whether the visitor brought a document of d.
func (v *visit) ownFile(d, doc string) bool {
	if doc == "" {
		return false
	}
	view, is, err := v.Documents.Read(v.ctx, v.by, d, doc)
	return err == nil && is.By == view.Account.ID
}

// answerUploads sends the files of the form on, and gives their uploads with
// those that were sent before.
func (v *visit) answerUploads(d string) (slots []document.Slot, err error) {
	for _, upload := range v.r.PostForm["uploads"] {
		if upload, err = idIn(upload); err != nil {
			return nil, err
		}
		_, s, err := v.Documents.Upload(v.ctx, v.by, d, upload)
		if fault.Is(err, "hidden") {
			err = fault.Bad("file", "upload-expired") // a day later
		}
		if err != nil {
			return nil, err
		}
		slots = append(slots, s)
	}
	if v.r.MultipartForm == nil {
		return slots, nil
	}
	for _, head := range v.r.MultipartForm.File["file"] {
		if head.Filename == "" && head.Size == 0 {
			continue // none was chosen
		}
		s, err := v.bringAnswer(d, head)
		if err != nil {
			return nil, aboutFile(err)
		}
		if !slices.ContainsFunc(slots, func(o document.Slot) bool { return o.ID == s.ID }) {
			slots = append(slots, s)
			v.r.PostForm.Add("uploads", s.ID) // whatever is wrong with the next one
		}
	}
	return slots, nil
}

// bringAnswer sends one file on. The same file sent again by the same form is
// the same upload.
func (v *visit) bringAnswer(d string, head *multipart.FileHeader) (s document.Slot, err error) {
	file, err := head.Open()
	if err != nil {
		return s, err
	}
	defer file.Close()
	content, err := read(file, head)
	if err != nil {
		return s, err
	}
	sum := sha256.Sum256(content)
	s, _, err = v.Documents.Ask(v.ctx, v.by, d, document.Draft{Name: head.Filename, Size: int64(len(content))},
		v.once("answer-files "+d+" "+head.Filename+" "+strconv.Itoa(len(content))+" "+hex.EncodeToString(sum[:])))
	if err == nil {
		s, err = v.Documents.Bring(v.ctx, v.by, d, s.ID, content)
	}
	return s, err
}

// answerPage holds an answer whose files are being checked.
type answerPage struct {
	Names       []string
	Text        string
	Says, Press string
	Form        form
	Script      string
}

// answerWaits shows the answer as it will be sent. Nothing of it is kept but in
// the page, which says so.
func (v *visit) answerWaits(view dossier.View, q request.Request, checked []document.Slot) error {
	v.typed = true
	f, err := v.dossierFrame(view, "portal.request.checking")
	if err != nil {
		return err
	}
	at := requestsPath(view.ID) + "/" + q.ID
	f.Back = &link{at, v.say("portal.request.title")}
	ask := f.form(at+"/answers", "portal.request.answer-send")
	ask.Hidden = []pair{{"text", v.value("text")}}
	for _, file := range v.r.PostForm["files"] {
		ask.Hidden = append(ask.Hidden, pair{"files", file})
	}
	d := answerPage{Text: v.value("text"), Says: v.say("portal.request.checking-text"), Press: v.say("portal.request.checking-press"), Script: asset("answer.js")}
	for _, s := range checked {
		ask.Hidden = append(ask.Hidden, pair{"uploads", s.ID})
		d.Names = append(d.Names, s.Name)
	}
	d.Form = ask
	return v.show(http.StatusOK, "answering", f, d)
}
