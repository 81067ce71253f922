package trace

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// announced is how a pool is announced: by each of the advertisements that have it, by which
// nodes and interfaces, and to which routers; "" for not at all.
func (m *Mesh) announced(by []*objects.Object) string {
	var out []string
	for _, o := range by {
		a := o.Advertisement()
		name := o.ID().Kind + " " + wording.Quote(o.ID().Name)
		if o.ID().Kind == "L2Advertisement" {
			out = append(out, "announced to the local network by "+name+listed(" on ", a.Interfaces(), "")+ofNodes(a.NodeSelectors()))
		} else if routers := m.routers(a); len(routers) > 0 {
			out = append(out, "announced by "+name+ofNodes(a.NodeSelectors())+" to "+strings.Join(routers, " and "))
		}
	}
	return strings.Join(out, "; ")
}

// unheard are the advertisements of a pool by BGP that tell no router that there is.
func (m *Mesh) unheard(by []*objects.Object) (names []string) {
	for _, o := range by {
		if o.ID().Kind == "BGPAdvertisement" && len(m.routers(o.Advertisement())) == 0 {
			names = append(names, wording.Quote(o.ID().Name))
		}
	}
	return names
}

// routers are the peers that an advertisement tells.
func (m *Mesh) routers(a objects.Advertisement) (out []string) {
	var told []string
	for _, name := range a.Peers().All() {
		told = append(told, name.Value())
	}
	for peer := range m.world.BGPPeers() {
		name := peer.ID().Name
		if peer.ID().Namespace != a.ID().Namespace || len(told) > 0 && !slices.Contains(told, name) {
			continue
		}
		text := "BGPPeer " + wording.Quote(name)
		switch {
		case peer.PeerAddress().Present():
			text += " at " + peer.PeerAddress().Value()
		case peer.Interface().Present():
			text += " behind " + peer.Interface().Value()
		}
		out = append(out, text+ofNodes(peer.NodeSelectors()))
	}
	return out
}

// listed are texts between two others, if there are any.
func listed(before string, list objects.List[objects.Text], after string) string {
	var texts []string
	for _, t := range list.All() {
		texts = append(texts, t.Value())
	}
	if texts == nil {
		return ""
	}
	return before + strings.Join(texts, ", ") + after
}

// ofNodes tells which nodes are chosen, by any of some selectors; nothing where all are.
func ofNodes(list objects.List[objects.LabelSelector]) string {
	var each []string
	for _, s := range list.All() {
		var all []string
		for _, label := range s.MatchLabels().Labels().Sorted() {
			value, _ := label.Value.(string)
			all = append(all, label.Key+"="+value)
		}
		for _, e := range s.MatchExpressions().All() {
			all = append(all, e.Key().Value()+" "+e.Operator().Value()+listed(" (", e.Values(), ")"))
		}
		each = append(each, strings.Join(all, " and "))
	}
	if each == nil {
		return ""
	}
	return " of nodes with " + strings.Join(each, " or ")
}
