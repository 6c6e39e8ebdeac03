package api

import (
	"context"
	"time"

	"tierce/internal/document"
	"tierce/internal/people"
)

// Form is what a file is sent with: a POST of multipart/form-data to URL, with
// Fields first and then the file, as the field `file`, last.
type Form struct {
	URL    string            `json:"url"`
	Fields map[string]string `json:"fields"`
}

// Upload is one file on its way to be a document.
type Upload struct {
	ID        string     `json:"id"`
	State     string     `json:"state" enum:"waiting,making,checking,done,refused,expired" doc:"making: it is made from a template; checking: the file is there, and is scanned"`
	Name      string     `json:"name"`
	Type      string     `json:"type"`
	Size      int64      `json:"size"`
	Until     *time.Time `json:"until" doc:"The file must have been sent by then"`
	Form      *Form      `json:"form,omitempty" doc:"While it waits, in the answer to who asks for it"`
	Document  string     `json:"document,omitempty" doc:"Once done, the document's id"`
	Reason    string     `json:"reason,omitempty" doc:"Why it was refused"`
	Detail    string     `json:"detail,omitempty" doc:"The reason in words"`
	Duplicate string     `json:"duplicate,omitempty" doc:"The document that this file is already"`
}

// UploadOut answers with an upload.
type UploadOut struct {
	Location string `header:"Location"`
	Body     Upload
}

type askUpload struct {
	AtDossier
	Repeatable
	Body struct {
		Name     string    `json:"name" maxLength:"1000" doc:"The file's name, without a path; its ending says what it is"`
		Type     string    `json:"type,omitempty" maxLength:"200" doc:"Absent, or the type that goes with the ending"`
		Size     int64     `json:"size" doc:"In bytes"`
		Audience *Audience `json:"audience,omitempty" doc:"Absent for nobody besides"`
		Replaces string    `json:"replaces,omitempty" pattern:"^[0-9a-z]{16}$" doc:"Id of the document that gets this file as its next version; its audience stays"`
	}
}

// AtUpload is one upload to a dossier.
type AtUpload struct {
	AtDossier
	Upload string `path:"upload"`
}

func (h *house) uploadRoutes(documents string) {
	on(h, route{id: "ask-upload", path: "POST " + documents, does: "Ask to send a file; it becomes a document when it is found clean", status: 201}, h.askUpload)
	on(h, route{id: "get-upload", path: "GET /v1/dossiers/{dossier}/uploads/{upload}", does: "How far a file of mine has come"}, h.getUpload)
}

func uploadOf(ctx context.Context, s document.Slot, now time.Time) Upload {
	u := Upload{ID: s.ID, State: string(s.StateAt(now)), Name: s.Name, Type: s.Type, Size: s.Size, Until: utc(s.Until())}
	switch s.State {
	case document.Done:
		u.Document = s.Document
	case document.Refused:
		u.Reason, u.Duplicate = string(s.Reason), s.Same
		u.Detail = langOf(ctx).Say("document.refused-" + u.Reason)
	}
	return u
}

func (h *house) askUpload(ctx context.Context, by people.Caller, in *askUpload) (*UploadOut, error) {
	d := document.Draft{Name: in.Body.Name, Type: in.Body.Type, Size: in.Body.Size, Of: in.Body.Replaces}
	if a := in.Body.Audience; a != nil {
		d.Audience = a.asked()
	}
	s, form, err := h.Documents.Ask(ctx, by, in.Dossier, d, in.once(by, "documents", in.Dossier))
	if err != nil {
		return nil, err
	}
	out := &UploadOut{Location: "/v1/dossiers/" + in.Dossier + "/uploads/" + s.ID, Body: uploadOf(ctx, s, h.Clock().UTC())}
	if form != nil {
		out.Body.Form = &Form{URL: form.URL, Fields: form.Fields}
	}
	return out, nil
}

func (h *house) getUpload(ctx context.Context, by people.Caller, in *AtUpload) (*UploadOut, error) {
	_, s, err := h.Documents.Upload(ctx, by, in.Dossier, in.Upload)
	if err != nil {
		return nil, err
	}
	return &UploadOut{Body: uploadOf(ctx, s, h.Clock().UTC())}, nil
}
