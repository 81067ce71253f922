package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// wholeHost completes a host without dots, as Istio does.
func wholeHost(host, namespace string) string {
	if strings.Contains(host, ".") {
		return host
	}
	return host + "." + namespace + clusterDomain
}

// destinationRule notes the subsets of a DestinationRule, and checks that each
// has pods where its Service is rendered.
func (c *checker) destinationRule(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	host := wholeHost(c.text(i, spec, "host", at("spec")), c.ids[i].Namespace)
	if c.subsets == nil {
		c.subsets = map[string]map[string]bool{}
	}
	names := c.subsets[host]
	if names == nil {
		names = map[string]bool{}
		c.subsets[host] = names
	}
	for n, item := range c.listOf(i, spec, "subsets", at("spec")) {
		where := spot{"spec.subsets[#]", [2]int{n}}
		subset, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		name := c.text(i, subset, "name", where)
		if names[name] {
			c.fail(i, fmt.Sprintf("%s: subset %s is there twice", where, diag.Quote(name)), "write: another name")
		}
		names[name] = true
		c.subsetPods(i, host, c.object(i, subset, "labels", where), where)
	}
}

// subsetPods checks that a subset of a rendered Service has pods.
func (c *checker) subsetPods(i int, host string, labels manifest.Object, where spot) {
	short, ok := strings.CutSuffix(host, clusterDomain)
	name, namespace, dotted := strings.Cut(short, ".")
	if !ok || !dotted {
		return
	}
	service, ok := c.index[manifest.ID{Group: core, Kind: "Service", Namespace: namespace, Name: name}]
	if !ok {
		return
	}
	selector := under(c.list[service].Object, "spec", "selector")
	if len(selector) == 0 {
		return
	}
	wanted := selector
	for _, m := range labels {
		wanted = wanted.With(m.Value, m.Key)
	}
	if len(c.pods.match(namespace, wanted)) == 0 {
		c.fail(i, fmt.Sprintf("%s: no pods of %s have the labels %s", where, c.ids[service], diag.Quote(selectorText(labels))),
			"write: the labels of some of its pods", c.also(service))
	}
}

// subset checks that a destination's subset is in a DestinationRule: Envoy
// answers 503 for one that is not.
func (c *checker) subset(i int, id manifest.ID, destination manifest.Object, where spot) {
	name := c.text(i, destination, "subset", where)
	if name == "" {
		return
	}
	known := c.subsets[id.Name+"."+id.Namespace+clusterDomain]
	if known[name] {
		return
	}
	c.fail(i, fmt.Sprintf("%s: no DestinationRule has the subset %s of Service %s", where.member("subset"), diag.Quote(name), diag.Quote(id.Name)),
		c.nearestOf(name, "add a DestinationRule with the subset", slices.Collect(maps.Keys(known))))
}

// entryPort checks that the ServiceEntry of a host outside the cluster, if there
// is one, has the destination's port.
func (c *checker) entryPort(i int, host string, destination manifest.Object, where spot) {
	number, given := asNumber(under(destination, "port").Get("number"))
	if !given {
		return
	}
	found := -1
	var ports []string
	for _, n := range c.entriesOf(host) {
		found = n
		list, _ := asList(under(c.list[n].Object, "spec").Get("ports"))
		for _, item := range list {
			port, _ := asObject(item)
			if has, ok := asNumber(port.Get("number")); ok {
				if has == number {
					return
				}
				ports = append(ports, strconv.FormatInt(has, 10))
			}
		}
	}
	if found >= 0 {
		c.fail(i, fmt.Sprintf("%s: %s has no port %d", where.member("port"), c.ids[found], number), "write one of: "+strings.Join(ports, ", "), c.also(found))
	}
}
