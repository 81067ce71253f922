package scripts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/platform"
)

// pruned are the kinds of which what fell out is deleted, in that order: what refers to
// others first; those too that mixins and overlays are for. Namespaces, CRDs, cluster
// roles and what an operator takes for a word to uninstall are not among them.
var pruned = [...]manifest.ID{
	{Group: "externaldns.k8s.io", Kind: "DNSEndpoint"},
	{Group: "gateway.networking.k8s.io", Kind: "HTTPRoute"}, {Group: "gateway.networking.k8s.io", Kind: "GRPCRoute"},
	{Group: "gateway.networking.k8s.io", Kind: "TLSRoute"}, {Group: "gateway.networking.k8s.io", Kind: "TCPRoute"},
	{Group: "gateway.networking.k8s.io", Kind: "ReferenceGrant"}, {Group: "gateway.networking.k8s.io", Kind: "BackendTLSPolicy"},
	{Group: "networking.istio.io", Kind: "VirtualService"}, {Group: "networking.istio.io", Kind: "DestinationRule"},
	{Group: "networking.istio.io", Kind: "ServiceEntry"}, {Group: "networking.istio.io", Kind: "Gateway"},
	{Group: "gateway.networking.k8s.io", Kind: "Gateway"}, {Group: "security.istio.io", Kind: "PeerAuthentication"},
	{Group: "security.istio.io", Kind: "AuthorizationPolicy"}, {Group: "security.istio.io", Kind: "RequestAuthentication"},
	{Group: "networking.istio.io", Kind: "EnvoyFilter"}, {Group: "networking.istio.io", Kind: "Sidecar"}, {Group: "telemetry.istio.io", Kind: "Telemetry"},
	{Group: "monitoring.coreos.com", Kind: "PodMonitor"}, {Group: "monitoring.coreos.com", Kind: "ServiceMonitor"},
	{Group: "networking.k8s.io", Kind: "NetworkPolicy"}, {Group: "networking.k8s.io", Kind: "Ingress"}, {Group: "batch", Kind: "CronJob"}, {Group: "batch", Kind: "Job"},
	{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}, {Group: "policy", Kind: "PodDisruptionBudget"},
	{Kind: "Service"}, {Group: "apps", Kind: "Deployment"}, {Group: "apps", Kind: "DaemonSet"},
	{Group: "cert-manager.io", Kind: "Certificate"}, {Group: "cert-manager.io", Kind: "Issuer"}, {Group: "cert-manager.io", Kind: "ClusterIssuer"},
	{Group: "external-secrets.io", Kind: "ExternalSecret"}, {Group: "bitnami.com", Kind: "SealedSecret"},
	{Kind: "Secret"}, {Kind: "ConfigMap"}, {Group: "rbac.authorization.k8s.io", Kind: "RoleBinding"}, {Group: "rbac.authorization.k8s.io", Kind: "Role"}, {Kind: "ServiceAccount"},
	{Group: "metallb.io", Kind: "L2Advertisement"}, {Group: "metallb.io", Kind: "BGPAdvertisement"}, {Group: "metallb.io", Kind: "IPAddressPool"},
	{Group: "metallb.io", Kind: "BGPPeer"}, {Group: "metallb.io", Kind: "BFDProfile"}, {Group: "metallb.io", Kind: "Community"},
}

// Pruned are the kinds of which apply --prune deletes what fell out.
func Pruned() []manifest.ID { return slices.Clone(pruned[:]) }

// prunedKinds are those of a topology: those of its objects are first, as mixins bring
// them, which refer to what all others have.
func (c *Cluster) prunedKinds() (out []string) {
	for _, o := range c.Objects {
		id := manifest.ID{Group: o.Group, Kind: o.Kind}
		if name := kind(id); o.Kubectl && !keeps(id) && !slices.Contains(pruned[:], id) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	for _, id := range pruned {
		switch {
		case id.Kind == "Secret" && c.secretsStay(), slices.Contains(c.makersThatStay(), kind(id)):
		case id.Group == "metallb.io" && c.MetalLB == "": // somebody else's, who may use what is there
		default:
			out = append(out, kind(id))
		}
	}
	return out
}

// makersThatStay are the kinds of what makes Secrets of which nobody can tell whether they are in
// use, since the topology leaves it to others to make them.
func (c *Cluster) makersThatStay() []string {
	if c.Secrets != "omit" {
		return nil
	}
	var out []string
	for _, id := range []manifest.ID{{Group: "cert-manager.io", Kind: "Certificate"}, {Group: "cert-manager.io", Kind: "Issuer"}, {Group: "cert-manager.io", Kind: "ClusterIssuer"},
		{Group: "external-secrets.io", Kind: "ExternalSecret"}, {Group: "external-secrets.io", Kind: "SecretStore"}, {Group: "bitnami.com", Kind: "SealedSecret"}} {
		out = append(out, kind(id))
	}
	return out
}

// keeps reports whether nothing of a kind is pruned.
func keeps(id manifest.ID) bool {
	return stays(id) || id.Group == "rbac.authorization.k8s.io" || id.Group == "apiregistration.k8s.io"
}

// kept writes the function that lists what is the topology's, for --prune, and what is
// not, and needed.
func (s *script) kept(c *Cluster, wanted []manifest.ID) {
	var b, used bytes.Buffer
	for _, o := range c.Objects {
		if o.Kubectl {
			fmt.Fprintf(&b, "%s.%s %s/%s\n", o.Kind, o.Group, o.Namespace, o.Name)
		}
	}
	for _, g := range c.Gateways {
		for _, id := range pruned {
			if g.Made && platform.MakesForGateway(id.Group, id.Kind, !c.byOperator()) {
				fmt.Fprintf(&used, "%s.%s %s\n", id.Kind, id.Group, g.called())
			}
		}
	}
	slices.SortFunc(wanted, func(a, b manifest.ID) int { return strings.Compare(a.String(), b.String()) })
	for _, id := range slices.Compact(wanted) {
		fmt.Fprintf(&used, "%s.%s %s/%s\n", id.Kind, id.Group, id.Namespace, id.Name)
	}
	for _, service := range c.Serving {
		fmt.Fprintf(&used, "Service. %s\n", service)
	}
	s.text("# kept: what is the topology's, as prune_all compares it.\n")
	s.gives("kept", b.Bytes())
	s.text("\n# used: what Istio makes for the topology, Services that its routes go to, and what\n# else it needs of an older one.\n")
	s.gives("used", used.Bytes())
	s.text("\n# needed: the Secrets that the topology names, and others make.\n")
	s.gives("needed", []byte(strings.Join(c.Credentials, "\n")))
	s.text("\n# serving: the Services that routes go to, and others make.\n")
	s.gives("serving", []byte(strings.Join(c.Serving, "\n")))
	s.text("\n")
}
