package render

import (
	"strconv"
	"strings"

	"render/render/check"
	"render/render/diag"
	"render/render/fleet"
	"render/render/format"
	"render/render/manifest"
	"render/render/origins"
	"render/render/places"
	"render/render/plan"
	"render/render/platform"
	"render/render/pods"
	"render/render/secret"
	"render/render/tree"
)

// kept is what the phases behind evaluation need of the plan. The plan itself is
// a third of all memory by then, and is let go.
type kept struct {
	mode       format.SecretsMode
	recipients []format.Text // of sops
	sources    sources
	decisions  []tree.Decision // for a rendered folder
	known      check.Known
	newer      bool                                  // the cluster's APIs may have fields that are not known yet
	placeOf    func(*manifest.Manifest) places.Place // in the topology
	gateways   map[string]origins.Gateway            // likewise of the tiers, by "namespace/name" of their gateways
}

func (r *rendering) keep() {
	plan := r.plan
	r.out.Name, r.out.Unrouted = plan.Document.Name.Value, unroutedOf(plan)
	if r.in.WithMember {
		r.out.Member = r.member()
	}
	placeOf := origins.Places(plan)
	r.kept = kept{
		mode: plan.Secrets, recipients: plan.Sealing().Recipients,
		sources: sourcesOf(plan, r.in.Name), decisions: r.decisionsOf(), known: knownTo(plan), newer: plan.Versions.Newer,
		placeOf:  func(m *manifest.Manifest) places.Place { return placeOf(m.Origin.Component, m.Tier, m.Origin.Keys) },
		gateways: origins.Gateways(plan),
	}
}

// unroutedOf are the apps that are deployed and of which no route is written.
func unroutedOf(p *plan.Plan) (out []string) {
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			a := &p.Tiers[i].Apps[j]
			w := a.Written
			if (w.Image.IsSet() || len(w.Versions) > 0) && w.Routes == nil && len(a.Routes)+len(a.TCP)+len(a.Connections)+len(a.HTTP) == 0 {
				out = append(out, w.Name.Value)
			}
		}
	}
	return out
}

// knownTo is what the cluster has that is not rendered.
func knownTo(plan *plan.Plan) check.Known {
	d := plan.Document
	known := check.Known{
		Secrets:        plan.ExistingSecrets(),
		Services:       plan.ExistingServices(),
		AnySecret:      plan.Secrets == secret.Omit,
		IstioNamespace: d.Istio.Namespace.Value,
		Namespaces:     map[string]bool{d.MetalLB.Namespace.Value: true},
		RulesApart:     platform.IstioRulesApart.In(plan.Versions.Istio),
		PrivateRules:   plan.RulesArePrivate(),
		PodSecurity:    map[string]string{},
		NoPodSecurity:  !plan.Versions.Kubernetes.IsZero() && !platform.KubernetesPodSecurity.In(plan.Versions.Kubernetes),
	}
	known.ProbesFree = !plan.Versions.Kubernetes.IsZero() && !platform.KubernetesProbeHosts.In(plan.Versions.Kubernetes)
	known.UsersShared = !plan.Versions.Kubernetes.IsZero() && !platform.KubernetesUsersApart.In(plan.Versions.Kubernetes)
	if metallb := plan.Versions.MetalLB; !metallb.IsZero() && !platform.MetalLBAnnotationsIO.In(metallb) {
		known.OldMetalLB = metallb.String()
	}
	known.SidecarValues = platform.IstioSidecarSeccomp.In(plan.Versions.Istio)
	known.SidecarsConfined = known.SidecarValues && plan.ConfinesSidecars()
	for i := range d.Networks { // a node is in several with one address each
		known.Nodes = max(known.Nodes, len(d.Networks[i].Nodes))
	}
	known.Claims, known.Unmounted = claimsOf(plan), unmountedBy(plan)
	for i := range d.Namespaces {
		if n := &d.Namespaces[i]; !n.Create.Value {
			known.Namespaces[n.Name.Value] = true
			known.PodSecurity[n.Name.Value] = string(n.PodSecurity.Value)
		}
	}
	if c := d.Secrets.CertManager; c != nil {
		known.Namespaces[c.Namespace.Value] = true
	}
	for service := range known.Services {
		namespace, _, _ := strings.Cut(service, "/")
		known.Namespaces[namespace] = true
	}
	return known
}

// claimsOf are where the topology says which claims the pods of its apps mount.
func claimsOf(p *plan.Plan) map[string]diag.Related {
	out := map[string]diag.Related{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j, key := range plan.AppKeys(t.Apps) {
			a := t.Apps[j].Written
			for k, volume := range format.Items(a.Pod.Spec, "volumes") {
				claim, _ := volume["persistentVolumeClaim"].(map[string]any)
				if name, ok := claim["claimName"].(string); ok {
					at := a.Pod.Spec.At([]string{"volumes", "[" + strconv.Itoa(k) + "]", "persistentVolumeClaim", "claimName"}, false)
					out[t.Written.Name.Value+"/"+key+"/"+name] = diag.Related{Place: at.At(), Note: at.Path()}
				}
			}
		}
	}
	return out
}

// unmountedBy are the volumes that no container mounts, unless an overlay or jsonnet of the user's has it do so.
func unmountedBy(p *plan.Plan) map[string]diag.Diagnostic {
	if !pods.MayMount(p) {
		return nil // of which is told already
	}
	out := map[string]diag.Diagnostic{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j, key := range plan.AppKeys(t.Apps) {
			for _, one := range pods.Unmounted(t.Apps[j].Written) {
				out[t.Written.Name.Value+"/"+key+"/"+one.Name] = diag.Diagnostic{Code: one.Code, Place: one.At.At(), Path: one.At.Path(), Message: one.Message, Help: one.Help}
			}
		}
	}
	return out
}

// member is what other topologies must not have too.
func (r *rendering) member() *fleet.Member {
	m, topology := fleet.Of(r.plan), r.topology
	m.Topology, m.Accepted = r.in.Name, r.accepted.OfFleets()
	if r.in.WithObjects {
		m.Rendered = fleet.RenderedOf(r.plan)
	}
	m.Source = func() *places.Source { return topology }
	return &m
}
