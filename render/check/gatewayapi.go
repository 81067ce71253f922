package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// Limits of the Gateway API's CRDs.
const (
	maxListeners = 64
	maxHostnames = 16
	maxRules     = 16
	maxMatches   = 64
)

// attachable is a Gateway of the Gateway API, to whose listeners routes attach.
type attachable struct {
	namespace string
	listeners []attachListener
}

type attachListener struct {
	name        string
	port        int64
	protocol    string
	passthrough bool   // of TLS
	hostname    string // "" for every one
	from        string // Same, All or Selector
	selector    manifest.Object
}

// listeners reads and checks one Gateway of the Gateway API.
func (c *checker) listeners(i int) {
	id := c.ids[i]
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	g := &attachable{namespace: id.Namespace}
	if c.attach == nil {
		c.attach = map[manifest.ID]*attachable{}
	}
	c.attach[id] = g
	c.made(i, spec)
	list := c.listOf(i, spec, "listeners", at("spec"))
	if len(list) == 0 || len(list) > maxListeners {
		c.fail(i, fmt.Sprintf("spec.listeners has %d items", len(list)), fmt.Sprintf("write 1 to %d", maxListeners))
	}
	c.secretRefs(i, under(spec, "tls", "frontend", "default", "validation"), "caCertificateRefs", at("spec.tls.frontend.default.validation"))
	names, served := map[string]bool{}, map[string]bool{}
	for n, item := range list {
		where := spot{"spec.listeners[#]", [2]int{n}}
		o, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		l := attachListener{name: c.text(i, o, "name", where), protocol: c.text(i, o, "protocol", where), hostname: c.text(i, o, "hostname", where), from: "Same",
			passthrough: under(o, "tls").Get("mode") == "Passthrough"}
		l.port, _ = c.number(i, o, "port", where)
		if names[l.name] {
			c.fail(i, fmt.Sprintf("%s: name %s is there twice", where, diag.Quote(l.name)), "write: another name")
		}
		names[l.name] = true
		key := fmt.Sprint(l.port, " ", l.protocol, " ", l.hostname)
		if served[key] {
			c.fail(i, fmt.Sprintf("%s: port, protocol and hostname are another listener's", where), "write: another hostname, or remove it")
		}
		served[key] = true
		namespaces := under(o, "allowedRoutes", "namespaces")
		if from, ok := namespaces.Get("from").(string); ok {
			l.from, l.selector = from, under(namespaces, "selector")
		}
		g.listeners = append(g.listeners, l)
		c.secretRefs(i, c.object(i, o, "tls", where), "certificateRefs", spot{"spec.listeners[#].tls", [2]int{n}})
	}
}

// made notes what Istio makes of a Gateway: pods, and a Service that asks for
// addresses.
func (c *checker) made(i int, spec manifest.Object) {
	if spec.Get("gatewayClassName") != "istio" {
		return
	}
	id := c.ids[i]
	infrastructure := c.object(i, spec, "infrastructure", at("spec"))
	ref := c.object(i, infrastructure, "parametersRef", at("spec.infrastructure"))
	if name := c.text(i, ref, "name", at("spec.infrastructure.parametersRef")); name != "" && ref.Get("kind") == "ConfigMap" {
		if _, ok := c.index[manifest.ID{Group: core, Kind: "ConfigMap", Namespace: id.Namespace, Name: name}]; !ok {
			c.fail(i, "spec.infrastructure.parametersRef: ConfigMap "+diag.Quote(name)+" is not among the objects, and Istio would make nothing of the Gateway",
				c.nearest(name, "add it to namespace "+diag.Quote(id.Namespace), inside(id.Namespace, core, "ConfigMap")))
		}
	}
	g := ingress{object: i, where: at("spec"), name: id.Name + "-istio", namespace: id.Namespace,
		labels: manifest.Object{{Key: "gateway.networking.k8s.io/gateway-name", Value: id.Name}}}
	var service manifest.Object
	addresses := c.listOf(i, spec, "addresses", at("spec"))
	if len(addresses) > 1 {
		c.fail(i, fmt.Sprintf("spec.addresses has %d items, and Istio makes gateways for one only", len(addresses)), "write: one, or MetalLB's annotation in spec.infrastructure")
	}
	for n, item := range addresses {
		if address, ok := c.objectItem(i, item, spot{"spec.addresses[#]", [2]int{n}}); ok && (address.Get("type") == nil || address.Get("type") == "IPAddress") {
			service = service.With(address.Get("value"), "loadBalancerIP")
		}
	}
	c.asked(i, &g, service, c.object(i, infrastructure, "annotations", at("spec.infrastructure")), at("spec.addresses"))
	c.ingress = append(c.ingress, g)
	c.ingressPods.add("", g.labels)
}

// secretRefs checks that the Secrets that a Gateway names are there, and that
// another namespace grants them.
func (c *checker) secretRefs(i int, in manifest.Object, key string, where spot) {
	for _, item := range c.listOf(i, in, key, where) {
		ref, ok := c.objectItem(i, item, where)
		if !ok || ref.Get("kind") != nil && ref.Get("kind") != "Secret" {
			continue
		}
		name := c.text(i, ref, "name", where)
		namespace := c.text(i, ref, "namespace", where)
		if namespace == "" {
			namespace = c.ids[i].Namespace
		}
		c.granted(i, where.member(key), manifest.ID{Group: core, Kind: "Secret", Namespace: namespace, Name: name})
		if c.known.AnySecret || c.known.Secrets[name] && namespace == c.known.GatewayNamespace {
			continue
		}
		if _, ok := c.secret(namespace, name); !ok {
			c.fail(i, fmt.Sprintf("%s: Secret %s is not among the objects in namespace %s", where.member(key), diag.Quote(name), diag.Quote(namespace)),
				c.nearestOf(name, "add the Secret there", c.secretNames(namespace)))
		}
	}
}

// granted checks that a reference into another namespace has its ReferenceGrant
// there.
func (c *checker) granted(i int, where string, to manifest.ID) {
	from := c.ids[i]
	if to.Namespace == from.Namespace {
		return
	}
	for _, n := range c.grants {
		if c.ids[n].Namespace != to.Namespace {
			continue
		}
		spec := under(c.list[n].Object, "spec")
		fits := func(key string, fit func(manifest.Object) bool) bool {
			list, _ := asList(spec.Get(key))
			return slices.ContainsFunc(list, func(v any) bool { o, ok := asObject(v); return ok && fit(o) })
		}
		if fits("from", func(o manifest.Object) bool {
			return o.Get("group") == from.Group && o.Get("kind") == from.Kind && o.Get("namespace") == from.Namespace
		}) && fits("to", func(o manifest.Object) bool {
			return o.Get("group") == to.Group && o.Get("kind") == to.Kind && (o.Get("name") == nil || o.Get("name") == to.Name)
		}) {
			return
		}
	}
	c.fail(i, fmt.Sprintf("%s: no ReferenceGrant in namespace %s lets a %s of namespace %s name the %s %s", where, diag.Quote(to.Namespace), from.Kind,
		diag.Quote(from.Namespace), to.Kind, diag.Quote(to.Name)), "add one")
}

// open reports whether routes of a namespace may attach to a listener. Labels are
// those of the rendered Namespace, and the one of its name.
func (c *checker) open(l *attachListener, gateway, namespace string) bool {
	switch l.from {
	case "All":
		return true
	case "Selector":
		labels := manifest.Object{{Key: "kubernetes.io/metadata.name", Value: namespace}}
		if n, ok := c.index[manifest.ID{Group: core, Kind: "Namespace", Name: namespace}]; ok {
			for _, m := range under(c.list[n].Object, "metadata", "labels") {
				labels = labels.With(m.Value, m.Key)
			}
		}
		return selectorTakes(l.selector, labels)
	case "None":
		return false
	}
	return gateway == namespace
}

func selectorTakes(selector, labels manifest.Object) bool {
	if !has(labels, under(selector, "matchLabels")) {
		return false
	}
	list, _ := asList(selector.Get("matchExpressions"))
	for _, item := range list {
		e, _ := asObject(item)
		key, _ := e.Get("key").(string)
		values, _ := asList(e.Get("values"))
		there := labels.Find(key) != nil
		in := there && slices.Contains(values, labels.Get(key))
		switch e.Get("operator") {
		case "In":
			if !in {
				return false
			}
		case "NotIn":
			if in {
				return false
			}
		case "Exists":
			if !there {
				return false
			}
		case "DoesNotExist":
			if there {
				return false
			}
		}
	}
	return true
}

// meetsHost reports whether some name is both a listener's and a route's.
func meetsHost(listener, route string) bool {
	if listener == "" || listener == route {
		return true
	}
	below := func(wide, narrow string) bool {
		suffix, ok := strings.CutPrefix(wide, "*")
		return ok && strings.HasSuffix(strings.TrimPrefix(narrow, "*"), suffix)
	}
	return below(listener, route) || below(route, listener)
}
