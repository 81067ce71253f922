package consequences

import (
	"slices"
	"strings"

	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// safeDeletion is the command that deletes what fell out; not ok where a gateway still
// needs it. What owns a Secret that is needed goes without it.
func (c *change) safeDeletion(o *objects.Object) (run command, ok bool) {
	m, ok := o.SecretMaker()
	if !ok || !c.needs(m.Makes()) {
		return deleting(o), true
	}
	if form := making.FormOf(m); form == making.Plain || form == making.Encrypted {
		return command{}, false
	}
	return orphaning(o), true // cert-manager may own its Secrets too
}

// needs reports whether the new side makes a Secret, or a gateway of it takes a
// certificate, or authorities of clients or servers, from one of this name: others are
// copies, but of what it makes where the gateway is.
func (c *change) needs(id manifest.ID) bool {
	if c.new.making(id).Object != nil {
		return true
	}
	fromIt := func(namespace string) bool {
		there := id
		there.Namespace = namespace
		return there == id || c.new.making(there).Object == nil
	}
	return slices.ContainsFunc(c.new.authorities, func(one *served.Authority) bool { return one.Has(id.Name) && fromIt(one.ID.Namespace) }) ||
		slices.ContainsFunc(c.new.credentials, func(one *served.Credential) bool {
			return (one.ID.Name == id.Name || one.ID.Name == strings.TrimSuffix(id.Name, served.AuthoritySuffix)) && fromIt(one.ID.Namespace)
		})
}

// orphaning is the command that deletes what makes a Secret, and not the Secret.
func orphaning(o *objects.Object) command {
	return command{"delete " + resource(o), o.ID().Name, o.ID().Namespace, "--cascade=orphan"}
}
