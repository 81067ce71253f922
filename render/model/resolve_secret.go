package model

import (
	"time"

	"render/render/format"
	"render/render/plan"
)

// resolveSecrets puts the TLS Secrets of a tier's servers, and their copies, into the
// form that the mode asks for.
func (r *resolver) resolveSecrets(t *plan.Tier, out *Tier) {
	for i := range t.Apps {
		for _, one := range t.Apps[i].Authorities() {
			if r.plan.RendersSecrets() {
				out.BackendCAs = append(out.BackendCAs, Secret{one.Namespace, one.Name, one.Namespace, true})
			}
		}
	}
	for i := range t.Servers {
		if s := &t.Servers[i]; len(s.Hosts) > 0 {
			r.serverSecrets(t, s, out)
		}
	}
}

func (r *resolver) serverSecrets(t *plan.Tier, s *plan.Server, out *Tier) {
	if s.RendersClientCA() && r.plan.RendersSecrets() {
		name, namespace := plan.ClientCASecret(s.Secret), t.GatewayNamespace
		out.ClientCAs = append(out.ClientCAs, Secret{s.At(namespace), name, namespace, true})
	}
	if !s.OwnsSecret() {
		return
	}
	ca, forms := s.Cert.CA.IsSet(), &r.plan.Document.Secrets
	for _, namespace := range r.plan.SecretNamespaces(t) {
		switch r.plan.Secrets {
		case format.SecretsPlain, format.SecretsRedacted, format.SecretsSOPS:
			out.Secrets = append(out.Secrets, Secret{s.At(namespace), s.Secret, namespace, ca})
		case format.SecretsSealed:
			out.SealedSecrets = append(out.SealedSecrets, SealedSecret{s.At(namespace), s.Secret, namespace, ca, string(forms.Sealed.Scope.Value)})
		case format.SecretsExternal:
			out.ExternalSecrets = append(out.ExternalSecrets, r.resolveExternal(t, s, namespace, ca))
		case format.SecretsCertManager:
			out.Certificates = append(out.Certificates, r.resolveCertificate(t, s, namespace))
		}
	}
}

func (r *resolver) resolveExternal(t *plan.Tier, s *plan.Server, namespace string, ca bool) ExternalSecret {
	e := r.plan.Document.Secrets.External
	refresh, _ := time.ParseDuration(e.Refresh.Value)
	return ExternalSecret{At: s.At(namespace), Name: s.Secret, Namespace: namespace, Store: e.Store.Value, StoreKind: string(e.Kind.Value),
		Key: t.StoreKey(s, e.Key.Value), Properties: storeProperties(e, ca), Refresh: refresh.String(),
		Template: SecretTemplate{format.Pairs(e.Template.Data), format.Pairs(e.Template.Labels), format.Pairs(e.Template.Annotations)}}
}

// storeProperties are what is read of a store's key: what the templates are filled in with,
// or the parts of a pair.
func storeProperties(e *format.External, ca bool) (out []StoreProperty) {
	if len(e.Template.Data) > 0 {
		for _, value := range e.Template.Values {
			out = append(out, StoreProperty{value.Key.Value, optional(value.Value)})
		}
		return out
	}
	out = []StoreProperty{{"tls.crt", &e.Properties.Crt.Value}, {"tls.key", &e.Properties.Key.Value}}
	if ca {
		out = append(out, StoreProperty{"ca.crt", &e.Properties.CA.Value})
	}
	return out
}

// resolveCertificate asks an issuer that is there for what every issuer can do:
// names, and a duration only where the file has one. The authority that is made
// gives what `render certs` does.
func (r *resolver) resolveCertificate(t *plan.Tier, s *plan.Server, namespace string) Certificate {
	c := r.plan.Document.Secrets.CertManager
	out := Certificate{At: s.At(namespace), Name: s.Secret, Namespace: namespace, Issuer: r.plan.IssuerName(), IssuerKind: c.Kind.Value, IssuerGroup: c.Group.Value,
		PrivateKey: r.privateKey(true), Hosts: format.Values(s.Certified()), Solver: optionalWord(c.Solver)}
	if days := r.plan.Document.Certs.Days; c.Create.IsSet() || days.IsSet() {
		d := duration(days)
		out.Duration = &d
	}
	if !c.Create.IsSet() {
		return out
	}
	for _, ip := range s.Addresses(t) {
		out.Addresses = append(out.Addresses, ip.String())
	}
	if first := s.Hosts[0].Value; len(first) <= maxCommonName {
		out.CommonName = &first
	}
	return out
}

// maxCommonName is X.509's own limit (RFC 5280, ub-common-name).
const maxCommonName = 64

// duration is days as Kubernetes writes them, so that nothing rewrites them.
func duration(days format.Number) string {
	return (time.Duration(days.Value) * 24 * time.Hour).String()
}

// privateKey is how cert-manager is to make a key.
func (r *resolver) privateKey(renew bool) PrivateKey {
	if r.plan.Document.Certs.Key.Value == format.KeyRSA {
		return PrivateKey{Kind: "rsa", Size: 2048, Renew: renew}
	}
	return PrivateKey{Kind: "ecdsa", Size: 256, Renew: renew}
}

// resolveIssuers are the issuers to be made, none where no tier needs one.
func (r *resolver) resolveIssuers() []Issuer {
	c := r.plan.Document.Secrets.CertManager
	if r.plan.Secrets != format.SecretsCertManager || !c.Create.IsSet() || !r.plan.OwnsSecrets() {
		return nil
	}
	var authority *Authority
	if c.Create.Value == format.IssuerCA {
		ca := &r.plan.Document.Certs.CA
		authority = &Authority{Name: r.plan.IssuerName(), Namespace: r.plan.AuthorityNamespace(), SelfSigned: r.plan.SelfSignedName(),
			CommonName: r.plan.AuthorityName(), Organization: optional(ca.Organization), Duration: duration(ca.Days), PrivateKey: r.privateKey(false)}
	}
	var out []Issuer
	for _, namespace := range r.plan.IssuerNamespaces() {
		issuer := Issuer{Name: r.plan.IssuerName(), Kind: c.Kind.Value, Authority: authority}
		if namespace != "" {
			issuer.Namespace = &namespace
		}
		out = append(out, issuer)
	}
	return out
}
