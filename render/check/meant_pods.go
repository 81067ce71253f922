package check

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// seemsMeant reports whether labels that no pods of a namespace have are those of gateways, or like
// those of pods that are rendered.
func (c *checker) seemsMeant(namespace string, labels objects.Labels) bool {
	if _, ok := c.gatewayMeant(labels); ok {
		return true
	}
	elsewhere := len(c.namespacesOf(labels)) > 0
	for _, label := range labels {
		value, _ := label.Value.(string)
		values := c.podValues(namespace, label.Key)
		switch {
		case slices.Contains(values, value), label.Key == "istio" && slices.Contains(gatewaysBeside[:], value):
		case label.Key == "istio" && (elsewhere || len(values) > 0), len(values) > 0 && elsewhere, wording.Suggest(value, values) != "":
			return true
		}
	}
	return false
}

// gatewayMeant is the Gateway of the Gateway API whose pods labels seem meant for, that are those which the
// gateway of its tier has where istiod makes no pods of it.
func (c *checker) gatewayMeant(labels objects.Labels) (manifest.ID, bool) {
	for o := range c.world.KubernetesGateways() {
		for _, label := range labels {
			value, _ := label.Value.(string)
			if own := strings.TrimPrefix(value, "istio-"); (label.Key == "istio" || label.Key == "app") && o.ID().Name == "gateway-"+own {
				return o.ID(), true
			}
		}
	}
	return manifest.ID{}, false
}

// gatewaysBeside are values of the label istio of what runs beside the gateways that are rendered.
var gatewaysBeside = [...]string{"istiod", "pilot", "egressgateway", "eastwestgateway"}

// podsAnywhere are the pods of all namespaces, each by the place of its own in homes.
func (c *checker) podsAnywhere() *objects.LabelIndex {
	if c.anywhere == nil {
		c.anywhere = &objects.LabelIndex{}
		for w := range c.world.Workloads() {
			c.anywhere.Add("", w.Template().Metadata().Labels().Labels())
			c.homes = append(c.homes, w.ID().Namespace)
		}
	}
	return c.anywhere
}

// choosesAnywhere reports whether a selector chooses pods of whatever namespace.
func (c *checker) choosesAnywhere(selector objects.Labels) bool {
	for range c.podsAnywhere().Match("", selector) {
		return true
	}
	return false
}

// namespacesOf are those, sorted, whose pods have some labels.
func (c *checker) namespacesOf(labels objects.Labels) []string {
	var out []string
	for n := range c.podsAnywhere().Match("", labels) {
		out = append(out, c.homes[n])
	}
	for _, p := range c.proxies.chosen(labels) {
		out = append(out, c.namespaceOf(p))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// targets checks that the Gateways of the Gateway API that a policy is for are there, where it names
// some and others are.
func (c *checker) targets(o *objects.Object) {
	if _, ok := o.PodSelector(); ok || len(c.world.OfKind(objects.GatewayAPI, "Gateway")) == 0 {
		return
	}
	for _, ref := range o.Resource().Spec().At("targetRefs").Items().All() {
		to := objects.ObjectRef{Field: ref}
		name, namespace := to.Name().Value(), o.ID().Namespace
		if to.Kind().Value() != "Gateway" || name == "" {
			continue
		}
		if _, there := c.world.KubernetesGateway(namespace, name); !there {
			c.warn("object-reference", ref, ref.Path()+" names Gateway "+wording.Quote(namespace+"/"+name)+", which is not rendered: the "+o.ID().Kind+" is for nobody",
				c.nearest(name, "write: the name of a Gateway in its own namespace", inside(namespace, objects.GatewayAPI, "Gateway")))
		}
	}
}
