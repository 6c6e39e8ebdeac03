package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/local/engine"
)

// seen follows url's stream and gives each batch as "EVENT key" lines. refuse
// says how many batches fail at first.
func seen(t *testing.T, url string, from engine.Position, refuse int) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	lines, done := make(chan string, 1000), make(chan error, 1)
	go func() {
		done <- engine.Follow(ctx, url, name, from, func(records []events.DynamoDBEventRecord) error {
			if refuse > 0 {
				refuse--
				return errors.New("not now")
			}
			for _, r := range records {
				if len(r.Change.Keys) != 1 || r.Change.NewImage != nil || r.Change.OldImage != nil {
					t.Errorf("more than keys: %+v", r.Change)
				}
				lines <- r.EventName + " " + r.Change.Keys["pk"].String()
			}
			return nil
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return lines
}

func expect(t *testing.T, lines <-chan string, want ...string) {
	t.Helper()
	var got []string
	for len(got) < len(want) {
		select {
		case line := <-lines:
			got = append(got, line)
		case <-time.After(5 * time.Second):
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestFollowHandsOverEveryChangeInOrder(t *testing.T) {
	url := started(t, "").URL()
	db := engine.Client(url, nil)
	createTable(t, db)
	put(t, db, "a", "b")
	lines := seen(t, url, engine.Oldest, 0)
	expect(t, lines, "INSERT a", "INSERT b")

	item := row("a")
	item["secret"] = &types.AttributeValueMemberS{Value: "changed"}
	_, err := db.TransactWriteItems(t.Context(), &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: aws.String(name), Item: item}},
		{Delete: &types.Delete{TableName: aws.String(name), Key: row("b")}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, lines, "MODIFY a", "REMOVE b")
}

func TestFollowFromLatestLeavesThePast(t *testing.T) {
	url := started(t, "").URL()
	db := engine.Client(url, nil)
	createTable(t, db)
	put(t, db, "past")
	lines := seen(t, url, engine.Latest, 0)
	time.Sleep(300 * time.Millisecond) // until it has found its place
	put(t, db, "new")
	expect(t, lines, "INSERT new")
}

func TestFollowRepeatsABatchThatFailed(t *testing.T) {
	url := started(t, "").URL()
	db := engine.Client(url, nil)
	createTable(t, db)
	put(t, db, "a", "b")
	expect(t, seen(t, url, engine.Oldest, 2), "INSERT a", "INSERT b")
}

func TestFollowReadsMoreThanOneBatch(t *testing.T) {
	url := started(t, "").URL()
	db := engine.Client(url, nil)
	createTable(t, db)
	var want []string
	for i := range 250 {
		key := fmt.Sprintf("row %03d", i)
		put(t, db, key)
		want = append(want, "INSERT "+key)
	}
	expect(t, seen(t, url, engine.Oldest, 1), want...)
}

func TestAStreamSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table.db")
	first := started(t, path)
	db := engine.Client(first.URL(), nil)
	createTable(t, db)
	put(t, db, "before")
	first.Stop()

	url := started(t, path).URL()
	lines := seen(t, url, engine.Oldest, 0)
	put(t, engine.Client(url, nil), "after")
	expect(t, lines, "INSERT before", "INSERT after")
}

func TestFollowNeedsAStream(t *testing.T) {
	err := engine.Follow(t.Context(), started(t, "").URL(), "nothing", engine.Oldest, nil)
	if err == nil {
		t.Fatal("followed a table that is not there")
	}
}
