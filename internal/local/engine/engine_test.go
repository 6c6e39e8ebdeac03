package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/local/engine"
)

const name = "rows"

func started(t *testing.T, dbPath string) *engine.Engine {
	t.Helper()
	e, err := engine.Start(t.Context(), dbPath)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Stop)
	return e
}

// createTable makes a table of one string key with a KEYS_ONLY stream.
func createTable(t *testing.T, db *dynamodb.Client) {
	t.Helper()
	_, err := db.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            aws.String(name),
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("pk"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("pk"), KeyType: types.KeyTypeHash}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeKeysOnly},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func row(key string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"pk": &types.AttributeValueMemberS{Value: key}}
}

func put(t *testing.T, db *dynamodb.Client, keys ...string) {
	t.Helper()
	for _, key := range keys {
		item := row(key)
		item["secret"] = &types.AttributeValueMemberS{Value: "not for the stream"}
		if _, err := db.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String(name), Item: item}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRowsSurviveARestartInAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table.db")
	first := started(t, path)
	db := engine.Client(first.URL(), nil)
	createTable(t, db)
	put(t, db, "kept")
	first.Stop()
	first.Stop() // twice is once

	db = engine.Client(started(t, path).URL(), nil)
	got, err := db.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: aws.String(name), Key: row("kept"), ConsistentRead: aws.Bool(true)})
	if err != nil || got.Item == nil {
		t.Fatalf("row after a restart: %v, %v", got, err)
	}
}

func TestTwoEnginesAtOnceShareNothing(t *testing.T) {
	one, two := started(t, ""), started(t, "")
	createTable(t, engine.Client(one.URL(), nil))
	list, err := engine.Client(two.URL(), nil).ListTables(t.Context(), &dynamodb.ListTablesInput{})
	if err != nil || len(list.TableNames) != 0 {
		t.Fatalf("tables of the other engine: %v, %v", list, err)
	}
}

func TestAMissingBinarySaysWhatToRun(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module elsewhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	_, err := engine.Start(t.Context(), "")
	if err == nil || !strings.Contains(err.Error(), "npm ci") || strings.Contains(err.Error(), "\n") {
		t.Fatalf("got %v", err)
	}
}

func TestAnImpossibleFileSaysWhy(t *testing.T) {
	_, err := engine.Start(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder", "table.db"))
	if err == nil || !strings.Contains(err.Error(), "engine ended") {
		t.Fatalf("got %v", err)
	}
}

func TestACancelledStartEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := engine.Start(ctx, ""); err == nil {
		t.Fatal("started")
	}
}
