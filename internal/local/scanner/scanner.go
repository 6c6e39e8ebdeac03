// Package scanner plays, on one machine, what stands on AWS between the bucket
// and intake: S3, which says by EventBridge that there is an object, and
// GuardDuty, which looks into it and says what it found. This one knows a
// single threat, the test file that every scanner knows.
package scanner

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/bucket"
	"tierce/internal/id"
	"tierce/internal/intake"
	"tierce/internal/local/objects"
)

// attempts is how often Lambda tries an event before it gives it up.
const attempts = 3

// Teller is intake's handler, or what leads to it.
type Teller = func(context.Context, events.EventBridgeEvent) error

// Watch tells each object that is made in the bucket called name of s, then
// the verdict on it. What tell fails on comes again after a pause, three times
// at most. It returns when ctx ends.
func Watch(ctx context.Context, s *objects.Store, name string, tell Teller) {
	b := objects.Bucket(s.URL(), name, nil)
	failed := map[string]int{}
	s.Follow(ctx, name, func(o objects.Object) error {
		err := told(ctx, b, o, tell)
		if err == nil || ctx.Err() != nil {
			delete(failed, o.Key)
			return err
		}
		failed[o.Key]++
		slog.Error("intake failed", "object", o.Key, "attempt", failed[o.Key], "error", err.Error())
		if failed[o.Key] < attempts {
			return err
		}
		delete(failed, o.Key)
		return nil
	})
}

// Look tells of each object that lies in the bucket called name of the store
// at url now, once, and of the verdict on it.
func Look(ctx context.Context, url, name string, tell Teller) error {
	there, err := objects.List(ctx, url, name)
	if err != nil {
		return err
	}
	b := objects.Bucket(url, name, nil)
	for _, o := range there {
		if err := told(ctx, b, o, tell); err != nil {
			return err
		}
	}
	return nil
}

func told(ctx context.Context, b *bucket.Bucket, o objects.Object, tell Teller) error {
	if err := tell(ctx, created(b.Name, o)); err != nil {
		return err
	}
	return judge(ctx, b, o, tell)
}

// judge tells what is in an object, unless it is gone by now.
func judge(ctx context.Context, b *bucket.Bucket, o objects.Object, tell Teller) error {
	body, _, err := b.Get(ctx, o.Key)
	if errors.Is(err, bucket.ErrAbsent) {
		return nil
	}
	if err != nil {
		return err
	}
	defer body.Close()
	content, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("scanner: %w", err)
	}
	return tell(ctx, verdict(b.Name, o, bytes.Contains(content, []byte(TestFile()))))
}

// TestFile is EICAR's harmless test file, which every scanner calls a threat.
// It is put together here, so that none finds this one.
func TestFile() string {
	return strings.Join([]string{`X5O!P%@AP[4\PZX54(P^)7CC)7}$`, "EICAR", "-STANDARD-ANTIVIRUS-", "TEST-FILE!", `$H+H*`}, "")
}

type fields = map[string]any

// created has S3's shape of the event.
func created(name string, o objects.Object) events.EventBridgeEvent {
	return event("aws.s3", intake.Created, fields{
		"version": "0", "bucket": fields{"name": name}, "reason": "PostObject",
		"object": fields{"key": o.Key, "size": o.Size, "etag": strings.Trim(o.ETag, `"`), "sequencer": id.New()},
	})
}

// verdict has GuardDuty's shape of the event.
func verdict(name string, o objects.Object, infected bool) events.EventBridgeEvent {
	result := fields{"scanResultStatus": intake.Clean, "threats": nil}
	if infected {
		result = fields{"scanResultStatus": intake.Infected, "threats": []fields{{"name": "EICAR-Test-File (not a virus)"}}}
	}
	return event("aws.guardduty", intake.Scanned, fields{
		"schemaVersion": "1.0", "scanStatus": "COMPLETED", "resourceType": "S3_OBJECT", "scanResultDetails": result,
		"s3ObjectDetails": fields{"bucketName": name, "objectKey": o.Key, "eTag": strings.Trim(o.ETag, `"`), "versionId": nil, "s3Throttled": false},
	})
}

func event(source, kind string, detail fields) events.EventBridgeEvent {
	text, err := json.Marshal(detail)
	if err != nil {
		panic(err) // it holds texts and numbers only
	}
	return events.EventBridgeEvent{Version: "0", ID: id.New(), Source: source, DetailType: kind, AccountID: "000000000000",
		Region: objects.Region, Time: time.Now().UTC(), Detail: text}
}
