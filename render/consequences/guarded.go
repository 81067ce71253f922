package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkSidecars tells of pods that are made anew with a sidecar and had none, or the other way
// round. Of those that a person has to make anew checkRestarts tells.
func checkSidecars(c *change) {
	var left, joined stale
	for w := range c.new.World.Workloads() {
		old := c.Old.Find(w.ID())
		if old == nil || !c.restarting(w.Object()) || isGatewayPod(w) {
			continue
		}
		_, had := c.old.World.InjectedBy(old.Workload())
		_, has := c.new.World.InjectedBy(w)
		switch {
		case had && !has:
			left.add(w)
		case !had && has:
			joined.add(w)
		}
	}
	if len(left.list) > 0 {
		c.tell("sidecar-changes", Warning, fmt.Sprintf("the pods of %s have no sidecar from now on: what is sent to them goes in clear unless they end TLS themselves, and no policy of Istio is asked there", quoted(left.names())),
			"see that no policy was to guard them, and that nothing asks them by mutual TLS", left.objects()...)
	}
	if len(joined.list) > 0 {
		c.tell("sidecar-changes", Note, fmt.Sprintf("the pods of %s have a sidecar from now on, by which Istio's policies hold for them", quoted(joined.names())), "", joined.objects()...)
	}
}

// securityLevels are how much a namespace asks of its pods, by its label, the least first
// (https://kubernetes.io/docs/concepts/security/pod-security-admission/).
var securityLevels = [...]string{"", "privileged", "baseline", "restricted"}

// checkPodSecurity tells of namespaces that ask more of their pods.
func checkPodSecurity(c *change) {
	level := func(o *objects.Object) (int, string) {
		name := o.Resource().Metadata().Labels().Text("pod-security.kubernetes.io/enforce").Value()
		return max(slices.Index(securityLevels[:], name), 1), name
	}
	for n := range c.new.World.Namespaces() {
		old := c.Old.Find(n.ID())
		if old == nil {
			continue
		}
		was, _ := level(old)
		if is, name := level(n.Object()); is > was {
			of := n.ID().Name
			c.tell("pods-refused", Warning, fmt.Sprintf("%s: refuses pods that are not %q from now on, when they are made: those that are there stay until then. A pod with a sidecar is none where Istio has no CNI plugin", titled(n.Object()), name),
				fmt.Sprintf("ask before which of its pods are not: kubectl label --dry-run=server --overwrite namespace %s pod-security.kubernetes.io/enforce=%s", of, name), n.Object())
		}
	}
}

// checkNodeLocal tells of Services that send requests of the cluster to pods of the same node alone
// from now on, as gateways do too (istio, pilot/pkg/xds/endpoints, NodeLocal).
func checkNodeLocal(c *change) {
	isLocal := func(s objects.Service) bool { return s.Spec().At("internalTrafficPolicy").Raw() == "Local" }
	for s := range c.new.World.Services() {
		old, ok := c.old.World.Service(s.ID().Namespace, s.ID().Name)
		if !ok || isLocal(old) || !isLocal(s) {
			continue
		}
		asked := "what asks for it in the cluster"
		if c.new.sendsTo(served.Service{Namespace: s.ID().Namespace, Name: s.ID().Name}) {
			asked += ", a gateway too,"
		}
		c.tell("service-node-local", Warning, fmt.Sprintf("Service %s: %s gets to pods of its own node alone from now on: where there is none, requests fail", wording.Quote(s.ID().Name), asked),
			"see that each node that asks has a pod of it", s.Object())
	}
}
