//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package main

// runStopped is not there where a process cannot send itself signals.
func runStopped() {}
