package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// chosen is which nodes or interfaces may announce.
type chosen struct {
	every bool            // nothing is said of it
	of    map[string]bool // each of these may
	named bool            // these are names: of two that differ neither is the other
}

// shift is how a choice changes.
type shift uint8

const (
	toOthers shift = iota // none of the old ones is among the new ones
	toMore                // the old ones are among the new ones
	toFewer               // the new ones are among the old ones
	toSome                // some may be among both
)

func (was chosen) becomes(is chosen) shift {
	within := func(a, b chosen) bool {
		for one := range a.of {
			if !b.of[one] {
				return false
			}
		}
		return !a.every
	}
	switch {
	case is.every || !was.every && within(was, is):
		return toMore
	case was.every || within(is, was):
		return toFewer
	}
	for one := range was.of {
		if is.of[one] {
			return toSome
		}
	}
	if was.named && is.named {
		return toOthers
	}
	return toSome
}

// chosenNodes are the nodes of an advertisement or a session: a name of a node each, where the selectors ask
// for that alone.
func chosenNodes(o *objects.Object) chosen {
	out := chosen{of: map[string]bool{}, named: true}
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

func chosenInterfaces(o *objects.Object) chosen {
	out := chosen{of: map[string]bool{}, named: true}
	list, _ := o.Root().At("spec", "interfaces").Raw().([]any)
	for _, one := range list {
		out.of[fmt.Sprint(one)] = true
	}
	out.every = len(list) == 0
	return out
}

// tellAnnouncers tells of the nodes and interfaces of an advertisement or a session.
func (c *change) tellAnnouncers(one *compare.Change) {
	changed := func(field string) bool {
		return slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return f.Path.Has("spec", field) && !f.Moved })
	}
	title := one.New.ID().Kind + " " + wording.Quote(one.New.ID().Name) + ": "
	const none = ", and where there is none of the new ones nobody announces"
	if changed("nodeSelectors") {
		how := chosenNodes(one.Old).becomes(chosenNodes(one.New))
		what, see := byNodes(one.New.ID().Kind, how), "change it at a quiet time"
		if how != toMore {
			what, see = what+none, "see before the change that MetalLB's speaker runs on one of the new nodes"
		}
		c.tell("announcers-change", Warning, title+what, see, one.New)
	}
	if changed("interfaces") {
		const pools = "the addresses of its pools are announced by "
		const see = "see before the change that a node on which MetalLB's speaker runs has one of the new interfaces"
		switch chosenInterfaces(one.Old).becomes(chosenInterfaces(one.New)) {
		case toMore:
			c.tell("announcers-change", Note, title+pools+"more interfaces, and by those as before", "", one.New)
		case toFewer:
			c.tell("announcers-change", Warning, title+pools+"fewer interfaces: connections by others break"+none, see, one.New)
		default:
			c.tell("announcers-change", Warning, title+pools+"other interfaces: connections by the old ones break"+none, see, one.New)
		}
	}
}

// byNodes is what becomes of what nodes announce. By layer 2 one of them does for each address: the first by a
// hash of its name and the address (metallb, speaker/layer2_controller.go, ShouldAnnounce), so that another
// choice is mostly, and not always, another node. By BGP all of them do.
func byNodes(kind string, how shift) string {
	quantity := [...]string{toOthers: "other", toMore: "more", toFewer: "fewer", toSome: "other"}[how]
	switch {
	case how == toOthers && kind == "BGPPeer":
		return "other nodes have a session with its router: connections by the old ones break"
	case how == toOthers:
		return "the addresses of its pools are announced by other nodes: connections by the old ones break"
	case kind == "L2Advertisement":
		return "an address of its pools may be announced by another node, since " + quantity + " nodes may, of which MetalLB takes one by its name: where it is another, connections by the old one break"
	}
	what := "the addresses of its pools are announced by " + quantity + " nodes"
	if kind == "BGPPeer" {
		what = quantity + " nodes have a session with its router"
	}
	if how == toMore {
		return what + ": a router chooses anew among them, and connections may break"
	}
	return what + ": connections by those that do not any more break"
}
