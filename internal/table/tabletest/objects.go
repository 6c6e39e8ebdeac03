package tabletest

import (
	"bytes"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"tierce/internal/id"
	"tierce/internal/local/engine"
)

// Bucket gives the wire to S3, whose calls are numbered together with the
// engine's; nil leads to the store by the usual transport. Its client is not
// the SDK's: each request is a call of its own, tried once.
func (w *Wire) Bucket(store http.RoundTripper) http.RoundTripper {
	if store == nil {
		store = engine.Transport
	}
	return objects{w, store}
}

type objects struct {
	*Wire
	store http.RoundTripper
}

func (o objects) RoundTrip(r *http.Request) (*http.Response, error) {
	_, f := o.meet(id.New(), objectAction(r))
	if a := f.fromS3(r); a != nil {
		return a, nil
	}
	if f == Cut {
		return nil, errCut
	}
	answer, err := o.store.RoundTrip(r)
	if err == nil && f == Lost {
		answer.Body.Close()
		return nil, errCut
	}
	return answer, err
}

func (f Fault) fromS3(r *http.Request) *http.Response {
	const no = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>no</Message><RequestId>injected</RequestId></Error>`
	switch f {
	case Refused:
		return says(r, 403, fmt.Sprintf(no, "AccessDenied"))
	case Throttled:
		return says(r, 503, fmt.Sprintf(no, "SlowDown"))
	case Broken:
		return says(r, 500, fmt.Sprintf(no, "InternalError"))
	}
	return nil
}

// toS3 tells a request to S3, by a function or by whoever holds what it signed
// (a link, a form), from those to the table and to SES.
func toS3(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Authorization"), "/s3/aws4_request") || r.URL.Query().Has("X-Amz-Signature") ||
		strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
}

// objectAction is what a request does: the name of S3's own operation.
func objectAction(r *http.Request) string {
	switch r.Method {
	case http.MethodHead:
		return "HeadObject"
	case http.MethodDelete:
		return "DeleteObject"
	case http.MethodPut:
		if r.Header.Get("X-Amz-Copy-Source") != "" {
			return "CopyObject"
		}
		return "PutObject"
	case http.MethodPost:
		return "PostObject"
	}
	return "GetObject"
}

// ofObject is the permission behind it: a link asks for what its signer may
// read, a form for what they may write.
func ofObject(r *http.Request, body []byte) ([]Permission, error) {
	key := keyIn(r.URL.Path)
	var err error
	if r.Method == http.MethodPost {
		key, err = keyOfForm(r, body)
	}
	on := func(action, key string) Permission { return Permission{"s3:" + action, "Bucket.Arn/" + key, ""} }
	switch action := objectAction(r); action {
	case "HeadObject":
		return []Permission{on("GetObject", key)}, err
	case "PostObject":
		return []Permission{on("PutObject", key)}, err
	case "CopyObject":
		return []Permission{on("PutObject", key), on("GetObject", keyIn(r.Header.Get("X-Amz-Copy-Source")))}, err
	default:
		return []Permission{on(action, key)}, err
	}
}

// keyIn is what follows the bucket in a path of the local store.
func keyIn(path string) string {
	_, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return key
}

func keyOfForm(r *http.Request, body []byte) (string, error) {
	_, is, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return "", fmt.Errorf("tabletest: S3: %w", err)
	}
	form, err := multipart.NewReader(bytes.NewReader(body), is["boundary"]).ReadForm(int64(len(body)))
	if err != nil {
		return "", fmt.Errorf("tabletest: S3: %w", err)
	}
	return strings.Join(form.Value["key"], ""), nil
}

// absence is what S3 asks for besides where it says that an object is not
// there: to others it says 403.
func absence(r *http.Request, answer *http.Response) []Permission {
	if answer == nil || answer.StatusCode != http.StatusNotFound || !toS3(r) {
		return nil
	}
	return []Permission{{"s3:ListBucket", "Bucket.Arn", ""}}
}
