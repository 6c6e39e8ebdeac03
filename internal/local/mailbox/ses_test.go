package mailbox_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"

	"tierce/internal/local/mailbox"
)

// noon is the mailbox's clock, far from the true time on purpose.
var noon = time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)

func opened(t *testing.T, dir string) *mailbox.Mailbox {
	t.Helper()
	m, err := mailbox.Open(dir, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// client is the SDK that the functions use, without a second attempt.
func client(t *testing.T, m *mailbox.Mailbox) *ses.Client {
	t.Helper()
	server := httptest.NewServer(m.SES())
	t.Cleanup(server.Close)
	return ses.New(ses.Options{
		Region:       "eu-west-3",
		BaseEndpoint: aws.String(server.URL + "/_local/ses"),
		Retryer:      aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

const invitation = "From: =?utf-8?q?Tierce_=C3=A9quipe?= <no-reply@tierce.example>\r\n" +
	"To: Marc <marc@conseil.example>\r\n" +
	"Subject: =?utf-8?q?Vous_=C3=AAtes_invit=C3=A9?=\r\n =?utf-8?q?e_=C3=A0_No=C3=ABl?=\r\n" +
	"MIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=outer\r\n\r\n" +
	"--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n" +
	"--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"Bonjour, voici l=E2=80=99invitation : https://tierce.example/une/adresse/=\r\nlongue\r\n" +
	"--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
	"PHA+w4kgYmllbnTDtHQgJmFt\r\ncDsgbWVyY2k8L3A+\r\n" +
	"--inner--\r\n" +
	"--outer\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nnot this\r\n" +
	"--outer--\r\n"

func raw(to ...string) *ses.SendRawEmailInput {
	return &ses.SendRawEmailInput{
		Destinations: to,
		RawMessage:   &types.RawMessage{Data: []byte(invitation)},
		Tags:         []types.MessageTag{{Name: aws.String("entry"), Value: aws.String("01H")}},
	}
}

func TestSendRawEmailKeepsWhatAPersonReads(t *testing.T) {
	m := opened(t, "")
	out, err := client(t, m).SendRawEmail(t.Context(), raw())
	if err != nil || aws.ToString(out.MessageId) == "" {
		t.Fatalf("%v, %v", out, err)
	}
	got := m.Messages("MARC@conseil.example")
	if len(got) != 1 {
		t.Fatalf("%d messages", len(got))
	}
	want := mailbox.Message{
		To:      "marc@conseil.example",
		Subject: "Vous êtes invitée à Noël",
		Text:    "Bonjour, voici l’invitation : https://tierce.example/une/adresse/longue",
		HTML:    "<p>É bientôt &amp; merci</p>",
	}
	if g := got[0]; g.To != want.To || g.Subject != want.Subject || g.Text != want.Text || g.HTML != want.HTML {
		t.Errorf("got %+v", g)
	}
	if !got[0].At.Equal(noon) || got[0].Tags["entry"] != "01H" || string(got[0].Raw) != invitation {
		t.Errorf("at, tags or raw: %+v", got[0])
	}
}

func TestSendEmailComposesAMessage(t *testing.T) {
	m := opened(t, "")
	utf8 := func(s string) *types.Content {
		return &types.Content{Data: aws.String(s), Charset: aws.String("UTF-8")}
	}
	_, err := client(t, m).SendEmail(t.Context(), &ses.SendEmailInput{
		Source:      aws.String("no-reply@tierce.example"),
		Destination: &types.Destination{ToAddresses: []string{"a@un.example"}, BccAddresses: []string{"b@deux.example"}},
		Message:     &types.Message{Subject: utf8("Clé prête"), Body: &types.Body{Text: utf8("Ligne 1\nété"), Html: utf8("<p>été</p>")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := m.Messages("b@deux.example")
	if len(got) != 1 || got[0].Subject != "Clé prête" || got[0].Text != "Ligne 1\nété" || got[0].HTML != "<p>été</p>" {
		t.Fatalf("got %+v", got)
	}
	if strings.Contains(string(got[0].Raw), "deux.example") {
		t.Error("a blind copy stands in the message")
	}
}

func TestQuotaCountsTheLastDay(t *testing.T) {
	m := opened(t, "")
	c := client(t, m)
	for range 2 {
		if _, err := c.SendRawEmail(t.Context(), raw()); err != nil {
			t.Fatal(err)
		}
	}
	quota, err := c.GetSendQuota(t.Context(), &ses.GetSendQuotaInput{})
	if err != nil || quota.SentLast24Hours != 2 || quota.MaxSendRate != 14 {
		t.Fatalf("%+v, %v", quota, err)
	}
}

func TestSESRefusesInItsOwnWords(t *testing.T) {
	m := opened(t, "")
	m.Refuse(func(to []string) error {
		switch to[0] {
		case "busy@un.example":
			return mailbox.Refusal{Code: "Throttling", Message: "Maximum sending rate exceeded."}
		case "down@un.example":
			return mailbox.Refusal{Status: http.StatusServiceUnavailable, Code: "ServiceUnavailable", Message: "<later> & again"}
		case "odd@un.example":
			return errors.New("no mail today")
		}
		return nil
	})
	many := make([]string, 51)
	for i := range many {
		many[i] = "a@un.example"
	}
	nobody := raw()
	nobody.RawMessage.Data = []byte("From: a@un.example\r\nSubject: x\r\n\r\nx")
	for name, test := range map[string]struct {
		in   *ses.SendRawEmailInput
		code string
	}{
		"too many recipients": {raw(many...), "InvalidParameterValue"},
		"no address":          {raw("nobody"), "InvalidParameterValue"},
		"no recipient":        {nobody, "InvalidParameterValue"},
		"throttled":           {raw("busy@un.example"), "Throttling"},
		"away":                {raw("down@un.example"), "ServiceUnavailable"},
		"any other error":     {raw("odd@un.example"), "MessageRejected"},
	} {
		_, err := client(t, m).SendRawEmail(t.Context(), test.in)
		var fault smithy.APIError
		if !errors.As(err, &fault) || fault.ErrorCode() != test.code {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
	if n := len(m.Messages("")); n != 0 {
		t.Errorf("%d refused messages were kept", n)
	}
	m.Refuse(nil)
	if _, err := client(t, m).SendRawEmail(t.Context(), raw("busy@un.example")); err != nil {
		t.Error(err)
	}
}

func TestAnUnsignedRequestIsRefused(t *testing.T) {
	m := opened(t, "")
	for _, authorization := range []string{"", "Bearer x",
		"AWS4-HMAC-SHA256 Credential=local/20200101/eu-west-3/ses/aws4_request, SignedHeaders=host, Signature=00"} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("Action=GetSendQuota"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Amz-Date", "20200101T000000Z") // years ago
		r.Header.Set("Authorization", authorization)
		w := httptest.NewRecorder()
		m.SES().ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("%q: %d %s", authorization, w.Code, w.Body)
		}
	}
}
