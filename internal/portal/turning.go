package portal

import (
	"net/http"

	"tierce/internal/request"
)

// closeRequest calls a request done.
func (v *visit) closeRequest() error {
	d, q := v.ref("dossier"), v.ref("request")
	_, _, err := v.Requests.Close(v.ctx, v.by, d, q, v.once("done "+d+" "+q))
	return v.turned(err, "request-closed")
}

// reopenRequest asks again, with the note that was typed.
func (v *visit) reopenRequest() error {
	d, q := v.ref("dossier"), v.ref("request")
	_, _, err := v.Requests.Reopen(v.ctx, v.by, d, q, v.value("note"), v.once("reopen "+d+" "+q))
	return v.turned(err, "request-reopened")
}

// turned shows the request after a turn, or its page again with what is wrong.
func (v *visit) turned(err error, done string) error {
	if err != nil {
		return v.mend(err, v.showRequest)
	}
	return v.see(requestsPath(v.ref("dossier")) + "/" + v.ref("request") + "?done=" + done)
}

// askDeleteRequest asks once more before one is deleted.
func (v *visit) askDeleteRequest() error { return v.confirmDeleteRequest(http.StatusOK, nil) }

func (v *visit) confirmDeleteRequest(status int, p *problem) error {
	view, q, err := v.Requests.Read(v.ctx, v.by, v.ref("dossier"), v.ref("request"))
	if err == nil {
		err = request.MayManage(view).Err()
	}
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.request.delete")
	if err != nil {
		return err
	}
	f.Back, f.Problem = &link{requestsPath(view.ID), v.say("portal.request.list")}, p
	d := f.form(requestsPath(view.ID)+"/"+q.ID+"/delete", "portal.request.delete")
	d.Grave, d.Cancel = true, &link{requestsPath(view.ID) + "/" + q.ID, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d, Intro: []string{v.say("portal.request.delete-which", "name", shortened(q.Text))}})
}

func (v *visit) deleteRequest() error {
	if err := v.Requests.Delete(v.ctx, v.by, v.ref("dossier"), v.ref("request")); err != nil {
		return v.mend(err, v.confirmDeleteRequest)
	}
	return v.see(requestsPath(v.ref("dossier")) + "?done=request-deleted")
}
