package scripts

import (
	"bytes"
	_ "embed"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
)

//go:embed apply.sh
var applyFunctions string

const applyHelp = `apply: puts %s onto the cluster, stage by stage, and waits after each for what the
next relies on. A second run changes nothing.

  sh apply.sh [--dry-run] [--from STAGE] [--prune]

  --dry-run     has the API server judge each stage, and changes nothing
  --from STAGE  goes on with a stage, after a run that was stopped; the stages old,
                what fell out, and prune come last
  --prune       deletes what carries the topology's labels and is not in it any
                more; never a Namespace, a CRD or what holds the control plane, and
                no Secret that the topology names

Environment:
  KUBECTL="microk8s kubectl"  the kubectl to use, which may be two words
  ISTIOCTL=FILE HELM=FILE     what installs Istio, where kubectl does not
  TIMEOUT=300                 seconds that each wait may take

Exit codes: 0 done, 1 stopped in a stage, 2 nothing was done, 3 the command line
is wrong.
`

// pruned are the kinds of which what fell out is deleted, in that order: what refers to
// others first; those too that mixins and overlays are for. Namespaces, CRDs, cluster
// roles and what an operator takes for a word to uninstall are not among them.
var pruned = [...]manifest.ID{
	{Group: "gateway.networking.k8s.io", Kind: "HTTPRoute"}, {Group: "gateway.networking.k8s.io", Kind: "GRPCRoute"},
	{Group: "gateway.networking.k8s.io", Kind: "TLSRoute"}, {Group: "gateway.networking.k8s.io", Kind: "TCPRoute"},
	{Group: "gateway.networking.k8s.io", Kind: "ReferenceGrant"}, {Group: "gateway.networking.k8s.io", Kind: "BackendTLSPolicy"},
	{Group: "networking.istio.io", Kind: "VirtualService"}, {Group: "networking.istio.io", Kind: "DestinationRule"},
	{Group: "networking.istio.io", Kind: "ServiceEntry"}, {Group: "networking.istio.io", Kind: "Gateway"},
	{Group: "gateway.networking.k8s.io", Kind: "Gateway"}, {Group: "security.istio.io", Kind: "PeerAuthentication"},
	{Group: "security.istio.io", Kind: "AuthorizationPolicy"}, {Group: "security.istio.io", Kind: "RequestAuthentication"},
	{Group: "networking.istio.io", Kind: "EnvoyFilter"}, {Group: "networking.istio.io", Kind: "Sidecar"}, {Group: "telemetry.istio.io", Kind: "Telemetry"},
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

// Apply is a script that puts a topology onto a cluster; after an older one of the same
// cluster, unless that is nil, it deletes what fell out. The notes tell what it leaves to
// a person.
func Apply(c, old *Cluster) (text []byte, notes []string) {
	a, former := applyWriter{Cluster: c, fell: &fallen{}}, c.Topology
	if old != nil {
		a.fell, former = fallenOf(old, c), old.Topology
	}
	var names, kinds []string
	stages := c.stages()
	for _, stage := range stages {
		names = append(names, stage.String())
	}
	if old != nil {
		names = append(names, "old")
	}
	names = append(names, "prune")
	for _, id := range pruned {
		if id.Kind != "Secret" || !c.secretsStay() {
			kinds = append(kinds, kind(id))
		}
	}
	a.begin(c, "apply", "go on with: --from STAGE", applyHelp, [2]string{"FORMER", former}, [2]string{"STAGES", strings.Join(names, " ")}, [2]string{"PRUNED", strings.Join(kinds, " ")},
		[2]string{"APPLY", map[bool]string{false: "", true: "--server-side --force-conflicts"}[c.ServerSide]})
	a.text(clusterFunctions + "\n" + applyFunctions + "\n")
	a.kept()
	for _, stage := range stages {
		list := c.of(stage)
		if len(list) == 0 {
			list = c.apart()
		}
		a.fell.shrunkFirst(list)
		a.objects(stage.String(), list)
	}
	a.start()
	a.tools(c)
	for _, stage := range stages {
		a.stage(stage)
	}
	if old != nil {
		a.last()
	}
	a.line("prune_all")
	a.line("finish", "done; what gateways answer now, the script smoke finds out")
	a.text("}\n")
	return a.b.Bytes(), a.fell.notes
}

type applyWriter struct {
	*Cluster
	script
	fell    *fallen         // of no older topology nothing
	crds    map[string]bool // that a line waits for already
	retired bool
}

// kept writes the function that lists what is the topology's, for --prune.
func (a *applyWriter) kept() {
	var b bytes.Buffer
	for _, o := range a.Objects {
		if o.Kubectl {
			fmt.Fprintf(&b, "%s %s/%s\n", kind(o.ID), o.Namespace, o.Name)
		}
	}
	a.text("# kept: what is the topology's, as prune_all compares it.\n")
	a.gives("kept", b.Bytes())
	a.text("\n# needed: the Secrets that the topology names, and others make.\n")
	a.gives("needed", []byte(strings.Join(a.Credentials, "\n")))
	a.text("\n")
}

// stage writes one: what it relies on, its objects, and what the next relies on.
func (a *applyWriter) stage(stage manifest.Stage) {
	list := a.of(stage)
	a.text("\nif begins " + stage.String() + "; then\n")
	switch stage {
	case manifest.MetalLB:
		a.step("await_metallb", a.MetalLB)
	case manifest.Gateways:
		if !a.has(manifest.Istio) { // somebody else's
			a.istiod()
		}
	}
	a.awaitCRDs(list)
	a.early(stage)
	switch {
	case len(list) > 0:
		a.step("put", stage.String())
	case a.Reader == manifest.Istioctl:
		a.step("install_by_istioctl")
	case a.Reader == manifest.Helm:
		a.helm()
	}
	switch stage {
	case manifest.Operator:
		a.rollouts(list)
	case manifest.Istio:
		a.istiod()
		a.addresses(true, nil)
	case manifest.Gateways:
		a.rollouts(list)
		if !a.has(manifest.Apps) {
			a.handOver()
		}
		a.addresses(false, a.fell.taken)
	case manifest.Apps:
		a.rollouts(list)
		a.handOver()
	}
	a.text("fi\n")
}

// awaitCRDs waits for the definitions of the kinds of some objects.
func (a *applyWriter) awaitCRDs(list []Object) {
	for _, o := range list {
		if name := kind(o.ID); !builtIn(o.ID) && !a.crds[name] {
			if a.crds == nil {
				a.crds = map[string]bool{}
			}
			a.crds[name] = true
			a.step("await_crd", name)
		}
	}
}

// istiod waits for the control plane.
func (a *applyWriter) istiod() {
	for _, o := range a.of(manifest.Istio) {
		if o.Group == "sailoperator.io" {
			a.step("await_ready", kind(o.ID)+"/"+o.Name)
		}
	}
	selector := "app=istiod"
	if a.Revision != "" {
		selector += ",istio.io/rev=" + a.Revision
	}
	a.step("await_deployments", a.Namespace, selector, "istiod")
}

// rollouts waits for the pods of Deployments and DaemonSets.
func (a *applyWriter) rollouts(list []Object) {
	for _, o := range list {
		if o.Kind == "Deployment" || o.Kind == "DaemonSet" {
			a.step("await_rollout", o.Namespace, strings.ToLower(o.Kind)+"/"+o.Name)
		}
	}
}

// handOver deletes the Services that hold addresses of other gateways, once those have
// their routes too, and waits for the addresses.
func (a *applyWriter) handOver() {
	a.drops(a.fell.services)
	for _, g := range a.Gateways {
		if share(g.IPs, a.fell.taken) {
			a.address(&g)
		}
	}
}

// addresses waits for those of the gateways that an operator makes, or of the others; not
// for those that another Service holds still.
func (a *applyWriter) addresses(operator bool, held []netip.Addr) {
	byOperator := a.has(manifest.Istio) && (a.Reader == manifest.Istioctl || a.find("IstioOperator", "install.istio.io") != nil)
	for _, g := range a.Gateways {
		if operator != (g.Made && byOperator && !a.gatewayAPI()) {
			continue
		}
		if g.Made {
			a.step("await_rollout", g.Namespace, "deployment/"+g.Service)
		}
		if len(g.IPs) > 0 && !share(g.IPs, held) {
			a.address(&g)
		}
	}
}

func (a *applyWriter) address(g *Gateway) {
	a.step(append([]string{"await_address", g.Namespace, g.Service}, texts(g.IPs)...)...)
}

func (a *applyWriter) gatewayAPI() bool { return a.find("Gateway", "gateway.networking.k8s.io") != nil }

// helm writes the commands, with the values in a file that is gone at the end.
func (a *applyWriter) helm() {
	fmt.Fprintf(&a.b, "\tobjects_istio >\"$tmp/%s\"\n\tif [ -n \"$dry\" ]; then\n\t\tsay 'would install Istio by helm'\n\telse\n", HelmValues)
	for _, command := range a.HelmCommands {
		fmt.Fprintf(&a.b, "\t\tby_helm %s || stop 'helm fails'\n", quote(command))
	}
	a.text("\tfi\n")
}

// early writes what has to go before a stage is applied.
func (a *applyWriter) early(stage manifest.Stage) {
	if stage == manifest.MetalLB {
		a.drops(a.fell.pools)
	}
	if stage >= manifest.Istio && a.fell.operator != nil && !a.retired {
		a.retired = true
		a.step(a.fell.retire()...)
	}
}

func (a *applyWriter) drops(list []manifest.ID) {
	for _, id := range list {
		a.step(drop(id)...)
	}
}

// last writes what goes once everything new is there.
func (a *applyWriter) last() {
	a.text("\nif begins old; then\n")
	a.step("say", "what fell out")
	a.drops(a.fell.rest)
	a.text("fi\n")
}
