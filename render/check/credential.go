package check

import (
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// credential checks that a server's certificates are there, and what clients' are
// checked by.
func (c *checker) credential(server objects.Server, pods *proxy) {
	tls := server.TLS()
	if mode := c.text(tls.Mode()); mode != "SIMPLE" && !tls.ChecksClients() {
		return
	}
	named := tls.CredentialName()
	c.fits(named.Field)
	list := tls.CredentialNames()
	for range list.Fitting(c.failKind) { // which tells of what is no text
	}
	names := tls.Credentials()
	switch {
	case len(names) > 0:
	case !named.Present() && (tls.ServerCertificate().Present() || list.Present() || tls.Certificates().Present()):
	case named.Fits():
		c.fail("object-incomplete", named.Field, named.Path()+" is missing", "write: the name of a TLS Secret")
	}
	namespace := c.known.IstioNamespace
	if pods != nil {
		namespace = c.namespaceOf(pods)
	}
	c.shows(server, names, namespace, pods != nil)
	for i, name := range names {
		maker, ok := c.namedSecret(name, namespace)
		if ok && i == 0 && tls.ChecksClients() && !tls.CACertCredentialName().Present() {
			c.clientCA(tls, maker, name.Value(), namespace)
		}
	}
	if authority := tls.CACertCredentialName(); tls.ChecksClients() && c.text(authority) != "" {
		c.authority(authority, namespace)
	}
}

// namedSecret is the Secret that a field names, among the objects; where it is nowhere
// that is told. One with a scheme is none, or elsewhere.
func (c *checker) namedSecret(named objects.Text, namespace string) (secret objects.SecretMaker, ok bool) {
	name := named.Value()
	if name == "" || c.known.AnySecret || strings.Contains(name, "://") || c.known.Secrets[namespace+"/"+name] {
		return secret, false
	}
	if secret, ok = c.world.Secret(namespace, name); ok {
		return secret, true
	}
	names := c.world.SecretNames(namespace)
	for known, ok := range c.known.Secrets {
		if in, name, _ := strings.Cut(known, "/"); ok && in == namespace {
			names = append(names, name)
		}
	}
	c.fail("object-reference", named.Field, fmt.Sprintf("%s: Secret %s is not among the objects in namespace %s, where the gateway's pods read it",
		named.Path(), wording.Quote(name), wording.Quote(namespace)), c.nearestOf(name, "add the Secret there", names))
	return secret, false
}

// authority checks the Secret of what clients' certificates are checked by, which may be
// called with an end that it has not (istio, pilot/pkg/credentials/kube, GetCaCert).
func (c *checker) authority(named objects.Text, namespace string) {
	bare := strings.TrimSuffix(named.Value(), "-cacert")
	if _, there := c.world.Secret(namespace, named.Value()); !there {
		if _, there := c.world.Secret(namespace, bare); there || c.known.Secrets[namespace+"/"+bare] {
			return
		}
	}
	secret, ok := c.namedSecret(named, namespace)
	if ok && !secret.Holds("ca.crt") && !secret.Holds("cacert") {
		c.fail("object-reference", named.Field, fmt.Sprintf("%s: %s has no ca.crt, by which clients' certificates are checked", named.Path(), secret.ID()),
			"add it there, or name another Secret", c.related(secret.Object()))
	}
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
