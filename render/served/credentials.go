package served

import (
	"cmp"
	"net/netip"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// Credential is a Secret that gateways take a certificate from.
type Credential struct {
	ID    manifest.ID
	Hosts []string          // that it is shown for
	From  []*objects.Object // the Gateways
	Any   []*objects.Object // those that show it whatever name a client asks for, or none
	Asks  bool              // for clients' certificates
}

// Credentials are those of a side, in the order of its Gateways. Where the pods of
// one are not among the objects, as in what kubectl alone reads of a topology that istioctl
// installs, they are taken to be where either side has a Secret of the name.
func (s *Side) Credentials(other *objects.World) (out []*Credential) {
	of := func(namespace, name string, o *objects.Object) *Credential {
		id := manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}
		at := slices.IndexFunc(out, func(c *Credential) bool { return c.ID == id })
		if at < 0 {
			at = len(out)
			out = append(out, &Credential{ID: id})
		}
		one := out[at]
		if !slices.Contains(one.From, o) {
			one.From = append(one.From, o)
		}
		return one
	}
	for g := range s.World.Gateways() {
		known := s.podNamespaces(g.Object())
		for _, server := range g.Servers().All() {
			for _, name := range server.TLS().Credentials() {
				namespaces := known
				if len(known) == 0 {
					namespaces = namespacesOfSecrets(name.Value(), s.World, other)
				}
				for _, namespace := range namespaces {
					one := of(namespace, name.Value(), g.Object())
					for _, host := range server.Hosts().All() {
						one.add(WithoutNamespace(host.Value()))
						one.shownToAny(WithoutNamespace(host.Value()), g.Object())
					}
					one.Asks = one.Asks || server.TLS().Mode().Value() == "MUTUAL"
				}
			}
		}
	}
	for g := range s.World.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			refs := l.TLS().CertificateRefs()
			hosts := []string{l.Hostname().Value()}
			if hosts[0] == "" && refs.Len() > 0 { // it is for those of its routes
				hosts = s.HostsOfRoutes(g.ID(), l.Name().Value())
			}
			for _, ref := range refs.All() {
				one := of(cmp.Or(ref.Namespace().Value(), g.ID().Namespace), ref.Name().Value(), g.Object())
				one.shownToAny(cmp.Or(l.Hostname().Value(), "*"), g.Object())
				for _, host := range hosts {
					one.add(host)
				}
				one.Asks = one.Asks || AsksAt(g, l)
			}
		}
	}
	return out
}

// namespacesOfSecrets are those in which some sides have a Secret of a name, sorted.
func namespacesOfSecrets(name string, sides ...*objects.World) []string {
	var out []string
	for _, w := range sides {
		out = append(out, w.SecretNamespaces(name)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *Credential) add(host string) {
	if host != "" && !slices.Contains(c.Hosts, host) {
		c.Hosts = append(c.Hosts, host)
	}
}

// shownToAny notes a Gateway that shows it for a host, if that is all of them.
func (c *Credential) shownToAny(host string, gateway *objects.Object) {
	if host == "*" && !slices.Contains(c.Any, gateway) {
		c.Any = append(c.Any, gateway)
	}
}

// podNamespaces are the namespaces of the pods that a Gateway chooses.
func (s *Side) podNamespaces(g *objects.Object) []string {
	var out []string
	for _, e := range s.Entrances {
		if slices.Contains(e.From, g) && !slices.Contains(out, e.Namespace) {
			out = append(out, e.Namespace)
		}
	}
	return out
}

// AddressesOf are those by which clients reach the Gateways that show a certificate to who asks for
// no name, as clients do that have an address in place of one: where all servers are for names,
// nobody answers them.
func (s *Side) AddressesOf(one *Credential) []netip.Addr {
	var out []netip.Addr
	for _, e := range s.Entrances {
		if !slices.Contains(one.Any, e.Object) && !slices.ContainsFunc(e.From, func(o *objects.Object) bool { return slices.Contains(one.Any, o) }) {
			continue
		}
		for _, a := range e.Reached() {
			if !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// CredentialsByHost are credentials by the hosts for which they are shown.
func CredentialsByHost(list []*Credential) map[string][]*Credential {
	out := map[string][]*Credential{}
	for _, one := range list {
		for _, host := range one.Hosts {
			out[host] = append(out[host], one)
		}
	}
	return out
}
