package secrets

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"fmt"
	"maps"
	"slices"

	"render/conformance/clauses"

	cmv1 "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"github.com/cert-manager/cert-manager/pkg/util/pki"
	"sigs.k8s.io/yaml"
)

// clusterResources is the namespace in which cert-manager looks for the Secrets
// of ClusterIssuers, unless it is told otherwise.
const clusterResources = "cert-manager"

// Issued is what cert-manager would put into a Certificate's Secret.
type Issued struct {
	Name      string // of the Secret
	Leaf      *x509.Certificate
	authority *x509.Certificate
	key       crypto.Signer
}

// Verify does what a client does that trusts the issuer.
func (i Issued) Verify(host string) error {
	roots := x509.NewCertPool()
	roots.AddCert(i.authority)
	_, err := i.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	return clauses.Err(err)
}

// Issue does what cert-manager does with a stream's Certificates, in the order
// that their issuers call for, by its own code: key, request, certificate. An
// issuer that is not in the stream is one that signs whatever it is asked for.
func Issue(documents []Document) (map[string]Issued, error) {
	m := &certManager{certificates: map[string]*cmv1.Certificate{}, issuers: map[string]cmv1.IssuerSpec{}, secrets: map[string]Issued{}}
	for _, d := range documents {
		if err := m.read(d); err != nil {
			return nil, fmt.Errorf("%s: %w", d, err) // no clause: says where
		}
	}
	for _, at := range slices.Sorted(maps.Keys(m.certificates)) {
		c := m.certificates[at]
		if _, err := m.secret(at, 0); err != nil {
			return nil, fmt.Errorf("%s %s/%s: %w", c.Kind, c.Namespace, c.Name, err) // no clause: says where
		}
	}
	return m.secrets, nil
}

// certManager holds Certificates and what became of them by their Secret, and
// issuers by kind, namespace and name.
type certManager struct {
	certificates map[string]*cmv1.Certificate
	issuers      map[string]cmv1.IssuerSpec
	secrets      map[string]Issued
}

func (m *certManager) read(d Document) error {
	if d.APIVersion != cmv1.SchemeGroupVersion.String() {
		return nil
	}
	switch d.Kind {
	case "Certificate":
		c := &cmv1.Certificate{}
		at := func() string { return c.Namespace + "/" + c.Spec.SecretName }
		if err := yaml.UnmarshalStrict(d.Text, c); err != nil {
			return err
		}
		if m.certificates[at()] != nil {
			return clauses.Errorf("writes Secret %s, as another does", at())
		}
		m.certificates[at()] = c
	case "Issuer", "ClusterIssuer":
		i := &cmv1.Issuer{} // of the same form as a ClusterIssuer
		if err := yaml.UnmarshalStrict(d.Text, i); err != nil {
			return err
		}
		if (i.Namespace == "") != (d.Kind == "ClusterIssuer") {
			return clauses.Errorf("a namespace %q", i.Namespace)
		}
		m.issuers[d.Kind+" "+i.Namespace+"/"+i.Name] = i.Spec
	}
	return nil
}

// secret issues what a Secret is to hold, its issuer's own before it.
func (m *certManager) secret(at string, depth int) (Issued, error) {
	if done, ok := m.secrets[at]; ok {
		return done, nil
	}
	c := m.certificates[at]
	if c == nil || depth > 4 {
		return Issued{}, clauses.Errorf("nothing makes Secret %s, or it takes itself", at)
	}
	out, err := request(c)
	if err != nil {
		return Issued{}, err
	}
	kind, namespace := c.Spec.IssuerRef.Kind, c.Namespace
	if kind == "" {
		kind = "Issuer"
	}
	if kind == "ClusterIssuer" {
		namespace = ""
	}
	issuer, known := m.issuers[kind+" "+namespace+"/"+c.Spec.IssuerRef.Name]
	signer := out // itself
	switch {
	case !known:
		signer, err = stranger()
	case issuer.CA != nil:
		if kind == "ClusterIssuer" {
			namespace = clusterResources
		}
		signer, err = m.secret(namespace+"/"+issuer.CA.SecretName, depth+1)
	case issuer.SelfSigned == nil:
		err = clauses.Errorf("an issuer of another kind")
	}
	if err != nil {
		return Issued{}, err
	}
	_, out.Leaf, err = pki.SignCertificate(out.Leaf, signer.Leaf, out.key.Public(), signer.key)
	if err != nil {
		return Issued{}, err
	}
	out.authority = signer.Leaf
	if signer.key == out.key {
		out.authority = out.Leaf
	}
	m.secrets[at] = out
	return out, nil
}

// request makes the key and the template that an issuer signs.
func request(c *cmv1.Certificate) (Issued, error) {
	key, err := pki.GeneratePrivateKeyForCertificate(c)
	if err != nil {
		return Issued{}, err
	}
	if _, ed := key.(ed25519.PrivateKey); ed {
		return Issued{}, clauses.Errorf("a key of Ed25519, which Envoy does not take")
	}
	template, err := pki.CertificateTemplateFromCertificate(c)
	if err != nil {
		return Issued{}, err
	}
	template.PublicKey = key.Public()
	return Issued{Name: c.Spec.SecretName, Leaf: template, key: key}, nil
}

// stranger is an issuer of which nothing is known.
func stranger() (Issued, error) {
	c := &cmv1.Certificate{}
	c.Spec.IsCA, c.Spec.CommonName = true, "stranger"
	out, err := request(c)
	if err != nil {
		return Issued{}, err
	}
	_, out.Leaf, err = pki.SignCertificate(out.Leaf, out.Leaf, out.key.Public(), out.key)
	return out, err
}
