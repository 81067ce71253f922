//go:build !unix

package disk

import "os"

func endingSignals() []os.Signal { return []os.Signal{os.Interrupt} }

// Raise gives the exit code that shells show for an interrupted process: none can
// send itself a signal here.
func Raise(os.Signal) (code int) { return 130 }
