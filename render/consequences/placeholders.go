package consequences

import (
	"encoding/base64"
	"fmt"
	"render/render/making"
	"slices"

	"render/render/secret"
	"render/render/served"
	"render/render/wording"
)

// checkPlaceholders tells of Secrets of gateways that somebody made outside of what is
// applied, and that come as redacted ones from now on: these are there to be read, and
// applied they take the place of the keys in the cluster.
func checkPlaceholders(c *change) {
	for _, one := range c.new.credentials {
		is := c.new.making(one.ID)
		if c.old.making(one.ID).Object != nil || is.Form != making.Plain || !isPlaceholder(is) ||
			!slices.ContainsFunc(c.old.credentials, func(b *served.Credential) bool { return b.ID == one.ID }) {
			continue
		}
		c.tell("secret-placeholder", Danger, fmt.Sprintf("Secret %s: holds a placeholder, which takes the place of the pair that the cluster has: TLS of %s ends", wording.Quote(one.ID.Name), quoted(one.Hosts)),
			"apply nothing that was rendered with secrets: redacted; leave them out with omit, or write them in another mode", is.Object)
	}
}

// isPlaceholder reports whether all of a Secret's pair is redacted: of one that is only
// compared the certificate is there.
func isPlaceholder(m making.Secret) bool {
	for _, key := range [...]string{"tls.crt", "tls.key"} {
		if base64.StdEncoding.EncodeToString(m.Text(key)) != secret.RedactedValue {
			return false
		}
	}
	return true
}
