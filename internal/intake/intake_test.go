package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/intake"
)

// room notes what it is told.
type room struct {
	heard []string
	fails error
}

func (r *room) Arrived(_ context.Context, key string) error {
	r.heard = append(r.heard, "arrived "+key)
	return r.fails
}

func (r *room) Scanned(_ context.Context, key string, clean bool, threat string) error {
	r.heard = append(r.heard, fmt.Sprintf("scanned %s %v %q", key, clean, threat))
	return r.fails
}

// The shapes that AWS's own pages show, with every field.
const created = `{
  "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created", "source": "aws.s3",
  "account": "111122223333", "time": "2030-01-31T08:00:00Z", "region": "eu-west-3", "resources": ["arn:aws:s3:::files"],
  "detail": {
    "version": "0", "event-version": "1.0",
    "bucket": {"name": "files"},
    "object": {"key": %q, "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "sequencer": "617f08299329d189"},
    "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "192.0.2.1", "reason": "PostObject"
  }}`

const scan = `{
  "version": "0", "id": "72c7d362-737a-6dce-fc78-9e27a0171419", "detail-type": "GuardDuty Malware Protection Object Scan Result", "source": "aws.guardduty",
  "account": "111122223333", "time": "2030-01-31T08:00:09Z", "region": "eu-west-3",
  "resources": ["arn:aws:guardduty:eu-west-3:111122223333:malware-protection-plan/b4c7f464ab3a4"],
  "detail": {
    "schemaVersion": "1.0", "scanStatus": %q, "resourceType": "S3_OBJECT",
    "s3ObjectDetails": {"bucketName": "files", "objectKey": %q, "eTag": "b1946ac92492d2347c6235b4d2611184", "versionId": null, "s3Throttled": false},
    "scanResultDetails": {"scanResultStatus": %q, "threats": %s}
  }}`

func hear(t *testing.T, r *room, event string) error {
	t.Helper()
	var e events.EventBridgeEvent
	if err := json.Unmarshal([]byte(event), &e); err != nil {
		t.Fatal(err)
	}
	return intake.Heard(r)(t.Context(), e)
}

func TestTheRoomHearsOfArrivalsAndVerdicts(t *testing.T) {
	const probe = "malware-protection-resource-validation-object"
	for event, want := range map[string]string{
		fmt.Sprintf(created, "d/one"):                                       "arrived d/one",
		fmt.Sprintf(created, "d/a b+é"):                                     "arrived d/a b+é", // EventBridge escapes nothing
		fmt.Sprintf(created, probe):                                         "",
		fmt.Sprintf(scan, "COMPLETED", "d/one", "NO_THREATS_FOUND", "null"): `scanned d/one true ""`,
		fmt.Sprintf(scan, "COMPLETED", "d/one", "THREATS_FOUND", `[{"name":"Trojan.A"},{"name":"Worm.B (a test)"}]`): `scanned d/one false "Trojan.A, Worm.B (a test)"`,
		fmt.Sprintf(scan, "COMPLETED", "d/one", "THREATS_FOUND", "null"):                                             `scanned d/one false "THREATS_FOUND"`,
		fmt.Sprintf(scan, "SKIPPED", "d/one", "UNSUPPORTED", "null"):                                                 `scanned d/one false ""`,
		fmt.Sprintf(scan, "SKIPPED", "d/one", "ACCESS_DENIED", "null"):                                               `scanned d/one false ""`,
		fmt.Sprintf(scan, "FAILED", "d/one", "FAILED", "null"):                                                       `scanned d/one false ""`,
		fmt.Sprintf(scan, "COMPLETED", probe, "NO_THREATS_FOUND", "null"):                                            "",
	} {
		r := &room{}
		if err := hear(t, r, event); err != nil {
			t.Errorf("%s: %v", event, err)
		}
		if got := fmt.Sprint(r.heard); got != fmt.Sprint([]string{want}) && !(want == "" && r.heard == nil) {
			t.Errorf("%s: %s", event, got)
		}
	}
}

// What cannot be read tells the room nothing, clean least of all, and ends in
// the failure queue.
func TestWhatCannotBeReadIsAnError(t *testing.T) {
	for _, event := range []string{
		`{}`,
		`{"detail-type": "Object Deleted", "detail": {"object": {"key": "d/one"}}}`,
		`{"detail-type": "Object Created"}`,
		`{"detail-type": "Object Created", "detail": {"object": {"key": ""}}}`,
		`{"detail-type": "Object Created", "detail": {"object": "d/one"}}`,
		`{"detail-type": "GuardDuty Malware Protection Object Scan Result", "detail": {"s3ObjectDetails": {"objectKey": "d/one"}}}`,
		fmt.Sprintf(scan, "COMPLETED", "", "NO_THREATS_FOUND", "null"),
		fmt.Sprintf(scan, "COMPLETED", "d/one", "no_threats_found", "null"),
		fmt.Sprintf(scan, "COMPLETED", "d/one", "SOMETHING_NEW", "null"),
		fmt.Sprintf(scan, "COMPLETED", "d/one", "NO_THREATS_FOUND", `"none"`),
	} {
		r := &room{}
		if err := hear(t, r, event); err == nil || r.heard != nil {
			t.Errorf("%s: %v, heard %q", event, err, r.heard)
		}
	}
}

func TestWhatTheRoomFailsOnComesAgain(t *testing.T) {
	r := &room{fails: errors.New("the table is away")}
	for _, event := range []string{fmt.Sprintf(created, "d/one"), fmt.Sprintf(scan, "COMPLETED", "d/one", "NO_THREATS_FOUND", "null")} {
		if err := hear(t, r, event); !errors.Is(err, r.fails) {
			t.Errorf("got %v", err)
		}
	}
}

func FuzzHeard(f *testing.F) {
	f.Add(intake.Created, `{"object":{"key":"d/one"}}`)
	f.Add(intake.Scanned, `{"s3ObjectDetails":{"objectKey":"d/one"},"scanResultDetails":{"scanResultStatus":"NO_THREATS_FOUND"}}`)
	f.Fuzz(func(t *testing.T, kind, detail string) {
		r := &room{}
		err := intake.Heard(r)(t.Context(), events.EventBridgeEvent{DetailType: kind, Detail: json.RawMessage(detail)})
		if err != nil && r.heard != nil || len(r.heard) > 1 {
			t.Errorf("%s %s: %v, heard %q", kind, detail, err, r.heard)
		}
	})
}
