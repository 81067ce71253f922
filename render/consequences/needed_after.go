package consequences

import (
	"render/render/compare"
	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Needed are the objects of an old side that are not on the new one, and that must not
// be deleted once it is applied, each with why: routes go to them, Services have
// addresses of them, others name them, or make them from then on.
func Needed(old, new *objects.World) map[manifest.ID]string {
	c := newChange(compare.Compare(old, new), Kubectl, Kubectl)
	c.find()
	out := map[manifest.ID]string{}
	for _, o := range c.gone {
		if c.madeAnew(o) {
			out[o.ID()] = "Istio makes a " + o.ID().Kind + " of that name for a gateway from now on"
		}
		if whose := c.shaped(o); whose != "" && !c.repeated(o) {
			out[o.ID()] = "the proxies of " + whose + " do what it says"
		}
	}
	for i := range c.wanted {
		w := &c.wanted[i]
		why := "requests by " + wording.Listed(w.titles) + " still go there"
		switch w.need {
		case forAddresses:
			why = "no other pool here has what " + wording.Listed(w.titles) + " got there"
		case forAnnouncement:
			why = "nothing else here announces " + wording.Listed(w.titles)
		case forItself:
			why = fewListed(w.titles) + " cannot do without it"
		}
		for _, o := range w.objects {
			out[o.ID()] = why
		}
	}
	for _, o := range c.gone {
		m, ok := o.SecretMaker()
		if ok && making.FormOf(m) == making.Sealed && !c.repeated(o) && c.needs(m.Makes()) && c.new.making(m.Makes()).Object == nil {
			out[o.ID()] = "the Secret that it makes goes with it, and a gateway needs that"
		}
	}
	return out
}
