package scripts

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
)

// byItself finds what a script does in its stages, and what it does in steps of their own
// with objects of the topology; not ok of anything else.
func (o *ordered) byItself(text string) bool {
	begins := func(with string) bool { return strings.HasPrefix(text, with) }
	switch {
	case begins("run istioctl ") && o.Reader == manifest.Istioctl, begins("run helm with ") && o.Reader == manifest.Helm:
		return o.installs(text)
	case begins("stop the operator (") && o.fell.operator != nil:
		o.own(text, o.spotIn(manifest.Istio, within))
	case begins("make namespace ") && o.has(manifest.Namespaces):
		o.own(text, o.spotIn(manifest.Namespaces, within))
	case begins("see that istiod of revision ") && slices.Equal(quotedIn(text), []string{cmp.Or(o.Revision, "default")}):
		o.own(text, o.spotIn(o.istiodStage(), within))
	case begins("delete what "), begins("delete the operator") && o.falls("Deployment"), begins("delete the old advertisements ") && o.falls("L2Advertisement", "BGPAdvertisement"):
		o.own(text, o.atOld()+within)
	case begins("remove pool "), begins("give pool "), begins("take from pool "), begins("let pool "), begins("add pool "), begins("kubectl delete ipaddresspool "):
		return o.byPools(text)
	case begins("make "), begins("see that Secret "):
		return o.made(text)
	case begins("apply Certificate "), begins("wait until Certificate "):
		return o.issued(text)
	case begins("apply Service"), begins("add Service"), begins("add subset "):
		return o.podsFirst(text)
	case begins("delete Service "), begins("delete Deployment "):
		return o.dropsMade(text)
	case begins("once none of the requests of the old routes come any more, delete these"):
		return o.oldRoutes(text)
	default:
		return false
	}
	return true
}

// quotedIn are the names that a text has in quotes.
func quotedIn(text string) (out []string) {
	for i, part := range strings.Split(text, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		}
	}
	return out
}

// falls reports whether something of a kind is deleted because it fell out.
func (o *ordered) falls(kinds ...string) bool {
	return slices.ContainsFunc(o.fell.rest, func(id manifest.ID) bool { return slices.Contains(kinds, id.Kind) })
}

// istiodStage is the one in which istiod is waited for.
func (c *Cluster) istiodStage() manifest.Stage {
	if c.has(manifest.Istio) {
		return manifest.Istio
	}
	return manifest.Gateways
}

// installs is done once, however often an order says it.
func (o *ordered) installs(text string) bool {
	at := o.spotIn(manifest.Istio, within)
	if o.installed {
		at = max(at, o.reached)
	}
	o.installed = true
	o.own(text, at)
	return true
}

// byPools is what the script does with pools before Services get their addresses: not where
// others get nothing of a pool.
func (o *ordered) byPools(text string) bool {
	names := quotedIn(text)
	if run, ok := strings.CutPrefix(text, "kubectl delete ipaddresspool "); ok {
		names = strings.Fields(run)[:1]
	}
	at := slices.IndexFunc(o.fell.pools, func(p poolChange) bool { return len(names) > 0 && p.id().Name == names[0] })
	switch {
	case at >= 0:
		o.own(text, o.spotIn(o.serviceStage(), within))
	case len(names) > 0 && o.pool(names[0]) != nil && (strings.HasPrefix(text, "let ") || strings.HasPrefix(text, "add ")):
		o.own(text, o.spotIn(manifest.MetalLB, within))
	default:
		return false
	}
	return true
}

// made are things that have to be in a namespace: what the topology has comes with its
// stage, and a Secret of others is looked for. A claim is empty however it is made.
func (o *ordered) made(text string) bool {
	list, namespace, ok := strings.Cut(text, " in namespace ")
	names := quotedIn(list)
	if !ok || len(names) == 0 || strings.Contains(list, "PersistentVolumeClaim") {
		return false
	}
	namespace = strings.Trim(strings.TrimSuffix(namespace, " with its labels"), `"`)
	var lines []string
	latest := o.reached
	for _, name := range names {
		at := slices.IndexFunc(o.Objects, func(one Object) bool {
			return one.Kubectl && one.Namespace == namespace && one.Name == name && strings.Contains(list, one.Kind+" ")
		})
		switch {
		case at >= 0:
			latest = max(latest, o.spotIn(o.Objects[at].Stage, within))
		case strings.Contains(list, "ConfigMap "), strings.Contains(list, " more"):
			return false
		default:
			lines = append(lines, words("sees_secret", namespace, name))
		}
	}
	if len(lines) == 0 {
		o.own(text, latest)
		return true
	}
	if o.has(manifest.Namespaces) {
		latest = max(latest, o.spotIn(manifest.Namespaces, whenPut))
	}
	o.place(text, latest, lines...)
	return true
}

// issued is a Certificate that is put alone, and waited for.
func (o *ordered) issued(text string) bool {
	var list []Object
	var lines []string
	for _, name := range quotedIn(text) {
		for _, one := range o.Objects {
			if one.Kubectl && one.Kind == "Certificate" && one.Name == name {
				list = append(list, one)
				lines = append(lines, words("await_issued", one.Namespace, one.Name))
			}
		}
	}
	if len(list) == 0 {
		return false
	}
	at := o.spotIn(list[0].Stage, whenPut)
	if strings.HasPrefix(text, "apply ") { // before gateways go over to others, and with only its namespace
		at = o.spotIn(min(manifest.MetalLB, list[0].Stage), atBegin)
		lines = append([]string{words("await_crd", kind(list[0].ID), list[0].Version), o.puts(list)}, lines...)
	}
	o.place(text, at, lines...)
	return true
}

// goesFirst reports whether objects of a kind lead no request anywhere, and can be there
// before the routes that go to them.
func goesFirst(id manifest.ID) bool {
	switch id.Group {
	case "", "apps", "autoscaling", "policy", "rbac.authorization.k8s.io":
		return true
	}
	return false
}

// podsFirst puts what the old topology has not and no request goes by, pods with their
// Services, and waits for them before the routes come.
func (o *ordered) podsFirst(text string) bool {
	var list []Object
	var lines []string
	for _, one := range o.of(manifest.Apps) {
		if goesFirst(one.ID) && !slices.ContainsFunc(o.old.Objects, func(was Object) bool { return was.ID == one.ID }) {
			list = append(list, one)
			if one.Kind == "Deployment" || one.Kind == "DaemonSet" {
				lines = append(lines, words("await_rollout", one.Namespace, strings.ToLower(one.Kind)+"/"+one.Name))
			}
		}
	}
	if len(lines) == 0 {
		return false
	}
	o.place(text, o.spotIn(manifest.Apps, atBegin), append([]string{o.puts(list)}, lines...)...)
	return true
}

// dropsMade deletes what istioctl, an operator or istiod made for a gateway, right before it
// makes that anew.
func (o *ordered) dropsMade(text string) bool {
	names := quotedIn(text)
	if len(names) == 0 {
		names = strings.Fields(text)[2:]
	}
	at := slices.IndexFunc(o.old.Gateways, func(g Gateway) bool { return g.Made && g.Service == names[0] })
	if at < 0 {
		return false
	}
	id := manifest.ID{Kind: "Service"}
	if strings.HasPrefix(text, "delete Deployment ") {
		id = manifest.ID{Group: "apps", Kind: "Deployment"}
	}
	stage := manifest.Gateways
	if o.byOperator() {
		stage = manifest.Istio
	}
	o.place(text, o.spotIn(stage, atBegin), words("drop_made", kind(id), o.old.Gateways[at].Namespace, names[0]))
	return true
}

// oldRoutes are those that fell out: a person knows when nobody asks for them any more.
func (o *ordered) oldRoutes(text string) bool {
	var drops []string
	for _, id := range o.fell.rest {
		if isRoute(id) && !o.gone[id] {
			o.gone[id] = true
			drops = append(drops, words(drop(id)...))
		}
	}
	when, _, _ := strings.Cut(text, ", ")
	if len(drops) > 0 {
		o.onceSo(text, when, drops)
	}
	return len(drops) > 0
}

func isRoute(id manifest.ID) bool {
	return id.Kind == "VirtualService" || strings.HasSuffix(id.Kind, "Route")
}

// onceSo does something only where a person says that its time has come.
func (o *ordered) onceSo(text, when string, lines []string) {
	o.note("waits for what only a person sees, and the script asks there", text)
	o.place(text, o.atOld(), append([]string{words("once_so", when)}, lines...)...)
}
