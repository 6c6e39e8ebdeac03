package portal

import (
	"net/http"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/timeline"
)

// actsPerPage is how many acts a timeline shows at a time.
const actsPerPage = 40

// actLine is one act of a timeline, in words.
type actLine struct {
	At   time.Time
	Text string
	By   string // who, and for which organisation
}

func (v *visit) timeline() timeline.Reader { return timeline.Reader{Rooms: v.Rooms, Lang: v.lang()} }

func (v *visit) actLines(acts []timeline.Act) []actLine {
	var lines []actLine
	for _, a := range acts {
		line := actLine{At: a.At, Text: a.Text, By: v.say("portal.trail.system")}
		if a.By != "" {
			line.By = v.orNobody(a.ByName)
		}
		if a.ForName != "" {
			line.By += " · " + a.ForName
		}
		lines = append(lines, line)
	}
	return lines
}

// trailPage shows who did what in a dossier, a page at a time; an outsider
// their own acts (ALL-6). It is in the visitor's language, which only their
// account tells: that is read first.
func (v *visit) trailPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	d, after := v.ref("dossier"), v.r.URL.Query().Get("after")
	view, acts, next, err := v.timeline().Dossier(v.ctx, v.by, d, after, actsPerPage)
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.trail.title")
	if err != nil {
		return err
	}
	p := struct {
		Dossier, Own, Why, Next string
		Later                   bool
		Acts                    []actLine
		Export                  *form
	}{Dossier: view.Title, Later: after != "", Acts: v.actLines(acts)}
	if view.Outside() {
		p.Own = v.say("portal.trail.own")
	}
	if next != "" {
		p.Next = f.Back.Path + "/trail?after=" + next
	}
	if err := view.May(access.ExportTrail).Err(); err != nil {
		p.Why = v.sentence(err) + " " + v.fix(fault.Of(err))
	} else {
		export := f.form(f.Back.Path+"/trail/file", "portal.trail.export")
		export.Hidden = []pair{{"after", after}}
		p.Export = &export
	}
	return v.ok("trail", f, p)
}

// exportTrail hands the trail out as a file, and records that it did (ALL-6).
func (v *visit) exportTrail() error {
	d := v.ref("dossier")
	data, _, err := v.timeline().File(v.ctx, v.by, d, v.value("after"))
	if err != nil {
		return err
	}
	return v.download(timeline.FileType, v.say("portal.trail.file")+"-"+d+".csv", data)
}

// download answers with a file to keep, under a name of plain characters.
func (v *visit) download(kind, name string, data []byte) error {
	v.refresh()
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.w.WriteHeader(http.StatusOK)
	_, err := v.w.Write(data)
	return err
}
