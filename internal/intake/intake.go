// Package intake reads what S3 and GuardDuty say of uploads, as EventBridge
// hands it over, and tells it to the room that keeps documents. It decides
// nothing about them.
package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// Room is told of each object of the bucket. Events come at least once, in any
// order, and late: for an object that is gone, for one that was replaced, the
// verdict before the arrival.
type Room interface {
	// Arrived says that there is an object under key, or another one.
	Arrived(ctx context.Context, key string) error
	// Scanned says what the malware scan of it found: nothing where clean,
	// else threat, by its name. Neither clean nor a threat is a file that could
	// not be looked into, such as an archive with a password.
	Scanned(ctx context.Context, key string, clean bool, threat string) error
}

// Heard is the function's handler. What it cannot read, and what the room
// fails on, is an error: Lambda comes again with it, then keeps it in the
// failure queue.
func Heard(r Room) func(context.Context, events.EventBridgeEvent) error {
	return func(ctx context.Context, e events.EventBridgeEvent) error {
		switch e.DetailType {
		case Created:
			return arrived(ctx, r, e.Detail)
		case Scanned:
			return scanned(ctx, r, e.Detail)
		}
		return fmt.Errorf("intake: an event of type %q", e.DetailType)
	}
}

// The types of events that intake hears; template.yaml asks for these.
const (
	Created = "Object Created"
	Scanned = "GuardDuty Malware Protection Object Scan Result"
)

// probe is the object by which GuardDuty tries whether it may scan the bucket.
const probe = "malware-protection-resource-validation-object"

// Creation is what S3 says of a new object, as far as intake reads it.
type Creation struct {
	Object struct {
		Key string `json:"key"`
	} `json:"object"`
}

func arrived(ctx context.Context, r Room, detail json.RawMessage) error {
	var c Creation
	if err := json.Unmarshal(detail, &c); err != nil {
		return fmt.Errorf("intake: %s: %w", Created, err)
	}
	switch c.Object.Key {
	case "":
		return fmt.Errorf("intake: %s: no object is named", Created)
	case probe:
		return nil
	}
	return r.Arrived(ctx, c.Object.Key)
}

// Verdict is what GuardDuty says of a scanned object, as far as intake reads it.
type Verdict struct {
	Object struct {
		Key string `json:"objectKey"`
	} `json:"s3ObjectDetails"`
	Result struct {
		Status  Status   `json:"scanResultStatus"`
		Threats []Threat `json:"threats"`
	} `json:"scanResultDetails"`
}

// Threat is one that a scan found.
type Threat struct {
	Name string `json:"name"`
}

// Status is how a scan ended.
type Status string

// The ends of a scan that there are.
const (
	Clean       Status = "NO_THREATS_FOUND"
	Infected    Status = "THREATS_FOUND"
	Unsupported Status = "UNSUPPORTED"   // a password, too large, too many files in it
	Denied      Status = "ACCESS_DENIED" // GuardDuty's role may not read it
	Broken      Status = "FAILED"        // GuardDuty's own fault
)

func scanned(ctx context.Context, r Room, detail json.RawMessage) error {
	var v Verdict
	if err := json.Unmarshal(detail, &v); err != nil {
		return fmt.Errorf("intake: %s: %w", Scanned, err)
	}
	switch v.Object.Key {
	case "":
		return fmt.Errorf("intake: %s: no object is named", Scanned)
	case probe:
		return nil
	}
	switch v.Result.Status {
	case Clean, Infected, Unsupported:
	case Denied, Broken: // the file stays closed, and somebody has to look
		slog.ErrorContext(ctx, "scan failed", "object", v.Object.Key, "status", string(v.Result.Status))
	default:
		return fmt.Errorf("intake: a scan that ended as %q", v.Result.Status)
	}
	return r.Scanned(ctx, v.Object.Key, v.Result.Status == Clean, v.threat())
}

// threat names what was found, never empty where something was.
func (v Verdict) threat() string {
	if v.Result.Status != Infected {
		return ""
	}
	var names []string
	for _, t := range v.Result.Threats {
		names = append(names, t.Name)
	}
	if all := strings.Join(names, ", "); all != "" {
		return all
	}
	return string(Infected)
}
