package render

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// fileName is the name of an object's file. It depends on the object's identity
// alone, so that no other object renames it, and no two identities have the same,
// also where case makes no difference:
//
//	deployment.shop.web.yaml        kind.namespace.name
//	namespace.shop.yaml             what has no namespace
//	role._.a.b.yaml                 what lacks one, and has a dot in its name
//	gateway_gateway.networking.k8s.io_shop.web.yaml
//	                                kind_group_namespace.name: a kind that another
//	                                group has by the same name, or that is not known here
//	role.shop.system~3aweb.yaml     a byte of a name that is not safe, in hex
//
// A name that is too long for a file system is cut, with a digest in place of the
// rest.
func fileName(id manifest.ID) string {
	var b strings.Builder
	b.WriteString(escaped(strings.ToLower(id.Kind), false))
	group, known := homes()[id.Kind]
	clusterWide := slices.Contains(clusterWide(), id.Kind)
	if known && group == id.Group && !(clusterWide && id.Namespace != "") {
		b.WriteByte('.')
	} else {
		b.WriteString("_" + escaped(id.Group, true) + "_")
	}
	switch {
	case id.Namespace != "":
		b.WriteString(escaped(id.Namespace, false) + ".")
	case strings.Contains(id.Name, ".") && !(known && clusterWide && group == id.Group):
		b.WriteString("_.")
	}
	b.WriteString(escaped(id.Name, true))
	if b.Len() > maxFileName {
		return shortened(id, b.String())
	}
	return b.String() + fileEnding
}

const (
	fileEnding = ".yaml"
	// maxFileName is in bytes, without the ending. File systems take 255, those
	// that encrypt names less. Names that were cut are longer than this, so that none
	// is another's whole name.
	maxFileName = 180
	keptOfName  = 160 // of one that is cut
)

// shortened is a name with a digest of the whole identity behind its beginning.
func shortened(id manifest.ID, name string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{id.Group, id.Kind, id.Namespace, id.Name}, "\x00")))
	name = strings.TrimSuffix(name, fileEnding)
	return name[:min(len(name), keptOfName)] + "~" + hex.EncodeToString(sum[:16]) + fileEnding
}

// escaped is a text with every byte in hex that is not safe in the name of a file
// on some system, or that has a meaning in these names.
func escaped(text string, dots bool) string {
	safe := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' && dots
	}
	var b strings.Builder
	for i := range len(text) {
		if safe(text[i]) {
			b.WriteByte(text[i])
		} else {
			b.WriteString("~" + hex.EncodeToString([]byte{text[i]}))
		}
	}
	return b.String()
}

// homes are the kinds that a file is named for without their group, each with the
// one group in which it is. They are for ever: a kind that moves renames files.
func homes() map[string]string { return homesOnce.Get(makeHomes) }

var homesOnce later.Value[map[string]string]

func makeHomes() map[string]string {
	return inverted(map[string]string{
		"":                             "ConfigMap Endpoints LimitRange Namespace PersistentVolume PersistentVolumeClaim Pod ResourceQuota Secret Service ServiceAccount",
		"apps":                         "DaemonSet Deployment ReplicaSet StatefulSet",
		"batch":                        "CronJob Job",
		"autoscaling":                  "HorizontalPodAutoscaler",
		"policy":                       "PodDisruptionBudget",
		"rbac.authorization.k8s.io":    "ClusterRole ClusterRoleBinding Role RoleBinding",
		"networking.k8s.io":            "Ingress IngressClass NetworkPolicy",
		"scheduling.k8s.io":            "PriorityClass",
		"storage.k8s.io":               "StorageClass",
		"apiextensions.k8s.io":         "CustomResourceDefinition",
		"admissionregistration.k8s.io": "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
		"metallb.io":                   "AddressPool BFDProfile BGPAdvertisement BGPPeer Community IPAddressPool L2Advertisement",
		"networking.istio.io":          "DestinationRule EnvoyFilter Gateway ProxyConfig ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup",
		"security.istio.io":            "AuthorizationPolicy PeerAuthentication RequestAuthentication",
		"telemetry.istio.io":           "Telemetry",
		"extensions.istio.io":          "WasmPlugin",
		"install.istio.io":             "IstioOperator",
		"sailoperator.io":              "Istio IstioCNI",
		"gateway.networking.k8s.io":    "BackendTLSPolicy GRPCRoute GatewayClass HTTPRoute ReferenceGrant TCPRoute TLSRoute",
		"cert-manager.io":              "Certificate ClusterIssuer Issuer",
		"bitnami.com":                  "SealedSecret",
		"external-secrets.io":          "ExternalSecret",
		"monitoring.coreos.com":        "PodMonitor ServiceMonitor",
		"externaldns.k8s.io":           "DNSEndpoint",
	})
}

// clusterWide are those of them that have no namespace.
func clusterWide() []string { return clusterWideOnce.Get(makeClusterWide) }

var clusterWideOnce later.Value[[]string]

func makeClusterWide() []string {
	return strings.Fields("ClusterIssuer ClusterRole ClusterRoleBinding CustomResourceDefinition GatewayClass IngressClass Istio IstioCNI " +
		"MutatingWebhookConfiguration Namespace PersistentVolume PriorityClass StorageClass ValidatingWebhookConfiguration")
}

func inverted(kinds map[string]string) map[string]string {
	out := map[string]string{}
	for group, list := range kinds {
		for _, kind := range strings.Fields(list) {
			out[kind] = group
		}
	}
	return out
}
