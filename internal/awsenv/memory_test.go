package awsenv

import (
	"runtime/debug"
	"testing"
)

func TestCollectionsKeepToTheFunctionsMemory(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) })
	t.Setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
	Roomy()
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("outside Lambda the limit became %d", got)
	}
	t.Setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
	Roomy()
	if got := debug.SetMemoryLimit(-1); got != 192<<20 {
		t.Errorf("with 256 MB the limit is %d", got)
	}
	if got := debug.SetGCPercent(100); got != 400 {
		t.Errorf("collections come at %d %%", got)
	}
}
