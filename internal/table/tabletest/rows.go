package tabletest

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"tierce/internal/local/engine"
	"tierce/internal/table"
)

// Rows gives every row of the table called name, as a test may and a request
// never does.
func Rows(t testing.TB, name string) []table.Row {
	t.Helper()
	var rows []table.Row
	p := dynamodb.NewScanPaginator(engine.Client(Endpoint(t), nil), &dynamodb.ScanInput{TableName: &name, ConsistentRead: new(true)})
	for p.HasMorePages() {
		page, err := p.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, page.Items...)
	}
	return rows
}
