//go:build !unix

package disk

import "os"

func endingSignals() []os.Signal { return []os.Signal{os.Interrupt} }

// endBy ends the process with the code that shells give to an interrupted one.
func endBy(os.Signal) { os.Exit(130) }
