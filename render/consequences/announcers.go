package consequences

import (
	"slices"

	"render/render/compare"
	"render/render/served"
	"render/render/wording"
)

// tellAnnouncers tells of the nodes and interfaces of an advertisement or a session.
func (c *change) tellAnnouncers(one *compare.Change) {
	changed := func(field string) bool {
		return slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return f.Path.Has("spec", field) && !f.Moved })
	}
	title := one.New.ID().Kind + " " + wording.Quote(one.New.ID().Name) + ": "
	const none = ", and where there is none of the new ones nobody announces"
	if changed("nodeSelectors") {
		how := served.ChosenNodes(one.Old).Becomes(served.ChosenNodes(one.New))
		what, see := byNodes(one.New.ID().Kind, how), "change it at a quiet time"
		if how != served.ToMore {
			what, see = what+none, "see before the change that MetalLB's speaker runs on one of the new nodes"
		}
		c.tell("announcers-change", Warning, title+what, see, one.New)
	}
	if changed("interfaces") {
		const pools = "the addresses of its pools are announced by "
		const see = "see before the change that a node on which MetalLB's speaker runs has one of the new interfaces"
		switch served.ChosenInterfaces(one.Old).Becomes(served.ChosenInterfaces(one.New)) {
		case served.ToMore:
			c.tell("announcers-change", Note, title+pools+"more interfaces, and by those as before", "", one.New)
		case served.ToFewer:
			c.tell("announcers-change", Warning, title+pools+"fewer interfaces: connections by others break"+none, see, one.New)
		default:
			c.tell("announcers-change", Warning, title+pools+"other interfaces: connections by the old ones break"+none, see, one.New)
		}
	}
}

// byNodes is what becomes of what nodes announce. By layer 2 one of them does for each address: the first by a
// hash of its name and the address (metallb, speaker/layer2_controller.go, ShouldAnnounce), so that another
// choice is mostly, and not always, another node. By BGP all of them do.
func byNodes(kind string, how served.Shift) string {
	quantity := [...]string{served.ToOthers: "other", served.ToMore: "more", served.ToFewer: "fewer", served.ToSome: "other"}[how]
	switch {
	case how == served.ToOthers && kind == "BGPPeer":
		return "other nodes have a session with its router: connections by the old ones break"
	case how == served.ToOthers:
		return "the addresses of its pools are announced by other nodes: connections by the old ones break"
	case kind == "L2Advertisement":
		return "an address of its pools may be announced by another node, since " + quantity + " nodes may, of which MetalLB takes one by its name: where it is another, connections by the old one break"
	}
	what := "the addresses of its pools are announced by " + quantity + " nodes"
	if kind == "BGPPeer" {
		what = quantity + " nodes have a session with its router"
	}
	if how == served.ToMore {
		return what + ": a router chooses anew among them, and connections may break"
	}
	return what + ": connections by those that do not any more break"
}
