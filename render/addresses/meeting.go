package addresses

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/nodes"
	"render/render/plan"
	"render/render/wording"
)

// checkMeeting finds a tier whose address no node would announce, or perhaps none: with the
// policy Local only a node that runs a gateway pod does (metallb,
// speaker/layer2_controller.go and bgp_controller.go, ShouldAnnounce).
func (v *verdict) checkMeeting(p *plan.Tier) {
	t := p.Written
	announcing, where := v.announcingNodes(p)
	if v.checkToldBy(p, announcing, where) || t.TrafficPolicy.Value != format.TrafficLocal || t.TrafficPolicy.IsWrong() {
		return
	}
	running := runningNodes(t)
	if announcing == nil || running == nil {
		return
	}
	apart, sure := true, true
	for _, pods := range running {
		meets, within := false, false
		for _, told := range announcing {
			meets = meets || !append(slices.Clip(pods), told...).HoldsOfNone()
			// A DaemonSet has a pod on each of its nodes, so that one of them is enough.
			within = within || t.Pod.Kind.Value == format.KindDaemonSet && told.Implies(pods)
		}
		apart, sure = apart && !meets, sure && (within || pods.ImpliesOneOf(announcing))
	}
	at, field := format.PairsOrigin(t.NodeSelector), "nodeSelector"
	if !at.IsSet() {
		at, field = t.Affinity.Origin, "affinity"
	}
	switch {
	case apart:
		v.Fail("announcement-uncertain", at, "gateway pods run on none of the nodes that may announce the address, and with trafficPolicy Local only a node that runs one does",
			"write the same nodes in "+where.field+" and "+field+", or trafficPolicy: Cluster", where.at, t.TrafficPolicy.Origin)
	case !sure:
		v.Warn("announcement-uncertain", t.TrafficPolicy.Origin, "a gateway pod may run on a node that may not announce the address, and then nobody announces it",
			sameNodes(t, where)+", or trafficPolicy: Cluster", where.at)
	}
}

// sameNodes is how pods run on the nodes that announce an address alone: of nodes by their names, where nothing else says
// where pods run, it is written out.
func sameNodes(t *format.Tier, where said) string {
	var names, labels []string
	for _, n := range where.nodes {
		names = append(names, format.YAMLWord(n.Name.Value))
		for _, label := range n.Labels {
			labels = append(labels, format.YAMLWord(label.Key.Value)+": "+wording.Quoted(label.Value.Value)) // a text, also where it is true or a number
		}
	}
	free := !format.PairsOrigin(t.NodeSelector).IsSet() && !t.Affinity.IsSet()
	if free && len(where.nodes) == 1 && len(labels) > 0 && len(where.nodes[0].Expressions) == 0 {
		return "write nodeSelector: {" + strings.Join(labels, ", ") + "}"
	}
	if !free || slices.Contains(names, format.YAMLWord("")) || len(names) > wording.MaxListed {
		return "ask for the same nodes in nodeSelector, by a label that they have in " + where.field + " too, or in affinity: {nodeAffinity: ...}"
	}
	return "write affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [" +
		strings.Join(names, ", ") + "]}]}]}}}"
}

// checkToldBy finds a tier whose address no router is told of: no node that may tell has a
// session with one.
func (v *verdict) checkToldBy(p *plan.Tier, announcing []nodes.Term, where said) (told bool) {
	if len(announcing) == 0 || slices.ContainsFunc(announcing, func(t nodes.Term) bool { return !t.HoldsOfNone() }) {
		return false
	}
	v.Fail("announcement-uncertain", where.at, "no node has both a session with a router and is one that may tell routers of the address, so that nobody announces it",
		"write the same nodes in "+where.field+" and in those of a peer, or leave one of both out", p.Written.Name.Origin)
	return true
}

// said is where nodes that announce are written.
type said struct {
	field string
	at    format.Origin
	nodes []format.Node
}

// announcingNodes are the nodes that may announce a tier's address; nil for all, or where
// nobody does, which is told.
func (v *verdict) announcingNodes(p *plan.Tier) (out []nodes.Term, where said) {
	i := slices.IndexFunc(v.Plan.Pools, func(pool plan.Pool) bool { return pool.Name == p.Pool })
	if i < 0 {
		return nil, said{}
	}
	pool := &v.Plan.Pools[i]
	note := func(text string, list []format.Node) {
		if at := format.ListOrigin(list); at.IsSet() && !where.at.IsSet() {
			where = said{text, at, list}
		}
	}
	if pool.Ways.Layer2 {
		if pool.Announce == nil || len(pool.Announce.Nodes) == 0 {
			return nil, said{}
		}
		note("announce.nodes", pool.Announce.Nodes)
		out = termsOf(pool.Announce.Nodes)
	}
	bgp := v.Doc.MetalLB.BGP
	if !pool.Ways.BGP || bgp == nil {
		return out, where
	}
	names := bgp.PeerNames()
	for i := range pool.Told {
		a := &pool.Told[i]
		telling := termsOf(a.Nodes)
		from := "the advertisement's nodes"
		if pool.Announce != nil && format.ListOrigin(a.Nodes) == format.ListOrigin(pool.Announce.Nodes) {
			from = "announce.nodes"
		}
		note(from, a.Nodes)
		for j := range bgp.Peers {
			if len(a.Peers) > 0 && !slices.Contains(format.Values(a.Peers), names[j]) {
				continue
			}
			both := nodes.Both(telling, termsOf(bgp.Peers[j].Nodes))
			if both == nil {
				return nil, said{}
			}
			note("the peer's nodes", bgp.Peers[j].Nodes)
			out = append(out, both...)
		}
	}
	return out, where
}

// runningNodes are the nodes on which a tier's gateway pods may run, by what they have to be
// like (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node); nil where there
// can be none. One term without requirements is all.
func runningNodes(t *format.Tier) (out []nodes.Term) {
	selected := equal(t.NodeSelector)
	affinity, _ := t.Affinity.Value.(map[string]any)
	ofNodes, _ := affinity["nodeAffinity"].(map[string]any)
	required, is := ofNodes["requiredDuringSchedulingIgnoredDuringExecution"].(map[string]any)
	if !is {
		return []nodes.Term{selected}
	}
	terms, _ := required["nodeSelectorTerms"].([]any)
	for _, one := range terms {
		written, _ := one.(map[string]any)
		all := append(requirements(written["matchExpressions"], ""), requirements(written["matchFields"], format.HostnameLabel)...)
		if len(all) > 0 { // one without any chooses no node
			out = append(out, append(slices.Clip(selected), all...))
		}
	}
	return out
}

// requirements reads those of an affinity; key stands for each key, if it is not "": the one
// field that there is to match is a node's name.
func requirements(list any, key string) (out nodes.Term) {
	items, _ := list.([]any)
	for _, one := range items {
		written, _ := one.(map[string]any)
		r := nodes.Requirement{Key: key}
		if r.Key == "" {
			r.Key, _ = written["key"].(string)
		}
		r.Operator, _ = written["operator"].(string)
		values, _ := written["values"].([]any)
		for _, value := range values {
			text, _ := value.(string)
			r.Values = append(r.Values, text)
		}
		out = append(out, r)
	}
	return out
}
