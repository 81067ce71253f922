package consequences

import "render/render/served"

// whenInstalled is when a person brings the mesh's configuration: first where what is applied asks a
// provider that is new (istio, pilot/pkg/security/authz/builder, badCustomActionSuffix: else denied).
func (c *change) whenInstalled() phase {
	if len(served.FirstAsked(c.old.World, c.new.World)) > 0 {
		return beforehand
	}
	return byHand
}

// checkProviders tells that it comes first where something in the cluster brings it, too.
func checkProviders(c *change) {
	if by := c.new.istio().by; by != operator && by != sail {
		return
	}
	if names := served.FirstAsked(c.old.World, c.new.World); len(names) > 0 {
		c.steps.Need(beforehand, "let the mesh's configuration have extensionProvider "+quoted(names)+", and wait until istiod has read it")
	}
}
