// Package later owns values that are made when they are first asked for.
//
// In goes what makes a value, out comes the value, the same each time. It is for
// variables of packages: one that is made of anything but constants is work at each start
// of the program, whatever it is asked to do, and its package's pages are read for it. It
// must never be for what can fail.
package later

import "sync"

// Value is made once. Its zero value is ready, and needs no work at the start; it must not
// be copied.
type Value[T any] struct {
	once sync.Once
	is   T
}

// Get is the value, which make makes the first time.
func (v *Value[T]) Get(make func() T) T {
	v.once.Do(func() { v.is = make() })
	return v.is
}
