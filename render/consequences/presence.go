package consequences

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
	"render/render/served"
)

// left reports whether an object of the old side fell out and stays.
func (c *change) left(o *objects.Object) bool {
	return c.goes(o) && !c.deletes(o) && !c.repeated(o)
}

// goes reports whether an object of the old side is not on the new one under its
// name.
func (c *change) goes(o *objects.Object) bool {
	one := c.changes[o]
	return one != nil && one.Old == o && one.Kind != compare.Changed
}

// comes reports whether an object of the new side is not on the old one under its
// name.
func (c *change) comes(o *objects.Object) bool {
	one := c.changes[o]
	return one != nil && one.New == o && one.Kind != compare.Changed
}

// coming is an object that comes new, and nil for any other.
func (c *change) coming(o *objects.Object) *objects.Object {
	if !c.comes(o) {
		return nil
	}
	return o
}

// repeated reports whether an object is still there under its name: it is one of
// several of it.
func (c *change) repeated(o *objects.Object) bool { return c.New.Find(o.ID()) != nil }

// findFallen finds what is not on the new side, and what of it stays.
func (c *change) findFallen() {
	for o := range c.Old.All() {
		if o.ID().Kind == "" || c.isByInstaller(o) { // as values of helm, which are no object
			continue
		}
		c.tracks = c.tracks || c.isTracked(o)
		if c.goes(o) {
			c.gone = append(c.gone, o)
		}
		if c.left(o) {
			c.staying = append(c.staying, o)
		}
	}
}

// isByInstaller reports whether an object is for a person's istioctl alone, and never in
// the cluster: one that no operator reads, as none does from Istio 1.24 on.
func (c *change) isByInstaller(o *objects.Object) bool {
	if id := o.ID(); id.Group != objects.IstioInstall || id.Kind != "IstioOperator" || c.old.Operated {
		return false
	}
	m, v := o.Rendered(), served.VersionOf(o, "tag")
	return m != nil && m.Reader != manifest.Kubectl || !v.IsZero() && !platform.IstioOperatorInCluster.In(v)
}

// isWanted reports whether an object that fell out is still needed.
func (c *change) isWanted(o *objects.Object) bool {
	return slices.ContainsFunc(c.wanted, func(w wanted) bool { return slices.Contains(w.objects, o) })
}

// hands reports whether some workloads are among those of which one gets the claims of another.
func (c *change) hands(list []*objects.Object) bool {
	return slices.ContainsFunc(list, func(o *objects.Object) bool { return c.handing[o] })
}
