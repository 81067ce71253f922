//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package child

// limitData does nothing where a process cannot be limited; the watch is alone.
func limitData(uint64) {}
