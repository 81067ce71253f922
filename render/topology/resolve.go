package topology

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"render/render/platform"
)

// operatorNamespace is where `istioctl operator init` puts the operator, and
// operatorPort its Service's.
const (
	operatorNamespace = "istio-operator"
	operatorPort      = 8383
)

// operatorName is the operator's, of which there is one a revision.
func (p *Plan) operatorName() string { return "istio-operator-" + p.Revision }

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
	m.MetalLB = p.resolveMetalLB()
	m.Istio = p.resolveIstio()
	for i := range p.Tiers {
		m.Tiers = append(m.Tiers, p.resolveTier(&p.Tiers[i], m))
	}
	m.Issuers = p.resolveIssuers()
	m.Namespaces = p.resolveNamespaces()
	m.Routing = d.Routing.Value
	m.ReferenceGrants = p.resolveReferenceGrants()
	return m
}

func pairs(list []Pair) map[string]string {
	out := make(map[string]string, len(list))
	for _, p := range list {
		out[p.Key.Value] = p.Value.Value
	}
	return out
}

func optional(t Text) *string {
	if t.Value == "" {
		return nil
	}
	return &t.Value
}

func (p *Plan) resolveMetalLB() ModelMetalLB {
	m := &p.Document.MetalLB
	out := ModelMetalLB{API: "none", Namespace: m.Namespace.Value, Protocol: m.Advertise.Value}
	switch {
	case p.Versions.NoMetalLB:
		return out
	case platform.MetalLBCustomResources.In(p.Versions.MetalLB):
		out.API = "metallb.io"
	default:
		out.API = "configmap"
	}
	out.BGP = p.resolveBGP()
	announced := map[string]*Tier{}
	for i := range p.Tiers {
		if t := &p.Tiers[i]; announced[t.pool] == nil {
			announced[t.pool] = t.tier
		}
	}
	for _, pool := range p.Pools {
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

func (p *Plan) resolveIstio() ModelIstio {
	i := &p.Document.Istio
	out := ModelIstio{
		Version:    p.Versions.Istio.String(),
		Install:    p.Versions.Install,
		Namespace:  i.Namespace.Value,
		Name:       cmp.Or(p.sail.name, i.Name.Value, "istio-control-plane"),
		Profile:    i.Profile.Value,
		Hub:        optional(i.Hub),
		Tag:        optional(i.Tag),
		MeshConfig: i.MeshConfig.Value,
		Values:     i.Values.Value,
		Networking: platform.NetworkingAPI(p.Versions.Istio),
		Security:   platform.SecurityAPI(p.Versions.Istio),
	}
	out.Operated, out.Injects = p.operated(), p.injects()
	if out.Operated && out.Namespace != "istio-system" {
		out.Values = withIstioNamespace(i.Values.Value, out.Namespace)
	}
	out.Sail = p.resolveSail()
	out.DisabledGateways = p.strayGateways()
	if p.Revision != "" {
		out.Revision = &p.Revision
	}
	if i.MTLS.Value != "" {
		mode := strings.ToUpper(i.MTLS.Value)
		out.MTLS = &mode
	}
	if out.Install == "operator" {
		hub := cmp.Or(i.Hub.Value, platform.OperatorImageHub(p.Versions.Istio))
		tag := cmp.Or(i.Tag.Value, out.Version)
		out.Operator = &ModelOperator{
			Namespace: operatorNamespace,
			Name:      p.operatorName(),
			Revision:  p.Revision,
			Image:     hub + "/operator:" + tag,
			Watch:     out.Namespace,
			Rules:     plainValues(platform.OperatorRules(p.Versions.Istio)),
		}
	}
	return out
}

// resolveNamespaces lists the namespaces in use and those the topology sets, by
// name, each with its labels. MetalLB's own is not among them: MetalLB's
// installation made it and gave it its labels.
func (p *Plan) resolveNamespaces() []ModelNamespace {
	d := p.Document
	type use struct{ apps, istio, gateways bool }
	uses := map[string]use{d.Namespace.Value: {}}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			if a := &p.Tiers[i].apps[j]; a.backend == nil {
				uses[a.namespace] = use{apps: true}
			}
		}
	}
	mention := func(name string) {
		if _, ok := uses[name]; !ok {
			uses[name] = use{}
		}
	}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			mention(p.Tiers[i].apps[j].namespace)
		}
	}
	for _, n := range d.Certs.Namespaces {
		if p.rendersSecrets() {
			mention(n.Value)
		}
	}
	if p.asksForCNI() {
		uses[sailCNINamespace] = use{istio: true}
	}
	uses[d.Istio.Namespace.Value] = use{istio: true, gateways: p.injects()}
	if p.Versions.Install == "operator" {
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
		inject := u.apps && !u.istio || u.gateways && !platform.IstioInjectionByPodLabel.In(p.Versions.Istio)
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
		case inject && p.Revision != "":
			labels["istio.io/rev"] = p.Revision
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

// splitRedirect is a redirect's target in parts; what it leaves as it is is "",
// or 0.
func splitRedirect(to string) (scheme, host, path string, port int) {
	if strings.HasPrefix(to, "/") {
		return "", "", to, 0
	}
	scheme, rest, _ := strings.Cut(to, "://")
	host, path, found := strings.Cut(rest, "/")
	if found && path != "" {
		path = "/" + path
	} else {
		path = ""
		if found {
			path = "/"
		}
	}
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		port, _ = strconv.Atoi(host[i+1:])
		host = host[:i]
	}
	return scheme, host, path, port
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
