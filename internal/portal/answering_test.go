package portal

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"tierce/internal/document"
)

// A contact answers with text and a file from the request's page. The answer
// goes once the file is clean, with all that was typed, and once only; the agent
// fetches the file from the request's page.
func TestIND3AnAnswerWithAFileIsOneStep(t *testing.T) {
	f := newFirm(t)
	f.keepsFiles()
	path := f.asked("The papers", "")
	old := f.File(f.d, lise, "old.txt", "sent before", document.Audience{})
	v, agent := f.visit(lise).speak("en"), f.visit(claire).speak("en")
	form := formFor(t, v.see(path), path+"/answers")
	form.Set("text", "Here & there\n“all” of it")
	form.Set("files", old)
	waits := v.uploadAs(path+"/answers", form, "papers.txt", []byte("of Lise"))
	for _, step := range []func(){func() {}, f.Arrive} {
		step()
		shows(t, waits.body, "Your files are being checked", "Your answer has been sent")
		want(t, waits.body, "papers.txt", "Keep this page open")
		if waits.StatusCode != 200 || strings.Contains(agent.see(path), "Here") {
			t.Errorf("%d, or sent before it is clean", waits.StatusCode)
		}
		waits = v.post(path+"/answers", formFor(t, waits.body, path+"/answers"))
	}
	f.Scan(true, "")
	done := formFor(t, waits.body, path+"/answers")
	shows(t, v.see(v.follow(v.post(path+"/answers", done))), "Your answer has been sent", "No answer yet")
	v.follow(v.post(path+"/answers", done)) // pressed twice
	page := agent.see(path)
	shows(t, page, "Here & there\n“all” of it", "")
	want(t, page, "papers.txt", "old.txt")
	if n := strings.Count(page, "of it"); n != 1 {
		t.Errorf("answered %d times", n)
	}
	_, q, err := f.Requests.Read(t.Context(), f.As(claire), f.d, path[strings.LastIndex(path, "/")+1:])
	f.must(err)
	for _, file := range q.Turns[0].Files {
		link := agent.send(path, f.at("/documents/"+file+"/download"))
		res, err := http.Get(agent.follow(link))
		f.must(err)
		got, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if s := string(got); s != "of Lise" && s != "sent before" {
			t.Errorf("fetched %q", s)
		}
	}
	if len(q.Turns) != 1 || len(q.Turns[0].Files) != 2 {
		t.Errorf("%+v", q.Turns)
	}
}

// A file that is refused, or would be, is named at its control, with nothing
// typed lost and nothing sent; another one then goes.
func TestIND3ABadFileOfAnAnswerIsSaidAtTheForm(t *testing.T) {
	f := newFirm(t)
	f.keepsFiles()
	path := f.asked("The papers", "")
	v := f.visit(lise).speak("en")
	form := formFor(t, v.see(path), path+"/answers")
	form.Set("text", "All I have")
	for name, c := range map[string]struct{ file, content, says string }{
		"a page":    {"a.svg", "<svg/>", "This kind of file is not accepted"},
		"empty":     {"a.txt", "", "This file is empty"},
		"too large": {"a.txt", strings.Repeat("x", 4<<20+1), "at most 4 MB"},
	} {
		a := v.uploadAs(path+"/answers", form, c.file, []byte(c.content))
		if a.StatusCode != 422 || !strings.Contains(a.body, c.says) || !strings.Contains(a.body, "All I have</textarea>") || !strings.Contains(a.body, `href="#f-file"`) {
			t.Errorf("%s: %d\n%.900s", name, a.StatusCode, mainOf(a.body))
		}
	}
	waits := v.uploadAs(path+"/answers", form, "b.txt", []byte("EICAR"))
	f.Arrive()
	f.Scan(false, "EICAR")
	bad := v.post(path+"/answers", formFor(t, waits.body, path+"/answers"))
	if bad.StatusCode != 422 || !strings.Contains(bad.body, "All I have</textarea>") {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	shows(t, bad.body, "“b.txt” was refused. The virus scan found malware", "")
	shows(t, v.see(path), "No answer yet", "")
	waits = v.uploadAs(path+"/answers", formFor(t, bad.body, path+"/answers"), "b.txt", []byte("harmless"))
	f.Arrive()
	f.Scan(true, "")
	shows(t, v.see(v.follow(v.post(path+"/answers", formFor(t, waits.body, path+"/answers")))), "Your answer has been sent", "")
	again := v.uploadAs(path+"/answers", formFor(t, v.see(path), path+"/answers"), "c.txt", []byte("harmless"))
	f.Arrive()
	f.Scan(true, "")
	v.follow(v.post(path+"/answers", formFor(t, again.body, path+"/answers"))) // their own of before
}
