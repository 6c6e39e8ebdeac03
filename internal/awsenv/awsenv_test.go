package awsenv

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
)

// wire stands in for the network: it keeps what was asked and answers with
// one status, or loses the reply.
type wire struct {
	asked  []*http.Request
	status int
	lose   bool
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, r)
	if w.lose {
		return nil, errors.New("reply lost")
	}
	return &http.Response{StatusCode: w.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: r}, nil
}

func set(t *testing.T, pairs ...string) {
	t.Helper()
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SES", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"} {
		t.Setenv(name, "")
	}
	pairs = append([]string{"AWS_REGION", "eu-west-3", "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"}, pairs...)
	for i := 0; i < len(pairs); i += 2 {
		t.Setenv(pairs[i], pairs[i+1])
	}
}

func get(c *dynamodb.Client) error {
	_, err := c.ListTables(context.Background(), &dynamodb.ListTablesInput{})
	return err
}

func send(c *ses.Client) error {
	_, err := c.SendRawEmail(context.Background(), &ses.SendRawEmailInput{RawMessage: &types.RawMessage{Data: []byte("x")}})
	return err
}

func TestEndpoints(t *testing.T) {
	for _, c := range []struct {
		env  []string
		host string
	}{
		{nil, "dynamodb.eu-west-3.amazonaws.com"},
		{[]string{"AWS_ENDPOINT_URL", "http://127.0.0.1:1"}, "127.0.0.1:1"},
		{[]string{"AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:2"}, "127.0.0.1:2"},
	} {
		set(t, c.env...)
		w := &wire{status: 200}
		if err := get(DynamoDB(w)); err != nil {
			t.Fatal(err)
		}
		if got := w.asked[0].URL.Host; got != c.host {
			t.Errorf("%v: asked %s, want %s", c.env, got, c.host)
		}
	}
	set(t, "AWS_ENDPOINT_URL_SES", "http://127.0.0.1:3", "AWS_SESSION_TOKEN", "session")
	w := &wire{status: 500}
	_ = send(SES(w))
	if r := w.asked[0]; r.URL.Host != "127.0.0.1:3" || r.Header.Get("X-Amz-Security-Token") != "session" {
		t.Errorf("asked %s with %v", r.URL.Host, r.Header)
	}
}

func TestTheBucketsAddress(t *testing.T) {
	for _, c := range []struct {
		env []string
		at  string
	}{
		{nil, "https://files.s3.eu-west-3.amazonaws.com/k"},
		{[]string{"AWS_ENDPOINT_URL", "http://127.0.0.1:1"}, "http://127.0.0.1:1/files/k"},
		{[]string{"AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2"}, "http://127.0.0.1:2/files/k"},
	} {
		set(t, append(c.env, "BUCKET", "files")...)
		w := &wire{status: 200}
		if err := Bucket(w).Delete(t.Context(), "k"); err != nil {
			t.Fatal(err)
		}
		if got := w.asked[0].URL.String(); got != c.at {
			t.Errorf("%v: asked %s, want %s", c.env, got, c.at)
		}
	}
}

func TestTries(t *testing.T) {
	set(t)
	for _, c := range []struct {
		what string
		call func(http.RoundTripper) error
		want int
	}{
		{"DynamoDB", func(via http.RoundTripper) error { return get(DynamoDB(via)) }, 3},
		{"SES", func(via http.RoundTripper) error { return send(SES(via)) }, 1}, // never twice behind our back
		{"S3", func(via http.RoundTripper) error { return Bucket(via).Delete(context.Background(), "k") }, 1},
	} {
		for _, w := range []*wire{{status: 500}, {lose: true}} {
			if err := c.call(w); err == nil || len(w.asked) != c.want {
				t.Errorf("%s, status %d: %d tries, want %d; error %v", c.what, w.status, len(w.asked), c.want, err)
			}
		}
	}
}

func TestMissingCredentialsAreNamed(t *testing.T) {
	set(t, "AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", " ")
	w := &wire{status: 200}
	err := get(DynamoDB(w))
	if err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY") {
		t.Errorf("error %v", err)
	}
	if len(w.asked) != 0 {
		t.Error("asked without credentials")
	}
}

func TestRequireListsAllThatIsMissing(t *testing.T) {
	set(t, "TABLE", "", "BASE_URL", "x")
	if err := Require("AWS_REGION", "BASE_URL"); err != nil {
		t.Error(err)
	}
	err := Require("TABLE", "BASE_URL", "NOT_THERE")
	if err == nil || err.Error() != "missing in the environment: TABLE, NOT_THERE" {
		t.Errorf("error %v", err)
	}
}

func TestLoggerNamesTheRequest(t *testing.T) {
	type key struct{}
	of := func(ctx context.Context) string { s, _ := ctx.Value(key{}).(string); return s }
	inLambda := lambdacontext.NewContext(context.Background(), &lambdacontext.LambdaContext{AwsRequestID: "lambda-1"})
	for _, c := range []struct {
		ctx  context.Context
		want any
	}{
		{context.Background(), nil},
		{inLambda, "lambda-1"},
		{context.WithValue(inLambda, key{}, "gateway-1"), "gateway-1"},
	} {
		var out bytes.Buffer
		logger(&out, []func(context.Context) string{of}).With("room", "test").InfoContext(c.ctx, "hello", "count", 2)
		var line map[string]any
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		if line["request"] != c.want || line["room"] != "test" {
			t.Errorf("line %s, want request %v", out.String(), c.want)
		}
	}
}

var _ aws.CredentialsProvider = environment{}
