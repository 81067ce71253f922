package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
	"render/render/wording"
)

// checkPodsNeed tells of what pods name from now on and cannot start without, and which is on neither
// side: the workload is taken, and its new pods do not come. What moves to another namespace
// checkNamespaces tells of.
func checkPodsNeed(c *change) {
	named := map[manifest.ID]bool{}
	for w := range c.old.World.Workloads() {
		needs.Each(w.Object(), func(to manifest.ID, _ string) { named[to] = true })
	}
	for w := range c.new.World.Workloads() {
		if one := c.changes[w.Object()]; one == nil || one.Old != nil && one.Old.ID() != one.New.ID() {
			continue
		}
		needs.Each(w.Object(), func(to manifest.ID, _ string) {
			if !named[to] && to.Kind != "Service" && !c.comesFromHere(to) {
				c.tellPodsNeed(w.Object(), to)
			}
		})
	}
}

// comesFromHere reports whether objects of a side are another, or make it, or whether Kubernetes does.
func (c *change) comesFromHere(id manifest.ID) bool {
	if slices.Contains([]string{"system-cluster-critical", "system-node-critical"}, id.Name) && id.Kind == "PriorityClass" {
		return true
	}
	return c.Old.Find(id) != nil || c.New.Find(id) != nil || c.old.making(id).Object != nil || c.new.making(id).Object != nil
}

func (c *change) tellPodsNeed(o *objects.Object, id manifest.ID) {
	name, where := id.Kind+" "+wording.Quote(id.Name), "there"
	if id.Namespace != "" {
		where = "in namespace " + wording.Quote(id.Namespace)
	}
	help := "have it " + where + " before"
	if id.Kind == "ServiceAccount" {
		help = fmt.Sprintf("make it before, where nothing else does: kubectl create serviceaccount %s -n %s", id.Name, id.Namespace)
	}
	c.tell("pods-need", Warning, fmt.Sprintf("%s: its pods name %s from now on, which is on neither side: none that is made anew starts without it", titled(o), name), help, o)
	if id.Namespace != "" {
		c.needNamespace(id.Namespace)
	}
	c.steps.Does(beforehand, fmt.Sprintf("see that %s is %s", name, where), scripts.Provide{Namespace: id.Namespace, Things: []manifest.ID{id}})
}

// checkPodsRead tells of keys of Secrets and ConfigMaps that pods read and that are not there from now
// on: these lose them, or the pods read them from now on.
func checkPodsRead(c *change) {
	for w := range c.new.World.Workloads() {
		o, told := w.Object(), map[manifest.ID]bool{}
		needs.EachKey(o, func(k needs.Key) {
			keys, maker, lacks := lacked(c.New, k)
			id := manifest.ID{Kind: k.Of.Kind, Namespace: k.Name, Name: k.Of.Name}
			if !lacks || told[id] || c.lackedBefore(o, k) {
				return
			}
			told[id] = true
			help := "add it there before"
			if near := wording.Suggest(k.Name, keys); near != "" {
				help = "write key: " + near + ", or " + help
			}
			of := []*objects.Object{maker}
			if was := c.Old.Find(maker.ID()); was != nil && was.Root().At("data", k.Name).Present() {
				help = "leave it there until no pod reads it"
			}
			if c.changes[o] != nil {
				of = append(of, o)
			}
			c.tell("pods-lack-key", Warning, fmt.Sprintf("%s: %s reads key %s of %s %s, which has none of that name from now on: none of its pods that is made anew starts", titled(o), k.Who, wording.Quote(k.Name), k.Of.Kind, wording.Quote(k.Of.Name)), help, of...)
		})
	}
}

// lacked reports whether the objects of a side have what a key is read of, without it, and gives that.
func lacked(w *objects.World, k needs.Key) (keys []string, maker *objects.Object, lacks bool) {
	keys, maker, all := w.KeysOf(k.Of)
	return keys, maker, all && !slices.Contains(keys, k.Name)
}

// lackedBefore reports whether a workload lacked a key before, or has it still: what stringData brought
// into a Secret stays in its data.
func (c *change) lackedBefore(o *objects.Object, k needs.Key) bool {
	before := false
	if was := c.Old.Find(o.ID()); was != nil {
		needs.EachKey(was, func(old needs.Key) { before = before || old.Of == k.Of && old.Name == k.Name })
	}
	_, _, lacks := lacked(c.Old, k)
	return before && lacks || c.keepsKey(k)
}

func (c *change) keepsKey(k needs.Key) bool {
	was := c.Old.Find(k.Of)
	return was != nil && was.Root().At("stringData", k.Name).Present()
}

// starts reports whether pods that are made anew find all keys that they read, as far as the objects tell.
func (c *change) starts(o *objects.Object) bool {
	finds := true
	needs.EachKey(o, func(k needs.Key) {
		_, _, lacks := lacked(c.New, k)
		finds = finds && (!lacks || c.keepsKey(k))
	})
	return finds
}
