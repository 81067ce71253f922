//go:build unix

package disk

import (
	"os"
	"syscall"
)

// duplicate is an open file by another number.
func duplicate(number int) (*os.File, error) {
	other, err := syscall.Dup(number)
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(other)
	return os.NewFile(uintptr(other), "descriptor"), nil
}
