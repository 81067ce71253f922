// Package review owns what a reviewer of a change reads: what differs between two
// sides, object by object and field by field, and what it does on a cluster; as text,
// as differences of lines, as JSON, as SARIF, and as a comment on GitHub.
//
// In goes a Review, which is data; out comes text. It must never judge what differs,
// show what a Secret holds or a private key wherever it is, or send to a terminal what
// steers one.
package review

import (
	"fmt"
	"slices"
	"strings"

	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/wording"
)

// Review is what differs between two sides, and all that is told of it.
type Review struct {
	Version  string // of the program that compared
	Old, New string // as the user calls the sides
	// OldWith and NewWith are the flags that change a topology: "--set istio.version=1.31".
	OldWith, NewWith string
	Applier          consequences.Applier
	Difference       *compare.Difference
	Files            []File     // beside the objects
	Decisions        []Decision // that made a folder otherwise
	Consequences     consequences.List
	Requests         *Requests // nil where nobody asked for them
	Aside            align.Aside
	// Topology is the one that objects are from, and PlaceOf the place in it of what made
	// one; "" and nil where neither side is a topology.
	Topology string
	PlaceOf  func(*manifest.Manifest) places.Place
}

// FileKind is what became of a file that is no object.
type FileKind uint8

const (
	Added   FileKind = iota // the new side has it alone
	Removed                 // the old side has it alone
	Changed
)

func (k FileKind) String() string { return [...]string{"added", "removed", "changed"}[k] }

// File is a file of a rendered folder that differs, and whose object, if it is one, does
// not.
type File struct {
	Path string
	Kind FileKind
	Note string // "somebody changed it since it was rendered"; "" where nothing is to be said
}

// Decision is something that decided a rendered folder, and is otherwise on the side
// that is a topology.
type Decision struct {
	Key string
	Was []string // in the folder
	Is  string
}

// Empty reports whether the sides are the same, which nobody knows where not all of them
// was compared.
func (r *Review) Empty() bool {
	return (r.Difference == nil || r.Difference.Empty()) && len(r.Files) == 0 && len(r.Decisions) == 0 && len(r.Aside.Unasked) == 0 && len(r.Aside.Partly) == 0 && len(r.Consequences.Consequences) == 0
}

// changes are those of the difference.
func (r *Review) changes() []compare.Change {
	if r.Difference == nil {
		return nil
	}
	return r.Difference.Changes
}

// kinds are all kinds of change, in the order in which they are counted.
var kinds = [...]compare.Kind{compare.Changed, compare.Added, compare.Removed, compare.Renamed}

// count is how many objects became what.
func (r *Review) count(kind compare.Kind) int {
	n := 0
	for _, c := range r.changes() {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

// severities are how many consequences there are of each.
func (r *Review) severities() [3]int {
	var out [3]int
	for _, c := range r.Consequences.Consequences {
		out[c.Severity]++
	}
	return out
}

// summary counts what differs, in a line.
func (r *Review) summary() string {
	if r.Empty() {
		return "no difference"
	}
	var parts []string
	all := len(r.changes())
	for _, kind := range kinds {
		if n := r.count(kind); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	out := wording.Number(all, "object") + " differ"
	if all == 1 {
		out += "s"
	}
	if len(parts) > 0 {
		out += ": " + strings.Join(parts, ", ")
	}
	if all == 0 {
		out = "no object differs"
	}
	if n := len(r.Files); n > 0 {
		out += "; " + wording.Number(n, "file") + " beside them"
	}
	if len(r.Decisions) > 0 {
		out += "; rendered otherwise"
	}
	if n := r.unasked(); n > 0 {
		out += "; " + wording.Number(n, "object") + " not compared"
	}
	if n := len(r.Aside.Partly); n > 0 {
		out += "; " + wording.Number(n, "object") + " not compared as a whole"
	}
	parts = nil
	for severity, n := range r.severities() {
		if n > 0 {
			parts = append(parts, wording.Number(n, consequences.Severity(severity).String()))
		}
	}
	if len(parts) > 0 {
		out += "; " + strings.Join(parts, ", ")
	}
	return out
}

// name is what an object is called: kind, namespace and name.
func name(o *objects.Object) string {
	if o.IsValues() {
		return "values of helm"
	}
	return safe(o.ID().String())
}

// title is what the object of a change is called, with what it was called before.
func title(c *compare.Change) string {
	switch {
	case c.New == nil:
		return name(c.Old)
	case c.Kind == compare.Renamed:
		now := c.New.ID()
		return name(c.Old) + " -> " + safe(manifest.ID{Namespace: now.Namespace, Name: now.Name}.String()[1:])
	}
	return name(c.New)
}

// IDs are what tells the objects of a change apart, on either side.
func IDs(c *compare.Change) []manifest.ID {
	var out []manifest.ID
	for _, o := range []*objects.Object{c.Old, c.New} {
		if o == nil {
			continue
		}
		if id := idOf(o); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// idOf is what tells an object apart: as it was rendered, since values for helm are none
// for an API server.
func idOf(o *objects.Object) manifest.ID {
	if m := o.Rendered(); m != nil {
		return m.ID()
	}
	return o.ID()
}

// place is where in the topology what made the object of a change stands.
func (r *Review) place(c *compare.Change) places.Place {
	if r.PlaceOf == nil {
		return places.Place{}
	}
	for _, o := range []*objects.Object{c.New, c.Old} {
		if o == nil {
			continue
		}
		if m := o.Rendered(); m != nil && m.Origin.Component != "" {
			return r.PlaceOf(m)
		}
	}
	return places.Place{}
}
