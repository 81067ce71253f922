package plan

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// RendersSecrets reports whether any Secret, or what one is made of, is in the
// output.
func (p *Plan) RendersSecrets() bool { return p.Secrets != format.SecretsOmit }

// ReadsKeys reports whether the mode needs the tiers' pairs.
func (p *Plan) ReadsKeys() bool {
	return p.Secrets == format.SecretsPlain || p.Secrets == format.SecretsSealed || p.Secrets == format.SecretsSOPS
}

// MakesPairs reports whether pairs are made by files beside the topology, whoever brings them into the cluster.
func (p *Plan) MakesPairs() bool {
	return p.ReadsKeys() || p.Secrets == format.SecretsOmit || p.Secrets == format.SecretsExternal
}

// OwnsSecret reports whether some server of the tier has a Secret that is rendered.
func (t *Tier) OwnsSecret() bool { return t.AnyServer((*Server).OwnsSecret) }

// OwnsSecrets reports whether some tier has a Secret that is rendered.
func (p *Plan) OwnsSecrets() bool {
	for i := range p.Tiers {
		if p.Tiers[i].OwnsSecret() {
			return true
		}
	}
	return false
}

// StoreKey is what the key of an external store is for a server's certificate.
func (t *Tier) StoreKey(s *Server, key string) string {
	return strings.NewReplacer("{name}", s.Secret, "{tier}", t.Written.Name.Value, "{host}", CertificateName(s.FirstPlain().Value)).Replace(key)
}

// IssuerName is the name of the issuer that issues the tiers' certificates.
func (p *Plan) IssuerName() string {
	switch c := p.Document.Secrets.CertManager; {
	case c.Issuer.IsSet():
		return c.Issuer.Value
	case c.Create.Value == format.IssuerCA:
		return p.Document.Name.Value + "-ca"
	}
	return p.Document.Name.Value + "-selfsigned"
}

// SelfSignedName is the name of the issuer by which a local authority signs
// itself.
func (p *Plan) SelfSignedName() string { return p.IssuerName() + "-selfsigned" }

// AuthorityNamespace is where a local authority's Certificate and Secret are.
func (p *Plan) AuthorityNamespace() string {
	if c := p.Document.Secrets.CertManager; c.Kind.Value == format.KindClusterIssuer {
		return c.Namespace.Value
	}
	return p.IssuerNamespaces()[0]
}

// IssuerNamespaces are those that an issuer which is made has to be in; "" for
// that of the whole cluster.
func (p *Plan) IssuerNamespaces() []string {
	if p.Document.Secrets.CertManager.Kind.Value == format.KindClusterIssuer {
		return []string{""}
	}
	return p.withCopies(p.secretNamespacesOfAll())
}

// secretNamespacesOfAll are those of the gateways that have a Secret of their own.
func (p *Plan) secretNamespacesOfAll() []string {
	var out []string
	for i := range p.Tiers {
		if t := &p.Tiers[i]; t.OwnsSecret() && !slices.Contains(out, t.GatewayNamespace) {
			out = append(out, t.GatewayNamespace)
		}
	}
	return out
}

// AuthorityName is the common name of the local authority.
func (p *Plan) AuthorityName() string {
	if name := p.Document.Certs.CA.CommonName; name.IsSet() {
		return name.Value
	}
	return p.Document.Name.Value + " CA"
}

// Sealing is what the ciphers of the mode need; zero where it seals nothing.
type Sealing struct {
	Certificate format.Text // the file of the controller's certificate
	Scope       format.SealedScope
	Recipients  []format.Text // of sops
}

// Sealing is for the mode that counts.
func (p *Plan) Sealing() Sealing {
	s := &p.Document.Secrets
	switch {
	case p.Secrets == format.SecretsSealed && s.Sealed != nil:
		return Sealing{Certificate: s.Sealed.Cert, Scope: s.Sealed.Scope.Value}
	case p.Secrets == format.SecretsSOPS && s.SOPS != nil:
		return Sealing{Recipients: s.SOPS.Age}
	}
	return Sealing{}
}

// SecretNamespaces are where a tier's TLS Secret goes: the gateway pods' namespace,
// from which it is read, first.
func (p *Plan) SecretNamespaces(t *Tier) []string {
	return p.withCopies([]string{t.GatewayNamespace})
}

// withCopies adds the namespaces that get a copy of each Secret.
func (p *Plan) withCopies(out []string) []string {
	there := make(map[string]bool, len(p.Document.Certs.Namespaces))
	for _, n := range out {
		there[n] = true
	}
	for _, n := range p.Document.Certs.Namespaces {
		if !there[n.Value] {
			there[n.Value], out = true, append(out, n.Value)
		}
	}
	return out
}

// ExistingSecrets are the TLS Secrets that the topology says are there already, as
// namespace/name.
func (p *Plan) ExistingSecrets() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		in := p.Tiers[i].GatewayNamespace + "/"
		for j := range p.Tiers[i].Apps {
			p.Tiers[i].Apps[j].existingAuthorities(out)
		}
		for j := range p.Tiers[i].Servers {
			s := &p.Tiers[i].Servers[j]
			if name := s.Cert.Secret; name.IsSet() {
				out[in+name.Value] = true
				if s.AsksClients && !s.TLS.ClientCA.IsSet() {
					out[in+ClientCASecret(name.Value)] = true
				}
			}
		}
	}
	return out
}

// ItemName tells the servers of a tier apart: it is "" for the tier's own.
func (s *Server) ItemName() string {
	if s.Item == nil {
		return ""
	}
	return s.Secret
}

// At is where the server's Secrets stand in the library's tree: their namespace, and
// of an item's server the name.
func (s *Server) At(namespace string) string {
	if item := s.ItemName(); item != "" {
		return namespace + "/" + item
	}
	return namespace
}

// Addresses are those that a server's certificate is for. Who asks for an address names
// no host, and is shown the certificate of the server that takes every name; where none
// does, the tier's own may have them. So a tier whose hosts are all items, none of them
// "*", has no certificate for its addresses: a gateway answers nobody there who names
// none of its hosts (istio, pilot/pkg/networking/core/listener.go, toFilterChainMatch).
func (s *Server) Addresses(t *Tier) []netip.Addr {
	every := slices.IndexFunc(t.Servers, func(o Server) bool { return o.TLS.Terminated() && o.takesEveryName() })
	if every >= 0 && s != &t.Servers[every] || every < 0 && s.Item != nil {
		return nil
	}
	return t.IPs
}

// takesEveryName reports whether connections are a server's which name no host.
func (s *Server) takesEveryName() bool {
	return slices.ContainsFunc(s.Hosts, func(h format.Text) bool { return h.Value == routing.EveryHost }) ||
		slices.ContainsFunc(s.Sections, func(l Section) bool { return l.Hostname == "" })
}
