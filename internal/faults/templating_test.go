package faults

import (
	"time"

	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/docx"
	"tierce/internal/docx/docxtest"
	"tierce/internal/id"
	"tierce/internal/merge"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/placeholder"
	"tierce/internal/text"
)

func letter(more string) doctemplate.Draft {
	return doctemplate.Draft{Name: model.Text{FR: "Lettre", EN: "Letter"}, File: "letter.docx",
		Content: docxtest.Of(docxtest.Paragraphs("{{dossier.title}} {{?objectives.wishes}}{{objectives.wishes}}{{/objectives.wishes}}", more), "").Zip()}
}

// templated gives an act with the templates of the cabinet's wealth plan; first
// makes what it needs besides, and names it.
func templated(a act, first func(h *house, org, m string) string, do func(h *house, org, m, d, made string) (any, error)) act {
	return filed(a, func(h *house, d, _ string) string {
		header, err := h.Dossiers.Header(background, d)
		h.must(err)
		return first(h, header.Org, header.Model)
	}, func(h *house, d, _, made string) (any, error) {
		header, err := h.Dossiers.Header(background, d)
		if err != nil {
			return nil, err
		}
		return do(h, header.Org, header.Model, d, made)
	})
}

// template is one that can be used, whose upload was looked after.
func (h *house) template(org, m string) string {
	t, err := h.Templates.Add(background, h.As(claire), org, m, letter("one"), id.New())
	h.must(err)
	h.Arrive()
	h.Scan(true, "")
	h.Time.Advance(50 * time.Hour)
	h.swept()
	h.swept()
	return t.ID
}

func said(lang string, zone *time.Location, now time.Time, f placeholder.Facts) docx.Source {
	return merge.Words{Lang: text.Lang(lang), Zone: zone, Now: now}.Source(f)
}

// templating are the acts by which templates come and go, and documents are
// made from them.
func templating() []act {
	nothing := func(*house, string, string) string { return id.New() }
	ask := func(h *house, d, template, once string) (document.Slot, error) {
		s, _, err := h.Templates.Make(background, h.As(claire), d, doctemplate.Ask{Template: template, Lang: "fr"}, once)
		return s, err
	}
	waits := func(h *house, org, m string) string {
		_, err := h.Templates.Add(background, h.As(claire), org, m, letter("one"), id.New())
		h.must(err)
		h.Arrive()
		return ""
	}
	once := id.New()
	return []act{
		templated(act{name: "add a template", steps: true, settle: scanned(true)}, nothing, func(h *house, org, m, _, made string) (any, error) {
			t, err := h.Templates.Add(background, h.As(claire), org, m, letter("one"), made)
			return t.Ready, err
		}),
		templated(act{name: "a template was scanned", steps: true, settle: scanned(true)}, waits, func(h *house, _, _, _, _ string) (any, error) {
			for _, key := range h.Stored("d/") {
				if err := h.Documents.Scanned(background, key, true, ""); err != nil {
					return nil, err
				}
			}
			return nil, nil
		}),
		templated(act{name: "remove a template", settle: months}, (*house).template, func(h *house, org, m, _, made string) (any, error) {
			return nil, h.Templates.Remove(background, h.As(claire), org, m, made, 1)
		}),
		templated(act{name: "rename a template"}, (*house).template, func(h *house, org, m, _, made string) (any, error) {
			t, err := h.Templates.Rename(background, h.As(claire), org, m, made, 1, model.Text{FR: "Deux", EN: "Two"})
			return t.Name, err
		}),
		templated(act{name: "replace a template", steps: true, settle: scanned(true)}, (*house).template, func(h *house, org, m, _, made string) (any, error) {
			t, err := h.Templates.Replace(background, h.As(claire), org, m, made, 1, letter("two"))
			return t.Version, err
		}),
		templated(act{name: "ask for a document from a template", settle: scanned(true)}, (*house).template, func(h *house, _, _, d, made string) (any, error) {
			s, err := ask(h, d, made, once)
			return s.State, err
		}),
		templated(act{name: "make a document from a template", steps: true, settle: scanned(true)}, (*house).template, func(h *house, _, _, d, made string) (any, error) {
			if _, err := ask(h, d, made, once); err != nil {
				return nil, err
			}
			_, err := h.Templates.Job(said)(background, outbox.Entry{Data: map[string]string{"dossier": d, "slot": once}}, h.Time.Now())
			return nil, err
		}),
	}
}
