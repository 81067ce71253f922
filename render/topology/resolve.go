package topology

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"render/render/platform"
)

// resolver turns a plan into its model.
type resolver struct {
	plan  *Plan
	model *Model // what is there of it so far: what all objects have
}

// Resolve makes the model of a plan in which no rule failed.
func Resolve(p *Plan) *Model {
	d := p.Document
	m := &Model{
		Name:      d.Name.Value,
		Namespace: d.Namespace.Value,
		Labels: map[string]string{
			"app.kubernetes.io/managed-by": "render",
			"app.kubernetes.io/part-of":    d.Name.Value,
		},
		Annotations: pairs(d.Annotations),
	}
	for _, l := range d.Labels {
		m.Labels[l.Key.Value] = l.Value.Value
	}
	r := &resolver{plan: p, model: m}
	m.MetalLB = r.resolveMetalLB()
	m.Istio = r.resolveIstio()
	for i := range p.Tiers {
		m.Tiers = append(m.Tiers, r.resolveTier(&p.Tiers[i]))
	}
	m.Issuers = r.resolveIssuers()
	m.Namespaces = r.resolveNamespaces()
	m.Routing = d.Routing.Value
	m.ReferenceGrants = r.resolveReferenceGrants()
	return m
}

func optional(t Text) *string {
	if t.Value == "" {
		return nil
	}
	return &t.Value
}

func (r *resolver) resolveMetalLB() ModelMetalLB {
	m := &r.plan.Document.MetalLB
	out := ModelMetalLB{API: "none", Namespace: m.Namespace.Value, Protocol: m.Advertise.Value}
	switch {
	case r.plan.Versions.NoMetalLB:
		return out
	case platform.MetalLBCustomResources.In(r.plan.Versions.MetalLB):
		out.API = "metallb.io"
	default:
		out.API = "configmap"
	}
	out.BGP = r.resolveBGP()
	announced := map[string]*Tier{}
	for i := range r.plan.Tiers {
		if t := &r.plan.Tiers[i]; announced[t.pool] == nil {
			announced[t.pool] = t.tier
		}
	}
	for _, pool := range r.plan.Pools {
		one := ModelPool{Name: pool.name, Addresses: pool.texts}
		if pool.autoOff {
			one.AutoAssign = new(bool)
		}
		if pool.pool != nil {
			one.AutoAssign, one.AvoidBuggyIPs = given(pool.pool.AutoAssign), given(pool.pool.AvoidBuggyIPs)
		}
		out.Pools = append(out.Pools, one)
		out.Advertisements = append(out.Advertisements, advertisement(pool.name, announced[pool.name]))
	}
	return out
}

func given(f Flag) *bool {
	if !f.IsSet() {
		return nil
	}
	return &f.Value
}

// advertisement announces one pool, everywhere or as its tiers say.
func advertisement(pool string, t *Tier) ModelAdvertisement {
	a := ModelAdvertisement{Name: pool, Pools: []string{pool}}
	if t == nil {
		return a
	}
	a.Interfaces, a.NodeSelectors = values(t.Interfaces), nodeSelectors(t.Nodes)
	return a
}

func (r *resolver) resolveIstio() ModelIstio {
	i := &r.plan.Document.Istio
	out := ModelIstio{
		Version:    r.plan.Versions.Istio.String(),
		Install:    r.plan.Versions.Install,
		Namespace:  i.Namespace.Value,
		Name:       cmp.Or(r.plan.sail.name, i.Name.Value, "istio-control-plane"),
		Profile:    i.Profile.Value,
		Hub:        optional(i.Hub),
		Tag:        optional(i.Tag),
		MeshConfig: i.MeshConfig.Value,
		Values:     i.Values.Value,
		Networking: platform.NetworkingAPI(r.plan.Versions.Istio),
		Security:   platform.SecurityAPI(r.plan.Versions.Istio),
	}
	out.Operated, out.Injects = r.plan.operated(), r.plan.injects()
	if out.Operated && out.Namespace != "istio-system" {
		out.Values = withIstioNamespace(i.Values.Value, out.Namespace)
	}
	out.Sail = r.resolveSail()
	out.DisabledGateways = r.strayGateways()
	if r.plan.Revision != "" {
		out.Revision = &r.plan.Revision
	}
	if i.MTLS.Value != "" {
		mode := strings.ToUpper(i.MTLS.Value)
		out.MTLS = &mode
	}
	if out.Install == "operator" {
		hub := cmp.Or(i.Hub.Value, platform.OperatorImageHub(r.plan.Versions.Istio))
		tag := cmp.Or(i.Tag.Value, out.Version)
		out.Operator = &ModelOperator{
			Namespace: operatorNamespace,
			Name:      r.plan.operatorName(),
			Revision:  r.plan.Revision,
			Image:     hub + "/operator:" + tag,
			Watch:     out.Namespace,
			Rules:     plainValues(platform.OperatorRules(r.plan.Versions.Istio)),
		}
	}
	return out
}

// resolveNamespaces lists the namespaces in use and those the topology sets, by
// name, each with its labels. MetalLB's own is not among them: MetalLB's
// installation made it and gave it its labels.
func (r *resolver) resolveNamespaces() []ModelNamespace {
	d := r.plan.Document
	type use struct{ apps, istio, gateways bool }
	uses := map[string]use{d.Namespace.Value: {}}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].apps {
			if a := &r.plan.Tiers[i].apps[j]; a.backend == nil {
				uses[a.namespace] = use{apps: true}
			}
		}
	}
	mention := func(name string) {
		if _, ok := uses[name]; !ok {
			uses[name] = use{}
		}
	}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].apps {
			mention(r.plan.Tiers[i].apps[j].namespace)
		}
	}
	for _, n := range d.Certs.Namespaces {
		if r.plan.rendersSecrets() {
			mention(n.Value)
		}
	}
	if r.plan.asksForCNI() {
		uses[sailCNINamespace] = use{istio: true}
	}
	uses[d.Istio.Namespace.Value] = use{istio: true, gateways: r.plan.injects()}
	if r.plan.Versions.Install == "operator" {
		uses[operatorNamespace] = use{istio: true}
	}
	set := map[string]*Namespace{}
	for i := range d.Namespaces {
		n := &d.Namespaces[i]
		set[n.Name.Value] = n
		mention(n.Name.Value)
	}
	var out []ModelNamespace
	for name, u := range uses {
		labels := map[string]string{}
		inject := u.apps && !u.istio || u.gateways && !platform.IstioInjectionByPodLabel.In(r.plan.Versions.Istio)
		if n := set[name]; n != nil {
			if n.Inject.IsSet() {
				inject = n.Inject.Value
			}
			for _, l := range n.Labels {
				labels[l.Key.Value] = l.Value.Value
			}
			if level := n.PodSecurity.Value; level != "" {
				labels["pod-security.kubernetes.io/enforce"] = level
			}
		}
		switch {
		case inject && r.plan.Revision != "":
			labels["istio.io/rev"] = r.plan.Revision
		case inject:
			labels["istio-injection"] = "enabled"
		case u.istio && !u.gateways || set[name] != nil && set[name].Inject.IsSet():
			labels["istio-injection"] = "disabled"
		}
		out = append(out, ModelNamespace{name, labels})
	}
	slices.SortFunc(out, func(a, b ModelNamespace) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// withIstioNamespace adds where istiod goes to values that do not say it: the
// installer reads the namespace of an IstioOperator from nowhere else (istio,
// operator/pkg/apis/types.go).
func withIstioNamespace(given any, namespace string) any {
	values := map[string]any{}
	if m, ok := given.(map[string]any); ok {
		values = maps.Clone(m)
	}
	global := map[string]any{}
	if m, ok := values["global"].(map[string]any); ok {
		global = maps.Clone(m)
	}
	if _, ok := global["istioNamespace"]; !ok {
		global["istioNamespace"] = namespace
	}
	values["global"] = global
	return values
}

// nodeSelectors are the labels of nodes, a named one's by its name.
func nodeSelectors(nodes []Node) []map[string]string {
	var out []map[string]string
	for _, n := range nodes {
		out = append(out, n.labels())
	}
	return out
}
