//go:build unix

package disk

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func endingSignals() []os.Signal {
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
}

// Unanswered are the signals by which the system tells of a write that fails, which
// its error does too.
func Unanswered() []os.Signal { return []os.Signal{syscall.SIGPIPE, syscall.SIGXFSZ} }

// Raise sends this process a signal, by which it ends. Where it does not, the
// exit code is the one that shells show for it: 128 and its number. SIGQUIT is not
// sent, since Go answers it with a dump and with a code that means something else.
func Raise(s os.Signal) (code int) {
	number := s.(syscall.Signal)
	if number == syscall.SIGQUIT {
		return 128 + int(number)
	}
	signal.Reset(s)
	if syscall.Kill(os.Getpid(), number) == nil {
		time.Sleep(time.Second) // it may be another thread that takes it
	}
	return 128 + int(number)
}
