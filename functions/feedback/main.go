// Command feedback is woken by what SES reports of mails, through SNS: it marks
// those that went out, and stops what would go to an address that refuses them.
package main

import (
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/awsenv"
	"tierce/internal/loads"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

func main() {
	awsenv.Roomy()
	slog.SetDefault(awsenv.Logger())
	if err := awsenv.Require("TABLE"); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
	r := rooms.On(table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE")), time.Now)
	warm := r.Warm()
	handle := loads.Heard(loads.FeedbackOf(r))
	warm()
	lambda.Start(handle)
}
