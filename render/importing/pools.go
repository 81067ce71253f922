package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// announce is who announces a tier's address, where it has a pool of its own.
func (im *importer) announce(t *tier) (m document.Mapping) {
	for _, kind := range []string{"L2Advertisement", "BGPAdvertisement"} {
		for _, o := range im.world.OfKind(objects.MetalLB, kind) {
			spec := o.Members().Object("spec")
			pools := spec.List("ipAddressPools")
			if len(pools) != 1 || len(m) > 0 || kind == "BGPAdvertisement" && !im.announced.alike || !im.isPoolOf(t, pools[0]) {
				continue // those of routers that say themselves which nodes tell
			}
			m.Add("interfaces", spec.List("interfaces"))
			m.Add("nodes", nodesOf(spec.List("nodeSelectors"), "matchLabels"))
		}
	}
	return m
}

func (im *importer) isPoolOf(t *tier, name any) bool {
	text, _ := name.(string)
	for _, o := range im.world.OfKind(objects.MetalLB, "IPAddressPool") {
		if o.ID().Name == text {
			return t.inPool(o.Members().Object("spec").List("addresses"))
		}
	}
	return false
}

// metallb are pools that are not those of one tier's address.
func (im *importer) metallb(doc document.Mapping) document.Mapping {
	var pools []any
	config, said := im.configMap()
	for _, o := range im.world.OfKind(objects.MetalLB, "IPAddressPool") {
		pools = append(pools, im.pool(o.ID().Name, o.Members().Object("spec"), "autoAssign", "avoidBuggyIPs")...)
	}
	for _, p := range said.List("address-pools") {
		if pool, ok := p.(manifest.Object); ok {
			pools = append(pools, im.pool(pool.Text("name"), pool, "auto-assign", "avoid-buggy-ips")...)
		}
	}
	any := config || im.pairs
	for o := range im.world.All() {
		any = any || o.ID().Group == objects.MetalLB
	}
	im.noteBareMetal(any)
	var metallb document.Mapping
	version := im.metallbVersion()
	metallb.Add("version", version)
	metallb.Add("advertise", im.announced.advertise())
	metallb.Add("pools", pools)
	metallb.Add("bgp", im.sessions(said))
	switch {
	case im.known.MetalLB == "none":
		doc.Add("metallb", "none")
	case !any && im.known.MetalLB == "":
		doc.Add("metallb", "none")
		im.notes["metallb"] = "none of its objects was read"
		if len(im.classes) > 0 {
			im.notes["metallb"] += ": without this line it gets a pool for the address"
		}
	case len(metallb) == 1 && version != "":
		doc.Add("metallb", version)
	default:
		doc.Add("metallb", metallb)
	}
	return doc
}

// configMap is MetalLB's configuration before 0.13, and whether it is there. Beside pools that
// are objects it is what was left behind, since no MetalLB reads both.
func (im *importer) configMap() (there bool, said manifest.Object) {
	config := im.world.Find(manifest.ID{Kind: "ConfigMap", Namespace: "metallb-system", Name: "config"})
	if config == nil {
		return false, nil
	}
	if len(im.world.OfKind(objects.MetalLB, "IPAddressPool")) > 0 {
		im.tell(config.ID(), "", "is not taken up: MetalLB from 0.13 reads IPAddressPools alone; delete it")
		return false, nil
	}
	if list, err := manifest.Decode([]byte(config.Members().Object("data").Text("config"))); err == nil && len(list) == 1 {
		said = list[0]
	}
	return true, said
}

// pool is one of the document; none where it is a tier's own, announced as most are.
func (im *importer) pool(name string, spec manifest.Object, autoAssign, avoidBuggyIPs string) []any {
	addresses := spec.List("addresses")
	says := im.announced.says(name)
	for _, t := range im.tiers {
		if len(says) == 0 && spec.Get("serviceAllocation") == nil && spec.Get(avoidBuggyIPs) == nil && len(t.ips) > 0 && len(addresses) == len(t.ips) && spec.Get(autoAssign) == false && ownPool(t.ips, addresses) {
			if name != "ip-"+strings.NewReplacer(".", "-", ":", "-").Replace(t.ips[0]) {
				t.names.Add("pool", name)
			}
			return nil
		}
	}
	var one document.Mapping
	one.Add("name", name)
	one.Add("addresses", addresses)
	if v, ok := spec.Get(autoAssign).(bool); ok {
		one.Add("autoAssign", v)
	}
	if v, ok := spec.Get(avoidBuggyIPs).(bool); ok {
		one.Add("avoidBuggyIPs", v)
	}
	if allocation := spec.Object("serviceAllocation"); len(allocation) > 0 {
		var a document.Mapping
		a.Add("priority", allocation.Get("priority"))
		a.Add("namespaces", allocation.List("namespaces"))
		if selectors := allocation.List("serviceSelectors"); len(selectors) == 1 { // of several any is enough, which cannot be said
			selector, _ := selectors[0].(manifest.Object)
			if labels := selector.Object("matchLabels"); len(labels) > 0 && len(selector) == 1 {
				a.Add("services", labels)
			}
		}
		one.Add("allocate", a)
	}
	return []any{append(one, says...)}
}

func ownPool(ips []string, addresses []any) bool {
	return !slices.ContainsFunc(addresses, func(a any) bool {
		text, _ := a.(string)
		bare, bits, _ := strings.Cut(text, "/")
		first, last, ranged := strings.Cut(bare, "-")
		return !slices.Contains(ips, first) || ranged && first != last || bits != "" && bits != "32" && bits != "128"
	})
}
