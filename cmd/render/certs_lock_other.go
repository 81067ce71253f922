//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package main

// lockFolder does nothing where folders cannot be locked; certFile.take guards.
func lockFolder(string) (unlock func()) { return func() {} }
