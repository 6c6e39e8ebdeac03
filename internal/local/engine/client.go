package engine

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Region is the one that local clients sign for. The engine keeps one set of
// tables whatever the region and the credentials are.
const Region = "eu-west-3"

// Transport keeps connections open: the default one keeps two for a host, and a
// test with many writers would use up the machine's ports.
var Transport = func() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 512, 512
	return t
}()

// Client speaks to the engine at url as the functions speak to DynamoDB, with
// the SDK's three attempts but at most 5 ms between them. transport lets a
// test stand between the SDK and the wire; nil means Transport.
func Client(url string, transport http.RoundTripper) *dynamodb.Client {
	if transport == nil {
		transport = Transport
	}
	return dynamodb.New(dynamodb.Options{
		Region:       Region,
		BaseEndpoint: aws.String(url),
		Credentials:  credentials(),
		HTTPClient:   &http.Client{Transport: transport},
		Retryer:      impatient(),
	})
}

// credentials open nothing: the engine asks for a signature and believes any.
func credentials() aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
	})
}

// impatient retries what the SDK retries, without its client-wide budget,
// which a run of injected faults would spend.
func impatient() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(attempt int, _ error) (time.Duration, error) {
			return time.Duration(attempt) * time.Millisecond, nil
		})
		o.MaxBackoff = 5 * time.Millisecond
		o.RateLimiter = ratelimit.None
	})
}
