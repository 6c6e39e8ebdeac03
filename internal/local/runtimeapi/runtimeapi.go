// Package runtimeapi runs a real Lambda bootstrap on one machine: it plays the
// Runtime API that Lambda offers to a function, one invocation at a time. It
// catches what calls in the same process hide, such as work in init, base64
// bodies and cookies, and it measures the start.
package runtimeapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// version is the only version of the Runtime API there is.
const version = "/2018-06-01/runtime"

// life is how long one invocation may take, as the deadline tells the function.
const life = 30 * time.Second

// ErrEnded is the answer of Invoke when the bootstrap has ended.
var ErrEnded = errors.New("runtimeapi: the bootstrap has ended")

// Function is one running bootstrap. Invoke may be called from many
// goroutines; the invocations run one after another, as in one Lambda sandbox.
type Function struct {
	child   *exec.Cmd
	server  *http.Server
	started time.Duration
	first   sync.Once
	ready   chan struct{} // closed by the first /next
	ended   chan struct{} // closed when the child is gone
	output  bytes.Buffer  // what it printed; read after ended
	turn    chan struct{} // held by the invocation that runs
	work    chan task     // what /next hands over
	answers chan answer
	count   int // invocations so far; changed by the holder of turn
}

type task struct {
	id      string
	payload []byte
}

type answer struct {
	id   string
	body []byte
	err  error
}

// FunctionError is an error that the handler returned, as Lambda reports it.
type FunctionError struct {
	Type    string `json:"errorType"`
	Message string `json:"errorMessage"`
}

func (e *FunctionError) Error() string { return e.Type + ": " + e.Message }

// Run starts bootstrap with env ("NAME=value", nothing inherited) and returns
// when it first asks for work. An error carries what the bootstrap printed.
// ctx bounds the start only; Stop ends the function.
func Run(ctx context.Context, bootstrap string, env []string) (*Function, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("runtimeapi: %w", err)
	}
	f := &Function{
		child: exec.Command(bootstrap),
		ready: make(chan struct{}),
		ended: make(chan struct{}),
		turn:  make(chan struct{}, 1),
		work:  make(chan task),
		// One place, so that an answer nobody waits for any more blocks nothing.
		answers: make(chan answer, 1),
	}
	f.child.Env = append([]string{
		"AWS_LAMBDA_RUNTIME_API=" + listener.Addr().String(),
		"AWS_LAMBDA_FUNCTION_NAME=local", "AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256",
	}, env...)
	f.child.Stdout, f.child.Stderr = &f.output, &f.output
	f.child.SysProcAttr = tied()
	f.server = &http.Server{Handler: f.routes()}
	go f.server.Serve(listener)
	begun := time.Now()
	if err := f.start(); err != nil {
		f.server.Close()
		return nil, fmt.Errorf("runtimeapi: %w", err)
	}
	select {
	case <-f.ready:
		f.started = time.Since(begun)
		return f, nil
	case <-f.ended:
		err = ErrEnded
	case <-ctx.Done():
		err = ctx.Err()
	}
	f.Stop()
	return nil, fmt.Errorf("runtimeapi: %s never asked for work: %w\n%s", bootstrap, err, f.output.String())
}

// StartTime is the time from exec to the first request for work.
func (f *Function) StartTime() time.Duration { return f.started }

// Invoke hands payload to the function and returns its answer. An error that
// the handler returned is a *FunctionError.
func (f *Function) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	select {
	case f.turn <- struct{}{}:
	case <-f.ended:
		return nil, ErrEnded
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-f.turn }()
	f.count++
	t := task{id: strconv.Itoa(f.count), payload: payload}
	select {
	case f.work <- t:
	case <-f.ended:
		return nil, ErrEnded
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		select {
		case a := <-f.answers:
			if a.id == t.id { // else of an invocation given up
				return a.body, a.err
			}
		case <-f.ended:
			return nil, ErrEnded
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Stop ends the function at once, as Lambda may at any time. It returns what
// the function printed, and may be called more than once.
func (f *Function) Stop() string {
	_ = f.child.Process.Kill() // an error means that it has ended
	<-f.ended
	f.server.Close()
	return f.output.String()
}

// start runs the child and waits for its end on one locked thread, since the
// kernel ends the child with the thread that made it.
func (f *Function) start() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := f.child.Start()
		started <- err
		if err == nil {
			_ = f.child.Wait() // how it ended stands in its output
			close(f.ended)
		}
	}()
	return <-started
}

func (f *Function) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+version+"/invocation/next", f.next)
	mux.HandleFunc("POST "+version+"/invocation/{id}/response", f.take(nil))
	mux.HandleFunc("POST "+version+"/invocation/{id}/error", f.take(func(body []byte) error {
		e := &FunctionError{}
		if err := json.Unmarshal(body, e); err != nil {
			return fmt.Errorf("runtimeapi: unreadable error: %s", body)
		}
		return e
	}))
	return mux
}

func (f *Function) next(w http.ResponseWriter, r *http.Request) {
	f.first.Do(func() { close(f.ready) })
	select {
	case t := <-f.work:
		h := w.Header()
		h.Set("Lambda-Runtime-Aws-Request-Id", t.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(time.Now().Add(life).UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-3:000000000000:function:local")
		h.Set("Content-Type", "application/json")
		_, _ = w.Write(t.payload) // the bootstrap gone: Invoke sees it
	case <-r.Context().Done():
	}
}

// take passes an answer on; failure reads it as an error.
func (f *Function) take(failure func([]byte) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil && failure != nil {
			body, err = nil, failure(body)
		}
		select {
		case f.answers <- answer{id: r.PathValue("id"), body: body, err: err}:
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusAccepted)
	}
}
