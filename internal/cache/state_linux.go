package cache

import (
	"io/fs"
	"syscall"
)

// beside is what the system says beside what all systems say.
func beside(info fs.FileInfo) (touched int64, inode uint64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0
	}
	return s.Ctim.Nano(), s.Ino
}

// plain is the state of a file or a folder, found by one call and without the heap: a
// fleet in which nothing changed is little else. It is false for links and all else.
func plain(name string) (State, bool) {
	var s syscall.Stat_t
	if err := syscall.Lstat(name, &s); err != nil {
		return State{}, err != syscall.EINTR
	}
	state := State{Shared: s.Mode&0o077 != 0, Changed: s.Mtim.Nano(), Touched: s.Ctim.Nano(), Inode: s.Ino}
	switch s.Mode & syscall.S_IFMT {
	case syscall.S_IFREG:
		state.Kind, state.Size = Regular, s.Size
	case syscall.S_IFDIR:
		state.Kind = Folder
	default:
		return State{}, false
	}
	return state, true
}
