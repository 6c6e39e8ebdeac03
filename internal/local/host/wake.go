package host

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/loads"
)

// woken hands the stream's records to the mailer's function; what it could not
// deliver comes again.
func (h *Host) woken() func([]events.DynamoDBEventRecord) error {
	mailer := loads.Woken(h.deliverer)
	return func(records []events.DynamoDBEventRecord) error {
		answer, err := mailer(context.Background(), events.DynamoDBEvent{Records: records})
		if err == nil && len(answer.BatchItemFailures) > 0 {
			err = errors.New("the table did not answer the mailer")
		}
		return err
	}
}

// report plays SES's configuration set and SNS in front of feedback. What
// feedback fails on comes once more, as it would from SNS.
func (h *Host) report(ctx context.Context) {
	feedback := loads.Heard(loads.FeedbackOf(h.Rooms))
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(300 * time.Millisecond): // SES takes its time too
		}
		for _, message := range h.Mailbox.Reports() {
			event := events.SNSEvent{Records: []events.SNSEventRecord{{SNS: events.SNSEntity{Message: string(message)}}}}
			err := feedback(ctx, event)
			if err != nil {
				err = feedback(ctx, event)
			}
			if err != nil {
				slog.Error("feedback took no report", "error", err.Error())
			}
		}
	}
}
