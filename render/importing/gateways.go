package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
)

// serviceDocument is what a gateway's Service has beside addresses and ports.
func (im *importer) serviceDocument(t *tier) (m document.Mapping) {
	if kind := t.service.Text("type"); kind != "LoadBalancer" {
		m.Add("type", kind)
	}
	var annotations manifest.Object
	for _, a := range t.annotations {
		own := "ip-" + strings.NewReplacer(".", "-", ":", "-").Replace(strings.Join(t.ips[:min(1, len(t.ips))], ""))
		shared := strings.HasSuffix(a.Key, "/allow-shared-ip") && a.Value != own
		text, _ := a.Value.(string)
		asks := AsksAddress(a.Key) && sameAddresses(text, t.ips)
		if (!strings.HasPrefix(a.Key, "metallb.") && !asks || shared) && !slices.Contains(keysOf(im.annotations), a.Key) {
			annotations = append(annotations, a)
		}
	}
	m.Add("annotations", annotations)
	if slices.ContainsFunc(t.service.List("ports"), overQUIC) {
		m.Add("http3", true)
	}
	m.Add("loadBalancerClass", t.service.Text("loadBalancerClass"))
	if v, ok := t.service.Get("allocateLoadBalancerNodePorts").(bool); ok {
		m.Add("allocateNodePorts", v)
	} else if len(t.service.List("loadBalancerSourceRanges")) > 0 && !slices.ContainsFunc(t.service.List("ports"), fixesNodePort) {
		m.Add("allocateNodePorts", true) // which is not so by default where only some are let in
	}
	return m
}

// fixesNodePort reports whether a port of a Service has its number on nodes.
func fixesNodePort(p any) bool {
	o, _ := p.(manifest.Object)
	n, ok := number(o.Get("nodePort"))
	return ok && n != 0
}

// overQUIC reports whether a port of a Service is that of HTTP/3.
func overQUIC(p any) bool {
	o, _ := p.(manifest.Object)
	n, _ := number(o.Get("port"))
	return o.Text("protocol") == "UDP" && n == 443
}

// gatewayPod is what the pods of a gateway of an IstioOperator have.
func (im *importer) gatewayPod(t *tier) (m document.Mapping) {
	var annotations manifest.Object
	for _, a := range t.settings.Object("podAnnotations") {
		if a.Key != "proxy.istio.io/config" {
			annotations = append(annotations, a)
		}
	}
	m.Add("annotations", annotations)
	m.Add("labels", t.settings.Object("podLabels"))
	if t.daemon {
		m.Add("kind", "DaemonSet")
	}
	return m
}

// gatewayObject is what the tier's main Gateway has beside what it serves.
func (im *importer) gatewayObject(t *tier) (m document.Mapping) {
	for _, g := range im.gatewaysOf(t) {
		if g.ID().Name == t.gateway && g.ID().Namespace == t.space {
			notes := without(annotationsOf(g.Members()), keysOf(im.annotations)...)
			if _, told := im.dns[g.ID().Namespace+"/"+g.ID().Name]; told && im.standard {
				for _, p := range im.dnsPrefixes {
					notes = without(notes, p+"target")
				}
			} else if told {
				notes = without(notes, keysOf(im.dnsNotes(im.dnsPrefixes, notes))...)
			}
			m.Add("annotations", notes)
			m.Add("attach", im.attach[g.ID().Namespace+"/"+g.ID().Name])
		}
	}
	return m
}

// proxies are what a gateway of an IstioOperator knows of what is before it: by its own pods, or,
// where it has to be said since who may come in follows from it, by what the mesh says of all.
func (im *importer) proxies(t *tier) document.Mapping {
	list, err := manifest.Decode([]byte(t.settings.Object("podAnnotations").Text("proxy.istio.io/config")))
	if own := proxiesOf(list); err == nil && len(own) > 0 {
		return own
	}
	if !t.behind {
		return nil
	}
	return im.meshProxies()
}

// meshProxies are those that the mesh says of all gateways.
func (im *importer) meshProxies() document.Mapping {
	return proxiesOf([]manifest.Object{im.meshConfig().Object("defaultConfig")})
}

func proxiesOf(config []manifest.Object) (m document.Mapping) {
	if len(config) != 1 {
		return nil
	}
	topology := config[0].Object("gatewayTopology")
	m.Add("trusted", topology.Get("numTrustedProxies"))
	if topology.Get("proxyProtocol") != nil {
		m.Add("protocol", true)
	}
	return m
}

// meshConfig is what an IstioOperator or Sail's Istio says of the mesh.
func (im *importer) meshConfig() manifest.Object {
	for _, o := range im.world.OfKind(objects.SailOperator, "Istio") {
		return o.Members().Object("spec").Object("values").Object("meshConfig")
	}
	for _, o := range im.world.OfKind(objects.IstioInstall, "IstioOperator") {
		return o.Members().Object("spec").Object("meshConfig")
	}
	return nil
}

// mainTLS is the TLS of a tier's first hosts.
func (t *tier) mainTLS(im *importer) (tls document.Mapping) {
	if len(t.servers) > 0 && !t.parts {
		_, tls = im.security(t, t.servers[0], "", true)
	}
	return slices.DeleteFunc(tls, func(m document.Member) bool { return m.Key != "mode" && m.Key != "minVersion" })
}

// everywhere are the members that all objects have under a key of their metadata, but those of charts, which say
// there which release of Helm's they are of. What a topology gives to no object is none of them.
func (im *importer) everywhere(key, form string) (out manifest.Object) {
	first := true
	releases := ReleasesOf(im.world)
	for o := range im.world.All() {
		if _, is := releases.Of(o.Members()); is || Hook(o.Members()) != "" {
			continue
		}
		if key == "annotations" && isIngress(o.Members()) {
			continue // they say what it does, or are told of
		}
		have := o.Members().Object("metadata").Object(key)
		if first {
			out, first = have, false
		}
		out = slices.DeleteFunc(slices.Clone(out), func(m manifest.Member) bool {
			return have.Get(m.Key) == nil || document.Flow(have.Get(m.Key)) != document.Flow(m.Value)
		})
	}
	return slices.DeleteFunc(out, func(m manifest.Member) bool { return !format.Formats()[form].Takes(m.Key) })
}
