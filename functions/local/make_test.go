package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What make starts below is this test program again.
func TestMain(m *testing.M) {
	if os.Getenv("TIERCE_UNDER_MAKE") == "" {
		os.Exit(m.Run())
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	fmt.Println("ready")
	interruptedMake(ctx, stop)
}

func TestAnInterruptOfMakeAloneEndsWhatItRuns(t *testing.T) {
	run := exec.CommandContext(t.Context(), "make", "--no-print-directory", "-f", "-") // quiet under the make of `make test` too
	run.Stdin = strings.NewReader("run: ; @exec '" + os.Args[0] + "'\n")
	run.Env = append(os.Environ(), "TIERCE_UNDER_MAKE=1")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatal(line, err)
	}
	begun := time.Now()
	if err := run.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait() // make says that it was interrupted
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("make waited for %s", took)
	}
}
