package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
)

// fallen are the objects that fell out, by what others call them: their own names, and those of
// the Secrets that they make.
func (c *change) fallen() map[manifest.ID]*objects.Object {
	out := map[manifest.ID]*objects.Object{}
	for _, o := range c.gone {
		if c.repeated(o) {
			continue
		}
		out[o.ID()] = o
		if m, ok := o.SecretMaker(); ok && c.new.making(m.Makes()).Object == nil {
			out[m.Makes()] = o
		}
	}
	return out
}

// wantedByName is what fell out and is named by what is on the new side, or is kept from being
// pruned, each with what it cannot do without itself. What makes Secrets of gateways is wanted
// where nobody deletes it; else checkSecrets tells what becomes of them.
func (c *change) wantedByName() []wanted {
	fallen := c.fallen()
	if len(fallen) == 0 {
		return nil
	}
	var out []wanted
	add := func(o, by *objects.Object, without string) {
		at := slices.IndexFunc(out, func(w wanted) bool { return w.objects[0] == o })
		if at < 0 {
			at = len(out)
			out = append(out, wanted{objects: withNeeds(o, fallen), need: forItself, without: without})
		}
		if w := &out[at]; !slices.Contains(w.by, by) {
			w.by, w.titles = append(w.by, by), append(w.titles, titled(by))
		}
	}
	for _, one := range c.new.credentials {
		if o := fallen[one.ID]; o != nil && !c.deletes(o) && c.renews(o) {
			for _, from := range one.From {
				add(o, from, "nobody renews the certificate that it shows")
			}
		}
	}
	look := func(o *objects.Object, deleted bool) {
		needs.Each(o, func(to manifest.ID, without string) {
			if needed := fallen[to]; needed != nil && needed != o && (!deleted || c.deletes(needed)) {
				if to.Kind == "Secret" && c.renews(needed) && !(needed.ID().Kind == "ExternalSecret" && c.deletes(needed) && c.old.making(to).Owns()) {
					without = "nobody renews what is in the Secret that it makes"
				}
				add(needed, o, without)
			}
		})
	}
	for o := range c.New.All() {
		look(o, false)
	}
	for _, o := range c.staying {
		if c.prunes() && c.isTracked(o) && !isByHand(o) && !isImmortal(o) { // somebody keeps it on purpose
			look(o, true)
		}
	}
	return joined(out)
}

// joined are those that the same objects cannot do without, for the same reason, in one.
func joined(list []wanted) (out []wanted) {
	for _, w := range list {
		at := slices.IndexFunc(out, func(o wanted) bool { return o.without == w.without && slices.Equal(o.by, w.by) })
		if at < 0 {
			out = append(out, w)
			continue
		}
		for _, o := range w.objects {
			if !slices.Contains(out[at].objects, o) {
				out[at].objects = append(out[at].objects, o)
			}
		}
	}
	return out
}

// tellNamed tells of what fell out and is named still.
func (c *change) tellNamed(w *wanted) {
	of := append(slices.Clone(w.objects), w.by...)
	what, by, is, stays, it := w.title(), fewListed(w.titles), "is", "stays", "it"
	if len(w.objects) > 1 {
		is, stays, it = "are", "stay", "them"
	}
	need, instead := "needs", ""
	if len(w.titles) > 1 {
		need = "need"
	}
	if w.instead != "" {
		instead = ", or " + w.instead + " first"
	}
	if w.instead != "" && slices.ContainsFunc(c.findHandovers(), func(h handover) bool { return slices.Contains(w.objects, h.was) }) {
		c.tell("needed-falls-out", Danger, fmt.Sprintf("%s: fell out, with pods that have to stop, and %s %s %s: %s", what, by, need, it, w.without), w.instead+" in the same change", of...)
		return
	}
	if deleted := slices.DeleteFunc(slices.Clone(w.objects), func(o *objects.Object) bool { return !c.deletes(o) }); len(deleted) > 0 {
		c.tell("needed-falls-out", Danger, fmt.Sprintf("%s: %s deleted, since nothing here has %s any more, and %s %s %s: %s", what, is, it, by, need, it, w.without),
			"have somebody else apply "+it+" first"+instead+"; or "+c.helpKept(deleted...), of...)
		return
	}
	c.tell("needed-falls-out", Warning, fmt.Sprintf("%s: fell out and %s, and %s %s %s: without %s %s", what, stays, by, need, it, it, w.without),
		"keep "+it+", or have somebody else apply "+it+instead, of...)
}

// renews reports whether an object is for a certificate or a Secret that stays where the object
// is deleted, and that nobody renews then.
func (c *change) renews(o *objects.Object) bool {
	m, ok := o.SecretMaker()
	if !ok {
		return false
	}
	form := making.FormOf(m)
	return form == making.CertManager || form == making.ByStore
}

// withNeeds is what fell out, and all of that which it cannot do without.
func withNeeds(o *objects.Object, fallen map[manifest.ID]*objects.Object) []*objects.Object {
	return needs.With(o, func(to manifest.ID) *objects.Object { return fallen[to] })
}
