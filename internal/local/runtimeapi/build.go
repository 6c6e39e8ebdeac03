package runtimeapi

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Build makes the bootstrap of the function in folder (api, portal…) as `sam
// build` does, by the Makefile, but for arch (arm64, amd64). It gives the
// file's path, in a folder of its own under dir.
func Build(ctx context.Context, folder, dir, arch string) (string, error) {
	root, err := root()
	if err != nil {
		return "", err
	}
	to := filepath.Join(dir, folder+"-"+arch)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return "", fmt.Errorf("runtimeapi: %w", err)
	}
	target := "build-" + strings.ToUpper(folder[:1]) + folder[1:] + "Function"
	build := exec.CommandContext(ctx, "make", "-s", "-C", root, target, "ARTIFACTS_DIR="+to, "ARCH="+arch)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("runtimeapi: make %s: %w\n%s", target, err, out)
	}
	return filepath.Join(to, "bootstrap"), nil
}

// root is the nearest folder above that has a Makefile.
func root() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("runtimeapi: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "Makefile")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("runtimeapi: no Makefile above %s", start)
		}
	}
}
