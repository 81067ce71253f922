package cache

import (
	"io/fs"
	"os"
	"time"
)

// Kind is what is at a path.
type Kind uint8

// The kinds. A link is what it leads to, and where that is elsewhere another file.
const (
	Missing Kind = iota
	Regular
	Folder
	Other
)

// State is how the system describes a file. Of a folder it says whether anything was added to
// it, renamed or removed.
type State struct {
	Kind    Kind
	Linked  bool // it was found by a link
	Shared  bool // others than its owner may read or write it
	Size    int64
	Changed int64 // nanoseconds since 1970: when its content was
	Touched int64 // when anything of it was; 0 where the system does not say
	Inode   uint64
}

// Look is the state of what is at a path.
func Look(name string) State {
	if state, ok := plain(name); ok {
		return state
	}
	return lookThrough(name)
}

// lookThrough is Look of whatever is there.
func lookThrough(name string) State {
	info, err := os.Lstat(name)
	if err != nil {
		return State{}
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(name); err != nil {
			return State{Kind: Other, Linked: true}
		}
		state := StateOf(info)
		state.Linked = true
		return state
	}
	return StateOf(info)
}

// OfKind is as much of a state as counts of what is only looked for: whether it is there, and
// what it is.
func (s State) OfKind() State { return State{Kind: s.Kind, Linked: s.Linked} }

// Bare reports whether a state is no more than that.
func (s State) Bare() bool { return s == s.OfKind() }

// StateOf is the state of an open file, or of one that was looked at.
func StateOf(info fs.FileInfo) State {
	state := State{Kind: Other, Size: info.Size(), Changed: info.ModTime().UnixNano(), Shared: info.Mode().Perm()&0o077 != 0}
	switch {
	case info.Mode().IsRegular():
		state.Kind = Regular
	case info.IsDir():
		state.Kind, state.Size = Folder, 0
	}
	state.Touched, state.Inode = beside(info)
	return state
}

// Tick is longer than within which two changes of a file carry the same time, on file systems
// whose times have fractions of a second: at most 10 ms.
const Tick = 20 * time.Millisecond

// coarseTick is the same where they have none.
const coarseTick = 2 * time.Second

// doubtful reports whether another change at this moment could leave a state as it is.
func (s State) doubtful() bool {
	last := max(s.Changed, s.Touched)
	least := Tick
	if last%int64(time.Second) == 0 {
		least = coarseTick
	}
	return time.Now().UnixNano()-last < int64(least)
}

// Settle reports whether a file is still in the state in which it was found, and whether by
// now a change would be seen.
func (f *File) Settle(at string) bool {
	if !f.Doubtful {
		return true
	}
	now := Look(at)
	if now != f.State {
		return false
	}
	f.Doubtful = now.doubtful()
	return true
}
