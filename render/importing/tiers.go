package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// portName is what a tier is called by the ports of a Gateway that render wrote, "http-T";
// "" for none.
func (im *importer) portName(t *tier) string {
	for _, g := range im.gatewaysOf(t) {
		for _, s := range g.Members().Object("spec").List("servers") {
			o, _ := s.(manifest.Object)
			port := o.Object("port")
			suffix, ok := strings.CutPrefix(g.ID().Name, "gateway-ingressgateway-")
			if name, cut := strings.CutPrefix(port.Text("name"), "http-"); ok && cut && name == suffix {
				return name
			}
		}
	}
	return ""
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
			if slices.ContainsFunc(im.tiers, func(t *tier) bool { return t.workload == item.Text("name") && t.namespace == namespace }) {
				continue // another IstioOperator has it too, as where one is kept for each of several versions
			}
			im.tellOverlays(o.Object(), g)
			im.add(&tier{workload: item.Text("name"), namespace: namespace, labels: g.PodLabels(),
				service: k8s.Object("service"), annotations: k8s.Object("serviceAnnotations"), settings: k8s, installed: true})
		}
	}
	for s := range im.world.Services() {
		members := s.Members()
		spec := members.Object("spec")
		selector := objects.Labels(spec.Object("selector"))
		if label, ok := selector.Get("istio"); (!ok || slices.Contains(ownComponents, label)) && !im.selectedByGateway(selector) {
			continue
		}
		id := s.Object().ID()
		if slices.ContainsFunc(im.tiers, func(t *tier) bool { return t.installed && t.workload == id.Name && t.namespace == id.Namespace }) {
			continue // which Istio's installer made of the IstioOperator that was read too
		}
		t := &tier{workload: id.Name, namespace: id.Namespace, labels: selector, service: spec, annotations: annotationsOf(members)}
		for d := range im.world.PodsOf(id.Namespace, selector) {
			t.labels = objects.Labels(d.Members().Object("spec").Object("template").Object("metadata").Object("labels"))
			t.pods = d.Object()
			t.settings, t.daemon = podSettings(d.Members()), d.Object().ID().Kind == "DaemonSet"
			break
		}
		if im.byInstaller && isInstalled(members) {
			im.asInstalled(t)
		}
		im.add(t)
	}
	im.unserved()
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
	about := template.Object("metadata")
	chosen := d.Object("spec").Object("selector").Object("matchLabels")
	of := func(from manifest.Object, own ...string) manifest.Object {
		return slices.DeleteFunc(slices.Clone(from), func(m manifest.Member) bool {
			return slices.Contains(own, m.Key) || strings.HasPrefix(m.Key, "app.kubernetes.io/") || strings.Contains(m.Key, "istio.io/") && m.Key != "proxy.istio.io/config"
		})
	}
	out = append(out, manifest.Member{Key: "podLabels", Value: of(about.Object("labels"), append(keysOf(chosen), keysOf(labelsOf(d))...)...)},
		manifest.Member{Key: "podAnnotations", Value: of(about.Object("annotations"), keysOf(annotationsOf(d))...)})
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
	t.name = document.Slug(t.workload)
	if name := im.portName(t); name != "" {
		t.name = name
	}
	var usualLabel string
	switch suffix, cut := strings.CutPrefix(t.workload, usual+"-"); {
	case t.workload == usual:
		t.name, usualLabel = "primary", "ingressgateway"
	case cut:
		t.name = document.Slug(suffix)
		usualLabel = "ingressgateway-" + t.name
	default:
		usualLabel = "ingressgateway-" + t.name
		t.names.Add("workload", t.workload)
	}
	if slices.ContainsFunc(im.tiers, func(other *tier) bool { return other.name == t.name }) {
		t.name = document.Slug(t.namespace + "-" + t.workload)
		usualLabel = "ingressgateway-" + t.name
		t.names = nil
		t.names.Add("workload", t.workload)
	}
	if label != usualLabel {
		t.names.Add("label", label)
	}
	if im.standard {
		t.names = nil // Istio calls them after the Gateway
	}
	t.ports, t.portTLS = map[int64]document.Mapping{}, map[int64]document.Mapping{}
	im.tiers = append(im.tiers, t)
}
