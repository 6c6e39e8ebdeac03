package doctemplate

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/docx"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/placeholder"
	"tierce/internal/table"
)

// Words put the facts of a document into its language.
type Words func(lang string, zone *time.Location, now time.Time, f placeholder.Facts) docx.Source

// Job gives the load of MakeLoad: it decides anew, fills the template, and puts
// the document where an upload would: it is taken up, scanned and filed like
// one, once however often it is done. What cannot be made is settled with the
// reason, for whoever asked.
func (r Room) Job(say Words) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		d := e.Data["dossier"]
		s, err := r.Documents.SlotAt(ctx, d, e.Data["slot"])
		if err != nil || s.State != document.Waiting {
			return time.Time{}, err // made by now, settled, or gone with its dossier
		}
		var content []byte
		var why document.Reason
		err = table.Again(ctx, func() (err error) {
			content, why, err = r.filled(ctx, d, s, say)
			return err
		})
		switch {
		case err != nil:
			return time.Time{}, err
		case why != "":
			return time.Time{}, r.Documents.Refuse(ctx, d, s, why)
		}
		return time.Time{}, r.Documents.Put(ctx, s, content)
	}
}

// filled makes the document of s by what the dossier holds now, for its asker,
// or says why not.
func (r Room) filled(ctx context.Context, d string, s document.Slot, say Words) ([]byte, document.Reason, error) {
	v, err := r.Dossiers.Load(ctx, people.ByAccount(s.By), d, access.FillTemplate, "")
	if denied(err) {
		return nil, document.NoAccess, nil
	}
	if err != nil {
		return nil, "", err
	}
	t, err := r.usable(ctx, v.Org, v.Header.Model, s.Template)
	if f := fault.Of(err); f != nil && f.Kind == fault.Invalid {
		return nil, document.TemplateGone, nil
	}
	if err != nil {
		return nil, "", err
	}
	w, facts, err := r.drawn(ctx, v, t, s.Lang)
	switch {
	case denied(err):
		return nil, document.NoAccess, nil
	case fault.Is(err, "template-unfit"):
		return nil, document.TemplateUnfit, nil
	case err != nil:
		return nil, "", err
	}
	if len(facts.Missing(t.File.Tags, 1)) > 0 {
		return nil, document.FieldsMissing, nil
	}
	if err := again(r.Table.Commit(ctx, w.Unchanged()...)); err != nil {
		return nil, "", err
	}
	return r.fill(ctx, v, t, s, say, facts)
}

func (r Room) fill(ctx context.Context, v dossier.View, t Template, s document.Slot, say Words, facts placeholder.Facts) ([]byte, document.Reason, error) {
	org, err := r.Dossiers.People.Organization(ctx, v.Org)
	if err != nil {
		return nil, "", err
	}
	zone, err := time.LoadLocation(org.Zone)
	if err != nil {
		return nil, "", err
	}
	content, err := r.Documents.Give(ctx, t.File.Object, docx.SizeMost)
	if err != nil {
		return nil, "", err
	}
	read, err := docx.Read(content)
	if err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	err = read.Fill(&b, say(s.Lang, zone, s.At, facts))
	if errors.Is(err, docx.ErrTooLarge) || b.Len() > document.PutMost {
		return nil, document.TooLarge, nil
	}
	return b.Bytes(), "", err
}

// denied tells whether a rule refuses.
func denied(err error) bool {
	f := fault.Of(err)
	return f != nil && (f.Kind == fault.Forbidden || f.Kind == fault.Hidden)
}

// fileName is what a document made from a template called name is called.
func fileName(name string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:`, r) {
			return '-'
		}
		return r
	}, name), ".") + ".docx"
}
