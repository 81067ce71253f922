package topology

import (
	"strings"
	"time"
)

// resolveSecrets puts a tier's TLS Secret, and its copies, into the form that
// the mode asks for.
func (r *resolver) resolveSecrets(t *tierPlan, out *ModelTier) {
	if t.tier.TLS.clientCertificates() && t.tier.TLS.ClientCA.IsSet() && r.plan.rendersSecrets() {
		out.ClientCAs = []ModelSecret{{clientCASecret(t.names.secret), r.plan.GatewayNamespace(), true}}
	}
	if !t.tier.ownsSecret() {
		return
	}
	name, ca, s := t.names.secret, t.tier.Cert.CA.IsSet(), &r.plan.Document.Secrets
	for _, namespace := range r.plan.secretNamespaces() {
		switch r.plan.Secrets {
		case SecretsPlain, SecretsRedacted, SecretsSOPS:
			out.Secrets = append(out.Secrets, ModelSecret{name, namespace, ca})
		case SecretsSealed:
			out.SealedSecrets = append(out.SealedSecrets, ModelSealedSecret{name, namespace, ca, string(s.Sealed.Scope.Value)})
		case SecretsExternal:
			out.ExternalSecrets = append(out.ExternalSecrets, r.resolveExternal(t, namespace, ca))
		case SecretsCertManager:
			out.Certificates = append(out.Certificates, r.resolveCertificate(t, namespace))
		}
	}
}

func (r *resolver) resolveExternal(t *tierPlan, namespace string, ca bool) ModelExternalSecret {
	e := r.plan.Document.Secrets.External
	key := strings.NewReplacer("{name}", t.names.secret, "{tier}", t.tier.Name.Value,
		"{host}", CertificateName(t.tier.Hosts[0].Value)).Replace(e.Key.Value)
	properties := []string{"tls.crt", "tls.key"}
	if ca {
		properties = append(properties, "ca.crt")
	}
	refresh, _ := time.ParseDuration(e.Refresh.Value)
	return ModelExternalSecret{Name: t.names.secret, Namespace: namespace, Store: e.Store.Value, StoreKind: string(e.Kind.Value),
		Key: key, Properties: properties, Refresh: refresh.String()}
}

// resolveCertificate asks an issuer that is there for what every issuer can do:
// names, and a duration only where the file has one. The authority that is made
// gives what `render certs` does.
func (r *resolver) resolveCertificate(t *tierPlan, namespace string) ModelCertificate {
	c := r.plan.Document.Secrets.CertManager
	out := ModelCertificate{Name: t.names.secret, Namespace: namespace, Issuer: r.plan.issuerName(), IssuerKind: string(c.Kind.Value),
		PrivateKey: r.privateKey(true), Hosts: values(t.tier.Hosts)}
	if days := r.plan.Document.Certs.Days; c.Create.IsSet() || days.IsSet() {
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

// maxCommonName is X.509's own limit (RFC 5280, ub-common-name).
const maxCommonName = 64

// duration is days as Kubernetes writes them, so that nothing rewrites them.
func duration(days Number) string { return (time.Duration(days.Value) * 24 * time.Hour).String() }

// privateKey is how cert-manager is to make a key.
func (r *resolver) privateKey(renew bool) ModelPrivateKey {
	if r.plan.Document.Certs.Key.Value == KeyRSA {
		return ModelPrivateKey{Kind: "rsa", Size: 2048, Renew: renew}
	}
	return ModelPrivateKey{Kind: "ecdsa", Size: 256, Renew: renew}
}

// resolveIssuers are the issuers to be made, none where no tier needs one.
func (r *resolver) resolveIssuers() []ModelIssuer {
	c := r.plan.Document.Secrets.CertManager
	if r.plan.Secrets != SecretsCertManager || !c.Create.IsSet() || !r.plan.ownsSecrets() {
		return nil
	}
	var authority *ModelAuthority
	if c.Create.Value == IssuerCA {
		ca := &r.plan.Document.Certs.CA
		authority = &ModelAuthority{Name: r.plan.issuerName(), Namespace: r.plan.authorityNamespace(), SelfSigned: r.plan.selfSignedName(),
			CommonName: r.plan.AuthorityName(), Organization: optional(ca.Organization), Duration: duration(ca.Days), PrivateKey: r.privateKey(false)}
	}
	var out []ModelIssuer
	for _, namespace := range r.plan.issuerNamespaces() {
		issuer := ModelIssuer{Name: r.plan.issuerName(), Kind: string(c.Kind.Value), Authority: authority}
		if namespace != "" {
			issuer.Namespace = &namespace
		}
		out = append(out, issuer)
	}
	return out
}
