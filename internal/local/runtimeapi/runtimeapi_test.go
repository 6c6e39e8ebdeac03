package runtimeapi_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tierce/internal/local/runtimeapi"
)

// echo is the bootstrap, built once.
var echo string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "echo")
	if err != nil {
		panic(err)
	}
	echo = filepath.Join(dir, "bootstrap")
	build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", echo, "./testdata/echo")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v\n%s", err, out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func running(t *testing.T) *runtimeapi.Function {
	t.Helper()
	f, err := runtimeapi.Run(t.Context(), echo, []string{"GREETING=bonjour"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Stop() })
	return f
}

func TestARealBootstrapAnswersOneInvocationAfterAnother(t *testing.T) {
	f := running(t)
	if f.StartTime() <= 0 || f.StartTime() > 10*time.Second {
		t.Errorf("start: %v", f.StartTime())
	}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			out, err := f.Invoke(t.Context(), fmt.Appendf(nil, `{"n":%d}`, i))
			var got struct {
				Got      struct{ N int }
				Greeting string
				Request  string
				Deadline bool
			}
			if err == nil {
				err = json.Unmarshal(out, &got)
			}
			if err != nil || got.Got.N != i || got.Greeting != "bonjour" || got.Request == "" || !got.Deadline {
				t.Errorf("%d: %s, %v", i, out, err)
			}
		})
	}
	all.Wait()
}

func TestAHandlersErrorComesBack(t *testing.T) {
	f := running(t)
	_, err := f.Invoke(t.Context(), []byte(`"fail"`))
	var refused *runtimeapi.FunctionError
	if !errors.As(err, &refused) || refused.Message != "refused" {
		t.Errorf("got %v", err)
	}
	if _, err := f.Invoke(t.Context(), []byte(`1`)); err != nil {
		t.Errorf("after an error: %v", err)
	}
}

func TestABootstrapThatDiesIsNoticed(t *testing.T) {
	f := running(t)
	for range 2 {
		if _, err := f.Invoke(t.Context(), []byte(`"die"`)); !errors.Is(err, runtimeapi.ErrEnded) {
			t.Errorf("got %v", err)
		}
	}
}

func TestABootstrapThatNeverAsksSaysWhatItPrinted(t *testing.T) {
	_, err := runtimeapi.Run(t.Context(), echo, []string{"FAIL=1"})
	if err == nil || !strings.Contains(err.Error(), "no table is named") {
		t.Errorf("got %v", err)
	}
	if _, err := runtimeapi.Run(t.Context(), filepath.Join(t.TempDir(), "nothing"), nil); err == nil {
		t.Error("ran a file that is not there")
	}
}
