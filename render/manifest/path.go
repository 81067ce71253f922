package manifest

import (
	"errors"
	"strconv"
	"strings"
)

// valueError is an error at a place inside a value, "spec.servers[0].port".
type valueError struct {
	path string // with a leading "." where it begins with a key
	err  error
}

func (e *valueError) Error() string { return strings.TrimPrefix(e.path, ".") + ": " + e.err.Error() }
func (e *valueError) Unwrap() error { return e.err }

// within puts a step before the place of an error. Paths are made only here, so
// that what succeeds does not pay for them.
func within(err error, step string) error {
	var inner *valueError
	if errors.As(err, &inner) {
		inner.path = step + inner.path
		return inner
	}
	return &valueError{step, err}
}

func keyStep(key string) string {
	for i := 0; i < len(key); i++ {
		if c := key[i] | 0x20; (c < 'a' || c > 'z') && (key[i] < '0' || key[i] > '9') && key[i] != '-' && key[i] != '_' {
			return "[" + strconv.QuoteToASCII(key) + "]"
		}
	}
	return "." + key
}
