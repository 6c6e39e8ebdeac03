// Package tabletest gives tests a table of their own on a real engine: the
// one that AWS_ENDPOINT_URL_DYNAMODB names, or the one that `npm ci` fetched,
// started once for each test program.
package tabletest

import (
	"context"
	"net/http"
	"os"
	"sync"
	"testing"

	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/table"
)

var endpoint = sync.OnceValues(func() (string, error) {
	if url := os.Getenv("AWS_ENDPOINT_URL_DYNAMODB"); url != "" {
		return url, nil
	}
	e, err := engine.Start(context.Background(), "") // dies with the test program
	if err != nil {
		return "", err
	}
	return e.URL(), nil
})

// Endpoint gives the engine's URL.
func Endpoint(t testing.TB) string {
	t.Helper()
	url, err := endpoint()
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// New makes an empty table.
func New(t testing.TB) *table.Table { return On(t, Name(t), nil) }

// Name makes an empty table and gives its name, for tests that reach it in
// several ways. It has no stream: who follows one makes the table as the
// product does, and on the local engine each write to a table with a stream
// takes longer the more were written before it.
func Name(t testing.TB) string {
	t.Helper()
	name := "test-" + id.New()
	in := table.Schema(name)
	in.StreamSpecification = nil
	if _, err := engine.Client(Endpoint(t), nil).CreateTable(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return name
}

// On gives the table called name, every call of which goes through transport
// (nil for the usual one).
func On(t testing.TB, name string, transport http.RoundTripper) *table.Table {
	t.Helper()
	return table.New(engine.Client(Endpoint(t), transport), name)
}
