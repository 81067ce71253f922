package isolation

import "strings"

// meshConfig is what of the mesh's settings says whom gateways ask who may come in.
type meshConfig struct {
	ExtensionProviders []struct {
		Name string   `json:"name"`
		HTTP provider `json:"envoyExtAuthzHttp,omitempty"`
		GRPC provider `json:"envoyExtAuthzGrpc,omitempty"`
	} `json:"extensionProviders,omitempty"`
}

type provider struct {
	Service string `json:"service,omitempty"`
}

// askedBy are the Services, by namespace and name, that a tier's gateway asks: for the tier, or
// for an app that says it of itself.
func (t *topology) askedBy(of *tier) (out [][2]string) {
	names := map[string]bool{}
	asks(names, of.Access)
	for i := range of.Apps {
		asks(names, of.Apps[i].Access)
	}
	for _, one := range t.Istio.MeshConfig.ExtensionProviders {
		host, inCluster := strings.CutSuffix(first(one.HTTP.Service, one.GRPC.Service), ".svc.cluster.local")
		if name, namespace, _ := strings.Cut(host, "."); inCluster && names[one.Name] {
			out = append(out, [2]string{namespace, name})
		}
	}
	return out
}

// asks adds the names of the providers that an access asks.
func asks(names map[string]bool, access any) {
	fields, _ := access.(map[string]any)
	if name, ok := fields["auth"].(string); ok {
		names[name] = true
	}
	ways, _ := fields["anyOf"].([]any)
	for _, way := range ways {
		asks(names, way)
	}
}
