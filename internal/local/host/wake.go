package host

import (
	"context"
	"errors"

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
