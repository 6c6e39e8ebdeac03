// Package engine runs a DynamoDB-compatible engine beside the program, for
// `make run` and for tests: the same requests as AWS, on one machine, with the
// rows in a file or in memory. The binary is pinned by package-lock.json.
//
// What the engine does not do, and AWS does: it never deletes rows by TTL, it
// never answers TransactionConflict, and its index reads are never stale.
// Nothing may depend on any of these.
package engine

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"tierce/internal/local/child"
)

// binary is where `npm ci` puts the engine, under the repository's root.
const binary = "node_modules/@dynoxide/linux-x64/dynoxide"

// Engine is one running engine. It ends with Stop, or with this process.
type Engine struct {
	*child.Child
	url string
}

// Start runs an engine on a free port of 127.0.0.1 and returns once it
// answers. Its rows live in the SQLite file dbPath, whose folder must exist;
// "" keeps them in memory. ctx bounds the start only: a running engine ends by
// Stop, so that requests in flight can finish after an interrupt.
func Start(ctx context.Context, dbPath string) (*Engine, error) {
	path, err := child.Find(binary, "run `npm ci`")
	if err != nil {
		return nil, fmt.Errorf("engine: the DynamoDB engine is missing: %w", err)
	}
	// Another program may take the port between our asking and the engine's.
	for attempt := 1; ; attempt++ {
		e, err := start(ctx, path, dbPath)
		if err == nil || attempt == 3 || ctx.Err() != nil {
			return e, err
		}
	}
}

// URL is the endpoint, such as http://127.0.0.1:41873.
func (e *Engine) URL() string { return e.url }

func start(ctx context.Context, path, dbPath string) (*Engine, error) {
	port, err := child.FreePort()
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	args := []string{"serve", "--host", "127.0.0.1", "--port", strconv.Itoa(port)}
	if dbPath != "" {
		args = append(args, "--db-path", dbPath)
	}
	c, err := child.Start(path, nil, args...)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	e := &Engine{Child: c, url: "http://127.0.0.1:" + strconv.Itoa(port)}
	if err := e.Await(ctx, e.answers); err != nil {
		return nil, fmt.Errorf("engine %w", err)
	}
	return e, nil
}

func (e *Engine) answers(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, e.url, nil)
	if err != nil {
		return false
	}
	request.Close = true
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}
