package doctemplate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/docx"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/placeholder"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Draft is a template as an Admin brings it. Names count where it is new.
type Draft struct {
	Name    model.Text
	File    string // the file's name
	Content []byte
}

// Hash tells d from every other.
func (d Draft) Hash() string {
	sum := sha256.Sum256(d.Content)
	return id.Hash("template", d.Name.FR, d.Name.EN, d.File, hex.EncodeToString(sum[:]))
}

// Add gives a model a new template, which can be used once its file is found
// clean. Broken tags, and those that the latest version of the model does not
// know, are refused, each named. once names the request: repeated, it gives the
// first answer again, and sends the file on where it was not.
func (r Room) Add(ctx context.Context, by people.Caller, org, model string, d Draft, once string) (Template, error) {
	names, wrongName := cleanName(d.Name)
	next := upload(once, 0, d)
	return r.bring(ctx, by, org, model, once, next, d, func(of Of, row table.Row, tags []string) (Template, table.Op, trail.Verb, error) {
		t := Template{ID: once, Model: model, Name: names, Made: of.now, Next: next, Version: 1, asks: d.Hash()}
		if row != nil {
			is, err := there(row)
			if err == nil && is.asks != t.asks {
				err = fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return is, table.Op{}, "", err
		}
		if wrongName != nil {
			return t, table.Op{}, "", wrongName
		}
		list, err := r.all(ctx, org, model)
		if err == nil && len(list) >= Most {
			err = fault.New(fault.Conflict, "too-many-templates", "most", Most)
		}
		return t, table.Insert(t.row(org, tags)), trail.TemplateAdded, err
	})
}

// Replace gives a template that was read at version another file. Until that is
// found clean, documents are made from the one that is there.
func (r Room) Replace(ctx context.Context, by people.Caller, org, model, template string, version int, d Draft) (Template, error) {
	next := upload(template, version, d)
	return r.bring(ctx, by, org, model, template, next, d, func(of Of, row table.Row, tags []string) (Template, table.Op, trail.Verb, error) {
		t, err := there(row)
		switch {
		case err != nil:
			return t, table.Op{}, "", err
		case t.Next == next:
			return t, table.Op{}, "", nil // a repeat
		case t.Version != version:
			return t, table.Op{}, "", fault.New(fault.Stale, "stale")
		}
		t.Next, t.Version = next, version+1
		return t, table.Update(keyOf(org, model, t.ID), table.Change{Set: map[string]any{"next": next, "coming": tags},
			Add: map[string]int{"v": 1}, If: []table.Cond{table.Equal("v", version)}}), trail.TemplateReplaced, nil
	})
}

// upload names the upload by which a template that was read at version gets d's
// file.
func upload(template string, version int, d Draft) string {
	return id.Of("template-upload", template, strconv.Itoa(version), d.Hash())
}

func (t Template) row(org string, tags []string) row {
	return row{Key: keyOf(org, t.Model, t.ID), Name: t.Name, Made: t.Made, Next: t.Next, Coming: tags, Version: t.Version, Asks: t.asks}
}

// bring decides on a file, writes what change says with the slot of its upload,
// and puts the file there. Where change finds that done already, the file is put
// there again, as long as it is awaited.
func (r Room) bring(ctx context.Context, by people.Caller, org, model, template, next string, d Draft,
	change func(of Of, row table.Row, tags []string) (Template, table.Op, trail.Verb, error)) (t Template, err error) {
	tags, bad := d.read()
	err = table.Again(ctx, func() error {
		of, row, err := r.load(ctx, by, org, model, template, access.ManageModels)
		if err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if err := placeholder.Check(of.Latest, tags); err != nil {
			return err
		}
		var op table.Op
		var verb trail.Verb
		if t, op, verb, err = change(of, row, packed(tags)); err != nil || verb == "" {
			return err
		}
		s := document.NewSlot(t.Next, d.asked(t), of.account.ID, of.now)
		return r.commit(ctx, org, of, verb, t, append(s.Ops(document.Elsewhere(org), of.now), op)...)
	})
	if err != nil || t.Next != next {
		return t, err
	}
	s, err := r.Documents.SlotAt(ctx, document.Elsewhere(org), next)
	if err != nil {
		return t, err
	}
	return t, r.Documents.Put(ctx, s, d.Content)
}

// asked is the upload of d's file. What it is of is the template, by its model.
func (d Draft) asked(t Template) document.Draft {
	return document.Draft{Name: d.File, Type: docxType, Size: int64(len(d.Content)), Of: t.Model + "#" + t.ID}
}

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// read gives the tags of a file, and refuses one that is no template.
func (d Draft) read() ([]docx.Tag, error) {
	if strings.ToLower(path.Ext(d.File)) != ".docx" {
		return nil, fault.Bad("file", "template-not-docx")
	}
	if _, err := people.Line("file", d.File, document.NameMost); err != nil {
		return nil, err
	}
	t, err := docx.Read(d.Content)
	if err != nil {
		return nil, err
	}
	return t.Tags(), nil
}

// Keep takes a template's file that was found clean, from document.Room: it is
// used from now on, in place of the one before. What is not awaited any more,
// and what comes of somebody who is no Admin now, is not taken (ALL-5).
func (r Room) Keep(ctx context.Context, org string, f document.Filed, done table.Op) (why document.Reason, err error) {
	err = table.Again(ctx, func() error {
		why = ""
		model, template, _ := strings.Cut(f.Of, "#")
		of, row, err := r.load(ctx, people.ByAccount(f.By), org, model, template, access.ManageModels)
		switch bad := fault.Of(err); {
		case bad != nil && (bad.Kind == fault.Forbidden || bad.Kind == fault.Hidden):
			why = document.NoAccess
			return nil
		case err != nil:
			return err
		}
		t, coming, err := templateOf(row)
		if err != nil {
			return err
		}
		if t.Next != f.ID {
			why = document.Gone
			return nil
		}
		ops := []table.Op{done, document.Used(f.Object, org, t.ID),
			table.Update(keyOf(org, t.Model, t.ID), table.Change{Set: map[string]any{"object": f.Object, "file": f.Name, "size": f.Size, "by": f.By, "at": f.At, "tags": coming},
				Remove: []string{"next", "coming"}, If: []table.Cond{table.Equal("next", f.ID)}})}
		if t.Ready {
			ops = append(ops, document.Unused(t.File.Object, org, t.ID, of.now)...)
		}
		return again(r.Table.Commit(ctx, append(ops, people.StillAgent(of.account.ID, org, of.account.Orgs[org].Since))...))
	})
	return why, err
}

// Pending tells whether a template's file is still on its way at now.
func (l Listed) Pending(now time.Time) bool {
	state := l.Upload.StateAt(now)
	return state == document.Waiting || state == document.Checking
}
