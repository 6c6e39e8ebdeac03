package portal

import (
	"errors"
	"io"
	"net/http"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
)

type modelLine struct {
	Name, Version, Since             string
	Export, Groups, Views, Templates string
}

// modelsPage lists the models of an organisation, and those that ship.
func (v *visit) modelsPage() error {
	o, err := v.inOrg(access.UseModels)
	if err != nil {
		return err
	}
	heads, err := v.Models.List(v.ctx, v.by, o.ID)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.models.title"))
	manages := access.DecideOrg(v.account.Account, o.ID, access.ManageModels)
	at := modelsPath(o.ID)
	d := struct {
		Organization, Import, Why string
		Lines, Starters           []modelLine
	}{Organization: o.Name, Why: v.why(manages)}
	if manages.Allowed {
		d.Import = at + "/import"
	}
	for _, h := range heads {
		d.Lines = append(d.Lines, modelLine{h.Name.In(string(v.lang())), v.say("portal.models.version", "n", h.Latest), f.Day(h.Since), at + "/" + h.ID + "/file", groupsPath(o.ID, h.ID), viewsPath(o.ID, h.ID), templatesPath(o.ID, h.ID)})
	}
	for _, s := range model.Starters() {
		d.Starters = append(d.Starters, modelLine{Name: s.Model.Name.In(string(v.lang())), Since: s.Model.Description.In(string(v.lang())), Export: "/organizations/" + o.ID + "/starters/" + s.ID})
	}
	return v.ok("models", f, d)
}

func modelsPath(org string) string { return "/organizations/" + org + "/models" }

const modelType = "application/json"

// exportModel gives the file that an import takes back.
func (v *visit) exportModel() error {
	if err := v.admit(); err != nil {
		return err
	}
	h, m, err := v.Models.Head(v.ctx, v.by, v.ref("org"), v.ref("model"))
	if err != nil {
		return err
	}
	return v.download(modelType, h.ID+".json", m.Export())
}

// exportStarter gives a model that ships, to begin from.
func (v *visit) exportStarter() error {
	if _, err := v.inOrg(access.UseModels); err != nil {
		return err
	}
	for _, s := range model.Starters() {
		if s.ID == v.r.PathValue("starter") {
			return v.download(modelType, s.ID+".json", s.Model.Export())
		}
	}
	return access.Nothing()
}

// askModel asks an Admin for a file, and which model it is a version of.
func (v *visit) askModel() error { return v.importForm(http.StatusOK, nil, nil) }

func (v *visit) importForm(status int, p *problem, rows []problemLine) error {
	o, err := v.inOrg(access.ManageModels)
	if err != nil {
		return err
	}
	heads, err := v.Models.List(v.ctx, v.by, o.ID)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.models.import"))
	f.Problem, f.Back = p, &link{modelsPath(o.ID), v.say("portal.models.title")}
	as := control{Kind: "select", Name: "model", Label: v.say("portal.models.as"), Help: v.say("portal.models.as-help"), Value: v.value("model")}
	list := []option{{Label: v.say("portal.models.new")}}
	for _, h := range heads {
		list = append(list, option{Value: h.ID, Label: v.say("portal.models.version-of", "name", h.Name.In(string(v.lang())), "n", h.Latest+1)})
	}
	ask := f.form(modelsPath(o.ID)+"/import", "portal.models.import-button",
		control{Kind: "file", Name: "file", Label: v.say("portal.models.file"), Help: v.say("portal.models.file-help")}, as.options(list...))
	ask.File, ask.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "modelimport", f, struct {
		Form form
		Rows []problemLine
	}{ask.with(p), rows})
}

// importModel takes a file as a new model or a new version, or says everything
// that is wrong with it, each at its path.
func (v *visit) importModel() error {
	org, into := v.ref("org"), v.value("model")
	if into != "" {
		var err error
		if into, err = idIn(into); err != nil {
			return err
		}
	}
	data, err := v.uploaded("file")
	if err == nil {
		_, err = v.Models.Import(v.ctx, v.by, org, into, data, v.once("models "+org+" "+into))
	}
	if f := fault.Of(err); fault.Is(err, "model-invalid") {
		rows := v.lines(f)
		return v.mend(fault.Bad("file", f.Code), func(status int, p *problem) error { return v.importForm(status, p, rows) })
	}
	if err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.importForm(status, p, nil) })
	}
	return v.see(modelsPath(org) + "?done=model-imported")
}

// uploaded reads a file of the form. One byte over what a model may weigh is
// enough to refuse it.
func (v *visit) uploaded(name string) ([]byte, error) {
	file, _, err := v.r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.Bad(name, "missing")
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, model.MaxSize+1))
	if err == nil && len(data) == 0 {
		err = fault.Bad(name, "missing")
	}
	return data, err
}
