package importing

import (
	"errors"
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Assigned are the addresses that a cluster has given to its Services and Gateways, by
// "<namespace>/<name>": what asks for none has them by chance.
func Assigned(list []manifest.Manifest) map[string][]string {
	out := map[string][]string{}
	for i := range list {
		o := list[i].Object
		status := o.Object("status")
		for _, one := range append(status.Object("loadBalancer").List("ingress"), status.List("addresses")...) {
			given := asObject(one)
			ip := given.Text("ip")
			if ip == "" && given.Text("type") == "IPAddress" {
				ip = given.Text("value")
			}
			if kind := o.Text("kind"); ip != "" && (kind == "Service" || kind == "Gateway") {
				out[keyOf(o)] = append(out[keyOf(o)], ip)
			}
		}
	}
	return out
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
		lacking := without[len(given):]
		list, flags := make([]string, len(lacking)), make([]string, len(lacking))
		for i, t := range lacking {
			list[i], flags[i] = fmt.Sprintf("%q", t.namespace+"/"+t.workload), fmt.Sprintf("--ip 192.168.1.%d", 141+len(given)+i)
		}
		if len(lacking) == 1 {
			return fmt.Errorf("nothing that was read says the address of the gateway %s; write it, as in %s, or read its Service too", list[0], flags[0])
		}
		return fmt.Errorf("nothing that was read says the addresses of the gateways %s; write them in this order, as in %s, or read their Services too", strings.Join(list, ", "), strings.Join(flags, " "))
	}
	for i, t := range without {
		t.ips = strings.Split(given[i], ",")
		if len(without) > 1 {
			im.note("tier %q gets --ip %s: it is of %s, without an address of its own", t.name, given[i], im.origin(t))
		}
	}
	if len(given) > len(without) {
		return fmt.Errorf("--ip %s is for a gateway whose Service asks for no address, and %s; leave it out", given[len(without)], map[bool]string{true: "each asks for one", false: "no other does so"}[len(without) == 0])
	}
	return nil
}

// origin is what a tier was found by.
func (im *importer) origin(t *tier) string {
	label, _ := t.labels.Get("istio")
	switch class, is := im.classes[label]; {
	case is:
		return fmt.Sprintf("Ingresses of class %q", class)
	case im.standard:
		return "Gateway " + t.namespace + "/" + t.workload
	case t.made:
		return t.by
	}
	return "Service " + t.namespace + "/" + t.workload
}

// note notes what is to be known of the topology as a whole.
func (im *importer) note(format string, args ...any) {
	im.remarks = append(im.remarks, fmt.Sprintf(format, args...))
}
