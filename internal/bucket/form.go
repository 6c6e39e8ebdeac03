package bucket

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Form is what a browser sends a file with: a POST of multipart/form-data to
// URL, with Fields first and then the file, as the field `file`, last.
type Form struct {
	URL    string
	Fields map[string]string
}

// Post signs a form for one object: this key, this content type, exactly size
// bytes, until it expires. S3 refuses any other. The form can be sent more
// than once in that time: what lies under key may change until then.
func (b *Bucket) Post(key, contentType string, size int64, expires time.Duration) (Form, error) {
	credentials, err := b.Credentials.Retrieve(context.Background())
	if err != nil {
		return Form{}, fmt.Errorf("bucket: %w", err)
	}
	now := b.Now().UTC()
	f := Form{URL: b.root, Fields: map[string]string{
		"key":              key,
		"Content-Type":     contentType,
		"x-amz-algorithm":  "AWS4-HMAC-SHA256",
		"x-amz-credential": credentials.AccessKeyID + "/" + b.scope(now),
		"x-amz-date":       now.Format("20060102T150405Z"),
	}}
	if credentials.SessionToken != "" {
		f.Fields["x-amz-security-token"] = credentials.SessionToken
	}
	policy, err := b.policy(f, size, now.Add(expires))
	if err != nil {
		return Form{}, fmt.Errorf("bucket: policy: %w", err)
	}
	f.Fields["policy"] = policy
	f.Fields["x-amz-signature"] = hex.EncodeToString(keyed(b.derived(credentials, now), policy))
	return f, nil
}

// policy binds every field of the form, the bucket, and the size.
func (b *Bucket) policy(f Form, size int64, until time.Time) (string, error) {
	conditions := []any{
		map[string]string{"bucket": b.Name},
		[]any{"content-length-range", size, size},
	}
	for name, value := range f.Fields {
		conditions = append(conditions, []any{"eq", "$" + name, value})
	}
	text, err := json.Marshal(map[string]any{"expiration": until.Format("2006-01-02T15:04:05.000Z"), "conditions": conditions})
	return base64.StdEncoding.EncodeToString(text), err
}

func (b *Bucket) scope(now time.Time) string {
	return now.Format("20060102") + "/" + b.Region + "/s3/aws4_request"
}

// derived is Signature Version 4's key of the day. The SDK signs with it, but
// lends it to nobody.
func (b *Bucket) derived(c aws.Credentials, now time.Time) []byte {
	key := []byte("AWS4" + c.SecretAccessKey)
	for _, part := range []string{now.Format("20060102"), b.Region, "s3", "aws4_request"} {
		key = keyed(key, part)
	}
	return key
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
