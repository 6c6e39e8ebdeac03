// Package objects runs an S3-compatible store beside the program, for `make
// run` and for tests: the same requests as AWS, on one machine, with the
// objects in a folder. It checks signatures, expiry and the policies of forms
// as S3 does. `make tools` builds it, pinned.
//
// What it does not do, and AWS does: it has one account that may do anything
// (roles are compared with the template by tests), it knows no session tokens,
// it scans nothing, and its notice of a form's upload does not name the key.
package objects

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"tierce/internal/bucket"
	"tierce/internal/local/child"
)

// binary is where `make tools` puts the store; the Makefile names the same.
const binary = "build/versitygw-v1.8.0"

// Region, Access and Secret are what requests are signed for and with.
const (
	Region = "eu-west-3"
	Access = "local"
	Secret = "local"
)

// Store is one running store. It ends with Stop, or with this process.
type Store struct {
	*child.Child
	url    string
	notice *http.Server
	woken  chan struct{}
}

// Start runs a store on a free port of 127.0.0.1 and returns once it answers.
// Its objects live in dir, which is made. ctx bounds the start only.
func Start(ctx context.Context, dir string) (*Store, error) {
	path, err := child.Find(binary, "run `make tools`")
	if err != nil {
		return nil, fmt.Errorf("objects: the S3 store is missing: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil { // the store compares its folders by their names
		return nil, fmt.Errorf("objects: %w", err)
	}
	for _, d := range []string{data(dir), meta(dir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, fmt.Errorf("objects: %w", err)
		}
	}
	// Another program may take the port between our asking and the store's.
	for attempt := 1; ; attempt++ {
		s, err := start(ctx, path, dir)
		if err == nil || attempt == 3 || ctx.Err() != nil {
			return s, err
		}
	}
}

// What S3 keeps beside an object's bytes has a folder of its own, since not
// every file system takes it as attributes.
func data(dir string) string { return filepath.Join(dir, "data") }
func meta(dir string) string { return filepath.Join(dir, "meta") }

func start(ctx context.Context, path, dir string) (*Store, error) {
	port, err := child.FreePort()
	if err != nil {
		return nil, fmt.Errorf("objects: %w", err)
	}
	at := "127.0.0.1:" + strconv.Itoa(port)
	s := &Store{url: "http://" + at, woken: make(chan struct{}, 1)}
	hears, err := s.listen()
	if err != nil {
		return nil, fmt.Errorf("objects: %w", err)
	}
	s.Child, err = child.Start(path, []string{"ROOT_ACCESS_KEY=" + Access, "ROOT_SECRET_KEY=" + Secret},
		"--port", at, "--region", Region, "--quiet", "--keep-alive", "--health", "/health", "--event-webhook-url", hears,
		"posix", "--sidecar", meta(dir), data(dir))
	if err == nil {
		err = s.Await(ctx, s.answers)
	}
	if err != nil {
		s.notice.Close()
		return nil, fmt.Errorf("objects: store %w", err)
	}
	return s, nil
}

// listen takes the store's notices. They say that something changed: of a
// form's upload they do not say what.
func (s *Store) listen() (url string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s.notice = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		select {
		case s.woken <- struct{}{}:
		default: // a look is due already
		}
	})}
	go s.notice.Serve(l)
	return "http://" + l.Addr().String() + "/", nil
}

func (s *Store) answers(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/health", nil)
	if err != nil {
		return false
	}
	answer, err := Transport.RoundTrip(r)
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// URL is the endpoint, such as http://127.0.0.1:41873.
func (s *Store) URL() string { return s.url }

// Stop asks the store to end. It may be called more than once.
func (s *Store) Stop() {
	s.Child.Stop()
	s.notice.Close()
}

// Transport keeps connections open, as engine.Transport does.
var Transport = func() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 64, 64
	return t
}()

// Credentials are the store's own.
func Credentials() aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(Access, Secret, "")
}

// Bucket gives the bucket called name of the store at url. via lets a test
// stand between it and the wire; nil means Transport.
func Bucket(url, name string, via http.RoundTripper) *bucket.Bucket {
	if via == nil {
		via = Transport
	}
	return bucket.New(bucket.Config{Name: name, Region: Region, Endpoint: url, Credentials: Credentials(), Client: &http.Client{Transport: via}})
}
