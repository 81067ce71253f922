package consequences

import (
	"slices"

	"render/render/compare"
	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// aheadOf has a script bring what one gateway has to have beside another, where that is hosts which its Gateways
// get, and routes that come beside those of before; nil, so that it is a person's, where more belongs to it than
// the objects of the new side are before the rest: whatever else of the change might have to be there, or not yet.
func (c *change) aheadOf(j *joining) scripts.Deed {
	if c.by != Kubectl || len(j.ports) > 0 || slices.ContainsFunc(j.hosts, c.old.IsRecorded) {
		return nil
	}
	var gaining []manifest.ID
	var routes []*objects.Object
	for i := range c.Changes {
		one := &c.Changes[i]
		switch id := one.ID(); {
		case id.Kind == "Certificate" && id.Group == objects.CertManager && one.Kind == compare.Changed:
			if len(making.NamesBeside(one.Old, one.New)) > 0 && len(making.NamesBeside(one.New, one.Old)) > 0 {
				return nil
			}
		case id.Group != objects.IstioNetworking:
			return nil
		case id.Kind == "VirtualService" && one.Kind != compare.Changed:
			routes = append(routes, one.New)
		case id.Kind != "Gateway" || one.Kind != compare.Changed:
			return nil
		case !slices.ContainsFunc(j.entrances, func(e *served.Entrance) bool { return slices.Contains(e.Gateways(), one.New) }):
		case slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return !isHostGained(f) }):
			return nil
		default:
			gaining = append(gaining, id)
		}
	}
	led, ok := ledAhead(routes, gaining, j.hosts)
	if !ok {
		return nil
	}
	return scripts.Ahead{Objects: append(gaining, led...)}
}

// isHostGained reports whether a difference is a host that a server of a Gateway gets.
func isHostGained(f compare.Field) bool {
	return f.Old == nil && !f.Moved && slices.Equal(f.Path.Members(), []string{"spec", "servers", "hosts"})
}

// ledAhead are those of some routes that come which lead on what Gateways get; not ok where none does, or one is for
// other hosts or Gateways too.
func ledAhead(routes []*objects.Object, gaining []manifest.ID, hosts []string) (led []manifest.ID, ok bool) {
	for _, o := range routes {
		if o == nil {
			continue
		}
		v, named := o.VirtualService(), 0
		for _, id := range gaining {
			if served.NamesGateway(v, id) {
				named++
			}
		}
		theirs := func(host string) bool { return slices.Contains(hosts, host) }
		switch own := objects.TextsOf(v.Hosts()); {
		case named == 0 || !slices.ContainsFunc(own, theirs):
		case named != v.Gateways().Len() || slices.ContainsFunc(own, func(host string) bool { return !theirs(host) }):
			return nil, false
		default:
			led = append(led, o.ID())
		}
	}
	return led, len(led) > 0
}
