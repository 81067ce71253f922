package importing

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// translated are the objects with those of the Gateway API in Istio's words.
func (im *importer) translated(list []manifest.Manifest) []manifest.Manifest {
	gateways := im.standardGateways()
	if len(gateways) == 0 || len(im.world.OfKind(objects.IstioNetworking, "Gateway")) > 0 {
		return list
	}
	im.standard = true
	s := &standard{im: im, gateways: gateways, served: map[string][]*section{}, behind: map[manifest.ID]string{}}
	for _, m := range list {
		switch id := m.ID(); {
		case id.Group == objects.GatewayAPI && id.Kind == "UDPRoute": // a port for UDP is only opened
		case id.Group == objects.GatewayAPI && strings.HasSuffix(id.Kind, "Route"):
			if strings.HasPrefix(id.Name, "closed-on-") && manifest.Rendered(m.Object) {
				continue // what render closes follows from the rest
			}
			s.routes = append(s.routes, m)
		case id.Group == objects.GatewayAPI && id.Kind == "Gateway" && !waypoint(m.Object):
		default:
			s.out = append(s.out, m)
		}
	}
	s.versions()
	for _, g := range gateways {
		s.gateway(g.Members())
	}
	for i := range s.routes {
		s.route(s.routes[i].Object)
	}
	return s.out
}

// parameters is what a Gateway's ConfigMap changes of what Istio makes of it.
func (s *standard) parameters(g manifest.Object, of string) manifest.Object {
	ref := g.Object("spec").Object("infrastructure").Object("parametersRef")
	o := s.im.world.Find(manifest.ID{Kind: "ConfigMap", Namespace: g.Object("metadata").Text("namespace"), Name: ref.Text("name")})
	if o == nil || ref.Text("kind") != "ConfigMap" {
		return nil
	}
	list, err := manifest.Decode([]byte(o.Members().Object("data").Text(of)))
	if err != nil || len(list) != 1 {
		return nil
	}
	return list[0]
}

// gateway says a Gateway as one of Istio's for each of its sections, with the Service and
// the pods that Istio makes of it.
func (s *standard) gateway(g manifest.Object) {
	name, namespace := g.Object("metadata").Text("name"), g.Object("metadata").Text("namespace")
	suffix, usual := strings.CutPrefix(name, usualGateway)
	workload, label := usualWorkload+suffix, "ingressgateway"+suffix
	if !usual {
		workload, label = name, "ingressgateway-"+document.Slug(name)
	}
	labels := object("istio", label)
	metadata := object("name", workload, "namespace", namespace)
	s.service(g, metadata, labels)
	patch := s.parameters(g, "deployment").Object("spec").Object("template")
	podSpec := patch.Object("spec")
	if podSpec.List("containers") == nil {
		podSpec = append(slices.Clone(podSpec), object("containers", []any{object("name", "istio-proxy")})...)
	}
	pods := object("metadata", object("labels", append(slices.Clone(labels), patch.Object("metadata").Object("labels")...), "annotations", patch.Object("metadata").Object("annotations")),
		"spec", podSpec)
	s.add("apps/v1", "Deployment", metadata, object("selector", object("matchLabels", labels), "template", pods))
	if scale := s.parameters(g, "horizontalPodAutoscaler").Object("spec"); scale != nil {
		s.add("autoscaling/v2", "HorizontalPodAutoscaler", metadata, scale)
	}
	sections := s.sections(g)
	s.served[namespace+"/"+name] = sections
	s.attach(g)
	byName := map[string][]any{}
	var order []string
	for _, one := range sections {
		if byName[one.gateway] == nil {
			order = append(order, one.gateway)
		}
		byName[one.gateway] = append(byName[one.gateway], one.servers()...)
	}
	if len(order) == 0 {
		order = []string{name}
	}
	byName[order[0]] = append(byName[order[0]], s.otherPorts(g)...)
	for _, called := range order {
		about := object("name", called, "namespace", namespace)
		if called == name {
			about = append(about, object("annotations", annotationsOf(g))...)
		}
		s.add("networking.istio.io/v1", "Gateway", about, object("selector", labels, "servers", byName[called]))
	}
}

// service is the Service that Istio makes of a Gateway.
func (s *standard) service(g, metadata, labels manifest.Object) {
	patch := s.parameters(g, "service")
	spec := slices.Clone(without(patch.Object("spec"), "ports", "ipFamilyPolicy", "ipFamilies"))
	if spec.Get("type") == nil {
		spec = append(spec, object("type", cmp.Or(annotationsOf(g).Text("networking.istio.io/service-type"), "LoadBalancer"))...)
	}
	if spec.Get("externalTrafficPolicy") == nil {
		spec = append(spec, object("externalTrafficPolicy", "Cluster")...)
	}
	var addresses []string
	for _, a := range g.Object("spec").List("addresses") {
		o, _ := a.(manifest.Object)
		if _, err := netip.ParseAddr(o.Text("value")); err == nil { // and no name of a Service that is there
			addresses = append(addresses, o.Text("value"))
		}
	}
	notes := slices.Clone(patch.Object("metadata").Object("annotations"))
	for _, n := range g.Object("spec").Object("infrastructure").Object("annotations") {
		if strings.HasPrefix(n.Key, "metallb.") || AsksAddress(n.Key) {
			notes = append(notes, n)
		}
	}
	if len(addresses) > 0 {
		notes = append(notes, object("metallb.io/loadBalancerIPs", strings.Join(addresses, ","))...)
	}
	spec = append(spec, object("selector", labels, "ports", s.ports(g, patch.Object("spec").List("ports")))...)
	s.add("v1", "Service", append(slices.Clone(metadata), object("annotations", notes)...), spec)
}

// ports are those of the listeners, with what the ConfigMap says of each, and those that
// it has beside them.
func (s *standard) ports(g manifest.Object, patched []any) (out []any) {
	var numbers []int64
	said := func(n int64, udp bool) manifest.Object {
		for _, p := range patched {
			o, _ := p.(manifest.Object)
			if is, ok := number(o.Get("port")); ok && is == n && (o.Text("protocol") == "UDP") == udp && o.Text("$patch") == "" {
				return o
			}
		}
		return nil
	}
	open := func(o manifest.Object, protocol string) {
		n, ok := number(o.Get("port"))
		if !ok || slices.Contains(numbers, n) {
			return
		}
		numbers = append(numbers, n)
		more := said(n, protocol != "")
		out = append(out, object("name", cmp.Or(more.Text("name"), o.Text("name")), "port", n, "protocol", protocol, "targetPort", more.Get("targetPort"), "nodePort", more.Get("nodePort")))
	}
	for _, l := range g.Object("spec").List("listeners") {
		if o := asObject(l); o.Text("protocol") != "UDP" {
			open(o, "")
		}
	}
	for _, l := range g.Object("spec").List("listeners") {
		if o := asObject(l); o.Text("protocol") == "UDP" {
			open(o, "UDP")
		}
	}
	at := func(item any) int {
		o, _ := item.(manifest.Object)
		return slices.IndexFunc(patched, func(p any) bool {
			one, _ := p.(manifest.Object)
			return one.Text("name") != "" && one.Text("name") == o.Text("name")
		})
	}
	if !slices.ContainsFunc(out, func(item any) bool {
		n, _ := number(item.(manifest.Object).Get("port"))
		return at(item) < 0 && usualPorts()[n] == ""
	}) {
		slices.SortStableFunc(out, func(a, b any) int { return cmp.Compare(at(a), at(b)) })
	}
	for _, p := range patched {
		o, _ := p.(manifest.Object)
		n, ok := number(o.Get("port"))
		named := slices.ContainsFunc(out, func(item any) bool {
			one, _ := number(asObject(item).Get("port"))
			return one == n && asObject(item).Text("protocol") == o.Text("protocol")
		})
		if ok && o.Text("$patch") == "" && (o.Text("protocol") == "UDP" && !named || !slices.Contains(numbers, n)) {
			out = append(out, o)
		}
	}
	return out
}
