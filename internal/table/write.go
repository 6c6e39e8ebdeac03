package table

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Op is one write or check of a transaction.
type Op struct {
	item   types.TransactWriteItem
	key    Key
	change *Change // of an update, or of a check, which has conditions only
	err    error
}

// Change is an update of one row: what is set, added to and removed, and the
// conditions under which. Attribute names may be paths (`org_x.since`).
type Change struct {
	Set    map[string]any
	Add    map[string]int
	Remove []string
	If     []Cond
}

// Commit writes all of ops, or nothing, in one transaction. The SDK's token
// makes its own retries one transaction. Conditions that do not hold give
// *Failed with their places, a row in another transaction ErrConflict.
// Updates and checks of one row are made one, in the place of the first.
func (t *Table) Commit(ctx context.Context, ops ...Op) error {
	ops = folded(ops)
	items := make([]types.TransactWriteItem, len(ops))
	for i, op := range ops {
		if op.err != nil {
			return fmt.Errorf("table: operation %d: %w", i, op.err)
		}
		items[i] = op.item
		t.bind(&items[i])
	}
	_, err := t.db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items})
	return sorted("commit", err)
}

// folded makes one of the updates and checks of each row: the engine takes one
// operation a row.
func folded(ops []Op) []Op {
	var list []Op
	place := map[Key]int{}
	for _, op := range ops {
		n, met := place[op.key]
		switch {
		case op.change == nil:
			list = append(list, op)
		case !met:
			place[op.key] = len(list)
			list = append(list, op)
		default:
			list[n] = list[n].and(op)
		}
	}
	return list
}

// and is both op and next, on their one row.
func (op Op) and(next Op) Op {
	c := Change{Set: maps.Clone(op.change.Set), Add: maps.Clone(op.change.Add),
		Remove: slices.Clone(op.change.Remove), If: slices.Concat(op.change.If, next.change.If)}
	for name, v := range next.change.Set {
		if c.Set == nil {
			c.Set = map[string]any{}
		}
		c.Set[name] = v
	}
	for name, n := range next.change.Add {
		if c.Add == nil {
			c.Add = map[string]int{}
		}
		c.Add[name] += n
	}
	for _, name := range next.change.Remove {
		if !slices.Contains(c.Remove, name) {
			c.Remove = append(c.Remove, name)
		}
	}
	both := Update(op.key, c)
	if len(c.Set)+len(c.Add)+len(c.Remove) == 0 {
		both = Check(op.key, c.If...)
	}
	if both.err == nil {
		both.err = errors.Join(op.err, next.err)
	}
	return both
}

// bind names the table in the one part that the item has.
func (t *Table) bind(i *types.TransactWriteItem) {
	switch {
	case i.Put != nil:
		i.Put.TableName = &t.name
	case i.Update != nil:
		i.Update.TableName = &t.name
	case i.Delete != nil:
		i.Delete.TableName = &t.name
	case i.ConditionCheck != nil:
		i.ConditionCheck.TableName = &t.name
	}
}

// Write makes one write by itself, at half the price of a transaction. A lost
// reply may come back as one's own failed condition: the caller must be able
// to recognise its own row.
func (t *Table) Write(ctx context.Context, op Op) error {
	_, err := t.write(ctx, op)
	return err
}

// Take makes one update by itself and gives the row as it is afterwards.
func (t *Table) Take(ctx context.Context, op Op) (Row, error) { return t.write(ctx, op) }

// write makes one write, again where another transaction holds the row: the
// engine looks at the conditions anew each time.
func (t *Table) write(ctx context.Context, op Op) (row Row, err error) {
	if op.err != nil {
		return nil, op.err
	}
	err = Again(ctx, func() error {
		row, err = t.single(ctx, op)
		return err
	})
	return row, err
}

func (t *Table) single(ctx context.Context, op Op) (Row, error) {
	var err error
	var row Row
	switch i := op.item; {
	case i.Put != nil:
		_, err = t.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &t.name, Item: i.Put.Item,
			ConditionExpression: i.Put.ConditionExpression, ExpressionAttributeNames: i.Put.ExpressionAttributeNames,
			ExpressionAttributeValues: i.Put.ExpressionAttributeValues})
	case i.Update != nil:
		var out *dynamodb.UpdateItemOutput
		out, err = t.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &t.name, Key: i.Update.Key,
			UpdateExpression: i.Update.UpdateExpression, ConditionExpression: i.Update.ConditionExpression,
			ExpressionAttributeNames: i.Update.ExpressionAttributeNames, ExpressionAttributeValues: i.Update.ExpressionAttributeValues,
			ReturnValues: types.ReturnValueAllNew})
		if err == nil {
			row = out.Attributes
		}
	case i.Delete != nil:
		_, err = t.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &t.name, Key: i.Delete.Key,
			ConditionExpression: i.Delete.ConditionExpression, ExpressionAttributeNames: i.Delete.ExpressionAttributeNames,
			ExpressionAttributeValues: i.Delete.ExpressionAttributeValues})
	}
	return row, sorted("write", err)
}

// Put writes row, a struct with dynamodbav tags or a Row, whatever stood
// there, where conds hold.
func Put(row any, conds ...Cond) Op {
	item, err := Marshal(row)
	if err != nil {
		return Op{err: err}
	}
	var x expr
	cond := x.all(conds)
	return Op{item: types.TransactWriteItem{Put: &types.Put{Item: item, ConditionExpression: cond,
		ExpressionAttributeNames: x.names, ExpressionAttributeValues: x.values}}, err: x.err}
}

// Insert writes row where none stood.
func Insert(row any) Op { return Put(row, Absent("pk")) }

// Update changes the row of k.
func Update(k Key, c Change) Op {
	var x expr
	var parts []string
	section := func(word string, list []string) {
		if len(list) > 0 {
			parts = append(parts, word+" "+strings.Join(list, ", "))
		}
	}
	var set, add, remove []string
	for _, n := range sortedKeys(c.Set) {
		set = append(set, x.name(n)+" = "+x.value(c.Set[n]))
	}
	for _, n := range sortedKeys(c.Add) {
		add = append(add, x.name(n)+" "+x.value(c.Add[n]))
	}
	for _, n := range c.Remove {
		remove = append(remove, x.name(n))
	}
	section("SET", set)
	section("ADD", add)
	section("REMOVE", remove)
	update := strings.Join(parts, " ")
	cond := x.all(c.If)
	return Op{key: k, change: &c, item: types.TransactWriteItem{Update: &types.Update{Key: k.row(), UpdateExpression: &update, ConditionExpression: cond,
		ExpressionAttributeNames: x.names, ExpressionAttributeValues: x.values}}, err: x.err}
}

// Delete removes the row of k where conds hold.
func Delete(k Key, conds ...Cond) Op {
	var x expr
	cond := x.all(conds)
	return Op{item: types.TransactWriteItem{Delete: &types.Delete{Key: k.row(), ConditionExpression: cond,
		ExpressionAttributeNames: x.names, ExpressionAttributeValues: x.values}}, err: x.err}
}

// Check writes nothing and lets the transaction through only where conds hold
// on the row of k.
func Check(k Key, conds ...Cond) Op {
	var x expr
	cond := x.all(conds)
	return Op{key: k, change: &Change{If: conds}, item: types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{Key: k.row(), ConditionExpression: cond,
		ExpressionAttributeNames: x.names, ExpressionAttributeValues: x.values}}, err: x.err}
}

// Marshal turns a row's struct into a Row, leaving out empty values where its
// tags say so.
func Marshal(row any) (Row, error) {
	if r, ok := row.(Row); ok {
		return r, nil
	}
	return attributevalue.MarshalMap(row)
}

// Moved gives a copy of r that stands in the partition pk.
func Moved(r Row, pk string) Row {
	m := maps.Clone(r)
	m["pk"] = &types.AttributeValueMemberS{Value: pk}
	return m
}
