//go:build !linux

package child

import (
	"os"
	"syscall"
)

// attributes are none: the process ends with its pipe.
func attributes() *syscall.SysProcAttr { return nil }

func program() (string, error) { return os.Executable() }
