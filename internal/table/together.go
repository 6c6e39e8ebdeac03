package table

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Together reads the rows of keys as they stand at one moment, in one call of
// at most 100 different keys, and gives them in the order asked, nil where
// there is none. BatchGet reads each row strongly, but others may write
// between two of them; where a decision stands on how rows fit each other,
// that gap would let in what no moment did. It costs twice as much. ErrConflict
// where a transaction is writing one of the rows.
func (t *Table) Together(ctx context.Context, keys ...Key) ([]Row, error) {
	found := make(map[Key]Row, len(keys))
	var ask []types.TransactGetItem
	for _, k := range keys {
		if _, twice := found[k]; !twice {
			found[k] = nil
			ask = append(ask, types.TransactGetItem{Get: &types.Get{TableName: &t.name, Key: k.row()}})
		}
	}
	if len(ask) == 0 {
		return nil, nil
	}
	out, err := t.db.TransactGetItems(ctx, &dynamodb.TransactGetItemsInput{TransactItems: ask})
	if err != nil {
		return nil, sorted("together", err)
	}
	for _, r := range out.Responses {
		if len(r.Item) > 0 {
			found[keyOf(r.Item)] = r.Item
		}
	}
	rows := make([]Row, len(keys))
	for i, k := range keys {
		rows[i] = found[k]
	}
	return rows, nil
}
