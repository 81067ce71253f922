// Package consequences owns what a change of rendered objects does on a cluster:
// what breaks, what waits, what a person must do, and in which order it is safe.
//
// In goes a Difference and who applies it; out come Consequences, each with a
// stable code, in the order of their weight. It must never look at anything but the
// objects of the two sides, or judge whether either is right.
package consequences

import (
	"render/render/compare"
	"render/render/scripts"
)

// Applier is who brings a change onto the cluster.
type Applier uint8

const (
	Kubectl Applier = iota // kubectl apply, which deletes nothing
	ArgoCD                 // with pruning
	Flux                   // with pruning
)

var applierNames = [...]string{"kubectl", "argocd", "flux"}

func (a Applier) String() string { return applierNames[a] }

// Severity is how much a consequence weighs.
type Severity uint8

const (
	Danger  Severity = iota // traffic stops, or something is lost or opened
	Warning                 // it does not get done, or not fully, unless a person acts
	Note                    // it happens by itself, and is worth knowing
)

var severityNames = [...]string{"danger", "warning", "note"}

func (s Severity) String() string { return severityNames[s] }

// Consequence is one thing that a change does.
type Consequence struct {
	Code     string // "service-ip-moves": `render explain` tells more of it
	Severity Severity
	Changes  []*compare.Change // those that do it, the first the most
	Message  string            // what happens: `tier "primary": ...`, lower case, no full stop
	Help     string            // what to do about it; "" where nothing is to be done

	lasting bool // something is lost, whatever steps are taken
	done    bool // steps do away with it, unlike others of its code
}

// List is all that a change does, and the order in which it is safe but for what remains.
type List struct {
	Consequences []Consequence // by severity, then in the order of the difference
	// Steps is the order in which the change is safe, a commit or a run each; empty
	// where it can go all at once.
	Steps []string
	Order []scripts.Turn // the same, with each thing that is done
	// Commits says that a step brings a part of the change alone, and who applies it takes what a folder
	// has in a commit.
	Commits bool
}
