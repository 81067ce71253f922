package consequences

import (
	"cmp"
	"encoding/base64"
	"net/netip"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// credential is a Secret that gateways take a certificate from.
type credential struct {
	id    manifest.ID
	hosts []string          // that it is shown for
	from  []*objects.Object // the Gateways
	asks  bool              // for clients' certificates
}

// findCredentials finds those of a side, in the order of its Gateways. Where the pods of
// one are not among the objects, as in what kubectl alone reads of a topology that istioctl
// installs, they are taken to be where either side has a Secret of the name.
func (s *side) findCredentials(other *objects.World) {
	of := func(namespace, name string, o *objects.Object) *credential {
		id := manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}
		at := slices.IndexFunc(s.credentials, func(c *credential) bool { return c.id == id })
		if at < 0 {
			at = len(s.credentials)
			s.credentials = append(s.credentials, &credential{id: id})
		}
		one := s.credentials[at]
		if !slices.Contains(one.from, o) {
			one.from = append(one.from, o)
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
						one.add(served.WithoutNamespace(host.Value()))
					}
					one.asks = one.asks || server.TLS().Mode().Value() == "MUTUAL"
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
				for _, host := range hosts {
					one.add(host)
				}
				one.asks = one.asks || served.AsksAt(g, l)
			}
		}
	}
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

func (c *credential) add(host string) {
	if host != "" && !slices.Contains(c.hosts, host) {
		c.hosts = append(c.hosts, host)
	}
}

// podNamespaces are the namespaces of the pods that a Gateway chooses.
func (s *side) podNamespaces(g *objects.Object) []string {
	var out []string
	for _, e := range s.Entrances {
		if slices.Contains(e.From, g) && !slices.Contains(out, e.Namespace) {
			out = append(out, e.Namespace)
		}
	}
	return out
}

// addressesOf are those by which clients reach the Gateways that show a certificate.
func (s *side) addressesOf(one *credential) []netip.Addr {
	var out []netip.Addr
	for _, e := range s.Entrances {
		if !slices.ContainsFunc(e.From, func(o *objects.Object) bool { return slices.Contains(one.from, o) }) {
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

// form is how a Secret comes into the cluster.
type form uint8

const (
	unmade      form = iota // nothing on this side makes it
	plain                   // it is applied as it is
	encrypted               // by sops: who applies it decrypts it
	sealed                  // by a SealedSecret's controller, which owns it
	byStore                 // by an ExternalSecret's controller
	certManager             // by cert-manager, which does not own it unless told to
)

// formOf is how the Secret of a maker comes.
func formOf(m objects.SecretMaker) form {
	switch m.ID().Kind {
	case "SealedSecret":
		return sealed
	case "ExternalSecret":
		return byStore
	case "Certificate":
		return certManager
	}
	if m.At("sops").Present() {
		return encrypted
	}
	return plain
}

// making is what makes a Secret on a side.
type making struct {
	form
	maker objects.SecretMaker
	o     *objects.Object // nil of what is unmade
}

func (s *side) making(id manifest.ID) making {
	m, ok := s.World.Secret(id.Namespace, id.Name)
	if !ok {
		return making{}
	}
	return making{formOf(m), m, m.Object()}
}

// owns reports whether the Secret is deleted with what makes it, by its owner
// reference.
func (m making) owns() bool {
	if m.form == byStore {
		policy, _ := m.maker.Spec().At("target", "creationPolicy").Raw().(string)
		return policy == "" || policy == "Owner"
	}
	return m.form == sealed
}

// text is what a plain Secret has under one of some keys; nil where it has none.
func (m making) text(keys ...string) []byte {
	if m.form != plain && m.form != encrypted {
		return nil
	}
	for _, key := range keys {
		if text, ok := m.maker.At("stringData", key).Raw().(string); ok {
			return []byte(text)
		}
		if text, ok := m.maker.At("data", key).Raw().(string); ok {
			if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
				return decoded
			}
		}
	}
	return nil
}

// served is the certificate of a plain Secret.
func (m making) served() (certs.Served, bool) { return certs.ReadServed(m.text("tls.crt", "cert")) }
