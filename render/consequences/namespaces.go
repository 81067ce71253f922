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

// checkNamespaces tells of what does not come along where objects move to another
// namespace, and of Gateways that are passed over beside their old selves.
func checkNamespaces(c *change) {
	c.checkPassedOver()
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil || one.Old.ID().Namespace == one.New.ID().Namespace || one.Old.ID().Name != one.New.ID().Name {
			continue
		}
		if needs := c.leftBehind(one.New); len(needs) > 0 {
			c.tellLeftBehind(titled(one.New), needs, one.Old.ID().Namespace, one.New.ID().Namespace, one.New)
		}
	}
	c.checkGatewaySecrets()
	c.checkIdentities()
}

// checkGatewaySecrets tells of certificates that are not where the pods of a gateway
// are from now on.
func (c *change) checkGatewaySecrets() {
	for i := range c.fates {
		f := &c.fates[i]
		if f.new == nil || !c.awaits(f) || f.new.Namespace == f.holder.Namespace {
			continue
		}
		var needs []manifest.ID
		for _, o := range f.new.Objects() {
			for _, name := range served.SecretsOfPods(o) {
				one := manifest.ID{Kind: "Secret", Name: name}
				if _, ok := c.new.World.Secret(f.new.Namespace, name); !ok && !slices.Contains(needs, one) {
					needs = append(needs, one)
				}
			}
		}
		for _, one := range c.new.authorities {
			if one.ID.Namespace == f.new.Namespace && !c.new.makes(one) && c.checksBy(f.new, one) {
				needs = append(needs, manifest.ID{Kind: "Secret", Name: one.ID.Name})
			}
		}
		if len(needs) > 0 {
			c.tellLeftBehind(f.new.Title(), needs, f.holder.Namespace, f.new.Namespace, f.new.Object, f.holder.Object)
		}
	}
}

// checksBy reports whether a gateway sends requests to a server that it checks by an authority.
func (c *change) checksBy(e *served.Entrance, by *served.Authority) bool {
	for i := range by.Hosts {
		to := by.Service(i)
		if slices.ContainsFunc(c.gatesAfter().Ways(), func(l served.Lead) bool { return l.Entrance == e && l.To.Service == to }) {
			return true
		}
	}
	return false
}

func (c *change) tellLeftBehind(title string, needs []manifest.ID, from, to string, of ...*objects.Object) {
	verb := "do"
	if len(needs) == 1 {
		verb = "does"
	}
	var names []string
	for _, one := range needs {
		names = append(names, one.Kind+" "+wording.Quote(one.Name))
	}
	list := wording.Listed(names)
	help := "make what it needs in the new namespace before"
	if slices.ContainsFunc(needs, func(one manifest.ID) bool { return one.Kind == "PersistentVolumeClaim" }) {
		help += "; a new claim is empty: copy what the old one holds"
	}
	c.tell("left-in-namespace", Danger, fmt.Sprintf("%s: moves to namespace %s, and %s of namespace %s %s not come along", title, wording.Quote(to), list, wording.Quote(from), verb),
		help, of...)
	c.needNamespace(to)
	c.steps.Does(beforehand, fmt.Sprintf("make %s in namespace %s", list, wording.Quote(to)), scripts.Provide{Namespace: to, Things: needs})
}

// needNamespace has a namespace that comes be there before what a step makes in it.
func (c *change) needNamespace(name string) {
	if _, there := c.old.World.Namespace(name); there {
		return
	}
	if _, comes := c.new.World.Namespace(name); comes {
		c.steps.Does(beforehand, fmt.Sprintf("make namespace %s with its labels", wording.Quote(name)), scripts.MakeNamespace{})
	}
}

// leftBehind are what pods name of their namespace and the new side does not have
// in theirs, their ServiceAccount too, without which none is made; of a volume, what is in it.
func (c *change) leftBehind(o *objects.Object) []manifest.ID {
	var out []manifest.ID
	add := func(kind, name string) {
		if one := (manifest.ID{Kind: kind, Name: name}); name != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	namespace := o.ID().Namespace
	account := manifest.ID{Group: objects.Core, Kind: "ServiceAccount", Namespace: namespace, Name: o.Workload().Template().Spec().ServiceAccountName().Value()}
	if account.Name != "default" && c.New.Find(account) == nil { // every namespace has that one
		add(account.Kind, account.Name)
	}
	needs.EachOfPod(o.Workload().Template().Spec().Field, func(kind, name string) {
		switch kind {
		case "Secret":
			if _, ok := c.new.World.Secret(namespace, name); !ok {
				add(kind, name)
			}
		case "ConfigMap":
			if _, ok := c.new.World.ConfigMap(namespace, name); !ok {
				add(kind, name)
			}
		default:
			add(kind, name)
		}
	})
	return out
}
