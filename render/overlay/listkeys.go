package overlay

import (
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// listKey is how a strategic merge tells the items of a list of objects apart,
// where kustomize has no schema that says it.
type listKey struct {
	// ways name an item, each by one or more of its fields. The first way whose
	// first field an item of a patch writes is the one that it means; of the other
	// fields of a way those that it writes count too.
	ways [][]string
	// needs are what an item must have to be a new one, else its name is
	// misspelt; of those with a bar one is enough.
	needs []string
}

func by(fields ...string) []string { return fields }

var (
	byName      = listKey{ways: [][]string{by("name")}}
	destination = listKey{
		ways:  [][]string{by("destination.host", "destination.subset", "destination.port.number")},
		needs: []string{"destination.host"},
	}
	// gatewayComponents are ingressGateways and egressGateways: Istio merges them
	// with its profile's by name, so that a name alone is a whole item.
	gatewayComponents = listKey{ways: [][]string{by("name")}, needs: []string{"enabled|k8s|label|namespace"}}
	backends          = listKey{ways: [][]string{by("name", "namespace", "port")}, needs: []string{"name"}}
	parents           = listKey{ways: [][]string{by("name", "namespace", "sectionName", "port")}, needs: []string{"name"}}
	environment       = listKey{ways: [][]string{by("name")}, needs: []string{"value|valueFrom"}}
	servicePorts      = listKey{ways: [][]string{by("name"), by("port")}, needs: []string{"port"}}
	// installed are the objects that Istio's installer makes of a component.
	installed        = listKey{ways: [][]string{by("kind", "name")}, needs: []string{"name", "patches"}}
	installedPatches = listKey{ways: [][]string{by("path")}}
)

// listKeys are the lists, by group and kind, then by the fields that lead to them.
func listKeys() map[string]map[string]listKey { return listKeysOnce.Get(makeListKeys) }

var listKeysOnce later.Value[map[string]map[string]listKey]

func makeListKeys() map[string]map[string]listKey {
	return map[string]map[string]listKey{
		"networking.istio.io/Gateway": {
			"spec.servers": {ways: [][]string{by("port.name"), by("port.number")}, needs: []string{"port.number", "port.protocol", "hosts"}},
		},
		"networking.istio.io/VirtualService": {
			"spec.http":       {ways: [][]string{by("name"), by("match")}, needs: []string{"route|redirect|directResponse|delegate"}},
			"spec.tls":        {ways: [][]string{by("match")}, needs: []string{"route"}},
			"spec.tcp":        {ways: [][]string{by("match")}, needs: []string{"route"}},
			"spec.http.route": destination,
			"spec.tls.route":  destination,
			"spec.tcp.route":  destination,
		},
		"networking.istio.io/DestinationRule": {
			"spec.subsets":                         {ways: [][]string{by("name")}, needs: []string{"labels"}},
			"spec.trafficPolicy.portLevelSettings": {ways: [][]string{by("port.number")}},
		},
		"networking.istio.io/ServiceEntry": {
			"spec.ports":     {ways: [][]string{by("name"), by("number")}, needs: []string{"name", "number"}},
			"spec.endpoints": {ways: [][]string{by("address")}},
		},
		"install.istio.io/IstioOperator": {
			"spec.components.ingressGateways":                      gatewayComponents,
			"spec.components.egressGateways":                       gatewayComponents,
			"spec.components.ingressGateways.k8s.env":              environment,
			"spec.components.egressGateways.k8s.env":               environment,
			"spec.components.pilot.k8s.env":                        environment,
			"spec.components.ingressGateways.k8s.service.ports":    servicePorts,
			"spec.components.egressGateways.k8s.service.ports":     servicePorts,
			"spec.components.ingressGateways.k8s.overlays":         installed,
			"spec.components.egressGateways.k8s.overlays":          installed,
			"spec.components.pilot.k8s.overlays":                   installed,
			"spec.components.ingressGateways.k8s.overlays.patches": installedPatches,
			"spec.components.egressGateways.k8s.overlays.patches":  installedPatches,
			"spec.components.pilot.k8s.overlays.patches":           installedPatches,
			"spec.meshConfig.extensionProviders":                   byName,
			"spec.components.ingressGateways.k8s.volumes":          byName,
			"spec.components.ingressGateways.k8s.volumeMounts":     {ways: [][]string{by("mountPath")}, needs: []string{"name"}},
			"spec.components.ingressGateways.k8s.hpaSpec.metrics":  {ways: [][]string{by("type")}},
			"spec.components.ingressGateways.k8s.imagePullSecrets": byName,
		},
		"sailoperator.io/Istio": {
			"spec.values.meshConfig.extensionProviders": byName,
		},
		"gateway.networking.k8s.io/Gateway": {
			"spec.listeners":                     {ways: [][]string{by("name"), by("port", "hostname")}, needs: []string{"name", "port", "protocol"}},
			"spec.listeners.tls.certificateRefs": backends,
		},
		"gateway.networking.k8s.io/HTTPRoute": routeLists("matches", "backendRefs|filters"),
		"gateway.networking.k8s.io/GRPCRoute": routeLists("matches", "backendRefs|filters"),
		"gateway.networking.k8s.io/TLSRoute":  routeLists("", "backendRefs"),
		"gateway.networking.k8s.io/TCPRoute":  routeLists("", "backendRefs"),
		"gateway.networking.k8s.io/BackendTLSPolicy": {
			"spec.targetRefs": {ways: [][]string{by("name", "kind", "sectionName")}, needs: []string{"name", "kind"}},
		},
		"metallb.io/Community": {"spec.communities": {ways: [][]string{by("name")}, needs: []string{"value"}}},
		"external-secrets.io/ExternalSecret": {
			"spec.data": {ways: [][]string{by("secretKey")}, needs: []string{"remoteRef"}},
		},
		// The text of the ConfigMap that is MetalLB's configuration before 0.13.
		"metallb": {
			"address-pools": {ways: [][]string{by("name")}, needs: []string{"addresses"}},
			"peers":         {ways: [][]string{by("peer-address")}, needs: []string{"peer-asn"}},
			"bfd-profiles":  byName,
		},
	}
}

// routeLists are the lists of a route of the Gateway API. A rule has a name, or is
// known by what it matches.
func routeLists(matches, needs string) map[string]listKey {
	rules := listKey{ways: [][]string{by("name")}, needs: []string{needs}}
	if matches != "" {
		rules.ways = append(rules.ways, by(matches))
	}
	return map[string]listKey{
		"spec.parentRefs":        parents,
		"spec.rules":             rules,
		"spec.rules.backendRefs": backends,
		"spec.rules.filters":     {ways: [][]string{by("type")}},
	}
}

func listKeysOf(id manifest.ID) map[string]listKey { return listKeys()[id.Group+"/"+id.Kind] }

// wayOf is the way by which an item names another; nil where it writes none.
func (k listKey) wayOf(item map[string]any) []string {
	for _, way := range k.ways {
		if field(item, way[0]) != nil {
			return way
		}
	}
	return nil
}

// whole reports whether an item has all that a new one needs.
func (k listKey) whole(item map[string]any) bool {
	for _, need := range k.needs {
		there := false
		for one := range strings.SplitSeq(need, "|") {
			there = there || field(item, one) != nil
		}
		if !there {
			return false
		}
	}
	return true
}

// words are the ways of a key as they are told.
func (k listKey) words() string {
	var out []string
	for _, way := range k.ways {
		out = append(out, way[0])
	}
	return strings.Join(out, " or ")
}

// field is the value at a path with dots.
func field(item any, path string) any { return manifest.At(item, strings.Split(path, ".")...) }

// means reports whether an item of a patch means one of the list, by a way.
func means(item map[string]any, way []string, other any) bool {
	for _, path := range way {
		if written := field(item, path); written != nil && !equal(written, field(other, path)) {
			return false
		}
	}
	return true
}
