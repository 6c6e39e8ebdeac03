// Command portal serves the HTML portal behind API Gateway.
package main

import (
	"log/slog"
	"os"
	"time"
	_ "time/tzdata" // an organisation's zone; Lambda's image has none

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/awsenv"
	"tierce/internal/gateway"
	"tierce/internal/portal"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

func main() {
	awsenv.Roomy()
	slog.SetDefault(awsenv.Logger(gateway.RequestID))
	if err := awsenv.Require("TABLE", "BUCKET", "BASE_URL", "ISSUER", "CLIENT_ID", "AWS_REGION"); err != nil {
		slog.Error("cannot start", "error", err.Error())
		os.Exit(1)
	}
	t := table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE"))
	r := rooms.On(t, time.Now).Keeping(awsenv.Bucket(nil))
	warm := r.Warm()
	h := portal.Handler(r, portal.Options{
		BaseURL: os.Getenv("BASE_URL"), Issuer: os.Getenv("ISSUER"), ClientID: os.Getenv("CLIENT_ID")})
	warm()
	lambda.Start(gateway.Handler(h))
}
