package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkNeeded tells of Secrets that a gateway takes a certificate from and did not before, and that
// are on neither side. Of a cluster that comes as a whole every one is to be made, as render says.
func checkNeeded(c *change) {
	c.checkAuthorities()
	before := c.old.credentials
	if len(c.old.Entrances) == 0 {
		return
	}
	c.checkIssuersNeed()
	for _, one := range c.new.credentials {
		if c.new.making(one.ID).Object != nil || c.old.making(one.ID).Object != nil {
			continue
		}
		// Of one that moves to another namespace is told elsewhere.
		if slices.ContainsFunc(before, func(b *served.Credential) bool { return b.ID.Name == one.ID.Name }) {
			continue
		}
		if len(one.Hosts) > 0 {
			c.tellNeeded(one.ID, "takes its certificate for "+quoted(one.Hosts)+" from it", "the gateway has no certificate to show", one.From)
		}
	}
}

// checkAuthorities tells of Secrets by which gateways check servers from now on, and that are on
// neither side: servers to which requests went before, and those to which they go from now on by a
// gateway that was there. Of one that goes along to another namespace is told elsewhere.
func (c *change) checkAuthorities() {
	for _, one := range c.new.authorities {
		known := func(b *served.Authority) bool { return b.ID.Name == one.ID.Name }
		if c.new.makes(one) || c.old.makes(one) || slices.ContainsFunc(c.old.authorities, known) {
			continue
		}
		var hosts []string
		for i, host := range one.Hosts {
			to := one.Service(i)
			went := func(r objects.RoutedService) bool {
				return to.Namespace != "" && r.Namespace == to.Namespace && r.Name == to.Name
			}
			goes := func(l served.Lead) bool { return l.To.Service == to && l.Entrance.Namespace == one.ID.Namespace }
			if !slices.Contains(hosts, host) && (slices.ContainsFunc(c.old.World.RoutedServices(), went) || len(c.old.Entrances) > 0 && slices.ContainsFunc(c.gatesAfter().Ways(), goes)) {
				hosts = append(hosts, host)
			}
		}
		if len(hosts) > 0 {
			c.tellNeeded(one.ID, "checks "+quoted(hosts)+" by the authority in it", "requests fail with 503", one.From)
		}
	}
}

// checkIssuersNeed tells of Secrets that issuers name from now on, and that are on neither side: an authority's pair,
// a token for DNS. The key of an account cert-manager makes itself.
func (c *change) checkIssuersNeed() {
	named := map[manifest.ID]bool{}
	each := func(w *objects.World, found func(o *objects.Object, to manifest.ID)) {
		for _, o := range slices.Concat(w.OfKind(objects.CertManager, "Issuer"), w.OfKind(objects.CertManager, "ClusterIssuer")) {
			needs.Each(o, func(to manifest.ID, _ string) { found(o, to) })
		}
	}
	each(c.Old, func(_ *objects.Object, to manifest.ID) { named[to] = true })
	each(c.New, func(o *objects.Object, to manifest.ID) {
		if named[to] || to.Kind != "Secret" || c.comesFromHere(to) {
			return
		}
		c.tellAbsent(to, titled(o)+" names it", "nothing is issued by "+titled(o), []*objects.Object{o})
	})
}

// tellNeeded tells of a Secret that is on neither side: its use, and what comes without it.
func (c *change) tellNeeded(id manifest.ID, use, without string, from []*objects.Object) {
	c.tellAbsent(id, "the gateway "+use, without, from)
}

func (c *change) tellAbsent(id manifest.ID, use, without string, from []*objects.Object) {
	name, namespace := wording.Quote(id.Name), wording.Quote(id.Namespace)
	c.tell("secret-needed", Warning, fmt.Sprintf("Secret %s: %s, in namespace %s, and it is on neither side", name, use, namespace), "have it there before: without it "+without, from...)
	c.steps.Does(beforehand, fmt.Sprintf("see that Secret %s is in namespace %s", name, namespace), scripts.Provide{Namespace: id.Namespace, Things: []manifest.ID{{Kind: "Secret", Name: id.Name}}})
}
