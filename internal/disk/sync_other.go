//go:build !linux

package disk

import (
	"errors"
	"os"
)

// beginSync does nothing where a system has no word for it.
func beginSync(*os.File) {}

// syncAll is not there where a system has no word for it.
func syncAll(*os.File) error { return errors.ErrUnsupported }
