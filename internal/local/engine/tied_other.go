//go:build !linux

package engine

import "syscall"

// tied does nothing here: only Linux ends a child with its parent.
func tied() *syscall.SysProcAttr { return nil }
