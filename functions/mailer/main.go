// Command mailer is woken by the table's stream for each outbox entry that was
// written due, and delivers it at once.
package main

import (
	"cmp"
	"log/slog"
	"os"
	"time"
	_ "time/tzdata" // an organisation's zone; Lambda's image has none

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/awsenv"
	"tierce/internal/loads"
	"tierce/internal/mail"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

func main() {
	awsenv.Roomy()
	slog.SetDefault(awsenv.Logger())
	err := awsenv.Require("TABLE", "BUCKET", "BASE_URL", "MAIL_FROM", "MAIL_RATE")
	pace, bad := mail.ParsePace(os.Getenv("MAIL_RATE"))
	if err := cmp.Or(err, bad); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
	t := table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE"))
	r := rooms.On(t, time.Now).Keeping(awsenv.Bucket(nil))
	warm := r.Warm()
	sender := mail.Sender{Client: awsenv.SES(nil), From: os.Getenv("MAIL_FROM"), ConfigurationSet: os.Getenv("MAIL_CONFIGURATION_SET"),
		Pace: pace}
	handle := loads.Woken(loads.Deliverer(r, sender, os.Getenv("BASE_URL")))
	warm()
	lambda.Start(handle)
}
