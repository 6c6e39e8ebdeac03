package table

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/fault"
)

// Row is one item as the engine gives it.
type Row = map[string]types.AttributeValue

// Key names one row. Embedded in a row's struct it gives the row its key.
type Key struct {
	PK string `dynamodbav:"pk"`
	SK string `dynamodbav:"sk"`
}

func (k Key) row() Row {
	return Row{"pk": &types.AttributeValueMemberS{Value: k.PK}, "sk": &types.AttributeValueMemberS{Value: k.SK}}
}

func keyOf(r Row) Key {
	return Key{PK: text(r["pk"]), SK: text(r["sk"])}
}

func text(v types.AttributeValue) string {
	if s, ok := v.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

// Table is the one table of an installation.
type Table struct {
	db   *dynamodb.Client
	name string
}

// New gives the table called name, reached by db.
func New(db *dynamodb.Client, name string) *Table {
	return &Table{db: db, name: name}
}

// ErrConflict says that another transaction held one of the rows: nothing was
// written. Read again, decide again (Again does both).
var ErrConflict = errors.New("table: another transaction was under way")

// Failed says that the conditions of the operations at Ops (their places in
// the call) did not hold: nothing was written.
type Failed struct{ Ops []int }

func (f *Failed) Error() string { return fmt.Sprintf("table: conditions failed at %v", f.Ops) }

// FailedAt gives the places of the operations whose conditions failed; nil
// where err is something else.
func FailedAt(err error) []int {
	var f *Failed
	if errors.As(err, &f) {
		return f.Ops
	}
	return nil
}

// Again runs f until it gives something other than ErrConflict, ten times at
// most, waiting a little longer each time with jitter. f reads and decides
// anew each time.
func Again(ctx context.Context, f func() error) error {
	for try := range 10 {
		err := f()
		if !errors.Is(err, ErrConflict) {
			return err
		}
		wait := time.Duration(rand.Int64N(int64(5*time.Millisecond) << min(try, 5)))
		select {
		case <-ctx.Done():
			return unavailable("again", ctx.Err())
		case <-time.After(wait):
		}
	}
	return unavailable("again", ErrConflict)
}

// Anew makes a transaction whose conditions failed begin again: it gives
// ErrConflict for that, and any other err as it is.
func Anew(err error) error {
	if FailedAt(err) != nil {
		return ErrConflict
	}
	return err
}

// sorted turns an engine's answer into what rooms understand: a failed
// condition, a conflict, or a part that does not answer.
func sorted(op string, err error) error {
	if err == nil {
		return nil
	}
	var cond *types.ConditionalCheckFailedException
	var conflict *types.TransactionConflictException
	var cancelled *types.TransactionCanceledException
	switch {
	case errors.As(err, &cond):
		return &Failed{Ops: []int{0}}
	case errors.As(err, &conflict):
		return ErrConflict
	case errors.As(err, &cancelled):
		return reasons(op, cancelled)
	}
	return unavailable(op, err)
}

// reasons prefers a conflict to a failed condition: a row that is being
// changed may answer otherwise in a moment.
func reasons(op string, c *types.TransactionCanceledException) error {
	f := &Failed{}
	for i, r := range c.CancellationReasons {
		code := ""
		if r.Code != nil {
			code = *r.Code
		}
		switch code {
		case "ConditionalCheckFailed":
			f.Ops = append(f.Ops, i)
		case "TransactionConflict":
			return ErrConflict
		case "", "None":
		default: // throttled, too large, invalid: a repeat or a log entry, never a rule
			return unavailable(op, c)
		}
	}
	if len(f.Ops) == 0 {
		return unavailable(op, c)
	}
	return f
}

func unavailable(op string, cause error) error {
	f := fault.New(fault.Unavailable, "unavailable")
	f.Cause = fmt.Errorf("table %s: %w", op, cause)
	return f
}
