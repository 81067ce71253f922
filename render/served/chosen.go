package served

import (
	"fmt"

	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
)

// Chosen is which nodes or interfaces may announce.
type Chosen struct {
	every bool            // nothing is said of it
	of    map[string]bool // each of these may
	named bool            // these are names: of two that differ neither is the other
}

// Shift is how a choice changes.
type Shift uint8

const (
	ToOthers Shift = iota // none of the old ones is among the new ones
	ToMore                // the old ones are among the new ones
	ToFewer               // the new ones are among the old ones
	ToSome                // some may be among both
)

// Becomes is how it changes where it becomes another.
func (was Chosen) Becomes(is Chosen) Shift {
	within := func(a, b Chosen) bool {
		for one := range a.of {
			if !b.of[one] {
				return false
			}
		}
		return !a.every
	}
	switch {
	case is.every || !was.every && within(was, is):
		return ToMore
	case was.every || within(is, was):
		return ToFewer
	}
	for one := range was.of {
		if is.of[one] {
			return ToSome
		}
	}
	if was.named && is.named {
		return ToOthers
	}
	return ToSome
}

// ChosenNodes are the nodes of an advertisement or a session: a name of a node each, where the selectors ask
// for that alone.
func ChosenNodes(o *objects.Object) Chosen {
	out := Chosen{of: map[string]bool{}, named: true}
	list, _ := o.Root().At("spec", "nodeSelectors").Raw().([]any)
	for _, one := range list {
		selector, _ := one.(manifest.Object)
		labels := selector.Object("matchLabels")
		if name := labels.Text(format.HostnameLabel); name != "" && len(labels) == 1 && selector.Get("matchExpressions") == nil {
			out.of[name] = true
			continue
		}
		text := fmt.Sprint(one)
		out.of[text], out.named = true, false
	}
	out.every = len(list) == 0
	return out
}

// ChosenInterfaces are the interfaces of an advertisement.
func ChosenInterfaces(o *objects.Object) Chosen {
	out := Chosen{of: map[string]bool{}, named: true}
	list, _ := o.Root().At("spec", "interfaces").Raw().([]any)
	for _, one := range list {
		out.of[fmt.Sprint(one)] = true
	}
	out.every = len(list) == 0
	return out
}
