package portal

import (
	"tierce/internal/model"
	"tierce/internal/schedule"
)

func (v *visit) clerk() schedule.Clerk { return schedule.Clerk{Rooms: v.Rooms, Lang: v.lang()} }

// list is the list of rows that the address names; "" where none can have it.
func (v *visit) list() schedule.At {
	at := schedule.At{Dossier: v.ref("dossier"), Section: v.sectionID()}
	if l := v.r.PathValue("list"); len(l) <= 40 {
		at.List = l
	}
	return at
}

func pastePath(d, section, list string) string { return sectionPath(d, section) + "/paste/" + list }

// inAndOut gives each list of the page its way out, and where the section may be
// edited its way in.
func (v *visit) inAndOut(f *frame, d sectionPage, dossier, section string) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.List == "" {
			continue
		}
		if d.Edit != "" {
			b.Paste = &link{pastePath(dossier, section, b.List), v.say("portal.schedule.paste")}
		}
		file := f.form(sectionPath(dossier, section)+"/file/"+b.List, "portal.schedule.export")
		b.File = &file
	}
}

// pasteLinks lead from the form of a section to where its lists are pasted; none
// where that would lose what was typed.
func (v *visit) pasteLinks(at string, s model.Section) (links []link) {
	for _, f := range s.Fields {
		if f.Type == model.Rows && !v.typed {
			links = append(links, link{at + "/paste/" + f.ID, v.say("portal.schedule.paste-list", "list", f.Label.In(string(v.lang())))})
		}
	}
	return links
}

// exportRows hands a list out as a file, and records that it did (ALL-6).
func (v *visit) exportRows() error {
	at := v.list()
	data, _, err := v.clerk().File(v.ctx, v.by, at)
	if err != nil {
		return err
	}
	return v.download(schedule.FileType, at.List+"-"+at.Dossier+".csv", data)
}
