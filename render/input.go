package render

import (
	"io"
	"io/fs"
	"time"

	"render/render/eval"
	"render/render/manifest"
	"render/render/worktree"
)

// Input is everything that the result depends on.
type Input struct {
	Name string // what the user called the topology: "topology.yaml", "-"
	Text []byte
	// Jsonnet says that Text is jsonnet, to be evaluated to the topology.
	Jsonnet bool
	// Again are the flags with which another command reads the same topology, each with a space
	// behind it; for help that says what to run.
	Again string
	// Files is the topology's folder. Names that lead out of it are asked for
	// only with AllowOutside.
	Files        fs.FS
	AllowOutside bool
	// WorkTree is the git work tree that it is in, where keys that git takes in are to be
	// told of; else nil.
	WorkTree *worktree.Tree
	Set      []string  // changes to the topology, "tiers[0].ip=10.0.0.1"
	Overlays []Overlay // after those that the topology names
	Secrets  string    // in place of secrets.mode; "" for what the topology says
	// WithoutKeys renders to be compared, and not to be applied: no key of a pair has
	// to be there, and where one would be written, in clear or as ciphertext that is
	// not Previous's, stands the word of the mode redacted.
	WithoutKeys bool
	// Revision says that Files are what some revision control has: a pair of which it
	// has not even the certificate is redacted too. It is for WithoutKeys alone.
	Revision bool
	// Former says that the topology was applied before and is not to be again: a pair that
	// is not there or not right for it any more is redacted, since what the cluster has is another one, and
	// Output.Unread tells of it. Until when one that is right is valid is no matter.
	Former    bool
	WithModel bool // keep the model for the output
	ForScript bool // keep what scripts have to know of the cluster
	// WithPicture keeps a picture for the output.
	WithPicture bool
	// WithMember keeps for the output what other topologies must not share.
	WithMember bool
	// WithObjects keeps with that what another topology of the same cluster must not render too.
	WithObjects bool
	// Folder says that the output becomes a folder, laid out as Layout says, or the
	// topology where that is "".
	Folder bool
	Layout string
	// Unmarked leaves the objects of a folder that is laid out for nobody as those of the stream are, without what keeps
	// some of them from being deleted by who applies it.
	Unmarked bool
	// Stages gives those of which the folder will have files, of which a layout tells, by
	// the topology's name, which says where several are written; nil: all.
	Stages    func(topology string) []manifest.Stage
	At        time.Time // when certificates have to be valid; zero: no matter
	AtNow     bool      // At is the clock's time; for messages
	ExtStr    []eval.Variable
	TLAStr    []eval.Variable
	Libraries []fs.FS // where jsonnet also imports from
	// Evaluator evaluates the user's jsonnet, under bounds of time and memory. Nil:
	// it is evaluated here, and nothing bounds it.
	Evaluator eval.Evaluator
	// Random is where Secrets that are sealed or encrypted take their
	// randomness from. It is read only where one is, and needed there.
	Random io.Reader
	// Age encrypts a text for a recipient of age, for sops. It comes in since
	// age takes its own randomness from the system.
	Age func(recipient string, text []byte) (string, error)
	// Previous gives what earlier runs gave of a topology of that name, from which
	// ciphertext is kept that still says the same. It is called only where there may be
	// any; its error ends the work and is Render's. Nil: there is none.
	Previous func(topology string) ([]Previous, error)
}

// Previous is the text of an earlier run, or of a file of it.
type Previous struct {
	Name string // what the user called it
	Text []byte
}

// Overlay is one more overlay: a built-in one by its name, or a folder.
type Overlay struct {
	Name  string
	Files fs.FS // nil: built in
}
