// Package causes owns the way from a field of a rendered object to what made it, and back:
// which scalars of the topology, which defaults, and which lines of overlays and mixins it
// depends on.
//
// In go the nodes of a topology, the files that were read beside it, and a function that
// renders a variation; out come causes with their places. It finds them by trying: a field
// depends on what changes it, or takes it away, when it is another valid value or is left
// out. Nothing is kept beside the objects for that while they are rendered. It must never
// know how a topology becomes objects, read a file, or show what a value was changed to.
package causes

import (
	"context"

	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// Objects are what a topology renders to.
type Objects map[manifest.ID]manifest.Object

// Variation is what is rendered in place of the whole.
type Variation struct {
	Topology []byte // its text, with what --set changes in it
	// Files have other texts than those that were read.
	Files map[File][]byte
	// Without is the number of a flag that is left out, from 1 on; 0 for none.
	Without int
	// Uncertified: certificates are not there. Nothing is known of their hosts then.
	Uncertified bool
	// Left: what a rule refuses is rendered as far as it goes, without overlays.
	Left bool
}

// File is a file beside the topology, by its path in its folder.
type File struct {
	Folder int // 0: the topology's; else that of the command line's overlays, from 1 on
	Name   string
}

// Render renders a variation; nil where it is refused.
type Render func(context.Context, Variation) (Objects, error)

// Subject is what is asked about.
type Subject struct {
	Topology *source.Node // with what --set changed
	Files    []Read       // overlays and mixins
	Flags    []GivenFlag  // of the command line that can be left out: the overlays, then others
	Render   Render
	// Whole is what the subject renders to.
	Whole Objects
	// PlaceOf is where in the topology the tier or the app stands that made an object; it
	// may be nowhere.
	PlaceOf func(manifest.ID) places.Place
	// Names are those that a field may have beside what its form says, by its key. Those of
	// one tier's apps and routes have the tier before the key, tiers[0].hosts.
	Names map[string][]string
	// Small is how many scalars a topology may have that is not cut; 0 for the usual number.
	Small int
}

// GivenFlag is a flag of the command line, and the field of the topology that it adds to or takes
// the place of.
type GivenFlag struct{ Text, Path string }

// Read is a file that was read, with its parts that may be left out.
type Read struct {
	File
	Source *places.Source
	// Parts are the stretches of a text that is no YAML; nil of one that is.
	Parts []Part
}

// Part is a stretch of a text that can be left out, by its bytes.
type Part struct {
	Place      places.Place
	Name       string
	Start, End int
}

// Kind is what a cause is.
type Kind uint8

const (
	Written Kind = iota // a scalar of the topology
	Flag                // a flag of the command line
	Default             // a field that is not written
	Overlay             // something in an overlay's file
	Mixin               // a field in jsonnet
)

var kindNames = [...]string{"topology", "flag", "default", "overlay", "mixin"}

// String is the kind's name.
func (k Kind) String() string { return kindNames[k] }

// Cause is what a field may depend on.
type Cause struct {
	Kind  Kind
	Place places.Place // of a default: of the object in which it is not written
	Path  string       // of the topology's field: "tiers[0].tls.mode"; of a part what it is
	Value string       // of a default
}

// Effect is a cause of a field.
type Effect struct {
	Cause
	// Whole: it is not the field alone, since the object is not there without the cause as
	// it is, or is called otherwise.
	Whole bool
	// How it was seen, in the plainest way there is.
	How How
	// With is the other value with which it was seen; "" where it was left out.
	With string
}

// How is in which way an effect was seen.
type How uint8

const (
	Changed     How = iota // another value
	Everywhere             // another value wherever the same stands
	Together               // another value, and what goes with it
	Uncertified            // another value, which the certificates that are there are not for
	Refused                // another value, which is refused beside what else is said
	LeftOut                // it was left out
)

var howNames = [...]string{"changed", "changed everywhere", "changed together with others", "changed with its certificate", "refused otherwise", "left out"}

// String is the way in words.
func (h How) String() string { return howNames[h] }
