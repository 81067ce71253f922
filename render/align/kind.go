package align

import "render/render/manifest"

// Kind is one of objects, and how many of them were set aside.
type Kind struct {
	Group, Kind string
	Objects     int
}

func kindOf(m *manifest.Manifest) Kind {
	id := m.ID()
	return Kind{Group: id.Group, Kind: id.Kind}
}

// Kinds of what the installer makes of a gateway.
var (
	services    = Kind{Kind: "Service"}
	deployments = Kind{Group: "apps", Kind: "Deployment"}
	autoscalers = Kind{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}
)
