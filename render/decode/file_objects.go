package decode

import (
	"cmp"
	"slices"

	"render/render/format"
	"render/render/source"
)

// The functions of this file are for words in the objects of the file itself, of the tools that those are for.

// partOfMetalLB are words of MetalLB's chart and of its old ConfigMap.
func partOfMetalLB(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	word := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: value.Place, Text: text}
	}
	yes := value.Kind == source.Map || format.FlagMeant(value.Text) == "true"
	switch key {
	case "configinline", "config":
		pools := in(value, "address-pools")
		if len(pools.Items) > 0 && n.Get("pools") == nil {
			return otherForm{help: "write pools: " + abridged(pools) + " in its place, where protocol is advertise and auto-assign is autoAssign"}
		}
	case "speaker", "controller", "crds", "prometheus", "frrk8s", "loadbalancerclass":
		if key == "frrk8s" && yes && n.Get("mode") == nil {
			return otherForm{help: "write mode: frr-k8s in its place", field: "mode", value: word("frr-k8s")}
		}
		return otherForm{help: "remove it: MetalLB itself is installed by microk8s enable metallb, or by its chart; here stands what it gives addresses from"}
	case "frr":
		if yes && n.Get("mode") == nil {
			return otherForm{help: "write mode: frr in its place", field: "mode", value: word("frr")}
		}
	case "l2advertisement", "l2advertisements", "layer2", "l2":
		if n.Get("advertise") == nil {
			return otherForm{help: "write advertise: layer2 in its place", field: "advertise", value: word("layer2")}
		}
	case "enabled":
		if format.FlagMeant(value.Text) == "false" {
			return otherForm{help: "write metallb: none in place of the object"}
		}
		return otherForm{help: "remove it: what is written is rendered"}
	}
	return otherForm{}
}

// boundsOfPool are the first and the last address of a pool by themselves.
func boundsOfPool(n *source.Node, i int) otherForm {
	first, last := "", ""
	for _, pair := range [][2]string{{"start", "end"}, {"first", "last"}, {"from", "to"}, {"begin", "end"}} {
		if n.Get(pair[0]) != nil && n.Get(pair[1]) != nil {
			first, last = pair[0], pair[1]
		}
	}
	if first == "" || n.Get("addresses") != nil {
		return otherForm{}
	}
	switch n.Keys[i].Text {
	case first:
		text := scalarOf(n, first) + "-" + scalarOf(n, last)
		list := &source.Node{Kind: source.List, Place: n.Values[i].Place, Items: []*source.Node{{Kind: source.Scalar, Place: n.Values[i].Place, Text: text}}}
		return otherForm{help: "write addresses: [" + text + "] in place of both", field: "addresses", value: list}
	case last:
		return otherForm{told: true}
	}
	return otherForm{}
}

// syncOfGitOps is what a Kustomization of Flux, or an Application, says of how it is applied.
func syncOfGitOps(n *source.Node, i int) otherForm {
	if slices.Contains([]string{"interval", "prune", "wait", "timeout", "syncpolicy", "syncoptions", "automated", "selfheal"}, folded(n.Keys[i].Text)) {
		return otherForm{help: "remove it: render writes what tells Argo CD or Flux of the folder, and that says it"}
	}
	return otherForm{}
}

// makerOfCerts are words for who makes certificates, where the folder of pairs is meant here.
func makerOfCerts(n *source.Node, i int) otherForm {
	switch key := folded(n.Keys[i].Text); key {
	case "mode", "provider", "selfsigned", "auto", "issuer", "clusterissuer", "letsencrypt", "acme", "email", "managed":
		return otherForm{help: "remove it: render certs makes pairs by an authority of its own; where cert-manager is to make them, write secrets: {cert-manager: {issuer: NAME, kind: ClusterIssuer}} in the file"}
	case "crt", "cert", "certificate", "tlscrt":
		return otherForm{help: "write it at the tier whose hosts it is for, as in cert: {crt: " + abridged(n.Values[i]) + ", key: " + cmp.Or(scalarOf(n, "key"), "FILE") + "}"}
	}
	return otherForm{}
}

// zoneOfDNS are words of external-dns for what it looks after by itself.
func zoneOfDNS(n *source.Node, i int) otherForm {
	switch folded(n.Keys[i].Text) {
	case "zone", "zones", "domain", "domainfilter", "domainfilters", "txtownerid", "policy", "sources", "ttl":
		return otherForm{help: "remove it: external-dns itself is told that where it runs; a tier's dns has target, ttl and zone"}
	}
	return otherForm{}
}

// wholeIsolation is that all is to be isolated, in an object.
func wholeIsolation(n *source.Node, i int) otherForm {
	switch folded(n.Keys[i].Text) {
	case "enabled", "enable", "networkpolicies", "networkpolicy", "strict":
		return otherForm{help: "write " + format.FlagMeant(n.Values[i].Text) + " in place of the object, or {apps: true} for apps alone", wrong: true}
	}
	return otherForm{}
}

// unusedOfNetwork are words about a LAN of which nothing follows.
func unusedOfNetwork(n *source.Node, i int) otherForm {
	switch folded(n.Keys[i].Text) {
	case "interface", "interfaces", "nic", "device", "bridge":
		card := n.Values[i]
		if len(card.Items) > 0 {
			card = card.Items[0]
		}
		return otherForm{help: "remove it; which cards announce an address is said at the tier that has it, as in announce: {interfaces: [" + format.YAMLWord(cmp.Or(card.Text, "eth0")) + "]}"}
	case "name", "dns", "dnsservers", "nameservers", "vlan", "domain", "mtu":
		return otherForm{help: "remove it, or write it as a comment, behind #: of a network its cidr, router, dhcp, nodes and reserved are read"}
	}
	return otherForm{}
}
