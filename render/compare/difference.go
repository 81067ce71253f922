// Package compare owns the difference between two sets of objects: which objects
// are there on one side alone, which are others by name alone, and which fields of
// the rest differ.
//
// In go two worlds of objects; out comes a Difference, which is data that points
// into them. It must never judge what a difference does on a cluster, print a
// value, or change an object.
package compare

import (
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Kind is what became of an object.
type Kind uint8

const (
	Added   Kind = iota // it is on the new side alone
	Removed             // it is on the old side alone
	Changed             // fields of it differ
	Renamed             // it has another name or namespace, and fields may differ too
)

var kindNames = [...]string{"added", "removed", "changed", "renamed"}

func (k Kind) String() string { return kindNames[k] }

// Difference is what differs between an old side and a new one.
type Difference struct {
	Old, New *objects.World
	Changes  []Change // in the order of the new side; what was removed stands where it stood
	// Live says that the old side is what a cluster has: what of it is not there nobody made.
	Live bool
	// Left and Beside are what of a cluster's stays beside what the new side has.
	Left   []Left
	Beside []Beside
}

// Left is an object of a cluster of which fields stay that the other side does not have, since nobody
// is recorded to have applied them.
type Left struct {
	ID     manifest.ID
	Fields []Field
}

// Beside is an object of a cluster whose pods keep containers, by name, since nobody is recorded to have
// applied them, beside others that come: both are on both sides.
type Beside struct {
	ID          manifest.ID
	Stays, Come []string
}

// Change is what became of an object.
type Change struct {
	Kind     Kind
	Old, New *objects.Object // nil on the side where it is not
	// Fields are those that differ of an object that is on both sides, but for what
	// tells it apart. They are in the order of the new side.
	Fields []Field
}

// Field is a value that differs.
type Field struct {
	Path     Path
	Old, New any // nil on the side where there is none
	// Hidden says why the values are not to be shown; Open where they may be.
	Hidden Hidden
	// Moved tells of a whole list with the same items in another order.
	Moved bool
}

// Hidden is why values are not shown.
type Hidden uint8

const (
	Open      Hidden = iota
	Secret           // a Secret's data
	Encrypted        // ciphertext, which says nothing to anybody
)

// Path is the way to a field from its object's root.
type Path []Step

// Step is one step of a path: a member, or an item of a list.
type Step struct {
	Member string // of an object; "" for an item
	Key    string // what the item is found by: "https" of a server's port, a scalar item itself
	Index  int    // of an item that nothing tells apart, in the new side's list or else the old one's
	Was    int    // where the item stood in the old side's list, if it did
	Item   bool   // the step is an item
}

// String is the path as people write it: `spec.servers[https].tls.mode`,
// `metadata.annotations["a.b/c"]`.
func (p Path) String() string {
	var out strings.Builder
	for _, s := range p {
		switch {
		case s.Item && s.Key != "":
			out.WriteString("[" + s.Key + "]")
		case s.Item:
			out.WriteString("[" + strconv.Itoa(s.Index) + "]")
		case strings.ContainsAny(s.Member, `.[]"/`) || s.Member == "":
			out.WriteString("[" + strconv.Quote(s.Member) + "]")
		default:
			if out.Len() > 0 {
				out.WriteByte('.')
			}
			out.WriteString(s.Member)
		}
	}
	return out.String()
}

// Before is the path to where a field that differs was on the old side.
func (p Path) Before() Path {
	out := slices.Clone(p)
	for i := range out {
		out[i].Index = out[i].Was
	}
	return out
}

// Has reports whether a path begins with members, whatever items lie between:
// spec.servers[https].tls begins with "spec", "servers", "tls".
func (p Path) Has(members ...string) bool {
	for _, s := range p {
		if len(members) == 0 {
			return true
		}
		if s.Item {
			continue
		}
		if s.Member != members[0] {
			return false
		}
		members = members[1:]
	}
	return len(members) == 0
}

// Members are the names of a path's members, without the items between them.
func (p Path) Members() []string {
	var out []string
	for _, s := range p {
		if !s.Item {
			out = append(out, s.Member)
		}
	}
	return out
}

// ID is what the API server tells the object of a change apart by: its new
// identity, or its old one where it is no more.
func (c *Change) ID() manifest.ID {
	if c.New != nil {
		return c.New.ID()
	}
	return c.Old.ID()
}

// Empty reports whether there is no difference.
func (d *Difference) Empty() bool { return len(d.Changes) == 0 }
