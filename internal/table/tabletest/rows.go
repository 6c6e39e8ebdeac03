package tabletest

import (
	"context"
	"slices"
	"sync"
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

// fillers is how many batches Fill writes at once.
const fillers = 4

// Fill puts rows into the table called name, many at a time: 100,000 take the
// local engine about a quarter of a minute.
func Fill(t testing.TB, name string, rows []table.Row) {
	t.Helper()
	to := On(t, name, nil)
	var all sync.WaitGroup
	for part := range slices.Chunk(rows, max(1, (len(rows)+fillers-1)/fillers)) {
		all.Go(func() {
			if err := to.Fill(context.Background(), part); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
