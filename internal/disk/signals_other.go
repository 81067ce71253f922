//go:build !unix

package disk

import (
	"os"
	"syscall"
)

func endingSignals() []os.Signal { return []os.Signal{os.Interrupt} }

// Unanswered are the signals by which the system tells of a write that fails, which
// its error does too.
func Unanswered() []os.Signal { return []os.Signal{syscall.SIGPIPE} }

// Raise gives the exit code that shells show for an interrupted process: none can
// send itself a signal here.
func Raise(os.Signal) (code int) { return 130 }
