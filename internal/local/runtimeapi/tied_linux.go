package runtimeapi

import "syscall"

// tied makes the kernel end the bootstrap with this process.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
