package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// Position is where in a stream Follow begins.
type Position string

// Oldest hands over everything the stream still holds; Latest only what is
// written after Follow has found its place.
const (
	Oldest Position = Position(types.ShardIteratorTypeTrimHorizon)
	Latest Position = Position(types.ShardIteratorTypeLatest)
)

// pause is the time between two looks at the stream.
const pause = 100 * time.Millisecond

// patience is how long the stream may fail in a row before Follow gives up.
const patience = 10 * time.Second

// Follow plays the part of Lambda's stream trigger: it reads table's stream
// about every 100 ms and hands each shard's records, in order and at most 100
// at once, to each. Records carry EventName and Keys only. When each returns
// an error the same batch comes again after a pause; a record may therefore
// come more than once, never not at all. Follow returns nil when ctx ends, and
// an error when the table has no stream or the engine stays away for 10 s.
func Follow(ctx context.Context, url, table string, from Position, each func([]events.DynamoDBEventRecord) error) error {
	f := &follower{api: streams(url), shards: map[string]*place{}, each: each}
	found, err := Client(url, nil).DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &table})
	if err != nil {
		return ended(ctx, fmt.Errorf("stream of %s: %w", table, err))
	}
	if found.Table.LatestStreamArn == nil {
		return fmt.Errorf("stream of %s: the table has none", table)
	}
	f.arn = *found.Table.LatestStreamArn
	healthy := time.Now()
	for ; ; from = Oldest { // a shard that appears later is read from its start
		err := f.look(ctx, types.ShardIteratorType(from))
		switch {
		case err == nil:
			healthy = time.Now()
		case ctx.Err() != nil:
			return nil
		case time.Since(healthy) > patience:
			return fmt.Errorf("stream of %s: %w", table, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// follower is one reader of one stream.
type follower struct {
	api    *dynamodbstreams.Client
	arn    string
	shards map[string]*place
	each   func([]events.DynamoDBEventRecord) error
}

// place is how far a shard has been handed over.
type place struct {
	iterator *string // nil at the end of a closed shard
	last     *string // sequence number of the last record handed over
	start    types.ShardIteratorType
}

// look finds new shards and reads each shard to its end.
func (f *follower) look(ctx context.Context, from types.ShardIteratorType) error {
	if err := f.discover(ctx, from); err != nil {
		return err
	}
	for id, p := range f.shards {
		if err := f.drain(ctx, id, p); err != nil {
			return err
		}
	}
	return nil
}

func (f *follower) discover(ctx context.Context, from types.ShardIteratorType) error {
	in := &dynamodbstreams.DescribeStreamInput{StreamArn: &f.arn}
	for {
		out, err := f.api.DescribeStream(ctx, in)
		if err != nil {
			return err
		}
		for _, shard := range out.StreamDescription.Shards {
			if f.shards[*shard.ShardId] != nil {
				continue
			}
			p := &place{start: from}
			if err := f.aim(ctx, *shard.ShardId, p); err != nil {
				return err
			}
			f.shards[*shard.ShardId] = p
		}
		if out.StreamDescription.LastEvaluatedShardId == nil {
			return nil
		}
		in.ExclusiveStartShardId = out.StreamDescription.LastEvaluatedShardId
	}
}

// aim gets an iterator just after the last record handed over, or at the
// shard's start for this follower.
func (f *follower) aim(ctx context.Context, id string, p *place) error {
	in := &dynamodbstreams.GetShardIteratorInput{StreamArn: &f.arn, ShardId: &id, ShardIteratorType: p.start}
	if p.last != nil {
		in.ShardIteratorType, in.SequenceNumber = types.ShardIteratorTypeAfterSequenceNumber, p.last
	}
	out, err := f.api.GetShardIterator(ctx, in)
	if err != nil {
		return err
	}
	p.iterator = out.ShardIterator
	return nil
}

// drain hands over what a shard holds now.
func (f *follower) drain(ctx context.Context, id string, p *place) error {
	for p.iterator != nil {
		out, err := f.api.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: p.iterator, Limit: aws.Int32(100)})
		var old *types.ExpiredIteratorException
		var trimmed *types.TrimmedDataAccessException
		if errors.As(err, &old) || errors.As(err, &trimmed) {
			if trimmed != nil {
				p.last, p.start = nil, types.ShardIteratorTypeTrimHorizon
			}
			return f.aim(ctx, id, p)
		}
		if err != nil {
			return err
		}
		if len(out.Records) == 0 {
			p.iterator = out.NextShardIterator
			return nil
		}
		if f.each(f.event(out.Records)) != nil {
			return nil // the iterator stands: the same batch comes again
		}
		p.iterator, p.last = out.NextShardIterator, out.Records[len(out.Records)-1].Dynamodb.SequenceNumber
	}
	return nil
}

// event writes records as Lambda would hand them over.
func (f *follower) event(records []types.Record) []events.DynamoDBEventRecord {
	all := make([]events.DynamoDBEventRecord, 0, len(records))
	for _, r := range records {
		keys := map[string]events.DynamoDBAttributeValue{}
		for name, value := range r.Dynamodb.Keys {
			switch v := value.(type) {
			case *types.AttributeValueMemberS:
				keys[name] = events.NewStringAttribute(v.Value)
			case *types.AttributeValueMemberN:
				keys[name] = events.NewNumberAttribute(v.Value)
			case *types.AttributeValueMemberB:
				keys[name] = events.NewBinaryAttribute(v.Value)
			}
		}
		all = append(all, events.DynamoDBEventRecord{
			AWSRegion:      Region,
			EventID:        aws.ToString(r.EventID),
			EventName:      string(r.EventName),
			EventSource:    "aws:dynamodb",
			EventVersion:   aws.ToString(r.EventVersion),
			EventSourceArn: f.arn,
			Change: events.DynamoDBStreamRecord{
				Keys:           keys,
				SequenceNumber: aws.ToString(r.Dynamodb.SequenceNumber),
				StreamViewType: string(types.StreamViewTypeKeysOnly),
			},
		})
	}
	return all
}

func streams(url string) *dynamodbstreams.Client {
	return dynamodbstreams.New(dynamodbstreams.Options{
		Region:       Region,
		BaseEndpoint: aws.String(url),
		Credentials:  credentials(),
		HTTPClient:   &http.Client{Transport: Transport},
		Retryer:      impatient(),
	})
}

// ended is nil where err only says that ctx is over.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
