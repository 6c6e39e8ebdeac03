// Command echo is a Lambda function that the tests run as a bootstrap.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type answer struct {
	Got      json.RawMessage `json:"got"`
	Greeting string          `json:"greeting"`
	Request  string          `json:"request"`
	Deadline bool            `json:"deadline"`
}

func main() {
	if os.Getenv("FAIL") != "" {
		fmt.Println("no table is named")
		os.Exit(1)
	}
	lambda.Start(func(ctx context.Context, payload json.RawMessage) (answer, error) {
		switch string(payload) {
		case `"fail"`:
			return answer{}, errors.New("refused")
		case `"die"`:
			os.Exit(3)
		}
		about, _ := lambdacontext.FromContext(ctx)
		_, limited := ctx.Deadline()
		return answer{Got: payload, Greeting: os.Getenv("GREETING"), Request: about.AwsRequestID, Deadline: limited}, nil
	})
}
