package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/ses"
)

var errUnanswered = errors.New("mail: SES did not answer")

// Clear lets SES send to an address again that refused mail for good: until
// then it takes mails to it and sends none. Clearing what nobody suppressed is
// no error.
//
// This is the one call of SES v2 that we need. Its client would add 0.7 MB to
// each function that mails, and the limit is 12; the host is v1's.
func (s Sender) Clear(ctx context.Context, address string) error {
	if !isAddress(address) {
		return ErrAddress
	}
	o := s.Client.Options()
	at, err := o.EndpointResolverV2.ResolveEndpoint(ctx, ses.EndpointParameters{Region: &o.Region, Endpoint: o.BaseEndpoint})
	if err != nil {
		return err
	}
	// PathEscape leaves @ and + alone; the signature counts them escaped.
	to := at.URI.JoinPath("v2/email/suppression/addresses").String() + "/" + url.QueryEscape(address)
	r, err := http.NewRequestWithContext(ctx, http.MethodDelete, to, http.NoBody)
	if err != nil {
		return ErrAddress // url's own words would hold it
	}
	as, err := o.Credentials.Retrieve(ctx)
	if err != nil {
		return err
	}
	empty := sha256.Sum256(nil)
	// The true time, whatever clock the house goes by: AWS refuses another.
	if err := v4.NewSigner().SignHTTP(ctx, as, r, hex.EncodeToString(empty[:]), "ses", o.Region, time.Now()); err != nil {
		return err
	}
	answer, err := o.HTTPClient.Do(r)
	if err != nil {
		return errUnanswered // url's own words would hold the address
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusOK || answer.StatusCode == http.StatusNotFound {
		return nil
	}
	return Refused{strconv.Itoa(answer.StatusCode)}
}
