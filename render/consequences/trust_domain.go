package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/wording"
)

// checkTrustDomain tells of another trust domain of the mesh, which is a part of the identity that
// proxies show until their pods are made anew, unless the old one is an alias of it
// (https://istio.io/latest/docs/tasks/security/authorization/authz-td-migration/).
func checkTrustDomain(c *change) {
	old, new := c.old.World.MeshConfig(), c.new.World.MeshConfig()
	if !old.Known() || !new.Known() {
		return
	}
	before, from := old.Setting("trustDomain")
	now, at := new.Setting("trustDomain")
	was, is := trustDomain(before.Raw()), trustDomain(now.Raw())
	aliases, _ := new.Setting("trustDomainAliases")
	list, _ := aliases.Raw().([]any)
	if was == is || slices.Contains(list, any(was)) {
		return
	}
	said := at
	if !at.Present() {
		said = from
	}
	c.tell("trust-domain-changes", Danger, fmt.Sprintf("the mesh's trust domain goes from %s to %s: proxies show the old one until their pods are made anew, and who asks for the new one refuses them: policies with 403, and sidecars with 503", wording.Quote(was), wording.Quote(is)),
		fmt.Sprintf("write with it, beside trustDomain, trustDomainAliases: [%s]; take that out once all pods are made anew", was), said.Object())
}

// trustDomain is one as it is written, or Istio's default.
func trustDomain(written any) string {
	text, _ := written.(string)
	return cmp.Or(text, "cluster.local")
}
