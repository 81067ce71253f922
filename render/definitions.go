package render

import (
	"strings"

	"render/render/objects"
	"render/render/platform"
)

// GatewayAPIDefinitions is the file with the definitions that objects of the Gateway API
// need, and that neither Kubernetes nor Istio brings; "" where there are no such objects,
// or definitions among them.
func (o *Output) GatewayAPIDefinitions() string {
	wanted, experimental := false, false
	for i := range o.Manifests {
		m, id := &o.Manifests[i], o.Manifests[i].ID()
		switch {
		case id.Kind == "CustomResourceDefinition" && strings.HasSuffix(id.Name, "."+objects.GatewayAPI):
			return ""
		case id.Group == objects.GatewayAPI:
			wanted = true
			experimental = experimental || strings.Contains(m.Object.Text("apiVersion"), "alpha")
		}
	}
	if !wanted {
		return ""
	}
	istio, _ := platform.ParseVersion(o.Install.Version)
	return platform.GatewayAPIDefinitions(istio, experimental)
}
