package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/platform"
)

// ExtensionProviders are those of the mesh's configuration, in the order of the file.
func (p *Plan) ExtensionProviders() []map[string]any {
	var out []map[string]any
	mesh, _ := p.Document.Istio.MeshConfig.Value.(map[string]any)
	list, _ := mesh["extensionProviders"].([]any)
	for _, one := range list {
		if provider, ok := one.(map[string]any); ok {
			out = append(out, provider)
		}
	}
	return out
}

// RulesArePrivate reports whether DestinationRules that do not say for whom they are, are
// for their own namespace alone.
func (p *Plan) RulesArePrivate() bool {
	mesh, _ := p.Document.Istio.MeshConfig.Value.(map[string]any)
	list, _ := mesh["defaultDestinationRuleExportTo"].([]any)
	return slices.Contains(list, any("."))
}

// SeveralProvidersEnv is what istiod is told by that a workload may ask several providers who may
// come in (istio, pilot/pkg/features/security.go).
const SeveralProvidersEnv = "PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS"

// AsksSeveral reports whether the topology's istiod has a gateway ask several providers.
func (p *Plan) AsksSeveral() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	value, _ := ValueAt(values, "pilot", "env", SeveralProvidersEnv)
	on, err := strconv.ParseBool(fmt.Sprint(value))
	return on && err == nil && platform.IstioSeveralProviders.In(p.Versions.Istio)
}

// Asked are the Services, by namespace and name, that a tier's gateway asks who may come in, each once.
func (p *Plan) Asked(t *Tier) [][2]string {
	var out [][2]string
	for _, provider := range p.ExtensionProviders() {
		if service, ok := AskedBy(t, provider); ok && !slices.Contains(out, service) {
			out = append(out, service)
		}
	}
	return out
}

// AskedBy is the Service that a provider is, if a tier asks it; not ok where it does not, or
// asks something outside the cluster.
func AskedBy(t *Tier, provider map[string]any) (service [2]string, ok bool) {
	if !slices.ContainsFunc(t.Providers(), func(name format.Text) bool { return provider["name"] == name.Value }) {
		return service, false
	}
	for _, kind := range []string{"envoyExtAuthzHttp", "envoyExtAuthzGrpc"} {
		of, _ := provider[kind].(map[string]any)
		if host, _ := of["service"].(string); host != "" {
			return serviceOfProvider(host)
		}
	}
	return service, false
}

// serviceOfProvider is a provider's Service, written as [<namespace>/]<host> (Istio,
// MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider, service).
func serviceOfProvider(host string) (service [2]string, ok bool) {
	namespace, name, divided := strings.Cut(host, "/")
	if divided && !strings.Contains(name, ".") {
		return [2]string{namespace, name}, true
	}
	if divided {
		host = name
	}
	short, inCluster := strings.CutSuffix(host, format.ClusterDomain)
	name, namespace, ok = strings.Cut(short, ".")
	return [2]string{namespace, name}, ok && inCluster
}
