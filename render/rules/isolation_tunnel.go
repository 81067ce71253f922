package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// preferTunnel is the variable of istiod by which gateways reach sidecars by HBONE too where
// both speak mutual TLS (istio, pilot/pkg/features).
const preferTunnel = "PILOT_PREFER_SENDING_HBONE"

// checkTunnel refuses a mesh in which gateways reach sidecars by HBONE, on a port that no
// policy of isolation opens: there every request would end in a timeout.
func (v *verdict) checkTunnel() {
	i, d, istio := &v.doc.Istio, &v.doc.Isolation, v.plan.Versions.Istio
	if !d.OfApps() && !d.OfGateways() || istio.IsZero() || v.plan.Versions.Install == format.InstallNone {
		return
	}
	const closes = ", on their port 15008, which the NetworkPolicies of isolation close"
	isolation := format.Or(d.All.Origin, format.Or(d.Apps.Origin, d.Gateways.Origin))
	ambient := strings.HasSuffix(i.Profile.Value, "ambient")
	at, said := i.Profile.Origin, "profile "+wording.Quote(i.Profile.Value)
	switch {
	case v.asksOfPilot(preferTunnel) && (ambient || v.asksOfPilot("PILOT_ENABLE_AMBIENT")):
		v.fail("isolation-closed", i.Values.Origin, preferTunnel+" has gateways reach sidecars by HBONE"+closes, "remove it, or isolation", isolation)
		return
	case ambient:
	case v.asksOfPilot("PILOT_ENABLE_HBONE") && v.tunnelsByMesh():
		at, said = i.Values.Origin, "PILOT_ENABLE_HBONE"
	default:
		return
	}
	switch {
	case !platform.IstioMutualBeforeTunnel.In(istio):
		v.fail("isolation-closed", at, fmt.Sprintf("%s of Istio %s has gateways reach sidecars by HBONE", said, istio)+closes,
			fmt.Sprintf("write a version from %s on, or remove it, or isolation", platform.IstioMutualBeforeTunnel.Since()), i.Version.Origin, isolation)
	case ambient && !platform.IstioTunnelByEndpoint.In(istio):
		if other := v.withoutMutual(); other.IsSet() {
			v.fail("isolation-closed", at, fmt.Sprintf("where gateways speak no mutual TLS to sidecars, %s of Istio %s has them reach those by HBONE", said, istio)+closes,
				fmt.Sprintf("write a version from %s on, or remove one of the two, or isolation", platform.IstioTunnelByEndpoint.Since()), other, i.Version.Origin, isolation)
		}
	}
}

// withoutMutual is where it is said that gateways speak no mutual TLS to apps that are
// deployed; not set where they do to all.
func (v *verdict) withoutMutual() (at format.Origin) {
	if mtls := v.doc.Istio.MTLS; mtls.Value == format.MTLSDisable {
		return mtls.Origin
	}
	v.eachDeployed(func(a *plan.App) {
		if i := slices.IndexFunc(a.Ports, func(p plan.Port) bool { return p.TLS }); i >= 0 && !at.IsSet() {
			at = format.Or(format.PointerOrigin(a.Ports[i].Written.TLS), a.Ports[i].Written.Protocol.Origin)
		}
	})
	return at
}

// asksOfPilot reports whether a variable of istiod's is true by its values.
func (v *verdict) asksOfPilot(name string) bool {
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	set, _ := plan.ValueAt(values, "pilot", "env", name)
	is, err := strconv.ParseBool(fmt.Sprint(set))
	return err == nil && is
}

// tunnelsByMesh reports whether the mesh's configuration has its proxies take HBONE.
func (v *verdict) tunnelsByMesh() bool {
	mesh, _ := v.doc.Istio.MeshConfig.Value.(map[string]any)
	set, _ := plan.ValueAt(mesh, "defaultConfig", "proxyMetadata", "ISTIO_META_ENABLE_HBONE")
	return fmt.Sprint(set) == "true"
}
