package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

const clusterDomain = ".svc.cluster.local"

// wholeHost completes a host without dots, as Istio does.
func wholeHost(host, namespace string) string {
	if strings.Contains(host, ".") {
		return host
	}
	return host + "." + namespace + clusterDomain
}

// destination checks that a request ends at a port of a Service. Istio
// completes a host without dots only (istio, ResolveShortnameToFQDN): any other
// must be the whole name.
func (c *checker) destination(d objects.Destination) {
	named := d.Host()
	host := c.text(named)
	if host == "" {
		if named.Fits() {
			c.fail("object-incomplete", named.Field, named.Path()+" is missing", "write: the name of a Service")
		}
		return
	}
	id := manifest.ID{Kind: "Service", Namespace: d.Object().ID().Namespace, Name: host}
	whole := true
	if name, rest, dotted := strings.Cut(host, "."); dotted {
		namespace, full := strings.CutSuffix(rest, clusterDomain)
		if !full {
			namespace = strings.TrimSuffix(rest, ".svc")
			whole = false
		}
		if strings.Contains(namespace, ".") {
			c.entryPort(d, host)
			return // a name outside the cluster, or of one pod
		}
		id.Name, id.Namespace = name, namespace
	}
	c.subset(d, id)
	service, ok := c.world.Service(id.Namespace, id.Name)
	switch {
	case !ok && whole && c.known.Services[id.Namespace+"/"+id.Name]:
	case !whole && !ok && !strings.HasSuffix(host, ".svc") && !c.namespaces[id.Namespace]: // a name outside the cluster
	case !ok && !c.judged(id), (!ok || !whole) && c.hasEntry(host):
	case !ok:
		c.fail("object-reference", named.Field, fmt.Sprintf("%s: Service %s is not among the objects", named.Path(), wording.Quote(host)), c.nearestService(host, id))
	case !whole:
		c.fail("object-reference", named.Field, fmt.Sprintf("%s: Istio does not complete %s to the name of a Service", named.Path(), wording.Quote(host)),
			"write: "+id.Name+"."+id.Namespace+clusterDomain)
	default:
		c.destinationPort(service, d.Port())
	}
}

// judged reports whether a Service would have to be rendered: it is in no
// namespace that is there without, and Istio's installation does not make it.
func (c *checker) judged(id manifest.ID) bool {
	if id.Namespace == c.known.IstioNamespace && (id.Name == "istiod" || strings.HasPrefix(id.Name, "istiod-")) && c.hasOperator() {
		return false
	}
	for _, p := range c.proxies.list {
		if p.name == id.Name && c.namespaceOf(p) == id.Namespace {
			return false
		}
	}
	return c.served[id.Namespace] || c.namespaces[id.Namespace] || !c.hasNamespace(id.Namespace)
}

func (c *checker) nearestService(host string, id manifest.ID) string {
	if other, ok := c.elsewhere(id); ok {
		return "write: " + other.Name + "." + other.Namespace + clusterDomain
	}
	otherwise := "add a Service " + wording.Quote(id.Name) + " to namespace " + wording.Quote(id.Namespace)
	return c.nearest(host, otherwise, func(other manifest.ID) string {
		switch {
		case other.Group != objects.Core || other.Kind != "Service":
			return ""
		case host == id.Name && other.Namespace == id.Namespace:
			return other.Name
		}
		return other.Name + "." + other.Namespace + clusterDomain
	})
}

func (c *checker) destinationPort(service objects.Service, port objects.DestinationPort) {
	field := port.Number()
	if !c.fits(port.Field) || !c.fits(field.Field) {
		return
	}
	if number, given := field.Value(); given {
		c.servicePort(service, port.Field, number)
		return
	}
	if ports := service.Ports(); ports.Len() > 1 {
		c.fail("object-incomplete", port.Field, fmt.Sprintf("%s is missing, and %s has %d ports", port.Path(), service.ID(), ports.Len()),
			"write: port.number, one of: "+strings.Join(portList(ports), ", "), c.related(service.Object()))
	}
}

// servicePort checks that a Service has a port of a number, which a field names.
func (c *checker) servicePort(service objects.Service, f objects.Field, number int64) {
	ports := service.Ports()
	for _, port := range ports.All() {
		if n, ok := port.Port().Value(); ok && n == number {
			return
		}
	}
	help := "add a port to the Service"
	if ports.Len() > 0 {
		help = wording.AnyOf(portList(ports))
	}
	c.fail("object-reference", f, fmt.Sprintf("%s: %s has no port %d", f.Path(), service.ID(), number), help, c.related(service.Object()))
}

func portList(ports objects.List[objects.ServicePort]) []string {
	var texts []string
	for _, port := range ports.All() {
		if n, ok := port.Port().Value(); ok {
			texts = append(texts, strconv.FormatInt(n, 10))
		}
	}
	return texts
}

// subset checks that a destination's subset is in a DestinationRule: Envoy
// answers 503 for one that is not.
func (c *checker) subset(d objects.Destination, id manifest.ID) {
	named := d.Subset()
	name := c.text(named)
	if name == "" {
		return
	}
	known := c.subsets[id.Name+"."+id.Namespace+clusterDomain]
	if known[name] {
		return
	}
	c.fail("object-reference", named.Field, fmt.Sprintf("%s: no DestinationRule has the subset %s of Service %s", named.Path(), wording.Quote(name), wording.Quote(id.Name)),
		c.nearestOf(name, "add a DestinationRule with the subset", slices.Collect(maps.Keys(known))))
}

// hasEntry reports whether a ServiceEntry has a host.
func (c *checker) hasEntry(host string) bool {
	for range c.world.ServiceEntriesOf(host) {
		return true
	}
	return false
}

// entryPort checks that the ServiceEntry of a host outside the cluster, if there
// is one, has the destination's port.
func (c *checker) entryPort(d objects.Destination, host string) {
	number, given := d.Port().Number().Value()
	if !given {
		return
	}
	var last *objects.Object
	var ports []string
	for entry := range c.world.ServiceEntriesOf(host) {
		last = entry.Object()
		for _, port := range entry.Ports().All() {
			if has, ok := port.Number().Value(); ok {
				if has == number {
					return
				}
				ports = append(ports, strconv.FormatInt(has, 10))
			}
		}
	}
	if last != nil {
		c.fail("object-reference", d.Port().Field, fmt.Sprintf("%s: %s has no port %d", d.Port().Path(), last.ID(), number), wording.AnyOf(ports), c.related(last))
	}
}
