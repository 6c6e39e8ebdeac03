package bucket_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/local/objects"
)

const signedSize = 11

func form(t *testing.T, b *bucket.Bucket) bucket.Form {
	t.Helper()
	f, err := b.Post("d/signed", "application/pdf", signedSize, 15*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func decoded(t *testing.T, f bucket.Form) []byte {
	t.Helper()
	policy, err := base64.StdEncoding.DecodeString(f.Fields["policy"])
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// send does what a browser does with a form.
func send(t *testing.T, f bucket.Form, file string) (status int, said string) {
	t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for name, value := range f.Fields {
		if err := parts.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	to, err := parts.CreateFormFile("file", `..\C:\evil".pdf`)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(to, file) // to memory
	parts.Close()
	res, err := http.Post(f.URL, parts.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(answer)
}

func TestAFormBringsItsFile(t *testing.T) {
	b := buckettest.New(t)
	if status, said := send(t, form(t, b), "hello world"); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, said)
	}
	if got := content(t, b, "d/signed"); got != "hello world" {
		t.Errorf("it holds %q", got)
	}
}

// A form is good for what was signed, and for nothing else.
func TestAFormBringsNothingElse(t *testing.T) {
	name := buckettest.Name(t)
	b := buckettest.On(t, name, nil)
	at := func(now time.Time) *bucket.Bucket {
		c := b.Config
		c.Now = func() time.Time { return now }
		return bucket.New(c)
	}
	by := func(id, secret string) *bucket.Bucket {
		c := b.Config
		c.Credentials = credentials.NewStaticCredentialsProvider(id, secret, "")
		return bucket.New(c)
	}
	with := func(name, value string) bucket.Form {
		f := form(t, b)
		f.Fields = maps.Clone(f.Fields)
		f.Fields[name] = value
		return f
	}
	without := func(name string) bucket.Form {
		f := with(name, "")
		delete(f.Fields, name)
		return f
	}
	loosened := func(from, to string) bucket.Form {
		policy := decoded(t, form(t, b))
		if !bytes.Contains(policy, []byte(from)) {
			t.Fatalf("no %s in %s", from, policy)
		}
		return with("policy", base64.StdEncoding.EncodeToString(bytes.ReplaceAll(policy, []byte(from), []byte(to))))
	}
	const fits = "hello world"
	for _, c := range []struct {
		what string
		form bucket.Form
		file string
	}{
		{"a byte more", form(t, b), fits + "!"},
		{"a byte less", form(t, b), fits[1:]},
		{"nothing", form(t, b), ""},
		{"another type", with("Content-Type", "text/html"), fits},
		{"no type", without("Content-Type"), fits},
		{"another key", with("key", "d/other"), fits},
		{"a key above", with("key", "d/signed/../../other"), fits},
		{"a field more", with("x-amz-meta-note", "x"), fits},
		{"an open object", with("acl", "public-read"), fits},
		{"a way on to elsewhere", with("success_action_redirect", "https://elsewhere.example"), fits},
		{"too late", form(t, at(time.Now().Add(-16*time.Minute))), fits},
		{"too late by a second", form(t, at(time.Now().Add(-15*time.Minute-time.Second))), fits},
		{"a policy of more bytes", loosened("11,11", "1,99"), fits},
		{"a policy of another key", loosened("d/signed", "d/others"), fits},
		{"another signature", with("x-amz-signature", strings.Repeat("0", 64)), fits},
		{"no signature", without("x-amz-signature"), fits},
		{"no policy", without("policy"), fits},
		{"a stranger's secret", form(t, by(objects.Access, "other")), fits},
		{"a stranger", form(t, by("stranger", objects.Secret)), fits},
		{"nobody", bucket.Form{URL: form(t, b).URL, Fields: map[string]string{"key": "d/signed"}}, fits},
	} {
		if status, said := send(t, c.form, c.file); status/100 != 4 {
			t.Errorf("%s: %d %s", c.what, status, said)
		}
		if keys := buckettest.Keys(t, name); keys != nil {
			t.Fatalf("%s: the bucket holds %q", c.what, keys)
		}
	}
}
