package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/local/runtimeapi"
	"tierce/internal/table/tabletest"
)

// rounds is how often each bootstrap is started, in turns.
const rounds = 21

// functions with what a start may cost, as a multiple of a bare hello's.
var functions = []struct {
	folder string
	most   string
}{{"api", "3.5×"}, {"portal", "3.2×"}, {"mailer", "2.2×"}, {"reminders", "2.2×"}, {"feedback", "2.2×"}, {"intake", "2.2×"}}

// starts times each bootstrap from exec to its first request for work, and the
// first request that it answers against the second.
func (s *sheet) starts() {
	s.Helper()
	dir := s.TempDir()
	paths := map[string]string{"hello": s.hello(dir, runtime.GOARCH)}
	for _, f := range functions {
		paths[f.folder] = s.build(f.folder, dir, runtime.GOARCH)
	}
	env := []string{"TABLE=" + tabletest.Name(s), "BUCKET=tierce", "BASE_URL=https://tierce.example", "ISSUER=https://issuer.example", "CLIENT_ID=portal",
		"MAIL_FROM=tierce@tierce.example", "MAIL_RATE=14", "AWS_REGION=eu-west-3", "AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"AWS_ENDPOINT_URL_DYNAMODB=" + tabletest.Endpoint(s)}
	took, first, second := map[string][]time.Duration{}, map[string][]time.Duration{}, map[string][]time.Duration{}
	for range rounds {
		for name, path := range paths {
			f, err := runtimeapi.Run(s.Context(), path, env)
			if err != nil {
				s.Fatal(err)
			}
			took[name] = append(took[name], f.StartTime())
			if ask := requests[name]; ask != nil {
				first[name] = append(first[name], s.time(f, ask()))
				second[name] = append(second[name], s.time(f, ask()))
			}
			f.Stop()
		}
	}
	hello := median(took["hello"])
	for _, f := range functions {
		s.add("start of "+f.folder+", against a bare hello", ratio(median(took[f.folder]), hello), "≤ "+f.most)
	}
	for _, name := range []string{"api", "portal"} {
		s.add("first request of "+name+", against its second", ratio(median(first[name]), median(second[name])), "≤ 3×")
	}
}

// requests are what the two functions behind API Gateway are asked: a read of
// the table, and a page.
var requests = map[string]func() []byte{
	"api": func() []byte {
		e := get("/v1/me")
		e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: map[string]string{"iss": "i", "sub": "s", "token_use": "access"}}}
		return written(e)
	},
	"portal": func() []byte { return written(get("/")) },
}

func get(path string) events.APIGatewayV2HTTPRequest {
	e := events.APIGatewayV2HTTPRequest{RawPath: path, Headers: map[string]string{"host": "tierce.example"}}
	e.RequestContext.HTTP.Method = "GET"
	return e
}

func written(e events.APIGatewayV2HTTPRequest) []byte {
	b, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings only
	}
	return b
}

func (s *sheet) time(f *runtimeapi.Function, event []byte) time.Duration {
	begun := time.Now()
	if _, err := f.Invoke(s.Context(), event); err != nil {
		s.Fatal(err)
	}
	return time.Since(begun)
}

// sizes weighs the bootstraps that Lambda gets.
func (s *sheet) sizes() {
	dir := s.TempDir()
	weigh := func(path string) float64 {
		info, err := os.Stat(path)
		if err != nil {
			s.Fatal(err)
		}
		return float64(info.Size()) / 1e6
	}
	s.add("bootstrap of a bare hello, arm64", fmt.Sprintf("%.1f MB", weigh(s.hello(dir, "arm64"))), "")
	for _, f := range functions {
		s.add("bootstrap of "+f.folder+", arm64", fmt.Sprintf("%.1f MB", weigh(s.build(f.folder, dir, "arm64"))), "≤ 12 MB")
	}
}

func (s *sheet) build(folder, dir, arch string) string {
	path, err := runtimeapi.Build(s.Context(), folder, dir, arch)
	if err != nil {
		s.Fatal(err)
	}
	return path
}

// hello builds the bare function with the flags that the Makefile gives ours.
func (s *sheet) hello(dir, arch string) string {
	to := filepath.Join(dir, "hello-"+arch)
	build := exec.CommandContext(s.Context(), "go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags=-s -w", "-o", to, "./testdata/hello")
	build.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+arch, "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		s.Fatalf("%v\n%s", err, out)
	}
	return to
}
