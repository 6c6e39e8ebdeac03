package request

import (
	"context"
	"slices"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Reply is what a contact answers with: text, documents that they brought
// themselves, or both.
type Reply struct {
	Text  string
	Files []string
}

// Answer answers a request, which is done by it; whoever asked is told. One that
// is done already takes more answers: of two contacts at once, both count. once
// names the answer.
func (r Room) Answer(ctx context.Context, by people.Caller, d, request string, reply Reply, once string) (dossier.View, Request, error) {
	text, bad := words("text", reply.Text, AnswerMost, len(reply.Files) == 0)
	if len(reply.Files) > FilesMost {
		bad = fault.Bad("files", "too-many-items", "max", FilesMost)
	}
	return r.turn(ctx, by, d, request, Turn{ID: once, Kind: Answered, Text: text, Files: reply.Files}, bad)
}

// Close calls a request done without an answer, or with those that it has. One
// that is done stays as it is.
func (r Room) Close(ctx context.Context, by people.Caller, d, request, once string) (dossier.View, Request, error) {
	return r.turn(ctx, by, d, request, Turn{ID: once, Kind: Closed}, nil)
}

// Reopen asks again, with a note or without, and mails those whom it is for. A
// request that is open stays as it is.
func (r Room) Reopen(ctx context.Context, by people.Caller, d, request, note, once string) (dossier.View, Request, error) {
	note, bad := words("note", note, NoteMost, false)
	return r.turn(ctx, by, d, request, Turn{ID: once, Kind: Reopened, Text: note}, bad)
}

// verbs are what the trail says of each kind.
var verbs = map[Kind]trail.Verb{Answered: trail.RequestAnswered, Closed: trail.RequestClosed, Reopened: trail.RequestReopened}

// turn adds t to a request, once; bad is what is wrong with what was typed.
func (r Room) turn(ctx context.Context, by people.Caller, d, request string, t Turn, bad error) (dossier.View, Request, error) {
	t.asks = id.Hash(append([]string{string(t.Kind), t.Text}, t.Files...)...)
	var v dossier.View
	var q Request
	err := table.Again(ctx, func() (err error) {
		var was Request
		if v, was, err = r.Read(ctx, by, d, request); err != nil {
			return err
		}
		may := was.mayTake(v, t.Kind)
		if err := may.Err(); err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		q = was
		if done, twice := was.turn(t.ID); twice {
			if done.asks != t.asks {
				return reused()
			}
			return nil
		}
		if t.Kind != Answered && was.Done() == (t.Kind == Closed) {
			return nil
		}
		if err := r.brought(ctx, by, v, t.Files); err != nil {
			return err
		}
		t.By, t.At = v.Account.ID, v.Now
		if q, err = was.after(t); err != nil {
			return err
		}
		return r.save(ctx, v, may, was, q, verbs[t.Kind], q.told(v, t)...)
	})
	return v, q, err
}

// brought refuses documents that the caller of v did not bring to the dossier
// themselves, or deleted since.
func (r Room) brought(ctx context.Context, by people.Caller, v dossier.View, files []string) error {
	for i, f := range files {
		_, doc, err := r.Files.Read(ctx, by, v.ID, f)
		bad := fault.Of(err)
		switch {
		case err != nil && (bad == nil || bad.Kind == fault.Unavailable):
			return err
		case err != nil, doc.By != v.Account.ID, !doc.Deleted.IsZero():
			return fault.Bad("files["+strconv.Itoa(i)+"]", "not-your-file").By("IND-3")
		}
	}
	return nil
}

// mayTake answers whether whoever loaded v may do what a turn of kind k does.
func (q Request) mayTake(v dossier.View, k Kind) access.Decision {
	if k == Answered {
		return q.MayAnswer(v)
	}
	return MayManage(v)
}

// after is the request with one turn more. It can always be closed.
func (q Request) after(t Turn) (Request, error) {
	q.Turns = append(slices.Clone(q.Turns), t)
	q.Version++
	if t.Kind != Closed && (q.Answers() > AnswersMost || q.size() > SizeMost || len(q.Turns) > turnsMost) {
		return q, full()
	}
	return q, nil
}

func full() error {
	return fault.New(fault.Conflict, "request-full", "answers", AnswersMost, "most", SizeMost>>10).By("IND-3").For("agent")
}

// told are the mails that a turn causes.
func (q Request) told(v dossier.View, t Turn) []table.Op {
	switch t.Kind {
	case Answered:
		return []table.Op{tell(AnsweredLoad, v, q, "turn", t.ID)}
	case Reopened:
		return []table.Op{tell(AskedLoad, v, q)}
	}
	return nil
}
