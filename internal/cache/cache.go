// Package cache owns what a run keeps for the next one, so that of many topologies only those
// are rendered again of which anything has changed: for each what was read and what was
// written, as the system describes the files and with a digest of each, and what was said.
//
// In go the bytes of an earlier Cache and the files on disk; out comes whether all of a
// member's files are as they were, and bytes. It must never be believed where it is in doubt:
// bytes that do not read as a whole cache are none, a file that differs in any way is told as
// changed, and one that was changed so short a time before it was looked at that the next
// change may carry the same time is read and compared. No key is in it, only digests.
package cache

import (
	"crypto/sha256"
	"os"

	"render/render/fleet"
)

// Sum is a digest of a file's content.
type Sum = [sha256.Size]byte

// Cache is what is kept of the topologies that go into one folder, by what the user called
// them.
type Cache struct {
	Members map[string]*Member
}

// Member is what is kept of one topology.
type Member struct {
	Settings Sum    // of everything else that decides what is rendered
	Name     string // the topology's
	From     string // as the folder's index names it
	Source   string // where a layout's reader looks for the folder; "" without one
	Path     string // and for what there
	Said     []byte // to stderr, when it was rendered
	Notes    []byte // the same, once it was written
	Written  int    // the number of files in the folder
	Has      fleet.Member
	Inputs   []*File // that were read, or looked for, by what they were called
	Outputs  []*File // of the folder, and its own folders
}

// File is what a file was like.
type File struct {
	Name  string
	State State
	Sum   Sum
	// Doubtful says that the state alone tells nothing: the file had been changed so short a
	// time before.
	Doubtful bool

	looked, same bool // by this run
	refreshed    bool // the state is another than it was, and the file the same
}

// Unchanged reports whether a file is as it was. Where it is, but the system describes it
// otherwise, as after git has written it anew, the state becomes the present one. It looks
// once.
func (f *File) Unchanged(at string) bool {
	if !f.looked {
		f.looked, f.same = true, f.compare(at)
	}
	return f.same
}

func (f *File) compare(at string) bool {
	now := Look(at)
	switch {
	case f.State.Bare():
		return now.OfKind() == f.State
	case now == f.State && !f.Doubtful:
		return true
	case now.Kind == Regular && f.State.Kind == Regular:
		if now.Size != f.State.Size || now.Shared != f.State.Shared || !f.sums() {
			return false
		}
		sum, ok := sumOf(at)
		if !ok || sum != f.Sum {
			return false
		}
		f.State, f.Doubtful, f.refreshed = now, now.doubtful(), true
		return true
	}
	return false
}

// sums reports whether the content was read at all.
func (f *File) sums() bool { return f.Sum != Sum{} }

// New is a file that was in a state when it held a text.
func New(name string, state State, text []byte) *File {
	return Read(name, state, sha256.Sum256(text))
}

// Read is a file that was in a state when what was read of it had a digest.
func Read(name string, state State, sum Sum) *File {
	return &File{Name: name, State: state, Sum: sum, Doubtful: state.doubtful()}
}

// Listed is a folder that was in a state when all in it was known.
func Listed(name string, state State) *File {
	return &File{Name: name, State: state, Doubtful: state.doubtful()}
}

// Seen is what was looked for at a path, and not read: whether it is there, and what it is,
// is all that counts.
func Seen(name string) *File {
	return &File{Name: name, State: Look(name).OfKind()}
}

func sumOf(name string) (sum Sum, ok bool) {
	text, err := os.ReadFile(name)
	return sha256.Sum256(text), err == nil
}

// Forget has the file count as changed.
func (f *File) Forget() { f.State, f.Sum = State{Kind: Other, Inode: 1}, Sum{} }

// Refreshed reports whether the system describes any file otherwise than when it was kept,
// and it is the same.
func (c *Cache) Refreshed() bool {
	for _, m := range c.Members {
		for _, list := range [][]*File{m.Inputs, m.Outputs} {
			for _, f := range list {
				if f.refreshed {
					return true
				}
			}
		}
	}
	return false
}
