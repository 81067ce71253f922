package check

import (
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// credential checks that a server's certificate is there.
func (c *checker) credential(tls objects.ServerTLS, pods *proxy) {
	mode, name := c.text(tls.Mode()), c.text(tls.CredentialName())
	if mode != "SIMPLE" && mode != "MUTUAL" && mode != "OPTIONAL_MUTUAL" {
		return
	}
	named := tls.CredentialName()
	if !named.Present() && (tls.ServerCertificate().Present() || tls.CredentialNames().Present() || tls.Certificates().Present()) {
		return
	}
	if name == "" {
		if named.Fits() {
			c.fail("object-incomplete", named.Field, named.Path()+" is missing", "write: the name of a TLS Secret")
		}
		return
	}
	namespace := c.known.IstioNamespace
	if pods != nil {
		namespace = c.namespaceOf(pods)
	}
	if c.known.AnySecret || strings.Contains(name, "://") || c.known.Secrets[namespace+"/"+name] {
		return
	}
	if secret, ok := c.world.Secret(namespace, name); ok {
		if mode != "SIMPLE" {
			c.clientCA(tls, secret, name, namespace)
		}
		return
	}
	names := c.world.SecretNames(namespace)
	for known, ok := range c.known.Secrets {
		if in, name, _ := strings.Cut(known, "/"); ok && in == namespace {
			names = append(names, name)
		}
	}
	c.fail("object-reference", named.Field, fmt.Sprintf("%s: Secret %s is not among the objects in namespace %s, where the gateway's pods read it",
		named.Path(), wording.Quote(name), wording.Quote(namespace)), c.nearestOf(name, "add the Secret there", names))
}

// clientCA checks that what clients' certificates are checked by is there: in a
// Secret of its own, or in the server's (istio, pilot/pkg/credentials/kube).
func (c *checker) clientCA(tls objects.ServerTLS, secret objects.SecretMaker, name, namespace string) {
	own := name + "-cacert"
	if c.known.Secrets[namespace+"/"+own] {
		return
	}
	if _, ok := c.world.Secret(namespace, own); ok || secret.Holds("ca.crt") || secret.Holds("cacert") {
		return
	}
	mode := tls.Mode()
	c.fail("object-reference", mode.Field, fmt.Sprintf("%s: nothing holds the authority of clients' certificates: there is no Secret %s, and %s has no ca.crt",
		mode.Path(), wording.Quote(own), secret.ID()), "add the Secret in namespace "+wording.Quote(namespace), c.related(secret.Object()))
}
