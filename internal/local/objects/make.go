package objects

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Make makes the bucket called name, if it is not there yet, and lets pages of
// origin send files to it and fetch them, as template.yaml does. An empty
// origin lets none.
func Make(ctx context.Context, at, name, origin string) error {
	if _, err := ask(ctx, http.MethodPut, at+"/"+name, nil, http.StatusConflict); err != nil {
		return fmt.Errorf("objects: make %s: %w", name, err)
	}
	if origin == "" {
		return nil
	}
	type rule struct {
		AllowedOrigin string
		AllowedMethod []string
		AllowedHeader string
	}
	cors, err := xml.Marshal(struct {
		XMLName  xml.Name `xml:"CORSConfiguration"`
		CORSRule rule
	}{CORSRule: rule{origin, []string{"GET", "POST"}, "*"}})
	if err != nil {
		return fmt.Errorf("objects: %w", err)
	}
	if _, err = ask(ctx, http.MethodPut, at+"/"+name+"?cors=", cors); err != nil {
		return fmt.Errorf("objects: origins of %s: %w", name, err)
	}
	return nil
}

// Object is what a list says of one.
type Object struct {
	Key          string
	ETag         string
	Size         int64
	LastModified time.Time
}

// List gives every object of the bucket called name.
func List(ctx context.Context, at, name string) ([]Object, error) {
	var all []Object
	for from := ""; ; {
		q := url.Values{"list-type": {"2"}}
		if from != "" {
			q.Set("continuation-token", from)
		}
		body, err := ask(ctx, http.MethodGet, at+"/"+name+"?"+q.Encode(), nil)
		if err != nil {
			return nil, fmt.Errorf("objects: list %s: %w", name, err)
		}
		var page struct {
			Contents              []Object
			NextContinuationToken string
		}
		if err := xml.Unmarshal(body, &page); err != nil {
			return nil, fmt.Errorf("objects: list %s: %w", name, err)
		}
		all = append(all, page.Contents...)
		if from = page.NextContinuationToken; from == "" {
			return all, nil
		}
	}
}

// ask sends what package bucket has no call for, since no function makes it.
// An answer other than 200, and those in also, is an error.
func ask(ctx context.Context, method, at string, body []byte, also ...int) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, at, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	hash, digest := sha256.Sum256(body), md5.Sum(body) // S3 wants the second for origins
	sum := hex.EncodeToString(hash[:])
	r.Header.Set("X-Amz-Content-Sha256", sum)
	r.Header.Set("Content-MD5", base64.StdEncoding.EncodeToString(digest[:]))
	c, err := Credentials().Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	if err := v4.NewSigner().SignHTTP(ctx, c, r, sum, "s3", Region, time.Now()); err != nil {
		return nil, err
	}
	res, err := Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK && !slices.Contains(also, res.StatusCode) {
		err = fmt.Errorf("%d: %s", res.StatusCode, answer)
	}
	return answer, err
}
