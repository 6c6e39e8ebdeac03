package bucket_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/fault"
	"tierce/internal/table/tabletest"
)

func put(t *testing.T, b *bucket.Bucket, key, content string) {
	t.Helper()
	if err := b.Put(t.Context(), key, "text/plain", []byte(content)); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, b *bucket.Bucket, key string) string {
	t.Helper()
	body, size, err := b.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	all, err := io.ReadAll(body)
	if err != nil || int64(len(all)) != size {
		t.Fatalf("%d bytes of %d, %v", len(all), size, err)
	}
	return string(all)
}

func TestAnObjectComesBackAsItWasPut(t *testing.T) {
	b := buckettest.New(t)
	for _, key := range []string{"plain", "d/with/parts", "with space+plus&é=%20"} {
		put(t, b, key, "content of "+key)
		if got := content(t, b, key); got != "content of "+key {
			t.Errorf("%s holds %q", key, got)
		}
		if size, found, err := b.Head(t.Context(), key); err != nil || !found || size != int64(len("content of "+key)) {
			t.Errorf("head of %s: %d %v %v", key, size, found, err)
		}
	}
}

func TestWhatIsNotThereIsAbsent(t *testing.T) {
	b := buckettest.New(t)
	put(t, b, "gone", "x")
	for range 2 { // the second finds nothing, which is success
		if err := b.Delete(t.Context(), "gone"); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := b.Get(t.Context(), "gone"); !errors.Is(err, bucket.ErrAbsent) {
		t.Errorf("got %v", err)
	}
	if size, found, err := b.Head(t.Context(), "gone"); size != 0 || found || err != nil {
		t.Errorf("head: %d %v %v", size, found, err)
	}
}

func TestABucketThatIsNotThereIsNoAbsentObject(t *testing.T) {
	b := buckettest.On(t, "nobody-made-this", nil)
	_, _, err := b.Get(t.Context(), "key")
	if err == nil || errors.Is(err, bucket.ErrAbsent) || fault.Of(err) == nil {
		t.Errorf("got %v", err)
	}
}

func TestACopyHasTheContentAndTheTypeOfItsSource(t *testing.T) {
	b := buckettest.New(t)
	put(t, b, "up/with space+é", "what it says")
	if err := b.Copy(t.Context(), "up/with space+é", "d/copy"); err != nil {
		t.Fatal(err)
	}
	put(t, b, "up/with space+é", "another")
	if got := content(t, b, "d/copy"); got != "what it says" {
		t.Errorf("holds %q", got)
	}
	if err := b.Copy(t.Context(), "up/nothing", "d/other"); !errors.Is(err, bucket.ErrAbsent) {
		t.Errorf("got %v", err)
	}
	if _, found, err := b.Head(t.Context(), "d/other"); found || err != nil {
		t.Errorf("made of nothing: %v, %v", found, err)
	}
}

func TestPutTakesNoMoreThanAFormBrings(t *testing.T) {
	b := buckettest.New(t)
	if err := b.Put(t.Context(), "large", "text/plain", make([]byte, bucket.Largest)); err != nil {
		t.Error(err)
	}
	if err := b.Put(t.Context(), "larger", "text/plain", make([]byte, bucket.Largest+1)); err == nil {
		t.Error("took one byte more")
	}
}

// Every fault that a call may meet is the part that does not answer, told once
// and without the key; what was done stays done.
func TestEveryFaultIsUnavailableAndTriedOnce(t *testing.T) {
	name := buckettest.Name(t)
	for _, f := range append(tabletest.Faults, tabletest.Cut) {
		calls := map[string]func(*bucket.Bucket) error{
			"GetObject": func(b *bucket.Bucket) error {
				body, _, err := b.Get(t.Context(), "key")
				if err == nil {
					body.Close()
				}
				return err
			},
			"HeadObject":   func(b *bucket.Bucket) error { _, _, err := b.Head(t.Context(), "key"); return err },
			"PutObject":    func(b *bucket.Bucket) error { return b.Put(t.Context(), "key", "text/plain", []byte("x")) },
			"CopyObject":   func(b *bucket.Bucket) error { return b.Copy(t.Context(), "key", "copy") },
			"DeleteObject": func(b *bucket.Bucket) error { return b.Delete(t.Context(), "key") },
		}
		for operation, call := range calls {
			if !f.Meets(operation) {
				continue
			}
			put(t, buckettest.On(t, name, nil), "key", "x")
			w := &tabletest.Wire{Break: func(_, _ int, asked string) tabletest.Fault {
				if asked != operation {
					t.Errorf("%s is seen as %s", operation, asked)
				}
				return f
			}}
			err := call(buckettest.On(t, name, w.Bucket(nil)))
			if said := fault.Of(err); said == nil || said.Kind != fault.Unavailable {
				t.Errorf("%s, %s: %v", operation, f, err)
			} else if strings.Contains(said.Cause.Error(), "key") || strings.Contains(said.Cause.Error(), name) {
				t.Errorf("%s, %s: the log says %v", operation, f, said.Cause)
			}
			if n := len(w.Calls()); n != 1 {
				t.Errorf("%s, %s: %d tries", operation, f, n)
			}
			_, there, err := buckettest.On(t, name, nil).Head(t.Context(), "key")
			if gone := operation == "DeleteObject" && f == tabletest.Lost; err != nil || there == gone {
				t.Errorf("%s, %s: afterwards there is one: %v, %v", operation, f, there, err)
			}
		}
	}
}

// On AWS the bucket stands in the host's name, and a role's session goes along
// in every call and signature.
func TestOnAWSTheBucketIsAHost(t *testing.T) {
	var asked *http.Request
	b := bucket.New(bucket.Config{Name: "documents", Region: "eu-west-3", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "session"),
		Client: &http.Client{Transport: wire(func(r *http.Request) (*http.Response, error) {
			asked = r
			return &http.Response{StatusCode: 204, Body: http.NoBody, Request: r}, nil
		})}})
	if err := b.Delete(t.Context(), "a/b"); err != nil {
		t.Fatal(err)
	}
	if at := "https://documents.s3.eu-west-3.amazonaws.com/a/b"; asked.URL.String() != at || asked.Header.Get("X-Amz-Security-Token") != "session" {
		t.Errorf("asked %s with %v", asked.URL, asked.Header)
	}
	if origin := "https://documents.s3.eu-west-3.amazonaws.com"; b.Origin() != origin {
		t.Errorf("origin %s", b.Origin())
	}
	form, err := b.Post("a/b", "text/plain", 1, time.Minute)
	if err != nil || form.URL != "https://documents.s3.eu-west-3.amazonaws.com" || form.Fields["x-amz-security-token"] != "session" {
		t.Errorf("form %+v, %v", form, err)
	}
	if !bytes.Contains(decoded(t, form), []byte(`["eq","$x-amz-security-token","session"]`)) {
		t.Errorf("the policy leaves the session open: %s", decoded(t, form))
	}
	link, err := b.Link("a/b", "name", "text/plain")
	if err != nil || !strings.HasPrefix(link, "https://documents.s3.eu-west-3.amazonaws.com/a/b?") || !strings.Contains(link, "X-Amz-Security-Token=session") {
		t.Errorf("link %s, %v", link, err)
	}
}

// Without credentials nothing is asked and nothing signed.
func TestMissingCredentialsAreSaid(t *testing.T) {
	none := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("AWS_ACCESS_KEY_ID is missing")
	})
	b := bucket.New(bucket.Config{Name: "documents", Region: "eu-west-3", Credentials: none, Client: &http.Client{Transport: wire(func(*http.Request) (*http.Response, error) {
		t.Error("asked")
		return nil, errors.New("no")
	})}})
	_, asked := b.Post("k", "text/plain", 1, time.Minute)
	_, linked := b.Link("k", "n", "text/plain")
	for _, err := range []error{asked, linked, b.Delete(t.Context(), "k")} {
		if err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
			t.Errorf("said %v", err)
		}
	}
}

type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }
