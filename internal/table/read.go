package table

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Get reads one row, strongly; nil where there is none.
func (t *Table) Get(ctx context.Context, k Key) (Row, error) {
	out, err := t.db.GetItem(ctx, &dynamodb.GetItemInput{TableName: &t.name, Key: k.row(), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, sorted("get", err)
	}
	return out.Item, nil
}

// batchMost is how many rows DynamoDB reads in one BatchGetItem.
const batchMost = 100

// BatchGet reads the rows of keys strongly, in one call of at most 100
// different keys, and gives them in the order asked, nil where there is none.
// What the engine left unread is read again: it is never taken as absent.
func (t *Table) BatchGet(ctx context.Context, keys ...Key) ([]Row, error) {
	if len(keys) > batchMost {
		return nil, errors.New("table: more than 100 rows in one BatchGet")
	}
	found := make(map[Key]Row, len(keys))
	ask := make([]map[string]types.AttributeValue, 0, len(keys))
	for _, k := range keys {
		if _, twice := found[k]; !twice {
			found[k] = nil
			ask = append(ask, k.row())
		}
	}
	for try := 0; len(ask) > 0; try++ {
		if err := pause(ctx, "batch get", try); err != nil {
			return nil, err
		}
		out, err := t.db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{
			t.name: {Keys: ask, ConsistentRead: aws.Bool(true)}}})
		if err != nil {
			return nil, sorted("batch get", err)
		}
		for _, r := range out.Responses[t.name] {
			found[keyOf(r)] = r
		}
		ask = out.UnprocessedKeys[t.name].Keys
	}
	rows := make([]Row, len(keys))
	for i, k := range keys {
		rows[i] = found[k]
	}
	return rows, nil
}

// pause waits before the second and later tries of a batch, and gives up
// after ten.
func pause(ctx context.Context, op string, try int) error {
	if try == 0 {
		return nil
	}
	if try > 10 {
		return unavailable(op, errors.New("left unprocessed ten times"))
	}
	select {
	case <-ctx.Done():
		return unavailable(op, ctx.Err())
	case <-time.After(time.Duration(rand.Int64N(int64(10*time.Millisecond) << min(try, 5)))):
		return nil
	}
}

// Query asks for the rows of one partition, or of one partition of an index,
// in the order of their sort keys.
type Query struct {
	Index    string // "" for the table itself, or GSI1, GSI2, GSI3
	PK       string
	From, To string // sort keys from From to To, both included; "" for open
	After    Row    // start key: after this row (Page.Next)
	Limit    int32  // rows at most; 0 for what 1 MB holds
	Newest   bool   // descending
}

// Page is what one Query call gave. Next is nil on the last page.
type Page struct {
	Rows []Row
	Next Row
}

// Query reads one page: strongly from the table, as the index has it from an
// index, whose rows are keys only and only candidates.
func (t *Table) Query(ctx context.Context, q Query) (Page, error) {
	pk, sk := "pk", "sk"
	in := &dynamodb.QueryInput{TableName: &t.name, ScanIndexForward: aws.Bool(!q.Newest), ExclusiveStartKey: q.After}
	if q.Index == "" {
		in.ConsistentRead = aws.Bool(true)
	} else {
		in.IndexName = &q.Index
		n := q.Index[len("GSI"):]
		pk, sk = "g"+n+"pk", "g"+n+"sk"
	}
	if q.Limit > 0 {
		in.Limit = &q.Limit
	}
	cond := "#p = :p"
	in.ExpressionAttributeNames = map[string]string{"#p": pk}
	in.ExpressionAttributeValues = map[string]types.AttributeValue{":p": &types.AttributeValueMemberS{Value: q.PK}}
	bound := func(expr string, vals map[string]string) {
		cond += expr
		in.ExpressionAttributeNames["#s"] = sk
		for n, v := range vals {
			in.ExpressionAttributeValues[n] = &types.AttributeValueMemberS{Value: v}
		}
	}
	switch {
	case q.From != "" && q.To != "":
		bound(" AND #s BETWEEN :f AND :t", map[string]string{":f": q.From, ":t": q.To})
	case q.From != "":
		bound(" AND #s >= :f", map[string]string{":f": q.From})
	case q.To != "":
		bound(" AND #s <= :t", map[string]string{":t": q.To})
	}
	in.KeyConditionExpression = &cond
	out, err := t.db.Query(ctx, in)
	if err != nil {
		return Page{}, sorted("query", err)
	}
	return Page{Rows: out.Items, Next: out.LastEvaluatedKey}, nil
}

// All reads every page of q.
func (t *Table) All(ctx context.Context, q Query) ([]Row, error) {
	var rows []Row
	for {
		p, err := t.Query(ctx, q)
		if err != nil {
			return nil, err
		}
		rows = append(rows, p.Rows...)
		if p.Next == nil {
			return rows, nil
		}
		q.After = p.Next
	}
}

// ReadAll is All, each row read by of. The list is empty where there is none.
func ReadAll[T any](ctx context.Context, t *Table, q Query, of func(Row) (T, error)) ([]T, error) {
	rows, err := t.All(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]T, len(rows))
	for i, row := range rows {
		if list[i], err = of(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Within bounds q to the sort keys that begin with prefix, which must end in
// a character of plain ASCII.
func (q Query) Within(prefix string) Query {
	q.From, q.To = prefix, prefix+"\uffff"
	return q
}

// Start makes the start key of a query on an index from its row's keys, so
// that a cursor need only carry a sort key and the partition comes from the
// caller.
func Start(index string, indexPK, indexSK string, k Key) Row {
	n := index[len("GSI"):]
	r := k.row()
	r["g"+n+"pk"] = &types.AttributeValueMemberS{Value: indexPK}
	r["g"+n+"sk"] = &types.AttributeValueMemberS{Value: indexSK}
	return r
}

// From makes the start key of a query on the table itself.
func From(k Key) Row { return k.row() }

// KeyOf gives the key of r.
func KeyOf(r Row) Key { return keyOf(r) }

// Text gives the string attribute name of r; "" where there is none.
func Text(r Row, name string) string { return text(r[name]) }

// Into fills the struct that to points at from r, by its dynamodbav tags.
func Into(r Row, to any) error { return attributevalue.UnmarshalMap(r, to) }

// Value fills what to points at from one attribute.
func Value(v types.AttributeValue, to any) error { return attributevalue.Unmarshal(v, to) }
