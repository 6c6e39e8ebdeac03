package mailbox

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
)

// Client speaks to m as the functions speak to SES, over the SDK but without a
// port. between lets a test stand on the wire; nil stands nobody there.
func (m *Mailbox) Client(between func(http.RoundTripper) http.RoundTripper) *ses.Client {
	var wire http.RoundTripper = post{m.SES()}
	if between != nil {
		wire = between(wire)
	}
	return ses.New(ses.Options{
		Region:           "eu-west-3",
		BaseEndpoint:     aws.String("http://mailbox.example"),
		RetryMaxAttempts: 1,
		HTTPClient:       &http.Client{Transport: wire},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

// post hands requests to a handler in this process.
type post struct{ http.Handler }

func (p post) RoundTrip(r *http.Request) (*http.Response, error) {
	a := &answer{header: http.Header{}, status: http.StatusOK}
	p.ServeHTTP(a, r)
	return &http.Response{StatusCode: a.status, Status: http.StatusText(a.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.header, Body: io.NopCloser(&a.body), ContentLength: int64(a.body.Len()), Request: r}, nil
}

// answer keeps what a handler answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
