package portal

import (
	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
)

// documentsSeen is the list of documents as whomever as was loaded for would
// find it (ALL-3). source is the dossier that as is of, or would be a copy of.
func (v *visit) documentsSeen(f *frame, as dossier.View, source string) (*made, error) {
	list, err := v.Documents.ListOn(v.ctx, as)
	if as.ID == "" {
		list, err = v.Documents.Carried(v.ctx, source, "")
	}
	if err != nil {
		return nil, err
	}
	names, err := v.makers(each(list, func(doc document.Document) string { return doc.Now().By }))
	m := &made{Title: v.say(documentsTitle(as)), None: v.say("portal.documents.none"), Head: v.say("portal.documents.file"),
		They: v.say("portal.documents.they-send"), TheyNot: v.say("portal.documents.they-send-none")}
	if may := as.May(access.AddDocument); may.Allowed {
		m.Make = &link{}
	} else {
		m.Why = v.why(may)
	}
	for _, doc := range list {
		if !doc.Deleted.IsZero() {
			continue
		}
		is := doc.Now()
		l := madeLine{ID: doc.ID, Name: doc.Name, At: f.Moment(is.At), By: names(is.By), Text: v.facts(is)}
		if doc.MayEdit(as).Allowed {
			l.Delete = "#" // said, not led to
		}
		m.Lines = append(m.Lines, l)
	}
	return m, err
}
