package align

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// rivalInstaller takes in Istio's operator of a cluster and what it installs of, where something
// else that is wanted installs Istio: whoever that is, the operator goes on. Gateways that it made
// are told by its IstioOperator.
func rivalInstaller(live, want []manifest.Manifest, made installed, rival map[manifest.ID]bool) {
	ends, world := endingOf(live), objects.New(live)
	operator := operatorOf(world, ends)
	if operator == nil || !installs(want) {
		return
	}
	wanted, topologies := objects.New(want), topologiesOf(want)
	others := func(o *objects.Object) bool { return manifest.Rendered(o.Members()) && !ours(o.Members(), topologies) }
	if others(operator) {
		return // which installs for another topology
	}
	rival[operator.ID()] = true
	for o := range world.IstioOperators() {
		id := o.ID()
		if others(o.Object()) || strings.HasPrefix(id.Name, installedState) { // what istioctl wrote down of itself
			continue
		}
		if rival[id] = true; wanted.Find(id) == nil {
			newInstaller(o.Members(), live).claim(o.Members(), made.told)
		}
	}
	for id := range made.told {
		made.by[id] = true
	}
}

// installs reports whether something of a side installs Istio.
func installs(want []manifest.Manifest) bool {
	for i := range want {
		id := want[i].ID()
		if id.Group == istioInstall || id.Group == objects.SailOperator && id.Kind == "Istio" ||
			id.Kind == "Namespace" && want[i].Object.Object("metadata").Object("annotations").Text(istioVersion) != "" {
			return true
		}
	}
	return false
}
