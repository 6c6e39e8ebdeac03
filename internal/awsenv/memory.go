package awsenv

import (
	"os"
	"runtime/debug"
	"strconv"
)

// Roomy lets the heap grow to 16 MB before the first collection, instead of 4.
// A start and the first request make about 6, and would wait for a collection
// of what is needed still. Near three quarters of what Lambda gives the
// function, collections come as often as they must.
func Roomy() {
	debug.SetGCPercent(400)
	if mb, err := strconv.ParseInt(os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), 10, 64); err == nil {
		debug.SetMemoryLimit(mb << 20 / 4 * 3)
	}
}
