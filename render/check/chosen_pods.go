package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/objects"
	"render/render/wording"
)

// checkChosenPods checks that a policy of the library, and what else of it is for pods
// that it chooses by labels, is for some: where it chooses none it shuts nobody out. What
// the user adds may be for pods that run already: it is a warning where it seems meant for what
// is rendered.
func checkChosenPods(c *checker, o *objects.Object) {
	c.targets(o)
	asked, ok := o.PodSelector()
	if !ok {
		return
	}
	namespace, added := o.ID().Namespace, c.added(o)
	if labels := c.labels(asked); len(labels) > 0 && namespace != "" && !c.choosesPods(namespace, labels) {
		switch effect := "the " + o.ID().Kind + " is for nobody"; {
		case !added:
			c.choosesNobody(c.fail, asked, namespace, effect)
		case c.seemsMeant(namespace, labels):
			c.choosesNobody(c.warn, asked, namespace, effect)
		}
	}
	if added {
		return
	}
	if o.ID().Kind == "NetworkPolicy" {
		c.peers(objects.NetworkPolicy{Resource: o.Resource()})
	}
}

// peers checks that the gateways and apps whose connections a policy of the library allows
// are there by the labels that it says.
func (c *checker) peers(p objects.NetworkPolicy) {
	for _, rules := range [...]objects.List[objects.NetworkRule]{p.Ingress(), p.Egress()} {
		for _, rule := range rules.Fitting(c.failKind) {
			for _, peer := range rule.Peers().Fitting(c.failKind) {
				namespace := peer.NamespaceSelector().MatchLabels().Text("kubernetes.io/metadata.name").Value()
				asked := peer.PodSelector().MatchLabels()
				if labels := c.labels(asked); namespace != "" && isRendered(labels) && !c.choosesPods(namespace, labels) {
					c.choosesNobody(c.fail, asked, namespace, "connections which are meant to be allowed are not")
				}
			}
		}
	}
}

// isRendered reports whether labels are those of gateways and apps, and not of what else
// runs in a cluster, as istiod and solvers of cert-manager's.
func isRendered(labels objects.Labels) bool {
	for i := range labels {
		switch labels[i].Key {
		case "app", "istio", "gateway.networking.k8s.io/gateway-name", "istio.io/gateway-name":
			if labels[i].Value == "istiod" {
				return false
			}
		default:
			return false
		}
	}
	return len(labels) > 0
}

// choosesPods reports whether a selector of a namespace chooses pods of a workload or of a
// gateway; what is in Istio's root namespace may be for pods of any.
func (c *checker) choosesPods(namespace string, selector objects.Labels) bool {
	for range c.world.PodsOf(namespace, selector) {
		return true
	}
	return c.choosesProxy(namespace, selector) || namespace == c.known.IstioNamespace && (c.choosesAnywhere(selector) || len(c.proxies.chosen(selector)) > 0)
}

// choosesNobody tells of labels that no pods have; the help is the nearest value of the
// first of them that is on none.
func (c *checker) choosesNobody(tell func(diag.Code, objects.Field, string, string, ...diag.Related), asked objects.LabelMap, namespace, effect string) {
	message := fmt.Sprintf("%s %s matches no pods in namespace %s, so that %s", asked.Path(), wording.Quote(asked.Labels().String()), wording.Quote(namespace), effect)
	otherwise := "write: the labels that the pods have, or leave theirs as they were"
	if elsewhere := c.namespacesOf(asked.Labels()); len(elsewhere) > 0 {
		tell("object-selector", asked.Field, message+": pods in "+wording.FewQuoted(elsewhere)+" have these labels", "write: namespace: "+elsewhere[0])
		return
	}
	if at, ok := c.gatewayMeant(asked.Labels()); ok {
		help := "write gateway.networking.k8s.io/gateway-name: " + at.Name + " there alone"
		everywhere := namespace == c.known.IstioNamespace && strings.HasSuffix(asked.Object().ID().Group, ".istio.io")
		if namespace != at.Namespace && !everywhere {
			help += ", and namespace: " + at.Namespace
		}
		tell("object-selector", asked.Field, message+": istiod gives the pods of Gateway "+wording.Quote(at.Name)+" labels of its own", help)
		return
	}
	for _, label := range asked.Labels().Sorted() {
		value, _ := label.Value.(string)
		if values := c.podValues(namespace, label.Key); !slices.Contains(values, value) {
			message += ": none there has " + label.Key + "=" + wording.Quote(value)
			help := c.nearestOf(value, otherwise, values)
			if slices.Equal(values, []string{strings.TrimPrefix(help, "write: ")}) { // which is to stand at the label
				help = "write " + label.Key + ": " + values[0] + " there"
			}
			tell("object-selector", asked.Field, message, help)
			return
		}
	}
	tell("object-selector", asked.Field, message, otherwise)
}

// podValues are what pods of a namespace have for a label.
func (c *checker) podValues(namespace, key string) []string {
	values := c.world.Pods().Values(namespace, key)
	for _, p := range c.proxies.list {
		if value, ok := p.labels.Get(key); ok && c.namespaceOf(p) == namespace {
			values = append(values, value)
		}
	}
	return values
}

// added reports whether the user added an object, whose pods may be others than are rendered.
func (c *checker) added(o *objects.Object) bool {
	m := o.Rendered()
	return m == nil || c.known.Added != nil && c.known.Added(m)
}
