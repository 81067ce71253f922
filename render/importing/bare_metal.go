package importing

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// metallbChart is what installs MetalLB by its chart, of Flux', Argo CD's or k3s' own kinds, and the chart's version,
// which is MetalLB's; nil for none.
func (im *importer) metallbChart() (by *objects.Object, version string) {
	for o := range im.world.All() {
		spec := o.Members().Object("spec")
		var charts [][2]any
		switch o.ID().Kind {
		case "HelmRelease":
			of := spec.Object("chart").Object("spec")
			charts = append(charts, [2]any{of.Text("chart"), of.Get("version")})
		case "HelmChart":
			charts = append(charts, [2]any{spec.Text("chart"), spec.Get("version")})
		case "Application":
			for _, source := range append(spec.List("sources"), spec.Object("source")) {
				charts = append(charts, [2]any{asObject(source).Text("chart"), asObject(source).Get("targetRevision")})
			}
		}
		for _, one := range charts {
			if name, _ := one[0].(string); Applies(o.ID()) && name[strings.LastIndex(name, "/")+1:] == "metallb" {
				return o, versionIn(strings.TrimLeft(wordOf(one[1]), "v^~=> "))
			}
		}
	}
	return nil, ""
}

// noteBareMetal notes what gives addresses in a cluster of one's own, where that is not what a topology takes it for:
// MetalLB by a chart, whose pools were not read, and the balancer and the Traefik that k3s brings.
func (im *importer) noteBareMetal(pooled bool) {
	if pooled || im.known.MetalLB != "" {
		return
	}
	if by, version := im.metallbChart(); by != nil {
		if version == "" {
			version = "VERSION"
		}
		im.note("%s %s/%s installs MetalLB, and none of its pools was read: read them too; where none has the address of a tier, write metallb: %q in the topology, and it gets a pool", by.ID().Kind, by.ID().Namespace, by.ID().Name, version)
		return
	}
	for o := range im.world.All() {
		if ofK3s(o) {
			im.note("k3s has Traefik on ports 80 and 443 of its nodes, and its servicelb gives Services the nodes' addresses and no others: with --disable servicelb and MetalLB the gateway gets an address of its own beside Traefik; with a node's it waits until Traefik is gone, by --disable traefik")
			return
		}
	}
}

// ofK3s reports whether k3s brought an object, or reads it.
func ofK3s(o *objects.Object) bool {
	id := o.ID()
	switch {
	case id.Group == "helm.cattle.io" && id.Name == "traefik":
		return true
	case id.Kind == "DaemonSet" && strings.HasPrefix(id.Name, "svclb-"):
		return true
	case id.Group == "" && id.Kind == "Node":
		return strings.Contains(asObject(o.Members().Object("status").Get("nodeInfo")).Text("kubeletVersion"), "+k3s")
	}
	return id.Kind == "Service" && id.Namespace == "kube-system" && id.Name == "traefik" && labelsOf(o.Members()).Text(manifest.ManagedBy) == "Helm"
}
