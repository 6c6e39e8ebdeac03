package api

import (
	"context"
	"time"

	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/model"
	"tierce/internal/people"
)

// Template is a .docx of a model, from which documents of its dossiers are made.
type Template struct {
	ID      string     `json:"id"`
	Name    model.Text `json:"name"`
	Ready   bool       `json:"ready" doc:"Whether documents can be made from it: its file was found clean"`
	File    string     `json:"file,omitempty" doc:"The name of the file that is used"`
	Size    int64      `json:"size,omitempty" doc:"In bytes"`
	Since   *time.Time `json:"since,omitempty" doc:"When that file was sent"`
	State   string     `json:"state,omitempty" enum:"waiting,checking,refused,expired" doc:"Of a newer file that is not used yet"`
	Reason  string     `json:"reason,omitempty" doc:"Why it was refused"`
	Detail  string     `json:"detail,omitempty" doc:"The reason in words"`
	Version string     `json:"etag"`
}

// TemplateOut answers with one template.
type TemplateOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     Template
}

// TemplatesOut answers with the templates of a model.
type TemplatesOut struct {
	Body struct {
		Templates []Template `json:"templates"`
	}
}

// AtTemplate is one of them.
type AtTemplate struct {
	AtGroups
	Template string `path:"template"`
}

type addTemplate struct {
	AtGroups
	Repeatable
	Body struct {
		Name    model.Text `json:"name"`
		File    string     `json:"file" maxLength:"200" doc:"The file's name"`
		Content []byte     `json:"content" maxLength:"2900000" doc:"The .docx in base64, of 2 MB at most"`
	}
}

type renameTemplate struct {
	AtTemplate
	IfMatch
	Body struct {
		Name model.Text `json:"name"`
	}
}

type replaceTemplate struct {
	AtTemplate
	IfMatch
	Body struct {
		File    string `json:"file" maxLength:"200" doc:"The file's name"`
		Content []byte `json:"content" maxLength:"2900000" doc:"The .docx in base64, of 2 MB at most"`
	}
}

type removeTemplate struct {
	AtTemplate
	IfMatch
}

type makeDocument struct {
	AtDossier
	Repeatable
	Body struct {
		Template string    `json:"template" pattern:"^[0-9a-z]{16}$"`
		Language string    `json:"language" enum:"fr,en"`
		Audience *Audience `json:"audience,omitempty" doc:"Absent for nobody besides"`
	}
}

// templateMost is how many bytes a body has with a file of 2 MB in base64.
const templateMost = 3 << 20

func (h *house) templateRoutes() {
	const all = "/v1/organizations/{org}/models/{model}/templates"
	const one = all + "/{template}"
	on(h, route{id: "list-templates", path: "GET " + all, does: "The templates of documents of a model"}, h.listTemplates)
	on(h, route{id: "add-template", path: "POST " + all, does: "Give a model a template, as an Admin", status: 201, most: templateMost}, h.addTemplate)
	on(h, route{id: "get-template", path: "GET " + one, does: "A template, and how far its newest file has come"}, h.getTemplate)
	on(h, route{id: "rename-template", path: "PATCH " + one, does: "Call a template otherwise, as an Admin"}, h.renameTemplate)
	on(h, route{id: "replace-template", path: "PUT " + one + "/file", does: "Give a template another file, as an Admin", most: templateMost}, h.replaceTemplate)
	on(h, route{id: "remove-template", path: "DELETE " + one, does: "Take a template away, as an Admin; documents made from it stay"}, h.removeTemplate)
	on(h, route{id: "make-document", path: "POST /v1/dossiers/{dossier}/documents/from-template", does: "Make a document from a template; what it lacks is named first", status: 201}, h.makeDocument)
}

func templateOf(ctx context.Context, l doctemplate.Listed, now time.Time) Template {
	t := Template{ID: l.ID, Name: l.Name, Ready: l.Ready, Version: `"` + l.Tag() + `"`}
	if l.Ready {
		t.File, t.Size, t.Since = l.File.Name, l.File.Size, utc(l.File.At)
	}
	if l.Next != "" && l.Upload.State != document.Done {
		t.State = string(l.Upload.StateAt(now))
		if l.Upload.State == "" { // it was looked after, a day later
			t.State = string(document.Expired)
		}
		if l.Upload.State == document.Refused {
			t.Reason = string(l.Upload.Reason)
			t.Detail = langOf(ctx).Say("document.refused-" + t.Reason)
		}
	}
	return t
}

// templateOut answers with a template as it is now.
func (h *house) templateOut(ctx context.Context, by people.Caller, at AtGroups, template string) (*TemplateOut, error) {
	_, l, err := h.Templates.Read(ctx, by, at.Org, at.Model, template)
	if err != nil {
		return nil, err
	}
	out := &TemplateOut{Location: "/v1/organizations/" + at.Org + "/models/" + at.Model + "/templates/" + l.ID, Body: templateOf(ctx, l, h.Clock().UTC())}
	out.Tag = out.Body.Version
	return out, nil
}

func (h *house) listTemplates(ctx context.Context, by people.Caller, in *AtGroups) (*TemplatesOut, error) {
	of, err := h.Templates.List(ctx, by, in.Org, in.Model)
	if err != nil {
		return nil, err
	}
	out := &TemplatesOut{}
	out.Body.Templates = each(of.List, func(l doctemplate.Listed) Template { return templateOf(ctx, l, h.Clock().UTC()) })
	return out, nil
}

func (h *house) addTemplate(ctx context.Context, by people.Caller, in *addTemplate) (*TemplateOut, error) {
	t, err := h.Templates.Add(ctx, by, in.Org, in.Model, doctemplate.Draft{Name: in.Body.Name, File: in.Body.File, Content: in.Body.Content},
		in.once(by, "templates", in.Org, in.Model))
	if err != nil {
		return nil, err
	}
	return h.templateOut(ctx, by, in.AtGroups, t.ID)
}

func (h *house) getTemplate(ctx context.Context, by people.Caller, in *AtTemplate) (*TemplateOut, error) {
	return h.templateOut(ctx, by, in.AtGroups, in.Template)
}

func (h *house) renameTemplate(ctx context.Context, by people.Caller, in *renameTemplate) (*TemplateOut, error) {
	read, err := in.version(ctx)
	if err == nil {
		_, err = h.Templates.Rename(ctx, by, in.Org, in.Model, in.Template, read, in.Body.Name)
	}
	if err != nil {
		return nil, err
	}
	return h.templateOut(ctx, by, in.AtGroups, in.Template)
}

func (h *house) replaceTemplate(ctx context.Context, by people.Caller, in *replaceTemplate) (*TemplateOut, error) {
	read, err := in.version(ctx)
	if err == nil {
		_, err = h.Templates.Replace(ctx, by, in.Org, in.Model, in.Template, read, doctemplate.Draft{File: in.Body.File, Content: in.Body.Content})
	}
	if err != nil {
		return nil, err
	}
	return h.templateOut(ctx, by, in.AtGroups, in.Template)
}

func (h *house) removeTemplate(ctx context.Context, by people.Caller, in *removeTemplate) (*NoBody, error) {
	read, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Templates.Remove(ctx, by, in.Org, in.Model, in.Template, read)
}

func (h *house) makeDocument(ctx context.Context, by people.Caller, in *makeDocument) (*UploadOut, error) {
	ask := doctemplate.Ask{Template: in.Body.Template, Lang: in.Body.Language}
	if in.Body.Audience != nil {
		ask.Audience = in.Body.Audience.asked()
	}
	s, missing, err := h.Templates.Make(ctx, by, in.Dossier, ask, in.once(by, "documents", in.Dossier, "from-template"))
	if err == nil && len(missing) > 0 {
		err = lacking(ctx, missing)
	}
	if err != nil {
		return nil, err
	}
	return &UploadOut{Location: "/v1/dossiers/" + in.Dossier + "/uploads/" + s.ID, Body: uploadOf(ctx, s, h.Clock().UTC())}, nil
}
