package check

import (
	"fmt"

	"render/render/diag"
)

// clientCA checks that what clients' certificates are checked by is there: in a
// Secret of its own, or in the server's (istio, pilot/pkg/credentials/kube).
func (c *checker) clientCA(i, secret int, name, namespace string, where spot) {
	own := name + "-cacert"
	if c.known.Secrets[own] && namespace == c.known.GatewayNamespace {
		return
	}
	if _, ok := c.secret(namespace, own); ok || c.holds(secret, "ca.crt") || c.holds(secret, "cacert") {
		return
	}
	c.fail(i, fmt.Sprintf("%s: nothing holds the authority of clients' certificates: there is no Secret %s, and %s has no ca.crt",
		where.member("mode"), diag.Quote(own), c.ids[secret]), "add the Secret in namespace "+diag.Quote(namespace), c.also(secret))
}
