// Package host runs the whole product on one machine: the functions' handlers
// behind the real event adapter, with a real DynamoDB-compatible engine, a real
// S3-compatible store, an OpenID Connect issuer, and a post office that keeps
// every mail. What it adds for people who try it stands under /_local/: a clock
// to move, a mailbox to read, tokens to call the API with. No Lambda contains
// any of it.
package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"tierce/internal/api"
	"tierce/internal/gateway"
	"tierce/internal/intake"
	"tierce/internal/loads"
	"tierce/internal/local/engine"
	"tierce/internal/local/issuer"
	"tierce/internal/local/mailbox"
	"tierce/internal/local/objects"
	"tierce/internal/local/scanner"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/portal"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

// Config says where to listen and where to keep state. An empty Data keeps
// everything in memory; a port 0 takes a free one.
type Config struct {
	Addr string
	Data string
	Demo bool // load the demo, once
}

const (
	tableName = "tierce"
	clientID  = "tierce-portal"
	mailFrom  = "Tierce <tierce@tierce.example>"
)

// Host is a running product.
type Host struct {
	URL     string
	Rooms   rooms.Rooms
	Clock   *Clock
	Mailbox *mailbox.Mailbox
	Issuer  *issuer.Issuer

	data      string
	engine    *engine.Engine
	objects   *objects.Store
	passing   string // folder of objects that end with the host; "" where they are kept
	server    *http.Server
	deliverer *outbox.Deliverer
	sweeping  sync.Mutex
	stop      context.CancelFunc
	failed    chan error
}

// Start starts everything and answers when it is ready.
func Start(ctx context.Context, c Config) (*Host, error) {
	if c.Data != "" {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return nil, err
		}
	}
	listener, err := net.Listen("tcp4", c.Addr)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	h := &Host{URL: "http://" + listener.Addr().String(), data: c.Data, stop: stop, failed: make(chan error, 2)}
	if err := h.open(ctx, c); err != nil {
		h.Stop()
		return nil, errors.Join(err, listener.Close())
	}
	go func() { h.failed <- h.server.Serve(listener) }()
	if err := h.settle(ctx, c); err != nil {
		h.Stop()
		return nil, err
	}
	go h.wake(ctx)
	go h.sweepEveryMinute(ctx)
	go h.report(ctx)
	go scanner.Watch(ctx, h.objects, bucketName, intake.Heard(h.Rooms.Documents))
	return h, nil
}

// open makes the parts, in the order in which they need each other.
func (h *Host) open(ctx context.Context, c Config) (err error) {
	file := ""
	if c.Data != "" {
		file = filepath.Join(c.Data, "tierce.db")
	}
	if h.engine, err = engine.Start(ctx, file); err != nil {
		return err
	}
	if err := h.openStore(ctx); err != nil {
		return err
	}
	db := engine.Client(h.engine.URL(), nil)
	if err := table.Create(ctx, db, tableName); err != nil {
		return err
	}
	if h.Clock, err = openClock(c.Data); err != nil {
		return err
	}
	if h.Mailbox, err = mailbox.Open(c.Data, h.Clock.Now); err != nil {
		return err
	}
	h.Issuer, err = issuer.Open(issuer.Config{URL: h.URL + "/_local/issuer", Dir: c.Data, ClientID: clientID,
		Redirects: []string{h.URL + "/signin/callback"}, LogoutRedirects: []string{h.URL + "/"},
		Mail: h.Mailbox.Mail, SMS: h.Mailbox.SMS, Now: h.Clock.Now})
	if err != nil {
		return err
	}
	h.Rooms = rooms.On(table.New(db, tableName), h.Clock.Now).In(realm).Keeping(objects.Bucket(h.objects.URL(), bucketName, nil))
	sender := mail.Sender{Client: h.postOffice(), From: mailFrom, Clock: h.Clock.Now}
	h.deliverer = loads.Deliverer(h.Rooms, sender, h.URL)
	h.server = &http.Server{Handler: h.routes(), ReadHeaderTimeout: 10 * time.Second}
	return nil
}

// postOffice is the SES client of this machine, over the real SDK.
func (h *Host) postOffice() *ses.Client {
	return ses.New(ses.Options{Region: "eu-west-3", BaseEndpoint: aws.String(h.URL + "/_local/ses"), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
}

// routes puts the functions behind the adapter, and the local parts beside.
func (h *Host) routes() http.Handler {
	apiFunction := gateway.Handler(api.Handler(h.Rooms, api.Options{BaseURL: h.URL}))
	portalFunction := gateway.Handler(portal.Handler(h.Rooms, portal.Options{BaseURL: h.URL, Issuer: h.Issuer.URL, ClientID: clientID, Local: true,
		OwnAPI: h.Issuer.URL + "/own"}))
	mux := http.NewServeMux()
	mux.Handle("/v1/", gateway.Host(authorizer(apiFunction, h.Issuer.URL, h.Clock.Now)))
	mux.Handle("/", gateway.Host(portalFunction))
	mux.Handle("/_local/issuer/", h.Issuer)
	mux.Handle("/_local/ses", h.Mailbox.SES()) // the SDK adds no slash, and follows no redirect
	mux.Handle("/_local/mailbox", h.Mailbox.Pages())
	mux.Handle("/_local/mailbox/", h.Mailbox.Pages())
	mux.Handle("/_local/clock", only(http.MethodPost, h.Clock.serve(h.Sweep)))
	mux.Handle("/_local/token", only(http.MethodPost, http.HandlerFunc(h.token)))
	return mux
}

// settle writes what commands on this machine need to know, and the demo.
func (h *Host) settle(ctx context.Context, c Config) error {
	if c.Data != "" {
		env := fmt.Sprintf("TABLE=%s\nAWS_REGION=eu-west-3\nAWS_ACCESS_KEY_ID=local\nAWS_SECRET_ACCESS_KEY=local\nAWS_ENDPOINT_URL_DYNAMODB=%s\nBASE_URL=%s\nBUCKET=%s\nAWS_ENDPOINT_URL_S3=%s\n",
			tableName, h.engine.URL(), h.URL, bucketName, h.objects.URL())
		if err := os.WriteFile(filepath.Join(c.Data, "env"), []byte(env), 0o600); err != nil {
			return err
		}
	}
	if !c.Demo {
		return nil
	}
	return h.loadDemo(ctx)
}

// wake plays the stream's trigger in front of the mailer. It begins at the
// oldest record, as the template's trigger does: what is written before it
// follows would otherwise wait for the next sweep.
func (h *Host) wake(ctx context.Context) {
	err := engine.Follow(ctx, h.engine.URL(), tableName, engine.Oldest, h.woken())
	if err != nil && ctx.Err() == nil {
		h.failed <- err
	}
}

// sweepEveryMinute plays the schedule in front of reminders.
func (h *Host) sweepEveryMinute(ctx context.Context) {
	for {
		if err := h.Sweep(); err != nil {
			slog.Error("sweep", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}

// Sweep runs what has fallen due. It waits for a sweep under way: what a moved
// clock made due must have happened when the clock answers.
func (h *Host) Sweep() error {
	h.sweeping.Lock()
	defer h.sweeping.Unlock()
	return loads.Swept(h.deliverer)(context.Background())
}

// token prints an API token of somebody who has an account with the issuer.
func (h *Host) token(w http.ResponseWriter, r *http.Request) {
	token, err := h.Issuer.AccessToken(r.FormValue("as"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	fmt.Fprintln(w, token)
}

// Wait answers when ctx ends, or with why the host cannot go on.
func (h *Host) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-h.failed:
		return err
	case <-h.engine.Done():
		return errors.New("the table engine stopped")
	case <-h.objects.Done():
		return errors.New("the bucket's store stopped")
	}
}

// Stop ends everything that was started; state that has a folder stays there.
func (h *Host) Stop() {
	h.stop()
	if h.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if h.server.Shutdown(ctx) != nil {
			h.server.Close()
		}
	}
	if h.engine != nil {
		h.engine.Stop()
	}
	h.closeStore()
	if h.Mailbox != nil {
		h.Mailbox.Close()
	}
}
