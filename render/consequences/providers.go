package consequences

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// install has a step in which a person installs Istio: first where what is applied asks a provider that
// is new (istio, pilot/pkg/security/authz/builder, badCustomActionSuffix: else denied), where policies go by
// clients that gateways see only once it has run or let in whom Services are to keep out, or where Istio comes.
func (c *change) install(text string, by manifest.Reader) {
	when := byHand
	switch {
	case c.istioComes():
		when = beforehand
		if len(c.new.World.OfKind(objects.Core, "Namespace")) > 0 {
			text = "apply the namespaces alone, and " + text
		}
	case len(served.FirstAsked(c.old.World, c.new.World)) > 0, c.old.Istio().Revision != c.new.Istio().Revision: // which pods ask for as they begin
		when = beforehand
	case by == manifest.Istioctl:
		if titles := c.localFirst(); len(titles) > 0 {
			when, text = beforehand, text+", so that "+wording.Listed(titles)+" sees clients in place of nodes before policies go by their addresses"
		} else if titles := c.closedFirst(); len(titles) > 0 {
			when, text = beforehand, text+", so that by its address "+wording.Listed(titles)+" keeps out others before its policies let them in"
		}
	}
	turns := 0
	if when == beforehand && c.old.Operated && !c.new.Operated {
		turns = 1 // behind the end of the operator, which would undo it
	}
	c.steps.Add(when, turns, scripts.Doing{Text: text, Deed: scripts.Install{By: by, Beside: c.old.Istio().HelmBeside(c.new.Istio())}})
}

// istioComes reports whether nothing of the old side is of Istio, so that no definitions of its kinds
// are there either.
func (c *change) istioComes() bool {
	for o := range c.old.World.All() {
		if strings.HasSuffix(o.ID().Group, ".istio.io") || o.IsValues() {
			return false
		}
	}
	return !c.old.Operated && c.old.Istio().Object == nil
}

// notBefore is what is said of what cannot be before Istio is there.
const notBefore = "; Gateways and routes cannot be applied before, since their definitions come with it, and pods that start before have no sidecar"

// checkProviders tells that it comes first where something in the cluster brings it, too.
func checkProviders(c *change) {
	if by := c.new.Istio().By; by != served.Operator && by != served.Sail {
		return
	}
	if names := served.FirstAsked(c.old.World, c.new.World); len(names) > 0 {
		c.steps.Does(beforehand, "let the mesh's configuration have extensionProvider "+allQuoted(names)+", and wait until istiod has read it", scripts.Mesh{Providers: names})
	}
}
