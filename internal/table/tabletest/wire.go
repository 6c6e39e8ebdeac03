package tabletest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"tierce/internal/local/engine"
)

// Call is one call of the SDK, whatever number of attempts it took, with the
// capacity units that the engine says it consumed.
type Call struct {
	Operation string // TransactWriteItems
	Units     float64
}

// reads tells whether the units are read units.
func (c Call) reads() bool {
	switch c.Operation {
	case "GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems":
		return true
	}
	return false
}

// Wire is the wire between the SDK and the engine (see On). It counts calls
// and units, and breaks what the test asks for. It is for the calls of one
// operation at a time: break is numbered by calls, from 0.
type Wire struct {
	// Break says what happens to an attempt (from 0) of a call; nil breaks
	// nothing.
	Break func(call, attempt int, operation string) Fault
	// Before runs before a call's first attempt; nil does nothing.
	Before func(call int)

	mu       sync.Mutex
	calls    []Call
	numbers  map[string]int // calls by the SDK's own name for them
	attempts map[string]int
}

// Calls gives the calls so far, in their order.
func (w *Wire) Calls() []Call {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Call(nil), w.calls...)
}

// Count gives how many calls there were since the last Count, and their read
// and write units, and begins anew.
func (w *Wire) Count() (calls int, read, write float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.calls {
		if c.reads() {
			read += c.Units
		} else {
			write += c.Units
		}
	}
	calls = len(w.calls)
	w.calls, w.numbers = nil, nil
	return calls, read, write
}

// RoundTrip is http.RoundTripper's, to the engine.
func (w *Wire) RoundTrip(r *http.Request) (*http.Response, error) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return w.carry(r, operation, engine.Transport)
}

// Mail gives the wire to SES, whose calls are numbered together with the
// engine's.
func (w *Wire) Mail(post http.RoundTripper) http.RoundTripper { return mail{w, post} }

type mail struct {
	*Wire
	post http.RoundTripper
}

func (m mail) RoundTrip(r *http.Request) (*http.Response, error) {
	return m.carry(r, "SendRawEmail", m.post)
}

func (w *Wire) carry(r *http.Request, operation string, to http.RoundTripper) (*http.Response, error) {
	body, err := asking(r)
	if err != nil {
		return nil, err
	}
	call, f := w.meet(r.Header.Get("Amz-Sdk-Invocation-Id"), operation)
	if a := f.instead(r, operation, body); a != nil {
		return a, nil
	}
	if f == Cut {
		return nil, errCut
	}
	answer, err := to.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if err := w.weigh(call, answer); err != nil {
		return nil, err
	}
	if f == Lost {
		return nil, errCut
	}
	return answer, nil
}

var errCut = errors.New("tabletest: the wire is cut")

// meet counts a request, and says what happens to it.
func (w *Wire) meet(invocation, operation string) (call int, f Fault) {
	call, attempt := w.number(invocation, operation)
	if w.Before != nil && attempt == 0 {
		w.Before(call)
	}
	if w.Break != nil {
		f = w.Break(call, attempt, operation)
	}
	return call, f
}

func (w *Wire) number(invocation, operation string) (call, attempt int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.numbers == nil {
		w.numbers, w.attempts = map[string]int{}, map[string]int{}
	}
	call, again := w.numbers[invocation]
	if !again {
		call = len(w.calls)
		w.numbers[invocation] = call
		w.calls = append(w.calls, Call{Operation: operation})
	}
	attempt = w.attempts[invocation]
	w.attempts[invocation]++
	return call, attempt
}

// asking makes a request ask for its consumed capacity, and gives its body. A
// local engine does not look at the signature.
func asking(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(body, []byte("{")) && !bytes.HasPrefix(body, []byte("{}")) {
		body = append([]byte(`{"ReturnConsumedCapacity":"TOTAL",`), body[1:]...)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return body, nil
}

// weigh reads the units that the answer names, and leaves it as it came.
func (w *Wire) weigh(call int, a *http.Response) error {
	body, err := io.ReadAll(a.Body)
	a.Body.Close()
	a.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil || a.StatusCode != http.StatusOK {
		return err
	}
	var said struct{ ConsumedCapacity json.RawMessage }
	if json.Unmarshal(body, &said) != nil || said.ConsumedCapacity == nil {
		return nil // SES
	}
	type units struct{ CapacityUnits float64 }
	several := make([]units, 1)
	if err := json.Unmarshal(said.ConsumedCapacity, &several); err != nil {
		several = make([]units, 1)
		if err := json.Unmarshal(said.ConsumedCapacity, &several[0]); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, u := range several {
		w.calls[call].Units += u.CapacityUnits
	}
	return nil
}
