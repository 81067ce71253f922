package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkGatewayAPI tells what `routing: gateway-api` cannot say: what Istio's version, or
// the release of the Gateway API it is made for, lacks.
func (v *verdict) checkGatewayAPI() {
	if v.plan.GatewayAPI() {
		v.checkGatewayAPIRules()
	}
	v.noHTTPRoutes = v.Failed
}

func (v *verdict) checkGatewayAPIRules() {
	istio := v.plan.Versions.Istio
	if istio.IsZero() {
		return
	}
	if message := platform.IstioGatewayAPIV1.Missing(istio); message != "" {
		help := "write: istio, or use a version that has it"
		if v.plan.NeedsSolverRoutes() {
			help = "use a version that has it, or write " + v.ByIstio()
		}
		v.fail("version-too-old", v.doc.Routing.Origin, message, help, v.doc.Istio.Version.Origin)
		return
	}
	for _, namespace := range v.plan.GatewayNamespaces() {
		v.needAny(v.plan.Restricted(namespace), platform.IstioGatewayParameters, istio)
	}
	if v.plan.LowPortsTakenAway() && slices.ContainsFunc(v.plan.Tiers, func(t plan.Tier) bool { return t.Written.ServesHosts() }) {
		v.fail("port-privileged", v.doc.Istio.Values.Origin, "with gateways.securityContext as it is here Istio leaves out the sysctl by which gateways listen on ports below 1024, and so on 80 and 443",
			`write sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}] into it, or remove it`, v.doc.Routing.Origin)
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		v.checkGatewayAPITier(p)
		v.checkGatewayAPIServers(p)
		v.checkGatewayAPIConnections(p)
		for _, r := range p.Routes {
			v.checkGatewayAPIRoute(r)
		}
		v.checkGatewayAPIOrder(p)
	}
}

// checkGatewayAPITier: Istio makes the Deployment and the Service, and takes changes
// of them from a certain version on.
func (v *verdict) checkGatewayAPITier(p *plan.Tier) {
	t := p.Written
	for _, m := range []format.Origin{t.Names.Workload.Origin, t.Names.Label.Origin} {
		if m.IsSet() {
			v.fail("gateway-api-field", m, "has no effect with the Gateway API: Istio names the gateway after the Gateway, <Gateway>-istio",
				"write names.gateway, or remove it", v.doc.Routing.Origin)
		}
	}
	local := format.Origin{}
	if t.TrafficPolicy.Value == format.TrafficLocal {
		local = t.TrafficPolicy.Origin
	}
	replicas := t.Replicas.Origin
	if t.Replicas.Count.Value == 1 {
		replicas = format.Origin{}
	}
	ports := format.Origin{}
	for i := range t.Ports {
		if port := &t.Ports[i]; port.NodePort.IsSet() || port.TargetPort.IsSet() && port.TargetPort.Value != port.Port.Value || !p.Listens(port) {
			ports = format.Or(ports, port.Origin) // else the Service has the listener's port
		}
	}
	for _, m := range []format.Origin{format.ListOrigin(t.SourceRanges), t.Proxies.Origin, t.Pod.Changes(), format.PairsOrigin(t.Service.Annotations),
		t.Service.LoadBalancerClass.Origin, t.Service.AllocateNodePorts.Origin, local, t.NodePorts.Fixes(), ports, replicas, t.Resources.Origin,
		format.PairsOrigin(t.NodeSelector), format.ListOrigin(t.Tolerations), t.Affinity.Origin} {
		v.needAny(m, platform.IstioGatewayParameters, v.plan.Versions.Istio)
	}
}

// gatewayPath is what the CRD takes as an exact path or a prefix.
var gatewayPath = format.Expression(`^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})*$`)

func (v *verdict) checkGatewayAPIRoute(r *plan.Route) {
	route, istio := r.Written, v.plan.Versions.Istio
	if r.Path.Kind == routing.Exact || r.Path.Kind == routing.Prefix {
		v.checkGatewayAPIPath(r)
	}
	// Istio hands the path on to Envoy as it is (istio,
	// pilot/pkg/networking/core/route/route.go), which replaces "/" alone.
	if w := route.Rewrite.Path; w.IsSet() && r.Path.Kind == routing.Every {
		if w.Value != "/" {
			v.fail("gateway-api-conflict", w.Origin, "with the Gateway API Istio replaces the first \"/\" by "+wording.Quote(w.Value)+" alone: /x would become "+strings.TrimRight(w.Value, "/")+"x",
				"write prefixes in place of /*, or "+v.ByIstio())
		}
	} else if w.IsSet() && r.Path.Kind != routing.Exact && len(w.Value) > 1 && strings.HasSuffix(w.Value, "/") {
		v.fail("gateway-api-value", w.Origin, "the Gateway API leaves the last \"/\" of "+wording.Quote(w.Value)+" off where a prefix is replaced", "write: "+strings.TrimRight(w.Value, "/"))
	}
	if route.Rewrite.Path.IsSet() && r.Path.Kind == routing.Prefix && len(r.Methods) > 1 {
		v.fail("gateway-api-field", route.Rewrite.Origin, "the Gateway API replaces a prefix in rules of one match, and here is one for each method", "write a route for each method, or no methods")
	}
	if t := route.Retries; t != nil {
		v.fail("gateway-api-field", t.Origin, "retries came into the Gateway API's standard channel with 1.7, and Istio up to 1.31 is made for older ones", v.OrIstio("remove it"), v.doc.Routing.Origin)
	}
	v.needAny(route.Timeout.Origin, platform.IstioHTTPRouteTimeouts, istio)
	if m := route.Mirror; m != nil && m.Percent.Value != 100 {
		v.needAny(m.Percent.Origin, platform.IstioHTTPRouteMirrorPercent, istio)
	}
	if c := route.CORS; c != nil {
		v.need(c.Origin, platform.IstioHTTPRouteCORS, istio)
		v.checkGatewayAPIMaxAge(c.MaxAge)
		v.checkGatewayAPICORS(c)
	}
	if d := route.Redirect; d != nil {
		if c := d.Code.Value; c != format.MovedPermanently && c != format.Found {
			v.needAny(d.Code.Origin, platform.IstioHTTPRouteRedirectCodes, istio)
		}
		if _, host, _, _ := format.SplitRedirect(d.To.Value); host != "" && !format.CheckRedirect(d.To.Value).Found() && (format.IsIP(host) || !format.HostName.MatchString(host)) {
			v.fail("gateway-api-value", d.To.Origin, wording.Quote(host)+" is not a DNS name, and the Gateway API redirects to no other host", v.OrIstio("write a DNS name"))
		}
	}
}

func (v *verdict) checkGatewayAPIPath(r *plan.Route) {
	lower := strings.ToLower(r.Path.Text)
	switch {
	case len(r.Path.Text) > plan.MaxPathText:
		v.fail("gateway-api-limit", r.Origin, fmt.Sprintf("the path has %d characters, and the Gateway API takes %d", len(r.Path.Text), plan.MaxPathText), v.OrIstio("write a shorter one"))
	case !routing.IsSent(r.Path.Text): // is told
	case !gatewayPath.MatchString(r.Path.Text):
		v.fail("gateway-api-value", r.Origin, wording.Quote(r.Path.Text)+" has characters that the Gateway API does not take in a path", v.OrIstio("write them as %XX"))
	case strings.Contains(r.Path.Text, "//"), strings.Contains(lower, "%2f"):
		v.fail("gateway-api-value", r.Origin, wording.Quote(r.Path.Text)+` has an empty segment or an escaped "/", which the Gateway API does not take`, v.OrIstio("write a path without"))
	}
}

// gatewayOrigin is what the CRD takes as an origin.
var gatewayOrigin = format.Expression(`^\*$|^https?://(([*]\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:[0-9]{1,5})?$`)

// checkGatewayAPICORS checks lists that the CRD takes as sets of at most 64, and in
// which "*" stands alone.
func (v *verdict) checkGatewayAPICORS(c *format.CORS) {
	var origins []format.Text
	for i := range c.Origins {
		o := &c.Origins[i]
		if o.Regex.IsSet() {
			v.fail("gateway-api-field", o.Regex.Origin, "the Gateway API takes no expression for origins", "write https://*.example.org for those below a name, or "+v.ByIstio(), v.doc.Routing.Origin)
			continue
		}
		if o.IsWrong() || o.Text.IsWrong() {
			continue // told already
		}
		origins = append(origins, o.Text)
		if !gatewayOrigin.MatchString(o.Text.Value) {
			v.fail("gateway-api-value", o.Origin, "the Gateway API takes no origin like "+wording.Quote(o.Text.Value), v.OrIstio("write http:// or https:// and a name"))
		}
	}
	for _, list := range [][]format.Text{origins, c.Methods, c.Headers, c.Expose} {
		seen := map[string]format.Origin{}
		for _, t := range list {
			if first, ok := seen[t.Value]; ok {
				v.fail("value-twice", t.Origin, wording.Quote(t.Value)+" is there twice, and the Gateway API takes each once", "remove one of the two", first)
			}
			seen[t.Value] = t.Origin
		}
		if every, ok := seen["*"]; ok && len(list) > 1 {
			v.fail("gateway-api-value", every, `"*" is for all, and the Gateway API takes none beside it`, "remove the others, or it")
		}
		if len(list) > plan.MaxCORS {
			v.fail("gateway-api-limit", list[plan.MaxCORS].Origin, fmt.Sprintf("the Gateway API takes %d at most, and here are %d", plan.MaxCORS, len(list)), v.OrIstio("remove some"))
		}
	}
}

func (v *verdict) checkGatewayAPIMaxAge(t format.Text) {
	if d, err := time.ParseDuration(t.Value); t.IsSet() && err == nil && (d < time.Second || d%time.Second != 0) {
		v.fail("gateway-api-value", t.Origin, wording.Quote(t.Value)+" is not in whole seconds, of which the Gateway API takes one at least", "write whole seconds")
	}
}
