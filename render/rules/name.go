package rules

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/places"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkNames checks that every derived name is valid for its kind and that no two
// objects are one (rule 4).
func (v *verdict) checkNames() {
	c := &claims{v: v, taken: map[claim]format.Origin{}, apps: map[claim]format.Origin{}, components: map[string]*plan.Tier{}, told: map[[2]places.Place]bool{}}
	c.istiod(v.doc.Istio.Namespace.Value)
	c.operator()
	c.issuer()
	c.taken[claim{"Service", "default", "kubernetes"}] = format.Origin{}
	for i := range v.plan.Pools {
		p := &v.plan.Pools[i]
		if p.Written == nil {
			c.take("IPAddressPool", "", p.Name, p.Origin, "names.pool")
		} else {
			c.taken[claim{"IPAddressPool", "", p.Name}] = p.Origin
		}
	}
	c.announcements()
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		t, pods := p.Written, p.GatewayNamespace
		if p.Unnamed {
			continue
		}
		if v.plan.GatewayAPI() {
			origin := format.Or(t.Names.Gateway.Origin, t.Name.Origin)
			c.take("Service", pods, p.Names.Gateway+plan.GatewayAPISuffix, origin, "names.gateway")
			c.taken[claim{"Deployment", pods, p.Names.Gateway + plan.GatewayAPISuffix}] = origin
		} else {
			c.take("Service", pods, p.Names.Workload, format.Or(t.Names.Workload.Origin, t.Name.Origin), "names.workload")
			c.taken[claim{"Deployment", pods, p.Names.Workload}] = format.Or(t.Names.Workload.Origin, t.Name.Origin)
			c.component(p)
		}
		c.servers(p)
		if v.plan.TellsDNSEndpoint(p) {
			c.take("DNSEndpoint", p.GatewaysIn, p.Names.Gateway, format.Or(t.Names.Gateway.Origin, t.Name.Origin), "names.gateway")
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		if own := p.Own; own != nil && !p.Unnamed {
			c.httpRoutes(own.HTTP)
			c.virtualServices(own)
		}
		for j := range p.Apps {
			c.app(&p.Apps[j], p.Unnamed)
			c.authorities(&p.Apps[j])
		}
		c.httpRoutes(p.HTTP)
	}
}

// announcements takes the names of what MetalLB has of BGP. In its ConfigMap nothing of
// that has a name; two of one pool are told by what is checked of pools.
func (c *claims) announcements() {
	m := &c.v.doc.MetalLB
	if m.BGP == nil || !platform.MetalLBCustomResources.In(c.v.plan.Versions.MetalLB) {
		return
	}
	for i, name := range m.BGP.PeerNames() {
		if p := &m.BGP.Peers[i]; (format.Fits(p.Address, "ip") || format.Fits(p.Interface, "interface")) && !p.Name.IsWrong() {
			c.take("BGPPeer", "", name, format.Or(p.Name.Origin, p.Router()), "name")
		}
	}
	for i := range c.v.plan.Pools {
		p := &c.v.plan.Pools[i]
		if p.Name == "" { // which is told
			continue
		}
		own := map[string]bool{}
		for j := range p.Told {
			a := &p.Told[j]
			if name := a.ObjectName(p.Name); !own[name] {
				own[name] = true
				c.take("BGPAdvertisement", "", name, format.Or(a.Name.Origin, format.Or(a.Origin, p.Origin)), "name")
			}
		}
	}
}

// istiod takes the names of Istio's own control plane, and of the Secrets from
// which it takes its authority (istio, pilot/pkg/bootstrap/istio_ca.go).
func (c *claims) istiod(namespace string) {
	names := []string{"istiod"}
	if c.v.plan.Revision != "" {
		names = append(names, "istiod-"+c.v.plan.Revision)
	}
	for _, name := range names {
		c.taken[claim{"Deployment", namespace, name}] = c.v.doc.Istio.Version.Origin
		c.taken[claim{"Service", namespace, name}] = c.v.doc.Istio.Version.Origin
	}
	for _, name := range []string{"cacerts", "istio-ca-secret"} {
		c.taken[claim{"Secret", namespace, name}] = c.v.doc.Istio.Version.Origin
	}
}

// component takes the name of a gateway among those of the IstioOperator, which
// tells them apart by nothing else.
func (c *claims) component(t *plan.Tier) {
	switch first := c.components[t.Names.Workload]; {
	case first == nil:
		c.components[t.Names.Workload] = t
	case c.v.plan.Operated() && first.GatewayNamespace != t.GatewayNamespace:
		c.v.fail("name-taken", format.Or(t.Written.Names.Workload.Origin, t.Written.Name.Origin),
			fmt.Sprintf("two gateways of the IstioOperator are called %q, and it tells them apart by their names alone", t.Names.Workload),
			"write: another name", format.Or(first.Written.Names.Workload.Origin, first.Written.Name.Origin))
	}
}

// operator takes the names of the operator that is rendered with Istio.
func (c *claims) operator() {
	if c.v.plan.Versions.Install != format.InstallOperator {
		return
	}
	for _, kind := range []string{"Deployment", "Service"} {
		c.taken[claim{kind, plan.OperatorNamespace, c.v.plan.OperatorName()}] = c.v.doc.Istio.Version.Origin
	}
}

func (c *claims) app(a *plan.App, unnamed bool) {
	if a.Namesake != nil || a.Written.Name.IsWrong() || a.Stranger != nil || !format.Fits(a.Written.Name, "label") || a.Written.Version.Value != "" && !format.Fits(a.Written.Version, "labelvalue") {
		return
	}
	if !a.Deployed() || len(a.Versions) > 0 {
		c.appOfSeveral(a)
		if !unnamed {
			c.httpRoutes(a.HTTP)
			c.virtualServices(a)
		}
		return
	}
	names := a.Written.Names
	deployment, service := claim{"Deployment", a.Namespace, a.Names.Deployment}, claim{"Service", a.Namespace, a.Names.Service}
	if first, ok := c.taken[deployment]; ok && !names.Deployment.IsSet() && !names.Service.IsSet() {
		switch other, both := c.taken[service]; {
		case first == c.apps[service]:
			c.v.fail("app-twice", a.Written.Name.Origin, fmt.Sprintf("app %q is there twice in namespace %q", a.Written.Name.Value, a.Namespace),
				"write: another name, or another namespace", first)
			return
		case both && other == first && derives(first):
			c.v.fail("name-taken", a.Written.Name.Origin, fmt.Sprintf("a Deployment and a Service %q are in namespace %q already", a.Written.Name.Value, a.Namespace),
				"write: another name, or another namespace", first)
			return
		}
	}
	origin := a.Written.Name.Origin
	if a.Written.Version.Value != "" {
		origin = a.Written.Version.Origin
	}
	c.take("Deployment", a.Namespace, a.Names.Deployment, format.Or(names.Deployment.Origin, origin), "names.deployment")
	c.take("Service", a.Namespace, a.Names.Service, format.Or(names.Service.Origin, a.Written.Name.Origin), "names.service")
	if _, ok := c.apps[service]; !ok {
		c.apps[service] = c.taken[deployment]
	}
	if unnamed {
		return
	}
	c.httpRoutes(a.HTTP)
	c.virtualServices(a)
}

// authorities takes the names of the Secrets with the authorities of an app's servers.
func (c *claims) authorities(a *plan.App) {
	const help = "write ca: {secret: NAME} in its place, a Secret of your own with it"
	for _, one := range a.Authorities() {
		key := claim{"Secret", one.Namespace, one.Name}
		if len(one.Name) > 253 {
			c.v.fail("name-too-long", one.File.Origin, fmt.Sprintf("the Secret's name %s is longer than 253 characters", wording.Quote(one.Name)), help)
		}
		if first, ok := c.taken[key]; ok {
			c.v.fail("name-taken", one.File.Origin, fmt.Sprintf("two objects are the Secret %q in namespace %q", one.Name, one.Namespace), help, first)
			continue
		}
		c.taken[key] = one.File.Origin
	}
}

func (c *claims) virtualServices(a *plan.App) {
	for i := range a.Own {
		if !c.v.unordered {
			c.virtualService(&a.Own[i])
		}
	}
	for i := range a.Connections {
		c.virtualService(&a.Connections[i].VirtualService)
	}
}

// appOfSeveral takes the names of an app's versions, or of the entry of what is
// outside the cluster.
func (c *claims) appOfSeveral(a *plan.App) {
	if !a.Deployed() {
		if a.Backend != nil && a.Backend.Entry {
			c.take("ServiceEntry", a.Namespace, a.Written.Name.Value, a.Written.Name.Origin, "name")
		}
		return
	}
	for i := range a.Versions {
		if version := &a.Versions[i]; version.Subset != "" {
			c.take("Deployment", a.Namespace, version.Deployment, version.Written.Version.Origin, "version")
			if c.v.plan.GatewayAPI() {
				c.take("Service", a.Namespace, a.VersionService(version), version.Written.Version.Origin, "version")
			}
		}
	}
	origin := format.Or(a.Written.Names.Service.Origin, a.Written.Name.Origin)
	c.take("Service", a.Namespace, a.Names.Service, origin, "names.service")
}

func (c *claims) virtualService(s *plan.VirtualService) {
	if c.v.plan.GatewayAPI() {
		return
	}
	if ofNoHost(s.Name, s.Origin) {
		return
	}
	c.take("VirtualService", s.Namespace, s.Name, s.Origin, "names.virtualService")
}

// ofNoHost reports whether a name is derived of a host that is none, which is told by itself.
func ofNoHost(name string, from format.Origin) bool {
	return derives(from) && (strings.ContainsAny(name, ":/${}") || strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 }))
}

// httpRoutes claims the names of routes.
func (c *claims) httpRoutes(list []plan.GatewayRoute) {
	if c.v.noHTTPRoutes {
		return
	}
	for i := range list {
		if ofNoHost(list[i].Name, list[i].Origin) {
			continue
		}
		c.take(list[i].Kind, list[i].Namespace, list[i].Name, list[i].Origin, "names.virtualService")
	}
}
