// Package child runs a program beside this one, for one's own machine and for
// tests: a pinned binary under the repository's root, listening on 127.0.0.1,
// that ends with this process.
package child

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// grace is how long Stop waits for a clean end before it kills.
const grace = 5 * time.Second

// Child is one running program. It ends with Stop, or with this process.
type Child struct {
	command *exec.Cmd
	ended   chan struct{} // closed once it is gone
	failed  error         // how it ended; read after ended
	output  bytes.Buffer  // what it printed; read after ended
}

// Start runs the program at path with arguments, and with env ("NAME=value")
// besides what this process has.
func Start(path string, env []string, arguments ...string) (*Child, error) {
	c := &Child{command: exec.Command(path, arguments...), ended: make(chan struct{})}
	c.command.Env = append(os.Environ(), env...)
	c.command.Stdout, c.command.Stderr = &c.output, &c.output
	c.command.SysProcAttr = tied()
	return c, c.run()
}

// run starts the child and waits for its end, both on one locked thread: the
// kernel ends the child with the thread that made it, and Go may let any other
// thread go.
func (c *Child) run() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := c.command.Start()
		started <- err
		if err == nil {
			c.failed = c.command.Wait()
			close(c.ended)
		}
	}()
	return <-started
}

// Await returns nil once answers does, which is asked every 2 ms for ten
// seconds at most; else the child is stopped, and the error says why.
func (c *Child) Await(ctx context.Context, answers func(context.Context) bool) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		select {
		case <-c.ended:
			return fmt.Errorf("ended: %w: %s", c.failed, strings.TrimSpace(c.output.String()))
		case <-ctx.Done():
			c.Stop()
			return fmt.Errorf("does not answer: %w", ctx.Err())
		case <-time.After(2 * time.Millisecond):
		}
		if answers(ctx) {
			return nil
		}
	}
}

// Done is closed when the child has ended, by Stop or by itself.
func (c *Child) Done() <-chan struct{} { return c.ended }

// Stop asks the child to end, and kills it after five seconds. It may be
// called more than once.
func (c *Child) Stop() {
	_ = c.command.Process.Signal(syscall.SIGTERM) // an error means that it has ended
	select {
	case <-c.ended:
	case <-time.After(grace):
		_ = c.command.Process.Kill()
		<-c.ended
	}
}

// Find gives the path of a binary under the nearest folder above that has a
// go.mod; remedy says what puts it there, such as "run `npm ci`".
func Find(binary, remedy string) (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(dir, binary)
			if _, err := os.Stat(path); err != nil {
				return "", fmt.Errorf("nothing at %s: %s in %s", binary, remedy, dir)
			}
			return path, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no go.mod above %s: run this inside the repository", start)
		}
	}
}

// FreePort gives a port of 127.0.0.1 that nobody listens on. Another program
// may take it before the child does: whoever starts one tries again.
func FreePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
