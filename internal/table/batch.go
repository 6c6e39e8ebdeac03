package table

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

const (
	writeMost  = 25      // rows in one BatchWriteItem
	writeBytes = 8 << 20 // of its 16 MB: a row's size here is an estimate
)

// Fill puts rows without conditions, in as few calls as the engine's limits
// allow. It is for rows that nobody can see yet: a stop half way leaves some
// of them written.
func (t *Table) Fill(ctx context.Context, rows []Row) error {
	reqs := make([]types.WriteRequest, len(rows))
	sizes := make([]int, len(rows))
	for i, r := range rows {
		reqs[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: r}}
		sizes[i] = size(r)
	}
	return t.batch(ctx, reqs, sizes)
}

// Clear deletes the rows of keys without conditions.
func (t *Table) Clear(ctx context.Context, keys []Key) error {
	reqs := make([]types.WriteRequest, len(keys))
	for i, k := range keys {
		reqs[i] = types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k.row()}}
	}
	return t.batch(ctx, reqs, make([]int, len(keys)))
}

func (t *Table) batch(ctx context.Context, reqs []types.WriteRequest, sizes []int) error {
	for len(reqs) > 0 {
		n, bytes := 0, 0
		for n < len(reqs) && n < writeMost && (n == 0 || bytes+sizes[n] <= writeBytes) {
			bytes += sizes[n]
			n++
		}
		if err := t.chunk(ctx, reqs[:n]); err != nil {
			return err
		}
		reqs, sizes = reqs[n:], sizes[n:]
	}
	return nil
}

func (t *Table) chunk(ctx context.Context, reqs []types.WriteRequest) error {
	for try := 0; len(reqs) > 0; try++ {
		if err := pause(ctx, "batch write", try); err != nil {
			return err
		}
		out, err := t.db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems: map[string][]types.WriteRequest{t.name: reqs}})
		if err != nil {
			return sorted("batch write", err)
		}
		reqs = out.UnprocessedItems[t.name]
	}
	return nil
}

// size estimates a row's bytes by its strings and binaries: the rest is small.
func size(r Row) int {
	n := 100
	for _, v := range r {
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			n += len(v.Value)
		case *types.AttributeValueMemberB:
			n += len(v.Value)
		}
	}
	return n
}
