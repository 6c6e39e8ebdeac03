// Package awsenv builds what a function needs of AWS from its environment:
// clients, logger, and the check that nothing is missing. It replaces the
// SDK's LoadDefaultConfig, which reads files and costs more at start than the
// rest of a function together.
//
// Read: AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
// AWS_SESSION_TOKEN, BUCKET, and for a stand-in AWS_ENDPOINT_URL_DYNAMODB,
// AWS_ENDPOINT_URL_SES, AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL. Profiles and
// files are not.
package awsenv

import (
	"context"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"tierce/internal/bucket"
)

// DynamoDB makes a client that tries three times, waiting half a second at
// most in between, and gives one try three seconds: an API call has to end
// within the 30 seconds of API Gateway. via lets a test stand between the SDK
// and the wire; nil is a pool of connections.
func DynamoDB(via http.RoundTripper) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       os.Getenv("AWS_REGION"),
		BaseEndpoint: endpoint("DYNAMODB"),
		Credentials:  environment{},
		HTTPClient:   over(via, 3*time.Second),
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts = 3
			o.BaseDelay = 25 * time.Millisecond
			o.MaxBackoff = 500 * time.Millisecond
		}),
	})
}

// SES makes a client that tries once. A lost reply would make the SDK send the
// same mail twice without an error; the outbox tries again instead, on its own
// count. via is as in DynamoDB.
func SES(via http.RoundTripper) *ses.Client {
	return ses.New(ses.Options{
		Region:       os.Getenv("AWS_REGION"),
		BaseEndpoint: endpoint("SES"),
		Credentials:  environment{},
		HTTPClient:   over(via, 15*time.Second), // patient: giving up early sends twice
		Retryer:      aws.NopRetryer{},
	})
}

// Bucket reaches the bucket that BUCKET names, once a call: whatever calls it
// is repeated as a whole. A file of 25 MB has to come through within the
// limit, which runs until its last byte is read. via is as in DynamoDB.
func Bucket(via http.RoundTripper) *bucket.Bucket {
	c := bucket.Config{
		Name:        os.Getenv("BUCKET"),
		Region:      os.Getenv("AWS_REGION"),
		Credentials: environment{},
		Client:      over(via, 25*time.Second),
	}
	if at := endpoint("S3"); at != nil {
		c.Endpoint = *at
	}
	return bucket.New(c)
}

// endpoint is a stand-in's URL; nil leaves AWS's own.
func endpoint(service string) *string {
	for _, name := range []string{"AWS_ENDPOINT_URL_" + service, "AWS_ENDPOINT_URL"} {
		if url := os.Getenv(name); url != "" {
			return &url
		}
	}
	return nil
}

// environment gives the credentials that Lambda puts there for as long as the
// process lives.
type environment struct{}

// Retrieve fails with the names of what is missing.
func (environment) Retrieve(context.Context) (aws.Credentials, error) {
	if err := Require("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"); err != nil {
		return aws.Credentials{}, err
	}
	return aws.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
		Source:          "environment",
	}, nil
}

// over gives one try a limit. Redirects are not followed: AWS's services make
// none, and a followed one would carry a signature elsewhere.
func over(via http.RoundTripper, limit time.Duration) *http.Client {
	if via == nil {
		via = connections()
	}
	return &http.Client{
		Transport:     via,
		Timeout:       limit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// connections keeps enough of them for the local host, where hundreds of
// requests share one process, and drops them before AWS does.
func connections() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   2 * time.Second,
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       50 * time.Second,
		ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2:     true,
	}
}
