// Package engine runs a DynamoDB-compatible engine beside the program, for
// `make run` and for tests: the same requests as AWS, on one machine, with the
// rows in a file or in memory. The binary is pinned by package-lock.json.
//
// What the engine does not do, and AWS does: it never deletes rows by TTL, it
// never answers TransactionConflict, and its index reads are never stale.
// Nothing may depend on any of these.
package engine

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// binary is where `npm ci` puts the engine, under the repository's root.
const binary = "node_modules/@dynoxide/linux-x64/dynoxide"

// grace is how long Stop waits for a clean end before it kills.
const grace = 5 * time.Second

// Engine is one running engine. It ends with Stop, or with this process.
type Engine struct {
	url    string
	child  *exec.Cmd
	ended  chan struct{} // closed once the child is gone
	failed error         // how it ended; read after ended
	output bytes.Buffer  // what it printed; read after ended
}

// Start runs an engine on a free port of 127.0.0.1 and returns once it
// answers. Its rows live in the SQLite file dbPath, whose folder must exist;
// "" keeps them in memory. ctx bounds the start only: a running engine ends by
// Stop, so that requests in flight can finish after an interrupt.
func Start(ctx context.Context, dbPath string) (*Engine, error) {
	path, err := find()
	if err != nil {
		return nil, err
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

// Done is closed when the engine has ended, by Stop or by itself.
func (e *Engine) Done() <-chan struct{} { return e.ended }

// Stop asks the engine to end, and kills it after five seconds. It may be
// called more than once.
func (e *Engine) Stop() {
	_ = e.child.Process.Signal(syscall.SIGTERM) // an error means that it has ended
	select {
	case <-e.ended:
	case <-time.After(grace):
		_ = e.child.Process.Kill()
		<-e.ended
	}
}

func start(ctx context.Context, path, dbPath string) (*Engine, error) {
	port, err := freePort()
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	args := []string{"serve", "--host", "127.0.0.1", "--port", strconv.Itoa(port)}
	if dbPath != "" {
		args = append(args, "--db-path", dbPath)
	}
	e := &Engine{
		url:   "http://127.0.0.1:" + strconv.Itoa(port),
		child: exec.Command(path, args...),
		ended: make(chan struct{}),
	}
	e.child.Stdout, e.child.Stderr = &e.output, &e.output
	e.child.SysProcAttr = tied()
	if err := e.run(); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	if err := e.await(ctx); err != nil {
		e.Stop()
		return nil, err
	}
	return e, nil
}

// run starts the child and waits for its end, both on one locked thread: the
// kernel ends the child with the thread that made it, and Go may let any other
// thread go.
func (e *Engine) run() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := e.child.Start()
		started <- err
		if err == nil {
			e.failed = e.child.Wait()
			close(e.ended)
		}
	}()
	return <-started
}

// await returns nil once the engine answers.
func (e *Engine) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		select {
		case <-e.ended:
			return fmt.Errorf("engine ended: %w: %s", e.failed, strings.TrimSpace(e.output.String()))
		case <-ctx.Done():
			return fmt.Errorf("engine does not answer at %s: %w", e.url, ctx.Err())
		case <-time.After(2 * time.Millisecond):
		}
		if e.answers(ctx) {
			return nil
		}
	}
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

// find looks for the binary under the nearest folder above that has a go.mod.
func find() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(dir, binary)
			if _, err := os.Stat(path); err != nil {
				return "", fmt.Errorf("engine: the DynamoDB engine is not at %s: run `npm ci` in %s", binary, dir)
			}
			return path, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("engine: no go.mod above %s: run this inside the repository", start)
		}
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
