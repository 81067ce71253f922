package consequences

import (
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
)

// issueAlone has a step of its own have a Certificate issued, with what that takes and comes new too: behind
// those that have DNS lead elsewhere what the gateway has still, and it is for no more, and that have old names answer.
func (c *change) issueAlone(o *objects.Object) {
	list, deed := c.issuedWith(o), c.issue(o)
	ready := "it"
	if len(list) > 1 {
		ready = titled(o)
	}
	turns := 0
	lost := c.namesLost(o)
	switch {
	case len(lost) > 0 && len(c.renamed) > 0: // until the old names of hosts redirect
		turns = 4
	case slices.ContainsFunc(lost, func(host string) bool { return c.led[host] }):
		turns = 2
	}
	c.parts = true
	c.steps.Add(beforehand, turns, scripts.Doing{Text: "apply " + titledWhole(list) + " alone, and wait until " + ready + " is ready", Deed: deed})
}

// issue has a Certificate issued before the rest, with what that takes and comes new too.
func (c *change) issue(o *objects.Object) scripts.Issue {
	deed := scripts.Issue{Certificate: o.ID().Name, Alone: true}
	for _, one := range c.issuedWith(o) {
		if one != o {
			deed.With = append(deed.With, one.ID())
		}
	}
	return deed
}

// toAwait is to wait for a Certificate before the change comes, behind what lets its gateway have more hosts. One that
// is for fewer hosts too is not for a script to put then: the gateway has those still.
func (c *change) toAwait(o *objects.Object) scripts.Doing {
	deed, wait := c.issue(o), awaited(o)
	deed.There = len(c.namesLost(o)) > 0
	wait.Deed = deed
	return wait
}

// namesLost are the names that a Certificate was for, and is no more.
func (c *change) namesLost(o *objects.Object) []string {
	return making.NamesBeside(c.Old.Find(o.ID()), o)
}

// awaited is to wait for a Certificate that has been applied with the change.
func awaited(o *objects.Object) scripts.Doing {
	return scripts.Doing{Text: "wait until " + titled(o) + " is ready", Deed: scripts.Issue{Certificate: o.ID().Name}}
}

// issuedWith are a Certificate and before it what comes new and it cannot be issued without: its
// issuer, what makes the Secret of an authority, and who issues that.
func (c *change) issuedWith(o *objects.Object) []*objects.Object {
	out := needs.With(o, func(to manifest.ID) *objects.Object {
		if made := c.new.making(to).Object; to.Kind == "Secret" && made != nil {
			return c.coming(made)
		}
		return c.coming(c.New.Find(to))
	})
	slices.Reverse(out)
	return out
}

// startedWith are pods and before them what comes new and they cannot start or do without: what
// they name, and the rights of the accounts as which they run.
func (c *change) startedWith(pods []*objects.Object) []*objects.Object {
	var out []*objects.Object
	add := func(o *objects.Object) {
		for _, one := range needs.With(o, func(to manifest.ID) *objects.Object { return c.coming(c.New.Find(to)) }) {
			if !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	for _, o := range pods {
		add(o)
	}
	for _, kind := range [...]string{"ClusterRoleBinding", "RoleBinding"} {
		for _, o := range c.new.World.OfKind("rbac.authorization.k8s.io", kind) {
			gives := func(account manifest.ID) bool {
				return slices.ContainsFunc(out, func(one *objects.Object) bool { return one.ID() == account })
			}
			if c.comes(o) && slices.ContainsFunc(needs.Accounts(o), gives) {
				add(o)
			}
		}
	}
	slices.Reverse(out)
	return out
}

// helpAwaited is what to do about a Certificate that is not issued yet.
func (c *change) helpAwaited(o *objects.Object) string {
	list := c.issuedWith(o)
	if namespace := c.New.Find(manifest.ID{Kind: "Namespace", Name: o.ID().Namespace}); namespace != nil && c.comes(namespace) {
		list = slices.Insert(list, 0, namespace)
	}
	help := "apply " + titledWhole(list) + " alone first, and the rest once " + titled(o) + " is ready"
	if len(list) == 1 {
		help = "apply the Certificate alone first, and the rest once it is ready"
	}
	if m, ok := o.SecretMaker(); ok {
		help += c.helpUntold(making.Secret{Maker: m, Object: o}, making.OrderedNames(m))
	}
	return help
}

// helpUntold is what else is said of steps that wait for a Certificate, where nothing tells how hosts are
// proved: by HTTP-01 they would wait in vain.
func (c *change) helpUntold(is making.Secret, hosts []string) string {
	if len(c.provedAnew(is, hosts, making.Untold)) == 0 {
		return ""
	}
	say := "solver: http01 in secrets.cert-manager"
	if !manifest.Rendered(is.Object.Members()) {
		say = "its annotation " + objects.SolverNote + ": http01"
	}
	return "; where HTTP-01 proves hosts, write " + say + ", and the order is another"
}
