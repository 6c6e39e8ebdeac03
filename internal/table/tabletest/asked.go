package tabletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"tierce/internal/local/engine"
)

// Permission is what one call asks of a role: the action, the resource as
// package template writes it (Table.Arn/index/GSI3), and the partition key of
// the row; no key where there is none.
type Permission struct{ Action, Resource, Key string }

// Asked is a transport that notes which permissions the calls through it ask
// for. Its zero value leads to the wire; To puts another transport behind it.
type Asked struct {
	To http.RoundTripper

	mu   sync.Mutex
	seen map[Permission]bool
}

// Permissions gives everything asked for so far.
func (a *Asked) Permissions() map[Permission]bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.seen)
}

// RoundTrip is http.RoundTripper's.
func (a *Asked) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := kept(r)
	if err != nil {
		return nil, err
	}
	_, operation, table := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	asks := ofMail
	switch {
	case toS3(r):
		asks = func(body []byte) ([]Permission, error) { return ofObject(r, body) }
	case r.Method == http.MethodDelete: // SES v2
		asks = func([]byte) ([]Permission, error) {
			return []Permission{{"ses:DeleteSuppressedDestination", "*", ""}}, nil
		}
	case table:
		asks = func(body []byte) ([]Permission, error) { return ofTable(operation, body) }
	}
	list, err := asks(body)
	if err != nil {
		return nil, err
	}
	a.note(list)
	to := a.To
	if to == nil {
		to = engine.Transport
	}
	answer, err := to.RoundTrip(r)
	a.note(absence(r, answer))
	return answer, err
}

func (a *Asked) note(list []Permission) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen == nil {
		a.seen = map[Permission]bool{}
	}
	for _, p := range list {
		a.seen[p] = true
	}
}

// kept reads a request's body and leaves it as it came.
func kept(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, err
}

// key is the partition key of a row, an item or a key alike.
type key struct {
	PK struct{ S string } `json:"pk"`
}

// tableAsk is what matters of a DynamoDB request, whichever it is.
type tableAsk struct {
	Key, Item                 *key
	IndexName                 string
	ExpressionAttributeValues map[string]struct{ S string }
	RequestItems              map[string]json.RawMessage
	TransactItems             []map[string]tableAsk
}

// ofTable reads a DynamoDB request. A transaction asks for each of its
// operations, a batch for each of its rows.
func ofTable(operation string, body []byte) ([]Permission, error) {
	var in tableAsk
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, fmt.Errorf("tabletest: %s: %w", operation, err)
	}
	resource := "Table.Arn"
	if in.IndexName != "" {
		resource += "/index/" + in.IndexName
	}
	on := func(action, key string) Permission { return Permission{"dynamodb:" + action, resource, key} }
	var all []Permission
	switch operation {
	case "GetItem", "UpdateItem", "DeleteItem":
		all = append(all, on(operation, in.Key.PK.S))
	case "PutItem":
		all = append(all, on(operation, in.Item.PK.S))
	case "Query":
		all = append(all, on(operation, in.ExpressionAttributeValues[":p"].S))
	case "BatchGetItem":
		for _, raw := range in.RequestItems {
			var rows struct{ Keys []key }
			if err := json.Unmarshal(raw, &rows); err != nil {
				return nil, err
			}
			for _, k := range rows.Keys {
				all = append(all, on(operation, k.PK.S))
			}
		}
	case "BatchWriteItem":
		for _, raw := range in.RequestItems {
			var rows []struct {
				PutRequest    struct{ Item key }
				DeleteRequest struct{ Key key }
			}
			if err := json.Unmarshal(raw, &rows); err != nil {
				return nil, err
			}
			for _, row := range rows {
				all = append(all, on(operation, row.PutRequest.Item.PK.S+row.DeleteRequest.Key.PK.S))
			}
		}
	case "TransactWriteItems", "TransactGetItems":
		for _, item := range in.TransactItems {
			for what, one := range item {
				k := one.Key
				if k == nil {
					k = one.Item
				}
				all = append(all, on(actions[what], k.PK.S))
			}
		}
	default: // Scan, DescribeTable…: whatever it touches, no role has it
		all = append(all, on(operation, ""))
	}
	return all, nil
}

// actions are what the parts of a transaction ask for.
var actions = map[string]string{"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
	"ConditionCheck": "ConditionCheckItem", "Get": "GetItem"}

// ofMail reads an SES request: sending asks about the sender's identity and
// the configuration set.
func ofMail(body []byte) ([]Permission, error) {
	in, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("tabletest: SES: %w", err)
	}
	const arn = "arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:"
	action := "ses:" + in.Get("Action")
	all := []Permission{{action, arn + "identity/" + in.Get("Source"), ""}}
	if set := in.Get("ConfigurationSetName"); set != "" {
		all = append(all, Permission{action, arn + "configuration-set/" + set, ""})
	}
	return all, nil
}
