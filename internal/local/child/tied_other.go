//go:build !linux

package child

import "syscall"

// tied does nothing here: only Linux ends a child with its parent.
func tied() *syscall.SysProcAttr { return nil }
