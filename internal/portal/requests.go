package portal

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/request"
)

func requestsPath(d string) string { return dossierPath(d) + "/requests" }

// requestsPage lists the requests that the visitor may see (IND-3).
type requestsPage struct {
	Dossier, Open, None string
	Ask                 *link
	ShowsFor            bool
	Lines               []requestLine
}

// requestLine is a request in one line.
type requestLine struct {
	Path, Text, For, Due, State string
	Done, Over                  bool
}

func (v *visit) requestsPage() error {
	view, list, err := v.Requests.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.request.list")
	if err != nil {
		return err
	}
	d := requestsPage{Dossier: view.Title, ShowsFor: request.ShowsFor(view), None: v.say("portal.request.none-theirs")}
	if request.MayManage(view).Allowed {
		d.Ask = &link{requestsPath(view.ID) + "/new", v.say("portal.request.ask")}
	}
	if d.ShowsFor {
		d.None = v.say("portal.request.none")
	}
	if len(list) > 0 {
		d.Open = f.Count("portal.request.open-of", request.Open(list), "of", len(list))
	}
	whom, err := v.requestedOf(view, list...)
	if err != nil {
		return err
	}
	for _, q := range list {
		l := v.requestLine(f, view, q)
		l.For = whom(q.For)
		d.Lines = append(d.Lines, l)
	}
	return v.ok("requests", f, d)
}

func (v *visit) requestLine(f *frame, view dossier.View, q request.Request) requestLine {
	over := q.Overdue(request.Day(view.Now, f.Zone))
	l := requestLine{Path: requestsPath(view.ID) + "/" + q.ID, Text: shortened(q.Text), Due: f.Lang.Day(q.Due), State: v.requestState(q, over), Done: q.Done(), Over: over}
	if q.Due == "" {
		l.Due = v.say("portal.request.no-due")
	}
	return l
}

// requestState says whether q is open or done, and overdue in words.
func (v *visit) requestState(q request.Request, over bool) string {
	switch {
	case q.Done():
		return v.say("portal.request.done")
	case over:
		return v.say("portal.request.overdue")
	}
	return v.say("portal.request.open")
}

// shortened is enough of the first line of a text to know it by.
func shortened(s string) string {
	const most = 90
	line, _, more := strings.Cut(s, "\n")
	if all := []rune(line); len(all) > most {
		line, more = strings.TrimRight(string(all[:most]), " "), true
	}
	if more {
		line += " …"
	}
	return line
}

// requestedOf gives the words for whom requests are for; "" to visitors who
// may not know.
func (v *visit) requestedOf(view dossier.View, list ...request.Request) (func(request.Audience) string, error) {
	if !request.ShowsFor(view) || len(list) == 0 {
		return func(request.Audience) string { return "" }, nil
	}
	groups, err := v.Dossiers.GroupsOf(v.ctx, view)
	if err != nil {
		return nil, err
	}
	var persons []string
	for _, q := range list {
		persons = append(persons, q.For.Persons...)
	}
	names, err := v.Dossiers.PersonNames(v.ctx, view.ID, persons...)
	return func(a request.Audience) string {
		var words []string
		for _, g := range a.Groups {
			if group, there := groups.Find(g); there {
				words = append(words, v.groupName(group))
			}
		}
		for _, p := range a.Persons {
			if names[p] == "" {
				words = append(words, v.say("portal.request.person-gone"))
				continue
			}
			words = append(words, names[p])
		}
		if len(words) == 0 {
			return v.say("portal.request.nobody")
		}
		return strings.Join(words, ", ")
	}, err
}

// requestPage shows one request with its turns, and what the visitor may do.
type requestPage struct {
	Dossier, Text, State, Asked, Due, For string
	Done, Over                            bool
	Turns                                 []turnLine
	Answer, Reopen                        *form
	Close                                 *form
	AnswerTitle                           string
	Edit, Delete                          string // paths
}

type turnLine struct {
	At, Kind, By, Text string
	Files              []documentLine
}

func (v *visit) requestPage() error { return v.showRequest(http.StatusOK, nil) }

func (v *visit) showRequest(status int, p *problem) error {
	view, q, err := v.Requests.Read(v.ctx, v.by, v.ref("dossier"), v.ref("request"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.request.title")
	if err != nil {
		return err
	}
	f.Back, f.Problem = &link{requestsPath(view.ID), v.say("portal.request.list")}, p
	l := v.requestLine(f, view, q)
	names, err := v.makers(append(each(q.Turns, func(t request.Turn) string { return t.By }), q.By))
	if err != nil {
		return err
	}
	whom, err := v.requestedOf(view, q)
	if err != nil {
		return err
	}
	d := requestPage{Dossier: view.Title, Text: q.Text, State: l.State, Done: l.Done, Over: l.Over, Due: l.Due, For: whom(q.For),
		Asked: v.say("portal.request.asked-by", "at", f.Moment(q.At), "by", names(q.By))}
	if d.Turns, err = v.turnLines(f, view, q, names); err != nil {
		return err
	}
	if err := v.requestForms(f, view, q, &d); err != nil {
		return err
	}
	for _, fill := range []*form{d.Answer, d.Reopen} {
		if fill != nil {
			*fill = fill.with(p)
		}
	}
	v.savesFrom()
	return v.show(status, "request", f, d)
}

func (v *visit) turnLines(f *frame, view dossier.View, q request.Request, names func(string) string) (list []turnLine, err error) {
	files, err := v.Requests.FilesSeen(v.ctx, view, q)
	for _, t := range q.Turns {
		l := turnLine{At: f.Moment(t.At), Kind: v.say("portal.request." + string(t.Kind)), By: names(t.By), Text: t.Text}
		for _, file := range t.Files {
			if doc, sees := files[file]; sees {
				l.Files = append(l.Files, v.documentLine(f, view, doc, names))
			}
		}
		list = append(list, l)
	}
	return list, err
}

// requestForms adds what the visitor may do to q.
func (v *visit) requestForms(f *frame, view dossier.View, q request.Request, d *requestPage) error {
	at := requestsPath(view.ID) + "/" + q.ID
	if request.MayManage(view).Allowed {
		d.Edit, d.Delete = at+"/edit", at+"/delete"
		if !q.Done() {
			closing := f.form(at+"/done", "portal.request.close")
			d.Close = &closing
			return nil
		}
		reopen := f.form(at+"/reopen", "portal.request.reopen-button", control{Kind: "longtext", Name: "note", Label: v.say("portal.request.note"),
			Help: v.say("portal.request.note-help"), Value: v.value("note"), Most: request.NoteMost})
		d.Reopen = &reopen
		return nil
	}
	if !q.MayAnswer(view).Allowed {
		return nil
	}
	return v.answerForm(f, view, q, d)
}

// answerForm asks for an answer: words, documents that are there, new files.
func (v *visit) answerForm(f *frame, view dossier.View, q request.Request, d *requestPage) error {
	answer := f.form(requestsPath(view.ID)+"/"+q.ID+"/answers", "portal.request.answer-send", control{Kind: "longtext", Name: "text", Label: v.say("portal.request.your-answer"),
		Value: v.value("text"), Most: request.AnswerMost})
	if view.May(access.AddDocument).Allowed {
		answer.File = true
		answer.Controls = append(answer.Controls, control{Kind: "file", Name: "file", Label: v.say("portal.request.file"), Accept: acceptedFiles(), Several: true,
			Help: v.say("portal.request.file-help", "kinds", strings.Join(document.Extensions(), ", "), "most", bucket.Largest>>20, "list", v.say(documentsTitle(view)))})
		for _, upload := range v.r.PostForm["uploads"] { // that are checked still, where something else is wrong
			answer.Hidden = append(answer.Hidden, pair{"uploads", upload})
		}
	}
	files, err := v.ownFiles(v.ctx, view)
	if err != nil {
		return err
	}
	if len(files) > 0 {
		answer.Controls = append(answer.Controls, control{Kind: "checks", Name: "files", Label: v.say("portal.request.files"),
			Help: v.say("portal.request.files-help")}.options(files...))
	}
	d.Answer, d.AnswerTitle = &answer, v.say("portal.request.answer")
	if q.Done() {
		d.AnswerTitle = v.say("portal.request.answer-more")
	}
	return nil
}

// ownFiles are the documents that the visitor brought, to answer with.
func (v *visit) ownFiles(ctx context.Context, view dossier.View) (list []option, err error) {
	all, err := v.Documents.ListOn(ctx, view)
	for _, doc := range all {
		if doc.By == view.Account.ID && doc.Deleted.IsZero() && view.MayWith(access.ReadDocument, doc.Item()).Allowed {
			list = append(list, option{Value: doc.ID, Label: doc.Name, On: slices.Contains(v.r.PostForm["files"], doc.ID)})
		}
	}
	return list, err
}
