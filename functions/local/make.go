package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// interruptedMake calls stop when make, our parent, was interrupted alone: by
// `kill -INT`, or by a program that started it. A terminal interrupts us too,
// but make passes nothing on and only waits for us, with further interrupts
// blocked, by which we know. Where there is no /proc it does nothing.
func interruptedMake(ctx context.Context, stop func()) {
	status := fmt.Sprintf("/proc/%d/status", os.Getppid())
	for ctx.Err() == nil {
		name, blocked := parent(status)
		if name != "make" {
			return
		}
		if blocked&(1<<(syscall.SIGINT-1)) != 0 {
			stop()
		}
		select {
		case <-ctx.Done():
		case <-time.After(300 * time.Millisecond):
		}
	}
}

// parent reads a process's name and the signals that it blocks.
func parent(status string) (name string, blocked uint64) {
	f, err := os.Open(status)
	if err != nil {
		return "", 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), ":")
		switch value = strings.TrimSpace(value); key {
		case "Name":
			name = value
		case "SigBlk":
			blocked, _ = strconv.ParseUint(value, 16, 64)
		}
	}
	return name, blocked
}
