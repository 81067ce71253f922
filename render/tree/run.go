package tree

// Kind is what stands at a path of the folder.
type Kind uint8

const (
	Missing Kind = iota
	Regular
	Directory
	Other // a link above all, which is nobody's but who made it
)

// Found is what stands at a path.
type Found struct {
	Kind   Kind
	Text   []byte // of a Regular one
	Shared bool   // others than its owner may read it
	Err    error  // why it cannot be read
}

// Run is a run that is to write a folder.
type Run struct {
	Folder Folder
	Stages []string // the folders of stages that it renders; nil: all
	Index  *Index   // nil: the folder has none
	Look   func(name string) Found
	Force  bool // write also where decisions differ, and over what somebody changed
	Moved  bool // the topology that the index names is no more
	Gone   bool // nothing is rendered into the folder any more: all that is render's goes
}

// Write is a file to be written.
type Write struct {
	File
	New bool // nothing is there
}

// Plan is what a run does to a folder. Where Refused or Differs is not empty it does
// nothing.
type Plan struct {
	Write  []Write  // in this order
	Remove []string // afterwards
	Empty  []string // folders that go then, if nothing is in them
	// Before is the index ahead of the first file, After the one behind the last: at
	// any moment each file that render wrote is in it. Nil: it is not written. Where
	// nothing is to be recorded any more IndexGone says that it is removed.
	Before, After []byte
	IndexGone     bool

	Unchanged, Adopted []string
	Kept, Overwritten  []string // what somebody changed
	KeptStale          []string // what somebody changed, and is no more rendered
	Lacks              []string // lines of render's that somebody's own .gitattributes has not

	Renamed []Renamed

	Refused []Refusal
	Differs []Difference // decisions
	Merged  []Difference // decisions of which a merge left several
}

// Renamed is an object by which a layout tells who applies the folder, and which has
// another name now: to them it is another one, and the old one goes.
type Renamed struct{ Path, Kind, Was, Is string }

// Refusal is why a folder cannot be written.
type Refusal struct{ Path, Message, Help string }

func (r *Run) index() *Index {
	if r.Index == nil {
		return &Index{}
	}
	return r.Index
}

// recorded reports whether the index names a file.
func (r *Run) recorded(name string) bool { return len(r.index().Files[name]) > 0 }

// Difference is a decision that was another one when the folder was written.
type Difference struct {
	Key string
	Was []string // several after a merge; none where the index has no such decision
	Is  string
}
