package scripts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/plan"
	"render/render/wording"
)

// fallen is what an older topology has and a newer one has not, by when it may go.
type fallen struct {
	pools poolList
	// services hold addresses that other gateways get, once those run.
	services []manifest.ID
	taken    []netip.Addr             // those addresses
	gains    map[netip.Addr][]Gateway // which gateways get an address that they had not
	rest     []manifest.ID            // each before what it refers to
	handed   []move                   // the same
	moves    []move                   // of addresses between gateways that both stay
	released []move                   // from gateways that Istio's installer takes away
	made     []move                   // from gateways whose installer takes nothing away from now on
	// operator is read by an operator in the cluster, deployment, and the newer one has
	// neither; nil where there is no such.
	operator, deployment *Object
	notes                notes
}

// fallenOf compares two topologies of one cluster. What is needed stays, each with why.
func fallenOf(old, c *Cluster, needed map[manifest.ID]string) *fallen {
	f := &fallen{gains: map[netip.Addr][]Gateway{}}
	for _, g := range c.Gateways {
		for _, ip := range old.lacks(g) {
			f.gains[ip] = append(f.gains[ip], g)
		}
	}
	there := map[manifest.ID]bool{}
	for _, o := range c.Objects {
		there[o.ID] = there[o.ID] || o.Kubectl
	}
	if now, _ := c.operated(); now == nil {
		if f.operator, f.deployment = old.operated(); f.operator != nil {
			f.notes.say(fmt.Sprintf("the operator of %s is stopped, and lets go of istiod and the gateways that it made: they run on as they are until something else takes them over, or a person deletes them", wording.Quote(f.operator.ID.String())))
		}
	}
	f.pools = poolChanges(old, c)
	for i := range f.pools {
		if len(f.pools[i].lost) > 0 {
			f.pools[i].tell(&f.notes, c.serviceStage())
		}
	}
	f.handsOver(old, c)
	secretsStay := c.secretsStay()
	if secretsStay {
		f.notes.say("Secrets that fell out stay on the cluster: with --secrets " + c.Secrets + " others make them, and no object tells which are in use")
	}
	for _, o := range slices.Backward(old.Objects) {
		if !o.Kubectl || there[o.ID] {
			continue
		}
		g := old.gatewayOf(&o)
		moves := f.movesOf(g)
		switch {
		case o.Kind == "IstioOperator" && f.operator != nil && o.ID == f.operator.ID: // retired
		case stays(o.ID):
			f.notes.about(wording.Quote(o.ID.String()), " fell out and stays on the cluster: all that it holds would go with it", " fell out and stay on the cluster: all that they hold would go with them")
		case needed[o.ID] != "":
			f.notes.about(wording.Quote(o.ID.String()), " fell out and stays on the cluster: "+needed[o.ID], " fell out and stay on the cluster: "+strings.ReplaceAll(needed[o.ID], " without it", " without them"))
		case o.Kind == "Secret" && secretsStay: // a note tells of them
		case o.Kind == "Secret" && slices.Contains(c.Credentials, o.Name):
			f.notes.say(fmt.Sprintf("%s is not rendered any more and stays on the cluster: the topology names a Secret %s still", wording.Quote(o.ID.String()), wording.Quote(o.Name)))
		case len(moves) > 0:
			f.services = append(f.services, o.ID)
			f.taken = append(f.taken, g.IPs...)
			f.handed = append(f.handed, moves...)
			f.notes.about(wording.Quote(o.ID.String()), " is deleted once its successor runs and has its routes, and then gets its address: in between nothing answers there", " are each deleted once its successor runs and has its routes, and then gets its address: in between nothing answers there")
		default:
			f.rest = append(f.rest, o.ID)
		}
	}
	return f
}

// secretsStay reports whether no Secret may be pruned: none is rendered, and none is
// named, by which those in use would be told from others.
func (c *Cluster) secretsStay() bool {
	switch c.Secrets {
	case "omit", "external", "cert-manager", "sealed":
		return len(c.Credentials) == 0
	}
	return false
}

// stays reports whether the deletion of an object takes more with it than the object.
func stays(id manifest.ID) bool {
	switch id.Kind {
	case "Namespace", "CustomResourceDefinition", "IstioOperator", "Istio", "IstioCNI", "PersistentVolume", "PersistentVolumeClaim":
		return true
	}
	return false
}

// gatewayOf is the gateway whose Service an object is, or makes; for none one without
// addresses.
func (c *Cluster) gatewayOf(o *Object) Gateway {
	for _, g := range c.Gateways {
		if o.serves(g) {
			return g
		}
	}
	return Gateway{}
}

// serves reports whether an object is a gateway's Service, or makes it.
func (o *Object) serves(g Gateway) bool {
	return o.Namespace == g.Namespace && serviceOf(o) == g.Service
}

// serviceOf is the Service that an object is, or of which it is the cause; "" for none.
func serviceOf(o *Object) string {
	switch {
	case o.Kind == "Service":
		return o.Name
	case o.Kind == "Gateway" && o.Group == "gateway.networking.k8s.io":
		return o.Name + plan.GatewayAPISuffix
	}
	return ""
}

// lacks are the addresses that a gateway has in another topology and not in this one.
func (c *Cluster) lacks(g Gateway) []netip.Addr {
	at := slices.IndexFunc(c.Gateways, g.same)
	if at < 0 {
		return g.IPs
	}
	return slices.DeleteFunc(slices.Clone(g.IPs), func(ip netip.Addr) bool { return slices.Contains(c.Gateways[at].IPs, ip) })
}

// move is an address that goes from one gateway's Service to another's.
type move struct {
	ip       netip.Addr
	from, to Gateway
}

// handsOver finds the addresses that go from one gateway to another, which both stay, or
// of which the first is taken away by the operator that made it.
// MetalLB gives one to a Service only when that changes, and none that is still taken
// (metallb, controller/main.go, SetBalancer): the second may have to ask again.
func (f *fallen) handsOver(old, c *Cluster) {
	for _, h := range old.Gateways {
		switch {
		case slices.ContainsFunc(c.Gateways, h.same):
			h.IPs = c.lacks(h)
		case slices.ContainsFunc(old.Objects, func(o Object) bool { return o.serves(h) }):
			continue // which this deletes
		case f.operator != nil:
			f.orphans(f.movesOf(h))
			continue
		case c.Reader == manifest.Istioctl || c.find("IstioOperator", "install.istio.io") != nil:
			f.released = append(f.released, f.movesOf(h)...)
			continue
		case h.Made && old.Reader == manifest.Istioctl:
			f.leaves(h)
			continue
		}
		f.moves = append(f.moves, f.movesOf(h)...)
	}
	f.notes.moved(f.released, min(c.serviceStage(), c.istiodStage()))
	f.notes.moved(f.moves, c.serviceStage())
}

// leaves has the Service of a gateway that istioctl made give its addresses to others: nobody runs that again, and it
// carries no label of the topology.
func (f *fallen) leaves(h Gateway) {
	if moves := f.movesOf(h); len(moves) > 0 {
		f.made, f.taken = append(f.made, moves...), append(f.taken, h.IPs...)
		f.notes.about(wording.Quote("Service "+h.called()), " is deleted once its successor runs and has its routes, and then gets its address: in between nothing answers there", " are each deleted once its successor runs and has its routes, and then gets its address: in between nothing answers there")
	}
}

// leftService reports whether a Service is one of those.
func (f *fallen) leftService(namespace, name string) bool {
	return slices.ContainsFunc(f.made, func(m move) bool { return m.from.Namespace == namespace && m.from.Service == name })
}

// orphans tells of Services with addresses that others get, and that nothing takes away:
// their operator is stopped, and they carry no label of the topology.
func (f *fallen) orphans(list []move) {
	for _, m := range list {
		f.notes.say(fmt.Sprintf("Service %s is of the operator that is stopped, and keeps %s, for which %s waits; once that runs, delete the first: kubectl -n %s delete service %s",
			wording.Quote(m.from.called()), wording.Quote(m.ip.String()), wording.Quote(m.to.called()), m.from.Namespace, m.from.Service))
	}
}

// movesOf are those of a gateway's addresses to gateways that had them not before.
func (f *fallen) movesOf(from Gateway) (out []move) {
	for _, ip := range from.IPs {
		for _, g := range f.gains[ip] {
			out = append(out, move{ip, from, g})
		}
	}
	return out
}

// handsOn reports whether a script hands an address of a Service over to another.
func (f *fallen) handsOn(service string) bool {
	return slices.ContainsFunc(slices.Concat(f.moves, f.released, f.handed, f.made), func(m move) bool { return m.from.called() == service })
}

// retire is the command that takes the IstioOperator from its operator.
func (f *fallen) retire() []string {
	return []string{"retire_operator", f.deployment.Namespace, f.deployment.Name, f.operator.Namespace, f.operator.Name}
}

// Retiring are the commands by which a person does so: they stop the operator and wait until its pods, which bear
// some labels, are gone, since a running one puts the finalizer back; take that off; and delete the IstioOperator.
func Retiring(deployment manifest.ID, pods string, operator manifest.ID) [3]string {
	return [...]string{
		fmt.Sprintf("kubectl scale deployment %[1]s -n %[2]s --replicas 0; kubectl wait pod -l %[3]s -n %[2]s --for delete --timeout 5m", deployment.Name, deployment.Namespace, pods),
		fmt.Sprintf(`kubectl patch istiooperator %s -n %s --type merge -p '{"metadata":{"finalizers":null}}'`, operator.Name, operator.Namespace),
		fmt.Sprintf("kubectl delete istiooperator %s -n %s", operator.Name, operator.Namespace),
	}
}
