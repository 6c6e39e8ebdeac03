package portal

import (
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/solicitation"
	"tierce/internal/text"
)

// saveReply saves the draft, or sends it; a button of a list of rows changes
// the form alone. A file joins the draft once it was found clean: until then a
// page keeps what was typed, which is saved already, and asks again.
func (v *visit) saveReply() error {
	d, id := v.ref("dossier"), v.ref("solicitation")
	seen, err := v.Solicitations.See(v.ctx, v.by, d, id)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(v.value("drafted"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	var checked []document.Slot
	var bad error
	if seen.MayAnswer().Allowed {
		_, checked, bad = v.answerFiles(d)
	}
	g := filling{typed: v.r.PostForm}
	act := v.value("action")
	if act != "" && act != "send" {
		v.typed = true
		g.actAt(act, ownPath, seen.Own)
		for _, p := range seen.Parts {
			g.actAt(act, partPath(p.ID), p.Form().Fields)
		}
		return v.replyForm(http.StatusOK, seen, g, version, nil)
	}
	mend := func(status int, p *problem) error { return v.replyForm(status, seen, g, version, p) }
	if bad != nil {
		return v.mend(bad, mend)
	}
	if len(checked) > 0 && v.value("kept") != "" {
		return v.replyWaits(seen, version, checked)
	}
	saved, err := v.Solicitations.Save(v.ctx, v.by, d, id, version, typedReply(v.lang(), seen, g))
	if err != nil {
		return v.mend(aboutFile(err), mend)
	}
	version = saved.Solicitation.Drafted
	if len(checked) > 0 {
		return v.replyWaits(saved, version, checked)
	}
	at := solicitationsPath(d) + "/" + id + "/answer"
	if act != "send" {
		return v.see(at + "?done=answer-saved")
	}
	if _, err := v.Solicitations.Send(v.ctx, v.by, d, id, version, v.once("answer "+id)); err != nil {
		return v.mend(err, mend)
	}
	return v.see(at + "?done=answer-sent")
}

// typedReply reads the form. Of the sections' fields only those are the
// partner's that differ from what stands there, or that they had filled in
// before: what an agent changes meanwhile is not undone by what nobody touched.
func typedReply(l text.Lang, s solicitation.Seen, g filling) solicitation.Answer {
	a := solicitation.Answer{Verdict: g.typed.Get("verdict"), Details: g.typed.Get("details"), Own: columnsOf(l, ownPath, s.Own, g.typed),
		Documents: g.typed["files"], Values: map[string]map[string]any{}}
	for _, p := range s.Parts {
		typed := columnsOf(l, partPath(p.ID), p.Form().Fields, g.typed)
		stands := columnsOf(l, partPath(p.ID), p.Form().Fields, typedAt(l, partPath(p.ID), p.Form().Fields, p.Values))
		into := map[string]any{}
		for _, field := range p.Form().Fields {
			_, before := s.Solicitation.Draft.Values[p.ID][field.ID]
			if before || !reflect.DeepEqual(typed[field.ID], stands[field.ID]) {
				into[field.ID] = typed[field.ID]
			}
		}
		if len(into) > 0 {
			a.Values[p.ID] = into
		}
	}
	return a
}

// declineReply ends a solicitation with a reason.
func (v *visit) declineReply() error {
	if err := v.Solicitations.Decline(v.ctx, v.by, v.ref("dossier"), v.ref("solicitation"), v.value("reason")); err != nil {
		return v.mend(err, v.showReply)
	}
	return v.see("/solicitations?done=declined")
}

// addFiles puts what an answer has of files into its form: what the partner
// brought before, to be ticked, and a control for new ones.
func (v *visit) addFiles(to *form, s solicitation.Seen, g filling) error {
	own, err := v.ownFiles(v.ctx, s.View)
	if err != nil {
		return err
	}
	if len(own) > 0 {
		for i := range own {
			own[i].On = slices.Contains(g.typed["files"], own[i].Value)
		}
		to.Controls = append(to.Controls, control{Kind: "checks", Name: "files", Label: v.say("portal.answer.files"), Help: v.say("portal.answer.files-help")}.options(own...))
	}
	label := "portal.answer.file"
	if s.Solicitation.Kind == solicitation.Opinion {
		label = "portal.answer.file-of-opinion"
	}
	file := control{Kind: "file", Name: "file", Label: v.say(label), Accept: acceptedFiles(), Several: true,
		Help: v.say("portal.answer.file-help", "kinds", strings.Join(document.Extensions(), ", "), "most", document.SizeMost>>20, "plain", bucket.Largest>>20)}
	for _, upload := range v.r.PostForm["uploads"] { // that are checked still, where something else is wrong
		_, slot, err := v.Documents.Upload(v.ctx, v.by, s.View.ID, upload)
		if err != nil {
			return err
		}
		to.Hidden, file.Help = append(to.Hidden, pair{"uploads", upload}), v.say("portal.answer.file-checked", "name", slot.Name)+" "+file.Help
	}
	to.File, to.Controls = true, append(to.Controls, file)
	return nil
}

// replyWaits shows what is being checked, and asks again by itself. The draft
// is saved; what was typed is in the page too, and goes with the files.
func (v *visit) replyWaits(s solicitation.Seen, version int, checked []document.Slot) error {
	v.typed = true
	f, err := v.dossierFrame(s.View, "portal.request.checking")
	if err != nil {
		return err
	}
	at, label := solicitationsPath(s.View.ID)+"/"+s.Solicitation.ID+"/answer", "portal.answer.save"
	if v.value("action") == "send" {
		label = "portal.answer.send"
	}
	f.Back = &link{at, v.say("portal.answer.title")}
	ask := f.form(at, label)
	ask.Hidden = []pair{{"drafted", strconv.Itoa(version)}, {"kept", "yes"}}
	for _, name := range slices.Sorted(maps.Keys(v.r.PostForm)) {
		if slices.Contains([]string{"token", "once", "drafted", "kept", "uploads"}, name) {
			continue
		}
		for _, value := range v.r.PostForm[name] {
			ask.Hidden = append(ask.Hidden, pair{name, value})
		}
	}
	d := answerPage{Says: v.say("portal.answer.checking-text"), Press: v.say("portal.answer.checking-press"), Script: asset("answer.js")}
	for _, slot := range checked {
		ask.Hidden = append(ask.Hidden, pair{"uploads", slot.ID})
		d.Names = append(d.Names, slot.Name)
	}
	d.Form = ask
	return v.show(http.StatusOK, "answering", f, d)
}

// filesOf are those documents of an answer that are there and that the visitor
// may see.
func (v *visit) filesOf(f *frame, view dossier.View, ids []string) (lines []documentLine, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := v.Documents.ListOn(v.ctx, view)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(doc document.Document) bool { return !slices.Contains(ids, doc.ID) || !doc.Deleted.IsZero() })
	names, err := v.makers(each(list, func(doc document.Document) string { return doc.Now().By }))
	for _, doc := range list {
		lines = append(lines, v.documentLine(f, view, doc, names))
	}
	return lines, err
}
