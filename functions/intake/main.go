// Command intake is woken by what EventBridge hears of the bucket: that an
// upload has arrived, from S3, and what a scan found in it, from GuardDuty.
package main

import (
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/awsenv"
	"tierce/internal/intake"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

func main() {
	awsenv.Roomy()
	slog.SetDefault(awsenv.Logger())
	if err := awsenv.Require("TABLE", "BUCKET", "AWS_REGION"); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
	t := table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE"))
	r := rooms.On(t, time.Now).Keeping(awsenv.Bucket(nil))
	warm := r.Warm()
	handle := intake.Heard(r.Documents)
	warm()
	lambda.Start(handle)
}
