package scripts

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/manifest"
	"render/render/plan"
	"render/render/wording"
)

// fallen is what an older topology has and a newer one has not, by when it may go.
type fallen struct {
	// pools hold addresses that other pools get: MetalLB refuses those until they are
	// gone.
	pools []manifest.ID
	// services hold addresses that other gateways get, once those run.
	services []manifest.ID
	taken    []netip.Addr  // those addresses
	rest     []manifest.ID // each before what it refers to
	shrunk   []string      // pools that let go of addresses which others get
	// operator is read by an operator in the cluster, deployment, and the newer one has
	// neither; nil where there is no such.
	operator, deployment *Object
	notes                []string
}

// fallenOf compares two topologies of one cluster.
func fallenOf(old, c *Cluster) *fallen {
	f := &fallen{}
	there := map[manifest.ID]bool{}
	for _, o := range c.Objects {
		there[o.ID] = there[o.ID] || o.Kubectl
	}
	if now, _ := c.operated(); now == nil {
		if f.operator, f.deployment = old.operated(); f.operator != nil {
			f.notes = append(f.notes, fmt.Sprintf("the operator of %s is stopped, and lets go of istiod and the gateways that it made: they run on as they are until something else takes them over, or a person deletes them", wording.Quote(f.operator.ID.String())))
		}
	}
	f.exchanges(old, c)
	f.handsOver(old, c)
	secretsStay := c.secretsStay()
	if secretsStay {
		f.notes = append(f.notes, "Secrets that fell out stay on the cluster: with --secrets "+c.Secrets+" others make them, and no object tells which are in use")
	}
	for _, o := range slices.Backward(old.Objects) {
		if !o.Kubectl || there[o.ID] {
			continue
		}
		switch {
		case o.Kind == "IstioOperator" && f.operator != nil && o.ID == f.operator.ID: // retired
		case stays(o.ID):
			f.notes = append(f.notes, fmt.Sprintf("%s fell out and stays on the cluster: all that it holds would go with it", wording.Quote(o.ID.String())))
		case o.Kind == "Secret" && secretsStay: // a note tells of them
		case o.Kind == "Secret" && slices.Contains(c.Credentials, o.Name):
			f.notes = append(f.notes, fmt.Sprintf("%s is not rendered any more and stays on the cluster: the topology names a Secret %s still", wording.Quote(o.ID.String()), wording.Quote(o.Name)))
		case o.Kind == "IPAddressPool" && slices.ContainsFunc(c.Pools, func(p Pool) bool { return gives(old, c, o.Name, p.Name) }):
			f.pools = append(f.pools, o.ID)
			f.notes = append(f.notes, fmt.Sprintf("pool %s is deleted before another one gets its addresses, since MetalLB refuses two that overlap: gateways that have them lose them until then", wording.Quote(o.Name)))
		case holdsAddress(old, c, &o):
			f.services = append(f.services, o.ID)
			f.taken = append(f.taken, addressesOf(old, &o)...)
			f.notes = append(f.notes, fmt.Sprintf("%s is deleted once its successor runs and has its routes, and then gets its address: in between nothing answers there", wording.Quote(o.ID.String())))
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
	case "Namespace", "CustomResourceDefinition", "IstioOperator", "Istio", "IstioCNI":
		return true
	}
	return false
}

// holdsAddress reports whether an object is the Service of a gateway, or the Gateway of
// which istiod makes it, with an address that another gateway has now.
func holdsAddress(old, c *Cluster, o *Object) bool {
	own := addressesOf(old, o)
	return slices.ContainsFunc(c.Gateways, func(now Gateway) bool { return share(now.IPs, own) })
}

// addressesOf are those of the gateway whose Service an object is, or makes.
func addressesOf(c *Cluster, o *Object) []netip.Addr {
	for _, g := range c.Gateways {
		same := o.Kind == "Service" && o.Name == g.Service || o.Kind == "Gateway" && o.Group == "gateway.networking.k8s.io" && o.Name+plan.GatewayAPISuffix == g.Service
		if same && o.Namespace == g.Namespace {
			return g.IPs
		}
	}
	return nil
}

func share(a, b []netip.Addr) bool {
	return slices.ContainsFunc(a, func(ip netip.Addr) bool { return slices.Contains(b, ip) })
}

func rangesOf(c *Cluster, pool string) (out [][2]netip.Addr) {
	for _, p := range c.Pools {
		if p.Name == pool {
			out = append(out, p.Ranges...)
		}
	}
	return out
}

// gives reports whether a pool of the older topology has addresses that another one has in
// the newer.
func gives(old, c *Cluster, from, to string) bool {
	return from != to && overlaps(rangesOf(old, from), rangesOf(c, to))
}

func overlaps(a, b [][2]netip.Addr) bool {
	return slices.ContainsFunc(a, func(x [2]netip.Addr) bool {
		return slices.ContainsFunc(b, func(y [2]netip.Addr) bool { return !x[1].Less(y[0]) && !y[1].Less(x[0]) })
	})
}

// exchanges finds the pools of both topologies that let go of addresses which another
// one gets, and those that do so both ways, which no order does.
func (f *fallen) exchanges(old, c *Cluster) {
	for _, p := range c.Pools {
		for _, q := range c.Pools {
			if !gives(old, c, p.Name, q.Name) {
				continue
			}
			if !slices.Contains(f.shrunk, p.Name) {
				f.shrunk = append(f.shrunk, p.Name)
			}
			if p.Name < q.Name && gives(old, c, q.Name, p.Name) {
				f.notes = append(f.notes, fmt.Sprintf("pools %s and %s exchange addresses, which MetalLB takes in no order: apply a topology first in which neither has them", wording.Quote(p.Name), wording.Quote(q.Name)))
			}
		}
	}
}

// handsOver tells of addresses that go from one gateway to another, which both stay:
// MetalLB gives one to a Service only when that changes, and none that is still taken
// (metallb, controller/main.go, SetBalancer).
func (f *fallen) handsOver(old, c *Cluster) {
	of := func(list []Gateway, like Gateway) int {
		return slices.IndexFunc(list, func(g Gateway) bool { return g.Namespace == like.Namespace && g.Service == like.Service })
	}
	for _, g := range c.Gateways {
		if of(old.Gateways, g) < 0 {
			continue
		}
		for _, h := range old.Gateways {
			if h.Namespace == g.Namespace && h.Service == g.Service || of(c.Gateways, h) < 0 {
				continue
			}
			for _, ip := range g.IPs {
				if slices.Contains(h.IPs, ip) {
					f.notes = append(f.notes, fmt.Sprintf("%s goes from Service %s to %s, and both stay: MetalLB may leave the second without it; apply a topology first in which neither has it",
						wording.Quote(ip.String()), wording.Quote(h.Namespace+"/"+h.Service), wording.Quote(g.Namespace+"/"+g.Service)))
				}
			}
		}
	}
}

// shrunkFirst puts those pools before the others.
func (f *fallen) shrunkFirst(list []Object) {
	rank := func(o Object) int {
		if o.Kind == "IPAddressPool" && slices.Contains(f.shrunk, o.Name) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b Object) int { return rank(a) - rank(b) })
}

// retire is the command that takes the IstioOperator from its operator.
func (f *fallen) retire() []string {
	return []string{"retire_operator", f.deployment.Namespace, f.deployment.Name, f.operator.Namespace, f.operator.Name}
}
