package mail

import (
	"context"
	"errors"
	"net/mail"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"
)

// Sender sends by SES v1. Client tries once (awsenv.SES): whoever calls
// decides about another try.
type Sender struct {
	Client           *ses.Client
	From             string           // "Tierce <tierce@cabinet.example>" or a bare address
	ConfigurationSet string           // reports deliveries, bounces and complaints; empty for none
	Clock            func() time.Time // for the Date header; nil is time.Now
	Pace             *Pace            // under the account's rate; nil as fast as they come
}

// Refused is SES's no. Its own words hold addresses, so only its code is kept:
// MessageRejected, Throttling…
type Refused struct{ Code string }

func (r Refused) Error() string { return "mail: SES refused: " + r.Code }

// The message tags by which SES's events find an entry again.
const (
	EntryTag = "outbox" // the entry's id
	DueTag   = "due"    // its moment, in nanoseconds since 1970
)

// Send hands m to SES when its turn has come, tagged with its entry. An error after the request has left may mean that the
// mail went out all the same. ErrAddress, ErrLine and ErrEntry mean that no
// try will ever succeed.
func (s Sender) Send(ctx context.Context, m Message) error {
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return errors.New("mail: the sender's address cannot be used")
	}
	raw, err := m.mime(from, s.now())
	if err != nil {
		return err
	}
	in := &ses.SendRawEmailInput{
		Source:       aws.String(from.Address),
		Destinations: []string{m.To},
		RawMessage:   &types.RawMessage{Data: raw},
		Tags:         []types.MessageTag{{Name: aws.String(EntryTag), Value: aws.String(m.Entry)}},
	}
	if !m.Due.IsZero() {
		in.Tags = append(in.Tags, types.MessageTag{Name: aws.String(DueTag), Value: aws.String(m.due())})
	}
	if s.ConfigurationSet != "" {
		in.ConfigurationSetName = aws.String(s.ConfigurationSet)
	}
	if err := s.Pace.Wait(ctx); err != nil {
		return err
	}
	_, err = s.Client.SendRawEmail(ctx, in)
	if no := smithy.APIError(nil); errors.As(err, &no) {
		return Refused{no.ErrorCode()}
	}
	return err
}

func (s Sender) now() time.Time {
	if s.Clock == nil {
		return time.Now()
	}
	return s.Clock()
}
