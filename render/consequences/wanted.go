package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
	"render/render/wording"
)

// findWanted finds what fell out and is needed: the Services of routes with their
// pods, as where an app becomes one that is already there, and pools of addresses.
func (c *change) findWanted() []wanted {
	var out []wanted
	routed := c.new.World.RoutedServices()
	for _, o := range c.gone {
		if id := o.ID(); id.Group == objects.Core && id.Kind == "Service" && !c.repeated(o) {
			if w := c.wantedService(served.Service{Namespace: id.Namespace, Name: id.Name}, routed); w != nil {
				out = append(out, *w)
			}
		}
	}
	for _, p := range c.old.Pools {
		if w := c.wantedPool(p); w != nil {
			out = append(out, *w)
		}
	}
	for _, o := range c.gone {
		if w := c.wantedAnnouncement(o); w != nil {
			out = append(out, *w)
		}
	}
	return append(append(out, c.wantedByName()...), c.wantedByCallers(routed)...)
}

// wantedAnnouncement is an advertisement that fell out and stays, where nothing of the
// new side announces pools of its; nil where something does, or it is deleted.
func (c *change) wantedAnnouncement(o *objects.Object) *wanted {
	if kind := o.ID().Kind; o.ID().Group != objects.MetalLB || kind != "L2Advertisement" && kind != "BGPAdvertisement" || !c.left(o) {
		return nil
	}
	w := wanted{objects: []*objects.Object{o}, need: forAnnouncement}
	for _, p := range c.new.Pools {
		if p.Announced == (served.Announcement{}) && served.Announces(o.Advertisement(), p) {
			w.by, w.titles = append(w.by, p.Object), append(w.titles, "pool "+wording.Quote(p.Name))
		}
	}
	if len(w.by) == 0 {
		return nil
	}
	return &w
}

// wantedService is a Service that fell out, with its pods, whom they are and what they
// read and mount, where routes of the new side go to it, or its mesh asks it; nil where none does.
func (c *change) wantedService(name served.Service, routed []objects.RoutedService) *wanted {
	one, ok := c.old.World.Service(name.Namespace, name.Name)
	if !ok {
		return nil
	}
	w := wanted{objects: []*objects.Object{one.Object()}}
	for _, r := range routed {
		if (served.Service{Namespace: r.Namespace, Name: r.Name}) == name && !slices.Contains(w.by, r.Route) {
			w.by, w.titles = append(w.by, r.Route), append(w.titles, titled(r.Route))
		}
	}
	for _, p := range c.new.World.MeshConfig().ProviderServices() {
		if p.Namespace == name.Namespace && p.Name == name.Name {
			w.titles = append(w.titles, "provider "+wording.Quote(p.Provider))
		}
	}
	if len(w.titles) == 0 {
		return nil
	}
	w.objects = append(w.objects, c.behindFallen(one)...)
	return &w
}

// behindFallen are the pods of a Service that fell out, whom they are, what they read and mount and what keeps others
// from them, as far as it fell out too; none where the new side has some for it.
func (c *change) behindFallen(one objects.Service) (out []*objects.Object) {
	name := served.NameOf(one)
	if len(podsOf(c.new, one)) > 0 {
		return nil
	}
	needed := map[manifest.ID]bool{}
	var guarded []objects.Labels
	for pods := range c.old.World.PodsOf(name.Namespace, one.Selector().Labels()) {
		needed[pods.ID()] = true
		guarded = append(guarded, pods.Template().Metadata().Labels().Labels())
		needed[manifest.ID{Kind: "ServiceAccount", Namespace: name.Namespace, Name: pods.Template().Spec().ServiceAccountName().Value()}] = true
		needs.EachOfPod(pods.Template().Spec().Field, func(kind, text string) {
			needed[manifest.ID{Kind: kind, Namespace: name.Namespace, Name: text}] = true
		})
	}
	for _, o := range c.gone {
		id := o.ID()
		if m, ok := o.SecretMaker(); ok && c.new.making(m.Makes()).Object == nil {
			id = m.Makes()
		}
		guards := func(pods objects.Labels) bool { return id.Namespace == name.Namespace && policies.Guards(o, pods) }
		if (needed[id] || slices.ContainsFunc(guarded, guards)) && !c.repeated(o) {
			out = append(out, o)
		}
	}
	return out
}

// wantedPool is a pool that fell out and stays, with what announces it, where Services
// have addresses of it that no other pool has; nil where none does. Of one that is
// deleted checkAddresses tells; of a Service that stays as it is, since the API server
// refuses the new one, checkImmutable.
func (c *change) wantedPool(p *served.Pool) *wanted {
	if !c.left(p.Object) || c.new.PoolNamed(p.Name) != nil {
		return nil
	}
	w := wanted{objects: []*objects.Object{p.Object}, need: forAddresses}
	for i := range c.fates {
		f := &c.fates[i]
		if f.new == nil || f.new == f.old || !p.Has(f.gets) || c.new.PoolOf(f.gets) != nil {
			continue
		}
		w.by, w.titles = append(w.by, f.new.Object), append(w.titles, f.new.Title())
	}
	if len(w.by) == 0 {
		return nil
	}
	for _, o := range c.gone {
		if kind := o.ID().Kind; o.ID().Group == objects.MetalLB && (kind == "L2Advertisement" || kind == "BGPAdvertisement") && c.left(o) && served.Announces(o.Advertisement(), p) {
			w.objects = append(w.objects, o)
		}
	}
	return &w
}

// checkWanted tells of what falls out and is needed.
func checkWanted(c *change) {
	for i := range c.wanted {
		w := &c.wanted[i]
		of := append(slices.Clone(w.objects), w.by...)
		first, by := w.objects[0], wording.Listed(w.titles)
		if w.need == forItself {
			c.tellNamed(w)
			continue
		}
		if w.need == forAnnouncement {
			c.tell("needed-falls-out", Warning, fmt.Sprintf("%s: fell out and stays, and nothing else here announces %s: without it nobody answers for the addresses", w.title(), by),
				"keep it until another advertisement in MetalLB's namespace is for "+by, of...)
			continue
		}
		if w.need == forAddresses {
			stays := "stays"
			if len(w.objects) > 1 {
				stays = "stay"
			}
			c.tell("needed-falls-out", Warning, fmt.Sprintf("%s: fell out and %s, and no other pool here has what %s got there: without it MetalLB takes that away", w.title(), stays, by),
				"keep pool "+wording.Quote(first.ID().Name)+" until somebody else brings one with these addresses", of...)
			continue
		}
		what, is, stays, them := titled(first), "is", "stays", "it"
		if len(w.objects) > 1 {
			what, is, stays, them = what+" and its pods", "are", "stay", "them"
		}
		if slices.ContainsFunc(w.objects, c.deletes) {
			c.tell("needed-falls-out", Danger, fmt.Sprintf("%s: %s deleted, since nothing here has %s any more, and requests by %s still go there: they fail", what, is, them, by),
				"have somebody else apply "+them+" first; or "+c.helpKept(w.objects...), of...)
			continue
		}
		c.tell("needed-falls-out", Warning, fmt.Sprintf("%s: fell out and %s, and requests by %s still go there: without %s they fail", what, stays, by, them),
			"keep "+them+", or have somebody else apply "+them, of...)
	}
}
