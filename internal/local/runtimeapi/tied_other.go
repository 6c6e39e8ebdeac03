//go:build !linux

package runtimeapi

import "syscall"

// tied does nothing here: only Linux ends a child with its parent.
func tied() *syscall.SysProcAttr { return nil }
