package check

import (
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// checkDestinationRules notes the subsets of DestinationRules, and checks that each
// has pods where its Service is rendered.
func checkDestinationRules(c *checker) {
	for rule := range c.world.DestinationRules() {
		c.fits(rule.Spec())
		host := wholeHost(c.text(rule.Host()), rule.ID().Namespace)
		names := c.subsets[host]
		if names == nil {
			names = map[string]bool{}
			c.subsets[host] = names
		}
		for _, subset := range rule.Subsets().Fitting(c.failKind) {
			name := c.text(subset.Name())
			if names[name] {
				c.fail("object-twice", subset.Field, fmt.Sprintf("%s: subset %s is there twice", subset.Path(), wording.Quote(name)), "write: another name")
			}
			names[name] = true
			c.subsetPods(subset, host)
		}
	}
}

// subsetPods checks that a subset of a rendered Service has pods.
func (c *checker) subsetPods(subset objects.Subset, host string) {
	labels := c.labels(subset.Labels())
	short, ok := strings.CutSuffix(host, clusterDomain)
	name, namespace, dotted := strings.Cut(short, ".")
	if !ok || !dotted {
		return
	}
	service, ok := c.world.Service(namespace, name)
	if !ok {
		return
	}
	selector := service.Selector().Labels()
	if len(selector) == 0 {
		return
	}
	for range c.world.PodsOf(namespace, selector.With(labels)) {
		return
	}
	c.fail("object-selector", subset.Field, fmt.Sprintf("%s: no pods of %s have the labels %s", subset.Path(), service.ID(), wording.Quote(labels.String())),
		"write: the labels of some of its pods", c.related(service.Object()))
}
