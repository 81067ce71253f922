package topology

import "slices"

// secretObject is one of the objects of `secrets`, and the mode that it is for.
type secretObject struct {
	mode   SecretsMode
	origin Origin
}

func secretObjects(s *Secrets) []secretObject {
	return []secretObject{
		{SecretsSealed, pointerOrigin(s.Sealed)},
		{SecretsSOPS, pointerOrigin(s.SOPS)},
		{SecretsExternal, pointerOrigin(s.External)},
		{SecretsCertManager, pointerOrigin(s.CertManager)},
	}
}

// secretsMode is the mode that counts: the flag's, the file's, or that of the first
// object which is there.
func secretsMode(s *Secrets, flag SecretsMode) SecretsMode {
	switch {
	case flag != "":
		return flag
	case s.Mode.Value != "":
		return s.Mode.Value
	}
	for _, o := range secretObjects(s) {
		if o.origin.IsSet() {
			return o.mode
		}
	}
	return SecretsPlain
}

// rendersSecrets reports whether any Secret, or what one is made of, is in the
// output.
func (p *Plan) rendersSecrets() bool { return p.Secrets != SecretsOmit }

// ReadsKeys reports whether the mode needs the tiers' pairs.
func (p *Plan) ReadsKeys() bool {
	return p.Secrets == SecretsPlain || p.Secrets == SecretsSealed || p.Secrets == SecretsSOPS
}

func (p *Plan) ownsSecrets() bool {
	for i := range p.Tiers {
		if p.Tiers[i].tier.ownsSecret() {
			return true
		}
	}
	return false
}

// issuerName is the name of the issuer that issues the tiers' certificates.
func (p *Plan) issuerName() string {
	switch c := p.Document.Secrets.CertManager; {
	case c.Issuer.IsSet():
		return c.Issuer.Value
	case c.Create.Value == IssuerCA:
		return p.Document.Name.Value + "-ca"
	}
	return p.Document.Name.Value + "-selfsigned"
}

// selfSignedName is the name of the issuer by which a local authority signs
// itself.
func (p *Plan) selfSignedName() string { return p.issuerName() + "-selfsigned" }

// authorityNamespace is where a local authority's Certificate and Secret are.
func (p *Plan) authorityNamespace() string {
	if c := p.Document.Secrets.CertManager; c.Kind.Value == KindClusterIssuer {
		return c.Namespace.Value
	}
	return p.GatewayNamespace()
}

// issuerNamespaces are those that an issuer which is made has to be in; "" for
// that of the whole cluster.
func (p *Plan) issuerNamespaces() []string {
	if p.Document.Secrets.CertManager.Kind.Value == KindClusterIssuer {
		return []string{""}
	}
	return p.secretNamespaces()
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
	Certificate Text // the file of the controller's certificate
	Scope       SealedScope
	Recipients  []Text // of sops
}

// Sealing is for the mode that counts.
func (p *Plan) Sealing() Sealing {
	s := &p.Document.Secrets
	switch {
	case p.Secrets == SecretsSealed && s.Sealed != nil:
		return Sealing{Certificate: s.Sealed.Cert, Scope: s.Sealed.Scope.Value}
	case p.Secrets == SecretsSOPS && s.SOPS != nil:
		return Sealing{Recipients: s.SOPS.Age}
	}
	return Sealing{}
}

// ReadableFile reports whether a file may be looked for; what keeps it from that
// is a problem of its own.
func (p *Plan) ReadableFile(t Text) bool {
	return t.IsSet() && !checkFile(t.Value).Found() && (p.Options.AllowOutside || localPath(t.Value))
}

// secretNamespaces are where TLS Secrets go: the gateway pods' namespace, from
// which they are read, first.
func (p *Plan) secretNamespaces() []string {
	out := []string{p.GatewayNamespace()}
	for _, n := range p.Document.Certs.Namespaces {
		if !slices.Contains(out, n.Value) {
			out = append(out, n.Value)
		}
	}
	return out
}

// clientCARef is the Secret that a Gateway names as the authority of clients:
// its own, or the one that is there with the certificate.
func (t *tierPlan) clientCARef() *string {
	name := t.names.secret
	if t.tier.TLS.ClientCA.IsSet() {
		name = clientCASecret(name)
	}
	return &name
}
