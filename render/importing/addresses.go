package importing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Assigned are the addresses that a cluster has given to its Services and Gateways, by
// "<namespace>/<name>": what asks for none has them by chance. A Gateway that says of none has those
// of the Service that Istio made of it.
func Assigned(list []manifest.Manifest) map[string][]string {
	out, made := map[string][]string{}, map[string][]string{}
	for i := range list {
		o := list[i].Object
		gateway := gatewayOfService(o)
		status := o.Object("status")
		for _, one := range append(status.Object("loadBalancer").List("ingress"), status.List("addresses")...) {
			given := asObject(one)
			ip := given.Text("ip")
			if ip == "" && given.Text("type") == "IPAddress" {
				ip = given.Text("value")
			}
			if kind := o.Text("kind"); ip != "" && (kind == "Service" || kind == "Gateway") {
				out[keyOf(o)] = append(out[keyOf(o)], ip)
				if gateway != "" {
					made[gateway] = append(made[gateway], ip)
				}
			}
		}
	}
	for gateway, ips := range made {
		if len(out[gateway]) == 0 {
			out[gateway] = ips
		}
	}
	return out
}

// gatewayOfService is the Gateway that Istio made a Service of, by "<namespace>/<name>"; "" for none.
func gatewayOfService(o manifest.Object) string {
	selector := o.Object("spec").Object("selector")
	name := cmp.Or(selector.Text("gateway.networking.k8s.io/gateway-name"), selector.Text("istio.io/gateway-name"))
	if o.Text("kind") != "Service" || name == "" {
		return ""
	}
	return o.Object("metadata").Text("namespace") + "/" + name
}

// findAddresses finds what each gateway's Service asks for, or has got; the others get those that
// were given, in the order in which they were read.
func (im *importer) findAddresses() error {
	if len(im.tiers) == 0 {
		for _, g := range im.world.OfKind(objects.GatewayAPI, "Gateway") {
			if datagrams(g.Members()) {
				return fmt.Errorf("no ingress gateway is in what was read: the listeners of Gateway %s/%s are of UDP alone, which Istio serves none of; read the gateways of HTTP, TLS and TCP", g.ID().Namespace, g.ID().Name)
			}
		}
		if im.otherWay != "" {
			return errors.New("no ingress gateway is in what was read, and " + im.otherWay)
		}
		if len(im.wanted) > 0 {
			return fmt.Errorf("no ingress gateway is in what was read, but routes for %s; read the files with those too", wording.Few(im.wanted))
		}
		return errors.New("no ingress gateway is in what was read: neither an IstioOperator with ingressGateways, nor a Service whose selector has a label istio, nor a Gateway; read the one that has its address too")
	}
	var without []*tier
	for _, t := range im.tiers {
		text := t.service.Text("loadBalancerIP")
		for _, a := range t.annotations {
			if strings.HasSuffix(a.Key, "/loadBalancerIPs") {
				text, _ = a.Value.(string)
			}
		}
		by, giver, elsewhere := askedElsewhere(t.annotations)
		if text == "" {
			text = elsewhere
		}
		for ip := range strings.SplitSeq(text, ",") {
			if ip = strings.TrimSpace(ip); ip != "" {
				t.ips = append(t.ips, ip)
			}
		}
		if elsewhere != "" && sameAddresses(elsewhere, t.ips) {
			im.noteGiver(t, by, giver)
		}
		kind := t.service.Text("type")
		if len(t.ips) > 0 || kind == "NodePort" || kind == "ClusterIP" {
			continue
		}
		if t.ips = im.known.Assigned[t.namespace+"/"+t.workload]; len(t.ips) > 0 {
			im.note("tier %q has %s, which the cluster has given to %s; MetalLB gives it to this gateway alone from now on", t.name, strings.Join(t.ips, ","), im.origin(t))
			continue
		}
		without = append(without, t)
	}
	return im.give(without)
}

// give gives addresses that were given to the gateways without one.
func (im *importer) give(without []*tier) error {
	given := im.known.IPs
	if len(given) < len(without) {
		return im.unaddressed(without[len(given):], len(given))
	}
	for i, t := range without {
		t.ips = strings.Split(given[i], ",")
		if len(without) > 1 {
			im.note("tier %q gets --ip %s: it is of %s, without an address of its own", t.name, given[i], im.origin(t))
		}
		if class, is := im.classOf(t); is && !im.readsController() {
			im.note("--ip %s of tier %q has to be another address than that of the controller of class %q while both run, whose Service was not read: of two Services one alone gets an address, and DNS leads to the gateway once it answers", given[i], t.name, class)
		}
	}
	if len(given) > len(without) {
		return fmt.Errorf("--ip %s is for a gateway whose Service asks for no address, and %s; leave it out", given[len(without)], map[bool]string{true: "each asks for one", false: "no other does so"}[len(without) == 0])
	}
	return nil
}

// unaddressed says of gateways that nothing says their addresses, and how to: of one that runs its
// Service has it, and of one that takes the place of another controller somebody has to choose it.
func (im *importer) unaddressed(lacking []*tier, given int) error {
	var list, flags []string
	runs := 0
	for i, t := range lacking {
		title := fmt.Sprintf("%q", t.namespace+"/"+t.workload)
		if class, is := im.classOf(t); is {
			title += fmt.Sprintf(" (in place of the controller of class %q)", class)
		} else {
			runs++
		}
		list, flags = append(list, title), append(flags, fmt.Sprintf("--ip 192.168.1.%d", 141+given+i))
	}
	free, pool := im.freeOf(len(lacking))
	if runs == 0 && pool != "" {
		for i := range flags {
			flags[i] = "--ip " + free[i]
		}
		flags[len(flags)-1] += fmt.Sprintf(" (of pool %q, and named by nothing that was read)", pool)
	}
	addresses, it, read := "address of the gateway", "it", ", or read its Service too"
	if len(list) > 1 {
		addresses, it, read = "addresses of the gateways", "them in this order", ", or read their Services too"
	}
	switch {
	case runs == 0 && len(list) == 1:
		it, read = "one that is free", ""
	case runs == 0:
		it, read = "some that are free, in this order", ""
	case runs < len(list):
		read = "; read the Services of those that run, and only the others are asked for"
	}
	return fmt.Errorf("nothing that was read says the %s %s; write %s, as in %s%s", addresses, strings.Join(list, ", "), it, strings.Join(flags, " "), read)
}

// classOf is the class of Ingresses that a tier was found by.
func (im *importer) classOf(t *tier) (class string, is bool) {
	label, _ := t.labels.Get("istio")
	class, is = im.classes[label]
	return class, is
}

// origin is what a tier was found by.
func (im *importer) origin(t *tier) string {
	switch class, is := im.classOf(t); {
	case is:
		return fmt.Sprintf("Ingresses of class %q", class)
	case im.standard:
		return "Gateway " + t.namespace + "/" + t.workload
	case t.made:
		return t.by
	}
	return "Service " + t.namespace + "/" + t.workload
}

// note notes what is to be known of the topology as a whole, once.
func (im *importer) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(im.remarks, text) {
		im.remarks = append(im.remarks, text)
	}
}

// readsController reports whether the Service of an Ingress controller was read.
func (im *importer) readsController() bool {
	for service := range im.world.Services() {
		o := service.Members()
		if kind := o.Object("spec").Text("type"); kind == "LoadBalancer" || kind == "NodePort" {
			for _, name := range []string{service.Object().ID().Name, o.Object("spec").Object("selector").Text("app.kubernetes.io/name")} {
				if strings.Contains(name, "ingress-nginx") || strings.Contains(name, "traefik") || strings.Contains(name, "haproxy") {
					return true
				}
			}
		}
	}
	return false
}
