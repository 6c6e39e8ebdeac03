// Command local runs the whole product on one machine. See `make run`.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // organisations' zones, wherever this runs

	"tierce/internal/awsenv"
	"tierce/internal/gateway"
	"tierce/internal/local/demo"
	"tierce/internal/local/host"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "where to listen")
	data := flag.String("data", ".local", "folder that keeps the state")
	flag.Parse()
	slog.SetDefault(awsenv.Logger(gateway.RequestID))
	if err := run(*addr, *data); err != nil {
		fmt.Fprintln(os.Stderr, "tierce:", err)
		os.Exit(1)
	}
}

func run(addr, data string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	h, err := host.Start(ctx, host.Config{Addr: addr, Data: data, Demo: true})
	if err != nil {
		return err
	}
	defer h.Stop()
	go interruptedMake(ctx, stop)
	fmt.Printf("ready %s\n%s\nmails and text messages: %s/_local/mailbox/\n", h.URL, demo.Hint(), h.URL)
	return h.Wait(ctx)
}
