package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkDestinationRules notes the subsets of DestinationRules, and checks that each
// has pods where its Service is rendered.
func checkDestinationRules(c *checker) {
	for rule := range c.world.DestinationRules() {
		c.fits(rule.Spec())
		c.ruleHost(rule)
		if ownAlone(rule) {
			c.ruleFollowed(rule)
			c.ruleCredentials(rule)
		}
		host := wholeHost(c.text(rule.Host()), rule.ID().Namespace)
		names := c.subsets[host]
		if names == nil {
			names = map[string]bool{}
			c.subsets[host] = names
		}
		own := map[string]bool{} // of two rules see checkRulesOfHost
		for _, subset := range rule.Subsets().Fitting(c.failKind) {
			name := c.text(subset.Name())
			if own[name] {
				c.fail("object-twice", subset.Field, fmt.Sprintf("%s: subset %s is there twice", subset.Path(), wording.Quote(name)), "write: another name")
			}
			own[name], names[name] = true, true
			c.subsetPods(subset, host)
		}
	}
}

// ruleHost checks that a rule is for a Service that is there: of another it is for nothing,
// and nobody says so.
func (c *checker) ruleHost(rule objects.DestinationRule) {
	named := rule.Host()
	host := named.Value()
	if !named.Present() {
		c.fail("object-incomplete", named.Field, named.Path()+" is missing", "write: the whole name of a Service")
		return
	}
	short, ok := strings.CutSuffix(wholeHost(host, rule.ID().Namespace), clusterDomain)
	name, namespace, dotted := strings.Cut(short, ".")
	if !ok || !dotted || strings.ContainsAny(short, "*") || strings.Contains(namespace, ".") {
		return // a wildcard, what is outside, or one pod
	}
	id := manifest.ID{Kind: "Service", Namespace: namespace, Name: name}
	if _, ok := c.world.Service(namespace, name); ok || c.known.Services[namespace+"/"+name] || !c.judged(id) || c.hasEntry(host) {
		return
	}
	c.fail("object-reference", named.Field, fmt.Sprintf("%s: Service %s is not among the objects", named.Path(), wording.Quote(host)), c.nearestService(host, id))
}

// ownAlone reports whether a rule is for its own namespace alone.
func ownAlone(rule objects.DestinationRule) bool {
	to := rule.ExportTo()
	return to.Len() == 1 && to.Item(0).Value() == "."
}

// ruleFollowed checks that somebody follows a rule that is for its own namespace alone: a
// gateway, or pods that may have a sidecar.
func (c *checker) ruleFollowed(rule objects.DestinationRule) {
	namespace := rule.ID().Namespace
	var others []string
	for _, p := range c.proxies.list {
		in := c.namespaceOf(p)
		if in == namespace {
			return
		}
		if !slices.Contains(others, in) {
			others = append(others, in)
		}
	}
	if len(others) == 0 {
		return // the gateways are somebody else's
	}
	for w := range c.world.Workloads() {
		if w.ID().Namespace == namespace {
			return
		}
	}
	to := rule.ExportTo()
	c.fail("object-reference", to.Item(0).Field, fmt.Sprintf("%s: the rule is for namespace %s alone, and no gateway runs there", to.Item(0).Path(), wording.Quote(namespace)),
		c.nearestOf(namespace, "put it into the gateways' namespace", others))
}

// ruleCredentials checks the authorities that a rule names, which are read in the
// namespace of the gateways that follow it.
func (c *checker) ruleCredentials(rule objects.DestinationRule) {
	policies := []objects.TrafficPolicy{rule.TrafficPolicy()}
	for _, subset := range rule.Subsets().All() {
		policies = append(policies, subset.TrafficPolicy())
	}
	for _, policy := range policies {
		c.clientCredential(policy.TLS(), rule.ID().Namespace)
		for _, port := range policy.PortLevelSettings().All() {
			c.clientCredential(port.TLS(), rule.ID().Namespace)
		}
	}
}

// clientCredential checks that an authority is there, in a Secret of its own or with a
// certificate (istio, pilot/pkg/credentials/kube).
func (c *checker) clientCredential(tls objects.ClientTLS, namespace string) {
	named := tls.CredentialName()
	name := c.text(named)
	if mode := c.text(tls.Mode()); name == "" || mode != "SIMPLE" && mode != "MUTUAL" || c.known.AnySecret || strings.Contains(name, "://") {
		return
	}
	for _, one := range []string{name + "-cacert", name} {
		if _, ok := c.world.Secret(namespace, one); ok || c.known.Secrets[namespace+"/"+one] {
			return
		}
	}
	c.fail("object-reference", named.Field, fmt.Sprintf("%s: neither Secret %s nor %s is among the objects in namespace %s, where the gateway's pods read it",
		named.Path(), wording.Quote(name+"-cacert"), wording.Quote(name), wording.Quote(namespace)), c.nearestOf(name+"-cacert", "add the Secret there", c.world.SecretNames(namespace)))
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
