package importing

import (
	"errors"
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// tier is an ingress gateway that was found, and what is behind it.
type tier struct {
	name, workload string
	namespace      string // of its pods
	labels         objects.Labels
	service        manifest.Object // the Service's spec
	annotations    manifest.Object // the Service's
	settings       manifest.Object // of an IstioOperator's item, its k8s; of a Deployment its parts by the same names
	ips            []string
	daemon         bool
	names          mapping
	servers        []*server // of its Gateways, by their hosts
	gateway        string    // the main Gateway's name
	space          string    // its namespace
	ports          map[int64]mapping
	portTLS        map[int64]mapping
	except         []any   // what is served in clear while all else is redirected
	answers        []route // that no app answers
	apps           []*app
}

// findTiers finds the gateways: an IstioOperator's, injected Deployments, and Services that
// select Istio's gateways.
func (im *importer) findTiers() error {
	for o := range im.world.IstioOperators() {
		for _, g := range o.IngressGateways().All() {
			item, _ := g.Raw().(manifest.Object)
			if item.Get("enabled") == false || item.Text("name") == "" {
				continue
			}
			k8s := item.Object("k8s")
			namespace := item.Text("namespace")
			if namespace == "" {
				namespace = im.rooted
			}
			im.add(&tier{workload: item.Text("name"), namespace: namespace, labels: g.PodLabels(),
				service: k8s.Object("service"), annotations: k8s.Object("serviceAnnotations"), settings: k8s})
		}
	}
	for s := range im.world.Services() {
		members := s.Members()
		spec := members.Object("spec")
		selector := objects.Labels(spec.Object("selector"))
		if _, ok := selector.Get("istio"); !ok && !im.selectedByGateway(selector) {
			continue
		}
		id := s.Object().ID()
		t := &tier{workload: id.Name, namespace: id.Namespace, labels: selector, service: spec, annotations: annotationsOf(members)}
		for d := range im.world.PodsOf(id.Namespace, selector) {
			t.labels = objects.Labels(d.Members().Object("spec").Object("template").Object("metadata").Object("labels"))
			t.settings, t.daemon = podSettings(d.Members()), d.Object().ID().Kind == "DaemonSet"
			break
		}
		im.add(t)
	}
	return im.findAddresses()
}

// podSettings are what a gateway's Deployment has, called as an IstioOperator calls it.
func podSettings(d manifest.Object) manifest.Object {
	template := d.Object("spec").Object("template")
	pod := template.Object("spec")
	var out manifest.Object
	for _, key := range []string{"nodeSelector", "tolerations", "affinity"} {
		if v := pod.Get(key); v != nil {
			out = append(out, manifest.Member{Key: key, Value: v})
		}
	}
	if list := pod.List("containers"); len(list) > 0 {
		if c, ok := list[0].(manifest.Object); ok && c.Get("resources") != nil {
			out = append(out, manifest.Member{Key: "resources", Value: c.Get("resources")})
		}
	}
	if n := d.Object("spec").Get("replicas"); n != nil {
		out = append(out, manifest.Member{Key: "replicaCount", Value: n})
	}
	return out
}

// selectedByGateway reports whether a Gateway chooses the pods that a Service does.
func (im *importer) selectedByGateway(selector objects.Labels) bool {
	if len(selector) == 0 {
		return false
	}
	for g := range im.world.Gateways() {
		asked := objects.Labels(g.Members().Object("spec").Object("selector"))
		if len(asked) > 0 && selector.Match(asked) {
			return true
		}
	}
	return false
}

func (im *importer) add(t *tier) {
	const usual = "istio-ingressgateway"
	label, _ := t.labels.Get("istio")
	t.name = slug(t.workload)
	if name := im.portName(t); name != "" {
		t.name = name
	}
	usualLabel := "ingressgateway-" + t.name
	switch suffix, cut := strings.CutPrefix(t.workload, usual+"-"); {
	case t.workload == usual:
		t.name, usualLabel = "primary", "ingressgateway"
	case cut:
		t.name = slug(suffix)
		usualLabel = "ingressgateway-" + t.name
	default:
		usualLabel = "ingressgateway-" + t.name
		t.names.add("workload", t.workload)
	}
	if label != usualLabel {
		t.names.add("label", label)
	}
	t.ports, t.portTLS = map[int64]mapping{}, map[int64]mapping{}
	im.tiers = append(im.tiers, t)
}

// findAddresses finds what each gateway's Service asks for.
func (im *importer) findAddresses() error {
	given := im.known.IPs
	for _, t := range im.tiers {
		text := t.service.Text("loadBalancerIP")
		for _, a := range t.annotations {
			if strings.HasSuffix(a.Key, "/loadBalancerIPs") {
				text, _ = a.Value.(string)
			}
		}
		for ip := range strings.SplitSeq(text, ",") {
			if ip = strings.TrimSpace(ip); ip != "" {
				t.ips = append(t.ips, ip)
			}
		}
		switch kind := t.service.Text("type"); {
		case len(t.ips) > 0, kind == "NodePort", kind == "ClusterIP":
		case len(given) > 0:
			t.ips, given = strings.Split(given[0], ","), given[1:]
		default:
			return fmt.Errorf("the Service of the gateway %q asks for no address; write its address: --ip 192.168.1.141", t.workload)
		}
	}
	switch {
	case len(im.tiers) == 0 && len(im.world.OfKind(objects.GatewayAPI, "Gateway")) > 0:
		return errors.New("its Gateways are those of the Kubernetes Gateway API, which are not read yet, and no other gateway is in it")
	case len(im.tiers) == 0:
		return errors.New("no ingress gateway is in what was read: neither an IstioOperator with ingressGateways nor a Service whose selector has a label istio; read the one that has its address too")
	case len(given) > 0:
		return fmt.Errorf("--ip %s is for a gateway whose Service asks for no address, and each asks for one; leave it out", given[0])
	}
	return nil
}

// tierDocument is a tier as the document has it.
func (im *importer) tierDocument(t *tier) mapping {
	var m mapping
	m.add("name", t.name)
	m.add("ip", alone(strs(t.ips)))
	im.hosts(&m, t)
	m.add("service", im.serviceDocument(t))
	m.add("pod", im.gatewayPod(t))
	m.add("gateway", im.gatewayObject(t))
	m.add("proxies", t.proxies())
	m.add("announce", im.announce(t))
	m.add("sourceRanges", t.service.List("loadBalancerSourceRanges"))
	if p := t.service.Text("externalTrafficPolicy"); p != "Cluster" {
		m.add("trafficPolicy", p)
	}
	im.ports(&m, t)
	if t.namespace != im.rooted {
		m.add("gatewayNamespace", t.namespace)
	}
	im.replicas(&m, t)
	for _, key := range []string{"resources", "nodeSelector", "tolerations", "affinity"} {
		m.add(key, t.settings.Get(key))
	}
	m.add("names", t.names)
	var routes []any
	for _, r := range join(t.answers) {
		hosts := r.hosts
		if t.covers(hosts) {
			hosts = nil
		}
		routes = append(routes, r.document("", hosts))
	}
	m.add("routes", routes)
	var apps []any
	for _, a := range t.apps {
		apps = append(apps, im.appDocument(t, a))
	}
	m.add("apps", apps)
	return m
}

// usualPorts are those that a gateway has by itself, and what nodePorts calls them.
var usualPorts = map[int64]string{80: "http", 443: "https", 15021: "status"}

// ports are those of the gateway's Service.
func (im *importer) ports(m *mapping, t *tier) {
	var nodes mapping
	var more []any
	for _, p := range t.service.List("ports") {
		port, _ := p.(manifest.Object)
		n, _ := number(port.Get("port"))
		if name := usualPorts[n]; name != "" && (n == 15021 || len(t.servers) > 0) && port.Text("protocol") != "UDP" {
			nodes.add(name, port.Get("nodePort"))
			continue
		}
		if port.Text("protocol") == "UDP" {
			continue
		}
		var one mapping
		one.add("name", port.Text("name"))
		one.add("port", n)
		if target, ok := number(port.Get("targetPort")); ok && target != n {
			one.add("targetPort", target)
		}
		if tls := t.portTLS[n]; len(tls) > 0 && flow(tls) != flow(t.mainTLS(im)) {
			one.add("tls", bare(tls))
		}
		for _, more := range t.ports[n] {
			one.add(more.key, more.value)
		}
		one.add("nodePort", port.Get("nodePort"))
		more = append(more, one)
	}
	m.add("nodePorts", nodes)
	m.add("ports", more)
}

// number is a whole number of an object.
func number(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	case fmt.Stringer:
		var n int64
		_, err := fmt.Sscan(v.String(), &n)
		return n, err == nil
	}
	return 0, false
}

func (im *importer) replicas(m *mapping, t *tier) {
	hpa := t.settings.Object("hpaSpec")
	least, _ := number(hpa.Get("minReplicas"))
	most, _ := number(hpa.Get("maxReplicas"))
	if n, ok := number(t.settings.Get("replicaCount")); ok {
		least, most = n, n
	}
	if o := im.world.Find(manifest.ID{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: t.namespace, Name: t.workload}); o != nil {
		hpa = o.Members().Object("spec")
		least, _ = number(hpa.Get("minReplicas"))
		most, _ = number(hpa.Get("maxReplicas"))
	}
	switch {
	case most <= 1:
	case least == most:
		m.add("replicas", least)
	default:
		m.add("replicas", scaled(hpa))
	}
}
