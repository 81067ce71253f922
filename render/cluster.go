package render

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/endpoints"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
	"render/render/platform"
	"render/render/scripts"
	"render/render/versions"
)

// clusterOf is what scripts have to know of a plan beside its objects.
func clusterOf(p *plan.Plan, install Install) *scripts.Cluster {
	d := p.Document
	out := &scripts.Cluster{Topology: d.Name.Value, Kubernetes: p.Versions.Kubernetes.MinorText(), MicroK8s: d.MicroK8s.IsSet(),
		Istio: install.Version, Namespace: install.Namespace, ServerSide: install.TwiceByNumber, Secrets: string(p.Secrets), Revision: p.Revision}
	out.HelmCommands, out.HelmTakingOver = install.HelmCommands(scripts.HelmValues), install.helmCommands(scripts.HelmValues, " --take-ownership")
	for _, release := range install.Helm {
		out.HelmReleases = append(out.HelmReleases, release.Name+" "+release.Namespace)
	}
	if !p.Versions.NoMetalLB {
		out.MetalLB, out.Release = d.MetalLB.Namespace.Value, releaseOf(p)
	}
	for _, pool := range p.Pools {
		one := scripts.Pool{Name: pool.Name, Addresses: pool.Texts}
		for _, r := range pool.Ranges {
			one.Ranges = append(one.Ranges, [2]netip.Addr{r.First, r.Last})
		}
		out.Pools = append(out.Pools, one)
	}
	for _, t := range endpoints.Of(p).Tiers {
		one := scripts.Gateway{Namespace: t.Namespace, Service: t.Workload, Made: !p.Injects()}
		if t.Balanced && !p.Versions.NoMetalLB {
			one.IPs = t.IPs
		}
		out.Gateways = append(out.Gateways, one)
	}
	return out
}

// releaseOf is which MetalLB a plan is for. A manifest is for one mode, and has MetalLB in its usual namespace.
func releaseOf(p *plan.Plan) scripts.Release {
	m := &p.Document.MetalLB
	out := scripts.Release{Version: p.Versions.MetalLB.String()}
	if version, _ := versions.MicroK8s(p.Document); !version.IsZero() {
		row, _ := platform.MicroK8s(version)
		out.Addon = row.MetalLB
	}
	mode := string(m.Mode.Value)
	if mode == "" && m.BGP == nil {
		mode = string(format.MetalLBNative) // of layer 2 all are the same
	}
	if m.Namespace.Value == "metallb-system" {
		out.Manifest = platform.MetalLBManifest(p.Versions.MetalLB, mode)
	}
	return out
}

// Cluster is what a script puts onto a cluster, or takes off it. It is nil unless
// Input.ForScript, and where a diagnostic is an error.
func (o *Output) Cluster() *scripts.Cluster {
	if o.cluster == nil || o.Diagnostics.Failed() {
		return nil
	}
	out := *o.cluster
	out.File = o.sources.topology
	list := make([]manifest.Object, 0, len(o.Manifests))
	for i := range o.Manifests {
		m := &o.Manifests[i]
		version := m.Object.Text("apiVersion")
		one := scripts.Object{ID: m.ID(), Version: version[strings.LastIndexByte(version, '/')+1:], Stage: m.Stage, Text: o.documents[i], Kubectl: m.Reader == manifest.Kubectl}
		if m.Reader != manifest.Kubectl {
			out.Reader = m.Reader
		}
		out.Objects = append(out.Objects, one)
		list = append(list, m.Object)
	}
	out.Credentials, out.Serving = scripts.Named(list), serving(o.Manifests)
	return &out
}

// serving are the Services that routes go to, and that are not among the objects.
func serving(list []manifest.Manifest) []string {
	world := objects.New(list)
	var out []string
	for _, r := range world.RoutedServices() {
		name := r.Namespace + "/" + r.Name
		if _, own := world.Service(r.Namespace, r.Name); !own && r.Name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
