// Package render owns the whole of the work: from a topology's text to the
// manifests and their bytes.
//
// In goes an Input, everything that the result depends on; out come manifests,
// problems, and bytes that are the same for the same Input on any machine. It
// must never touch the network, a process, the environment, the clock or
// randomness, nor any file but through the fs.FS it is given.
package render

import (
	"io/fs"
	"time"

	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/topology"
)

// Input is everything that the result depends on.
type Input struct {
	Name string // what the user called the topology: "topology.yaml", "-"
	Text []byte
	// Jsonnet says that Text is jsonnet, to be evaluated to the topology.
	Jsonnet bool
	// Files is the topology's folder. Names that lead out of it are asked for
	// only with AllowOutside.
	Files        fs.FS
	AllowOutside bool
	Set          []string  // changes to the topology, "tiers[0].ip=10.0.0.1"
	Overlays     []Overlay // after those that the topology names
	Secrets      string    // in place of secrets.mode; "" for what the topology says
	At           time.Time // when certificates have to be valid; zero: no matter
	ExtStr       []eval.Variable
	TLAStr       []eval.Variable
	Libraries    []fs.FS // where jsonnet also imports from
}

// Overlay is one more overlay: a built-in one by its name, or a folder.
type Overlay struct {
	Name  string
	Files fs.FS // nil: built in
}

// Output is what became of an Input. Manifests are there only where no problem
// is an error.
type Output struct {
	Problems  diag.List
	Model     *topology.Model
	Manifests []manifest.Manifest // in the order of the output
	// HoldsKeys tells that private keys are among them in clear.
	HoldsKeys bool

	documents [][]byte // each manifest as YAML
}
