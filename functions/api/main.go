// Command api is the JSON API behind API Gateway.
package main

import (
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/api"
	"tierce/internal/awsenv"
	"tierce/internal/gateway"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

func main() {
	awsenv.Roomy()
	slog.SetDefault(awsenv.Logger(gateway.RequestID))
	if err := awsenv.Require("TABLE", "BUCKET", "BASE_URL", "ISSUER", "AWS_REGION"); err != nil {
		slog.Error("cannot start", "error", err.Error())
		os.Exit(1)
	}
	t := table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE"))
	r := rooms.On(t, time.Now).Keeping(awsenv.Bucket(nil))
	warm := r.Warm()
	h := api.Handler(r, api.Options{Issuer: os.Getenv("ISSUER"), BaseURL: os.Getenv("BASE_URL")})
	warm()
	lambda.Start(gateway.Handler(h))
}
