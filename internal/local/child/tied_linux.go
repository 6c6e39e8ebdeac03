package child

import "syscall"

// tied makes the kernel end the engine with this process, however that ends.
// A group of its own keeps a terminal's interrupt from reaching the engine
// before the program has finished its requests.
func tied() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
