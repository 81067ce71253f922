package topology

import (
	"strings"
	"time"
)

// rendersSecrets reports whether any Secret, or what one is made of, is in the
// output.
func (p *Plan) rendersSecrets() bool { return p.Secrets != "omit" }

// ReadsKeys reports whether the mode needs the tiers' pairs.
func (p *Plan) ReadsKeys() bool {
	return p.Secrets == "plain" || p.Secrets == "sealed" || p.Secrets == "sops"
}

// resolveSecrets puts a tier's TLS Secret, and its copies, into the form that
// the mode asks for.
func (p *Plan) resolveSecrets(t *tierPlan, out *ModelTier) {
	if t.tier.TLS.clientCertificates() && t.tier.TLS.ClientCA.IsSet() && p.rendersSecrets() {
		out.ClientCAs = []ModelSecret{{clientCASecret(t.names.secret), p.GatewayNamespace(), true}}
	}
	if !t.tier.ownsSecret() {
		return
	}
	name, ca, s := t.names.secret, t.tier.Cert.CA.IsSet(), &p.Document.Secrets
	for _, namespace := range p.secretNamespaces() {
		switch p.Secrets {
		case "plain", "redacted", "sops":
			out.Secrets = append(out.Secrets, ModelSecret{name, namespace, ca})
		case "sealed":
			out.SealedSecrets = append(out.SealedSecrets, ModelSealedSecret{name, namespace, ca, scopeAnnotations(s.Sealed.Scope.Value)})
		case "external":
			out.ExternalSecrets = append(out.ExternalSecrets, p.resolveExternal(t, namespace, ca))
		case "cert-manager":
			out.Certificates = append(out.Certificates, p.resolveCertificate(t, namespace))
		}
	}
}

// scopeAnnotations are those by which the controller knows the scope
// (sealed-secrets, pkg/apis/sealedsecrets/v1alpha1/types.go).
func scopeAnnotations(scope string) map[string]string {
	if scope == "strict" {
		return map[string]string{}
	}
	return map[string]string{"sealedsecrets.bitnami.com/" + scope: "true"}
}

func (p *Plan) resolveExternal(t *tierPlan, namespace string, ca bool) ModelExternalSecret {
	e := p.Document.Secrets.External
	key := strings.NewReplacer("{name}", t.names.secret, "{tier}", t.tier.Name.Value,
		"{host}", CertificateName(t.tier.Hosts[0].Value)).Replace(e.Key.Value)
	properties := []any{"tls.crt", "tls.key"}
	if ca {
		properties = append(properties, "ca.crt")
	}
	refresh, _ := time.ParseDuration(e.Refresh.Value)
	return ModelExternalSecret{Name: t.names.secret, Namespace: namespace, Store: e.Store.Value, StoreKind: e.Kind.Value,
		Key: key, Properties: properties, Refresh: refresh.String()}
}

// resolveCertificate asks an issuer that is there for what every issuer can do:
// names, and a duration only where the file has one. The authority that is made
// gives what `render certs` does.
func (p *Plan) resolveCertificate(t *tierPlan, namespace string) ModelCertificate {
	c := p.Document.Secrets.CertManager
	out := ModelCertificate{Name: t.names.secret, Namespace: namespace, Issuer: p.issuerName(), IssuerKind: c.Kind.Value,
		PrivateKey: p.privateKey("Always"), Usages: []any{"digital signature", "server auth"}}
	if p.Document.Certs.Key.Value == "rsa" {
		out.Usages = append(out.Usages, "key encipherment")
	}
	for _, h := range t.tier.Hosts {
		out.Hosts = append(out.Hosts, h.Value)
	}
	if days := p.Document.Certs.Days; c.Create.IsSet() || days.IsSet() {
		d := duration(days)
		out.Duration = &d
	}
	if !c.Create.IsSet() {
		return out
	}
	for _, ip := range t.ips {
		out.Addresses = append(out.Addresses, ip.String())
	}
	if first := t.tier.Hosts[0].Value; len(first) <= maxCommonName {
		out.CommonName = &first
	}
	return out
}

// longestCommonName is X.509's own limit (RFC 5280, ub-common-name).
const maxCommonName = 64

// duration is days as Kubernetes writes them, so that nothing rewrites them.
func duration(days Number) string { return (time.Duration(days.Value) * 24 * time.Hour).String() }

// privateKey is how cert-manager is to make a key; its default policy changed
// with 1.18.
func (p *Plan) privateKey(rotation string) map[string]any {
	if p.Document.Certs.Key.Value == "rsa" {
		return map[string]any{"algorithm": "RSA", "size": 2048, "rotationPolicy": rotation}
	}
	return map[string]any{"algorithm": "ECDSA", "size": 256, "rotationPolicy": rotation}
}

// issuerName is the name of the issuer that issues the tiers' certificates.
func (p *Plan) issuerName() string {
	switch c := p.Document.Secrets.CertManager; {
	case c.Issuer.IsSet():
		return c.Issuer.Value
	case c.Create.Value == "ca":
		return p.Document.Name.Value + "-ca"
	}
	return p.Document.Name.Value + "-selfsigned"
}

// selfSignedName is the name of the issuer by which a local authority signs
// itself.
func (p *Plan) selfSignedName() string { return p.issuerName() + "-selfsigned" }

// authorityNamespace is where a local authority's Certificate and Secret are.
func (p *Plan) authorityNamespace() string {
	if c := p.Document.Secrets.CertManager; c.Kind.Value == "ClusterIssuer" {
		return c.Namespace.Value
	}
	return p.GatewayNamespace()
}

// issuerNamespaces are those that an issuer which is made has to be in; "" for
// that of the whole cluster.
func (p *Plan) issuerNamespaces() []string {
	if p.Document.Secrets.CertManager.Kind.Value == "ClusterIssuer" {
		return []string{""}
	}
	return p.secretNamespaces()
}

// resolveIssuers are the issuers to be made, none where no tier needs one.
func (p *Plan) resolveIssuers() []ModelIssuer {
	c := p.Document.Secrets.CertManager
	if p.Secrets != "cert-manager" || !c.Create.IsSet() || !p.ownsSecrets() {
		return nil
	}
	var authority *ModelAuthority
	if c.Create.Value == "ca" {
		ca := &p.Document.Certs.CA
		authority = &ModelAuthority{Name: p.issuerName(), Namespace: p.authorityNamespace(), SelfSigned: p.selfSignedName(),
			CommonName: p.AuthorityName(), Organization: optional(ca.Organization), Duration: duration(ca.Days), PrivateKey: p.privateKey("Never")}
	}
	var out []ModelIssuer
	for _, namespace := range p.issuerNamespaces() {
		issuer := ModelIssuer{Name: p.issuerName(), Kind: c.Kind.Value, Authority: authority}
		if namespace != "" {
			issuer.Namespace = &namespace
		}
		out = append(out, issuer)
	}
	return out
}

func (p *Plan) ownsSecrets() bool {
	for i := range p.Tiers {
		if p.Tiers[i].tier.ownsSecret() {
			return true
		}
	}
	return false
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
	Certificate Text   // the file of the controller's certificate
	Scope       string // "strict", "namespace-wide" or "cluster-wide"
	Recipients  []Text // of sops
}

// Sealing is for the mode that counts.
func (p *Plan) Sealing() Sealing {
	s := &p.Document.Secrets
	switch {
	case p.Secrets == "sealed" && s.Sealed != nil:
		return Sealing{Certificate: s.Sealed.Cert, Scope: s.Sealed.Scope.Value}
	case p.Secrets == "sops" && s.SOPS != nil:
		return Sealing{Recipients: s.SOPS.Age}
	}
	return Sealing{}
}

// ReadableFile reports whether a file may be looked for; what keeps it from that
// is a problem of its own.
func (p *Plan) ReadableFile(t Text) bool {
	message, _ := checkFile(t.Value)
	return t.IsSet() && message == "" && (p.Options.AllowOutside || localPath(t.Value))
}

// issuer takes the names of what cert-manager is to issue by.
func (c *claims) issuer() {
	p := c.v.plan
	manager := p.Document.Secrets.CertManager
	if p.Secrets != "cert-manager" || manager == nil || !manager.Create.IsSet() || !p.ownsSecrets() {
		return
	}
	origin := or(manager.Issuer.Origin, manager.Create.Origin)
	const field = "secrets.cert-manager.issuer"
	for _, namespace := range p.issuerNamespaces() {
		c.take(manager.Kind.Value, namespace, p.issuerName(), origin, field)
	}
	if manager.Create.Value == "ca" {
		c.take("Certificate", p.authorityNamespace(), p.issuerName(), origin, field)
		c.take("Secret", p.authorityNamespace(), p.issuerName(), origin, field)
	}
}
