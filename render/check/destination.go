package check

import (
	"fmt"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

const clusterDomain = ".svc.cluster.local"

// destination checks that a request ends at a port of a Service. Istio
// completes a host without dots only (istio, ResolveShortnameToFQDN): any other
// must be the whole name.
func (c *checker) destination(i int, destination manifest.Object, where spot) {
	host := c.text(i, destination, "host", where)
	if host == "" {
		if destination.Get("host") == nil || destination.Get("host") == "" {
			c.fail(i, where.member("host")+" is missing", "write: the name of a Service")
		}
		return
	}
	id := manifest.ID{Group: core, Kind: "Service", Namespace: c.ids[i].Namespace, Name: host}
	whole := true
	if name, rest, dotted := strings.Cut(host, "."); dotted {
		namespace, full := strings.CutSuffix(rest, clusterDomain)
		if !full {
			namespace = strings.TrimSuffix(rest, ".svc")
			whole = false
		}
		if strings.Contains(namespace, ".") {
			c.entryPort(i, host, destination, where)
			return // a name outside the cluster, or of one pod
		}
		id.Name, id.Namespace = name, namespace
	}
	c.subset(i, id, destination, where)
	found, ok := c.index[id]
	if !ok && whole && c.known.Services[id.Namespace+"/"+id.Name] {
		return
	}
	if !whole && !ok && !strings.HasSuffix(host, ".svc") && !c.namespaces[id.Namespace] {
		return // a name outside the cluster
	}
	if !ok && !c.judged(id) || (!ok || !whole) && len(c.entriesOf(host)) > 0 {
		return
	}
	switch {
	case !ok:
		c.fail(i, fmt.Sprintf("%s: Service %s is not among the objects", where.member("host"), diag.Quote(host)), c.nearestService(host, id))
	case !whole:
		c.fail(i, fmt.Sprintf("%s: Istio does not complete %s to the name of a Service", where.member("host"), diag.Quote(host)),
			"write: "+id.Name+"."+id.Namespace+clusterDomain)
	default:
		c.destinationPort(i, found, destination, where)
	}
}

// judged reports whether a Service would have to be rendered: it is in no
// namespace that is there without, and Istio's installation does not make it.
func (c *checker) judged(id manifest.ID) bool {
	if c.hasOperator && id.Namespace == c.known.GatewayNamespace && (id.Name == "istiod" || strings.HasPrefix(id.Name, "istiod-")) {
		return false
	}
	for n := range c.ingress {
		if g := &c.ingress[n]; g.name == id.Name && c.namespaceOf(g) == id.Namespace {
			return false
		}
	}
	return c.served[id.Namespace] || c.namespaces[id.Namespace] || !c.hasNamespace(id.Namespace)
}

// entriesOf are the ServiceEntries that have a host, in their order; which have
// which is looked up once, when the first is asked for.
func (c *checker) entriesOf(host string) []int {
	if c.entries == nil {
		c.entries = map[string][]int{}
		c.each(networking, "ServiceEntry", func(i int) {
			hosts, _ := asList(under(c.list[i].Object, "spec").Get("hosts"))
			for _, item := range hosts {
				name, ok := item.(string)
				if list := c.entries[name]; ok && (len(list) == 0 || list[len(list)-1] != i) {
					c.entries[name] = append(list, i)
				}
			}
		})
	}
	return c.entries[host]
}

func (c *checker) nearestService(host string, id manifest.ID) string {
	if other, ok := c.elsewhere(id); ok {
		return "write: " + other.Name + "." + other.Namespace + clusterDomain
	}
	otherwise := "add a Service " + diag.Quote(id.Name) + " to namespace " + diag.Quote(id.Namespace)
	return c.nearest(host, otherwise, func(other manifest.ID) string {
		switch {
		case other.Group != core || other.Kind != "Service":
			return ""
		case host == id.Name && other.Namespace == id.Namespace:
			return other.Name
		}
		return other.Name + "." + other.Namespace + clusterDomain
	})
}

func (c *checker) destinationPort(i, service int, destination manifest.Object, where spot) {
	asked := c.object(i, destination, "port", where)
	if asked == nil && destination.Get("port") != nil {
		return
	}
	number, given := asNumber(asked.Get("number"))
	if !given && asked.Get("number") != nil {
		c.wrong(i, where.member("port.number"), "a whole number")
		return
	}
	ports, _ := asList(under(c.list[service].Object, "spec").Get("ports"))
	if !given {
		if len(ports) > 1 {
			c.fail(i, fmt.Sprintf("%s is missing, and %s has %d ports", where.member("port"), c.ids[service], len(ports)),
				"write: port.number, one of: "+portList(ports), c.also(service))
		}
		return
	}
	for _, item := range ports {
		port, _ := asObject(item)
		if n, ok := asNumber(port.Get("port")); ok && n == number {
			return
		}
	}
	help := "add a port to the Service"
	if len(ports) > 0 {
		help = "write one of: " + portList(ports)
	}
	c.fail(i, fmt.Sprintf("%s: %s has no port %d", where.member("port"), c.ids[service], number), help, c.also(service))
}

func portList(ports []any) string {
	var b strings.Builder
	for _, item := range ports {
		port, _ := asObject(item)
		if n, ok := asNumber(port.Get("port")); ok {
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			b.WriteString(strconv.FormatInt(n, 10))
		}
	}
	return b.String()
}
