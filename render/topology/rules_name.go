package topology

import (
	"fmt"
	"render/render/wording"
	"strings"
)

// checkNames checks that every derived name is valid for its kind and that no two
// objects are one (rule 4).
func (v *verdict) checkNames() {
	c := &claims{v: v, taken: map[claim]Origin{}, apps: map[claim]Origin{}}
	c.istiod(v.doc.Istio.Namespace.Value)
	c.operator()
	c.issuer()
	istio := v.plan.GatewayNamespace()
	for i := range v.plan.Pools {
		p := &v.plan.Pools[i]
		if p.pool == nil {
			c.take("IPAddressPool", "", p.name, p.origin, "names.pool")
		} else {
			c.taken[claim{"IPAddressPool", "", p.name}] = p.origin
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		t := p.tier
		if p.unnamed {
			continue
		}
		if v.plan.gatewayAPI() {
			origin := or(t.Names.IstioGateway.Origin, t.Name.Origin)
			c.take("Service", istio, p.names.istioGateway+gatewayAPISuffix, origin, "names.istioGateway")
			c.taken[claim{"Deployment", istio, p.names.istioGateway + gatewayAPISuffix}] = origin
		} else {
			c.take("Service", istio, p.names.gateway, or(t.Names.Gateway.Origin, t.Name.Origin), "names.gateway")
			c.taken[claim{"Deployment", istio, p.names.gateway}] = or(t.Names.Gateway.Origin, t.Name.Origin)
		}
		for _, group := range p.hosts {
			c.take("Gateway", v.doc.Namespace.Value, group.gateway, or(t.Names.IstioGateway.Origin, t.Name.Origin), "names.istioGateway")
		}
		if len(p.tcp) > 0 && !v.plan.gatewayAPI() {
			c.take("Gateway", v.doc.Namespace.Value, tcpName(p.names.istioGateway), or(t.Names.IstioGateway.Origin, t.Name.Origin), "names.istioGateway")
		}
		if t.ownsSecret() {
			c.secrets(p.names.secret, or(t.Names.Secret.Origin, t.Name.Origin))
		}
		if t.TLS.clientCertificates() && t.TLS.ClientCA.IsSet() {
			c.take("Secret", istio, clientCASecret(p.names.secret), or(t.Names.Secret.Origin, or(t.Cert.Secret.Origin, t.Name.Origin)), "names.secret")
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		for j := range p.apps {
			c.app(&p.apps[j], p.unnamed)
		}
		c.httpRoutes(p.toHTTPS)
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

// operator takes the names of the operator that is rendered with Istio.
func (c *claims) operator() {
	if c.v.plan.Versions.Install != InstallOperator {
		return
	}
	for _, kind := range []string{"Deployment", "Service"} {
		c.taken[claim{kind, operatorNamespace, c.v.plan.operatorName()}] = c.v.doc.Istio.Version.Origin
	}
}

// secrets takes the name of a tier's TLS Secret, and of its copies, which are
// told of only where the first is not.
func (c *claims) secrets(name string, m Origin) {
	spaces := c.v.plan.secretNamespaces()
	if !c.v.plan.rendersSecrets() {
		spaces = spaces[:1]
	}
	for _, namespace := range spaces {
		_, told := c.taken[claim{"Secret", namespace, name}]
		c.take("Secret", namespace, name, m, "names.secret")
		if told {
			return
		}
	}
}

func (c *claims) app(a *appPlan, unnamed bool) {
	if a.namesake != nil || a.app.Name.wrong || a.stranger != nil || !fits(a.app.Name, "label") || a.app.Version.Value != "" && !fits(a.app.Version, "labelvalue") {
		return
	}
	if a.backend != nil || len(a.versions) > 0 {
		c.appOfSeveral(a)
		if !unnamed {
			c.httpRoutes(a.http)
			c.virtualServices(a)
		}
		return
	}
	names := a.app.Names
	deployment, service := claim{"Deployment", a.namespace, a.names.deployment}, claim{"Service", a.namespace, a.names.service}
	if first, ok := c.taken[deployment]; ok && !names.Deployment.IsSet() && !names.Service.IsSet() {
		switch other, both := c.taken[service]; {
		case first == c.apps[service]:
			c.v.fail("app-twice", a.app.Name.Origin, fmt.Sprintf("app %q is there twice in namespace %q", a.app.Name.Value, a.namespace),
				"write: another name, or another namespace", first)
			return
		case both && other == first && derives(first):
			c.v.fail("name-taken", a.app.Name.Origin, fmt.Sprintf("a Deployment and a Service %q are in namespace %q already", a.app.Name.Value, a.namespace),
				"write: another name, or another namespace", first)
			return
		}
	}
	origin := a.app.Name.Origin
	if a.app.Version.Value != "" {
		origin = a.app.Version.Origin
	}
	c.take("Deployment", a.namespace, a.names.deployment, or(names.Deployment.Origin, origin), "names.deployment")
	c.take("Service", a.namespace, a.names.service, or(names.Service.Origin, a.app.Name.Origin), "names.service")
	if _, ok := c.apps[service]; !ok {
		c.apps[service] = c.taken[deployment]
	}
	if unnamed {
		return
	}
	c.httpRoutes(a.http)
	c.virtualServices(a)
}

func (c *claims) virtualServices(a *appPlan) {
	for i := range a.own {
		if !c.v.unordered {
			c.virtualService(&a.own[i])
		}
	}
	for i := range a.connections {
		c.virtualService(&a.connections[i].virtualServicePlan)
	}
}

// appOfSeveral takes the names of an app's versions, or of the entry of what is
// outside the cluster.
func (c *claims) appOfSeveral(a *appPlan) {
	if b := a.backend; b != nil {
		if b.entry {
			c.take("ServiceEntry", a.namespace, a.app.Name.Value, a.app.Name.Origin, "name")
			if len(a.tlsPorts()) > 0 {
				c.take("DestinationRule", a.namespace, a.app.Name.Value, a.app.Name.Origin, "name")
			}
		}
		return
	}
	for i := range a.versions {
		if version := &a.versions[i]; version.subset != "" {
			c.take("Deployment", a.namespace, version.deployment, version.version.Version.Origin, "version")
			if c.v.plan.gatewayAPI() {
				c.take("Service", a.namespace, a.versionService(version), version.version.Version.Origin, "version")
			}
		}
	}
	origin := or(a.app.Names.Service.Origin, a.app.Name.Origin)
	_, told := c.taken[claim{"Service", a.namespace, a.names.service}]
	c.take("Service", a.namespace, a.names.service, origin, "names.service")
	if !told {
		c.take("DestinationRule", a.namespace, a.names.service, origin, "names.service")
	}
}

func (c *claims) virtualService(s *virtualServicePlan) {
	if c.v.plan.gatewayAPI() {
		return
	}
	c.take("VirtualService", s.namespace, s.name, s.origin, "names.virtualService")
}

// derives reports whether names of objects are made from what is there: a name
// or a version of a tier, an app or Istio.
func derives(m Origin) bool {
	path := m.Path()
	return !strings.Contains(path, ".names.") && path != "secrets.cert-manager.issuer" && !strings.HasPrefix(path, "metallb.")
}

type claim struct{ kind, namespace, name string }

type claims struct {
	v     *verdict
	taken map[claim]Origin
	apps  map[claim]Origin // by an app's Service, its Deployment's mark
}

// longest are the kinds' own limits: a Service's name and a Gateway's are DNS
// labels; a Deployment's becomes a label value of its pods' owners.
var longest = map[string]int{"Service": 63, "Gateway": 63, "Deployment": 63}

func (c *claims) take(kind, namespace, name string, m Origin, field string) {
	help := "write: " + field + ": ..., a name of your own"
	limit, form := 253, formats["subdomain"]
	if l := longest[kind]; l > 0 {
		limit = l
	}
	switch kind {
	case "Service":
		form = formats["service"]
	case "Gateway":
		form = formats["label"]
	}
	switch {
	case len(name) > limit:
		c.v.fail("name-too-long", m, fmt.Sprintf("the %s's name %s is longer than %d characters", kind, wording.Quote(name), limit), help)
	case !form.pattern.MatchString(name):
		c.v.fail("name-form", m, fmt.Sprintf("the %s's name %s is not %s", kind, wording.Quote(name), form.words), help)
	}
	key := claim{kind, namespace, name}
	if first, ok := c.taken[key]; ok {
		where := ""
		if namespace != "" {
			where = fmt.Sprintf(" in namespace %q", namespace)
		}
		if derives(m) && !derives(first) { // who chose the name can choose another
			m, first = first, m
		}
		if !derives(m) {
			help = "write: another name"
		}
		c.v.fail("name-taken", m, fmt.Sprintf("two objects are the %s %q%s", kind, name, where), help, first)
		return
	}
	c.taken[key] = m
}

// httpRoutes claims the names of routes.
func (c *claims) httpRoutes(list []gatewayRoutePlan) {
	if c.v.noHTTPRoutes {
		return
	}
	for i := range list {
		c.take(list[i].kind, list[i].namespace, list[i].name, list[i].origin, "names.virtualService")
	}
}
