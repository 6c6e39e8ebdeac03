package tabletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// Fault is something that goes wrong with a call.
type Fault int

// The faults. What AWS does and the local engine never would is among them.
const (
	None        Fault = iota
	Refused           // AWS says no (a right that is missing): nothing happened
	Lost              // it was done, and its reply is lost
	Throttled         // AWS asks to slow down: nothing happened
	Broken            // AWS fails with a 500: nothing happened
	Conflict          // another transaction holds a row: nothing happened
	Unprocessed       // a batch is left as it is, for the caller to ask again
	Cut               // the call never gets out
)

// Faults are all that an operation may meet, apart from Cut.
var Faults = []Fault{Refused, Lost, Throttled, Broken, Conflict, Unprocessed}

func (f Fault) String() string {
	return [...]string{"none", "refused", "lost", "throttled", "broken", "conflict", "unprocessed", "cut"}[f]
}

// Meets tells whether AWS gives such an answer to operation.
func (f Fault) Meets(operation string) bool {
	switch f {
	case Conflict:
		return slices.Contains([]string{"TransactWriteItems", "TransactGetItems", "PutItem", "UpdateItem", "DeleteItem"}, operation)
	case Unprocessed:
		return strings.HasPrefix(operation, "Batch")
	}
	return true
}

// instead gives the answer that comes instead of the engine's; nil where it
// is the engine's turn.
func (f Fault) instead(r *http.Request, operation string, body []byte) *http.Response {
	if operation == "SendRawEmail" {
		return f.fromSES(r)
	}
	const aws = "com.amazonaws.dynamodb.v20120810#"
	switch f {
	case Refused:
		return says(r, 400, `{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"not authorized"}`)
	case Throttled:
		return says(r, 400, `{"__type":"`+aws+`ProvisionedThroughputExceededException","message":"slow down"}`)
	case Broken:
		return says(r, 500, `{"__type":"`+aws+`InternalServerError","message":"internal error"}`)
	case Conflict:
		if strings.HasPrefix(operation, "Transact") {
			return says(r, 400, `{"__type":"`+aws+`TransactionCanceledException","Message":"cancelled","CancellationReasons":[`+reasons(body)+`]}`)
		}
		return says(r, 400, `{"__type":"`+aws+`TransactionConflictException","message":"a transaction is under way"}`)
	case Unprocessed:
		return says(r, 200, unprocessed(operation, body))
	}
	return nil
}

func (f Fault) fromSES(r *http.Request) *http.Response {
	const no = `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error><RequestId>injected</RequestId></ErrorResponse>`
	switch f {
	case Refused:
		return says(r, 403, fmt.Sprintf(no, "AccessDenied"))
	case Throttled:
		return says(r, 400, fmt.Sprintf(no, "Throttling"))
	case Broken:
		return says(r, 500, fmt.Sprintf(no, "InternalFailure"))
	}
	return nil
}

// reasons blames the last item of a transaction.
func reasons(body []byte) string {
	var in struct{ TransactItems []json.RawMessage }
	_ = json.Unmarshal(body, &in) // the SDK wrote it
	return strings.Repeat(`{"Code":"None"},`, len(in.TransactItems)-1) + `{"Code":"TransactionConflict","Message":"a transaction is under way"}`
}

func unprocessed(operation string, body []byte) string {
	var in struct{ RequestItems json.RawMessage }
	_ = json.Unmarshal(body, &in) // the SDK wrote it
	if operation == "BatchGetItem" {
		return fmt.Sprintf(`{"Responses":{},"UnprocessedKeys":%s}`, in.RequestItems)
	}
	return fmt.Sprintf(`{"UnprocessedItems":%s}`, in.RequestItems)
}

func says(r *http.Request, status int, body string) *http.Response {
	return &http.Response{Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}, "X-Amzn-Requestid": {"injected"}},
		Body:   io.NopCloser(bytes.NewReader([]byte(body))), ContentLength: int64(len(body)), Request: r}
}
