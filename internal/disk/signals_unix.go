//go:build unix

package disk

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func endingSignals() []os.Signal {
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}
}

// endBy ends the process by a signal, which shells show as 128 and its number.
func endBy(s os.Signal) {
	number := s.(syscall.Signal)
	signal.Reset(s)
	if syscall.Kill(os.Getpid(), number) == nil {
		time.Sleep(time.Second) // it may be another thread that takes it
	}
	os.Exit(128 + int(number))
}
