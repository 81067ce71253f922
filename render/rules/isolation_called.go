package rules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

const byOverlay = "let them by an overlay that adds to spec.egress of the gateways' NetworkPolicies"

// calledByProxies are settings of the mesh by which every proxy calls something itself
// (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/, ProxyConfig).
func calledByProxies() [][]string {
	return [][]string{
		{"defaultConfig", "tracing", "zipkin", "address"},
		{"defaultConfig", "tracing", "lightstep", "address"},
		{"defaultConfig", "tracing", "datadog", "address"},
		{"defaultConfig", "tracing", "openCensusAgent", "address"},
		{"defaultConfig", "zipkinAddress"},
		{"defaultConfig", "envoyAccessLogService", "address"},
		{"defaultConfig", "envoyMetricsService", "address"},
		{"defaultConfig", "statsdUdpAddress"},
	}
}

// warnOfCalled warns of what the mesh's settings have every proxy call, isolated gateways too.
func (v *verdict) warnOfCalled() {
	d := &v.doc.Isolation
	if !d.OfGateways() || v.plan.Versions.Install == format.InstallNone {
		return
	}
	said := format.Or(d.Gateways.Origin, d.All.Origin)
	mesh, _ := v.doc.Istio.MeshConfig.Value.(map[string]any)
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	var closed []string
	for _, keys := range calledByProxies() {
		if address, _ := textAt(mesh, keys...); address != "" && !slices.Contains(closed, wording.Quote(address)) {
			closed = append(closed, wording.Quote(address))
		}
	}
	if len(closed) > 0 {
		v.warn("isolation-closed", v.doc.Istio.MeshConfig.Origin, "isolated gateways open no connections to "+wording.Listed(closed)+", which defaultConfig has each proxy call", byOverlay, said)
	}
	if address, _ := textAt(values, "global", "caAddress"); address != "" && !v.isIstiod(address) {
		v.warn("isolation-closed", v.doc.Istio.Values.Origin, fmt.Sprintf("isolated gateways open no connections to %s, of which each proxy asks its certificate, and without one it never gets ready", wording.Quote(address)), byOverlay, said)
	}
	if address, _ := textAt(mesh, "defaultConfig", "discoveryAddress"); address != "" && !v.isIstiod(address) {
		v.warn("isolation-closed", v.doc.Istio.MeshConfig.Origin, fmt.Sprintf("isolated gateways open no connections to %s, of which each proxy asks its configuration, and without one it never gets ready", wording.Quote(address)), byOverlay, said)
	}
	v.warnOfKeys(values, said)
}

// textAt is a text in values.
func textAt(values map[string]any, keys ...string) (string, bool) {
	value, _ := plan.ValueAt(values, keys...)
	text, ok := value.(string)
	return text, ok
}

// isIstiod reports whether an address is that of the mesh's own istiod.
func (v *verdict) isIstiod(address string) bool {
	host, _, _ := strings.Cut(address, ":")
	name, rest, _ := strings.Cut(host, ".")
	namespace, _, _ := strings.Cut(rest, ".")
	return (name == "istiod" || strings.HasPrefix(name, "istiod-")) && namespace == v.doc.Istio.Namespace.Value
}

// warnOfKeys warns of keys of tokens that gateways fetch themselves, from Services of the cluster
// (istio, pilot/pkg/features/pilot.go, JwksFetchMode): istiod has the others.
func (v *verdict) warnOfKeys(values map[string]any, said format.Origin) {
	mode, _ := plan.ValueAt(values, "pilot", "env", "PILOT_JWT_ENABLE_REMOTE_JWKS")
	if !slices.Contains([]string{"true", "hybrid", "envoy"}, fmt.Sprint(mode)) {
		return
	}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for _, j := range t.Tokens() {
			at, err := url.Parse(j.JWKS.Value)
			if err != nil || j.JWKS.IsWrong() {
				continue
			}
			service, inCluster := strings.CutSuffix(at.Hostname(), format.ClusterDomain)
			name, namespace, _ := strings.Cut(service, ".")
			reached := slices.Contains(t.AskedIn, namespace) || slices.ContainsFunc(t.Reached, func(a *plan.App) bool {
				of, in := a.ServiceAt()
				return in == namespace && (of == name || a.Backend != nil)
			})
			if inCluster && !reached {
				v.warn("isolation-closed", j.JWKS.Origin, "isolated gateways open no connections there, and with PILOT_JWT_ENABLE_REMOTE_JWKS they fetch the keys themselves: no token is taken", byOverlay+", or have istiod fetch them, without that variable", said)
			}
		}
	}
}
