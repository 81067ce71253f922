package gitops

import (
	"slices"

	"render/render/manifest"
)

// Waves of Argo CD, which goes on to the next once all of one is applied and healthy.
// Between stages there is room for waves of a mixin's own.
const (
	wavesPerStage = 10
	// lastWave is for what is healthy only with an address. A tier that is renamed, or
	// takes another's address, gets it once the old Service is gone; Argo CD deletes what
	// fell out of the first of its waves in the last of them, and the other way round
	// (gitops-engine, sync_context.go, "symmetric swap"). Only what falls out of the last
	// wave of all is always gone by then: before that wave, or at its begin.
	// What nothing waits for is there too.
	lastWave = 60
)

// StageWave is the first wave of a stage.
func StageWave(stage manifest.Stage) int { return wavesPerStage * int(stage) }

func (o *Options) wave(m *manifest.Manifest, id manifest.ID) int {
	switch {
	case nobodysWait(id):
		return lastWave
	case id.Group == "gateway.networking.k8s.io": // routes are healthy once their Gateway is
		return lastWave
	case id.Kind == "Service" && id.Group == "" && m.Object.Object("spec").Text("type") == "LoadBalancer":
		return lastWave
	case id.Group == "cert-manager.io" && (o.Challenged || o.Certificates[id]):
		return lastWave
	case id.Group == "externaldns.k8s.io": // names are told once what they lead to is there
		return lastWave
	case m.Stage == manifest.Apps && routesTo(id):
		return StageWave(m.Stage) + 1
	}
	return StageWave(m.Stage)
}

// nobodysWait reports whether an object's health is not worth waiting for: an autoscaler
// is Degraded where nothing measures, and a disruption budget has no conditions before
// Kubernetes 1.22.
func nobodysWait(id manifest.ID) bool { return id.Group == "autoscaling" || id.Group == "policy" }

// routesTo reports whether an object sends requests to pods, which are to be ready by
// then. A DestinationRule goes with the VirtualService: of a version that goes, both
// change at once.
func routesTo(id manifest.ID) bool {
	return id.Group == "networking.istio.io" && (id.Kind == "VirtualService" || id.Kind == "DestinationRule")
}

// Stage is a stage with objects that are applied.
type Stage struct {
	Stage  manifest.Stage
	Kinds  []string // of them, as "IPAddressPool.metallb.io", "Service", sorted
	Groups []string
}

// Stages are those that are there, in their order.
func Stages(list []manifest.Manifest) []Stage {
	var out []Stage
	for s := range manifest.Stages() {
		stage := Stage{Stage: manifest.Stage(s)}
		for i := range list {
			if m := &list[i]; m.Stage == stage.Stage && m.Reader == manifest.Kubectl {
				id := m.ID()
				kind := id.Kind
				if id.Group != "" {
					kind += "." + id.Group
				}
				stage.Kinds = append(stage.Kinds, kind)
				stage.Groups = append(stage.Groups, id.Group)
			}
		}
		if len(stage.Kinds) > 0 {
			stage.Kinds, stage.Groups = sortedOnce(stage.Kinds), sortedOnce(stage.Groups)
			out = append(out, stage)
		}
	}
	return out
}

func sortedOnce(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
