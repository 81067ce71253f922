package served

import (
	"net/netip"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Controller is what leads requests by the Ingresses of a class. Where it leads them is not followed.
type Controller struct {
	Class     string // "" where an Ingress says none
	Hosts     []string
	Addresses []netip.Addr                 // that clients come in by; none where the objects do not tell
	Ingresses []*objects.Object            // all of them
	ByHost    map[string][]*objects.Object // those that say it
}

// Title is what a message calls it.
func (c *Controller) Title() string {
	if c.Class == "" {
		return "the Ingress controller"
	}
	return "Ingress class " + wording.Quote(c.Class)
}

// Controllers are those of some Ingresses, in the order of these. An Ingress of a side's own, or one
// that stays beside it, tells its addresses where it was read from a cluster; else the one Service
// does that no gateway is behind.
func (s *Side) Controllers(ingresses []*objects.Object) (out []*Controller) {
	for _, o := range ingresses {
		metadata := o.Resource().Metadata()
		if _, proves := metadata.Labels().Labels().Get(objects.SolverLabel); proves {
			continue
		}
		class := objects.IngressClass{Annotation: metadata.Annotations().Text("kubernetes.io/ingress.class").Value()}
		class.Name, _ = o.Root().At("spec", "ingressClassName").Raw().(string)
		at := slices.IndexFunc(out, func(c *Controller) bool { return c.Class == class.Called() })
		if at < 0 {
			at = len(out)
			out = append(out, &Controller{Class: class.Called(), ByHost: map[string][]*objects.Object{}})
		}
		out[at].lead(o)
	}
	for _, c := range out {
		if len(c.Addresses) == 0 && len(out) == 1 {
			c.Addresses = s.beforeNoGateway()
		}
		slices.SortFunc(c.Addresses, netip.Addr.Compare)
	}
	return out
}

// lead takes an Ingress in. One for every host is no host's.
func (c *Controller) lead(o *objects.Object) {
	c.Ingresses = append(c.Ingresses, o)
	for _, rule := range o.Root().At("spec", "rules").Items().All() {
		host, _ := rule.At("host").Raw().(string)
		if host == "" {
			continue
		}
		if c.ByHost[host] == nil {
			c.Hosts = append(c.Hosts, host)
		}
		if !slices.Contains(c.ByHost[host], o) {
			c.ByHost[host] = append(c.ByHost[host], o)
		}
	}
	for _, one := range o.Root().At("status", "loadBalancer", "ingress").Items().All() {
		text, _ := one.At("ip").Raw().(string)
		if a, err := netip.ParseAddr(text); err == nil && !slices.Contains(c.Addresses, a) {
			c.Addresses = append(c.Addresses, a)
		}
	}
}

// beforeNoGateway are the addresses of the only Service that clients of HTTP come in by and that no
// Gateway is behind; none where there are more.
func (s *Side) beforeNoGateway() (out []netip.Addr) {
	isHTTP := func(p Port) bool { return p.Number == 80 || p.Number == 443 }
	for _, e := range s.Entrances {
		if !e.LoadBalancer || e.Maker != Itself || len(e.Gateways()) > 0 || !slices.ContainsFunc(e.Ports, isHTTP) {
			continue
		}
		if out != nil {
			return nil
		}
		out = slices.Clone(e.Reached())
	}
	return out
}

// Credentials are the Secrets that it takes certificates from, an Ingress after the other.
func (c *Controller) Credentials() (out []*Credential) {
	for _, o := range c.Ingresses {
		for _, item := range o.Root().At("spec", "tls").Items().All() {
			name, _ := item.At("secretName").Raw().(string)
			if name == "" {
				continue
			}
			one := &Credential{ID: manifest.ID{Kind: "Secret", Namespace: o.ID().Namespace, Name: name}, From: []*objects.Object{o}}
			for _, f := range item.At("hosts").Items().All() {
				host, _ := f.Raw().(string)
				one.add(host)
			}
			out = append(out, one)
		}
	}
	return out
}

// Parting is a controller of Ingresses that a host parts from: none of the new side is for it.
type Parting struct {
	From      *Controller
	Ingresses []*objects.Object // that were for the host
}

// PartingsOf are those of two sides, by host.
func PartingsOf(old, new []*Controller) map[string]*Parting {
	out, kept := map[string]*Parting{}, map[string]bool{}
	for _, one := range new {
		for _, host := range one.Hosts {
			kept[host] = true
		}
	}
	for _, one := range old {
		for _, host := range one.Hosts {
			if !kept[host] {
				out[host] = &Parting{one, one.ByHost[host]}
			}
		}
	}
	return out
}
