package decode

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// meshOfIstio is what an IstioOperator or Istio's charts have beside the version.
func meshOfIstio(n *source.Node, i int) otherForm {
	key, value := n.Keys[i].Text, n.Values[i]
	switch key {
	case "components", "gateways", "ingressGateways":
		return otherForm{help: "remove it: each tier is a gateway, with its ip, ports, replicas and resources; what else istiod has is in values"}
	case "pilot", "global", "sidecarInjectorWebhook", "telemetry", "proxy":
		if n.Get("values") == nil {
			return otherForm{help: "write values: {" + key + ": " + abridged(value) + "} in its place"}
		}
		return otherForm{help: "write it in values"}
	}
	mesh := []string{"accessLogFile", "accessLogFormat", "accessLogEncoding", "outboundTrafficPolicy", "enableTracing", "defaultConfig", "extensionProviders", "enableAutoMtls", "trustDomain", "ingressService", "ingressSelector",
		"rootNamespace", "discoverySelectors", "pathNormalization", "defaultProviders", "meshMTLS", "h2UpgradePolicy"}
	switch {
	case !slices.Contains(mesh, key):
		return otherForm{}
	case n.Get("meshConfig") != nil:
		return otherForm{help: "write it in meshConfig"}
	}
	return otherForm{help: "write meshConfig: {" + key + ": " + abridged(value) + "} in its place"}
}

// certsOfManager is what a Certificate of cert-manager says of its key and its time.
func certsOfManager(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch folded(n.Keys[i].Text) {
	case "duration", "validity":
		if hours, err := strconv.Atoi(strings.TrimSuffix(value.Text, "h")); err == nil && strings.HasSuffix(value.Text, "h") && hours >= 24 && n.Get("days") == nil {
			return otherForm{help: "write days: " + strconv.Itoa(hours/24) + " in its place", field: "days", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: strconv.Itoa(hours / 24)}}
		}
	case "renewbefore":
		return otherForm{help: "remove it, and run: render certs --renew-before " + abridged(value) + " " + n.Keys[i].Place.Source.Name() + ", when certificates are to be renewed sooner"}
	case "privatekey":
		if of := strings.ToLower(scalarOf(value, "algorithm")); (of == "rsa" || of == "ecdsa") && n.Get("key") == nil {
			return otherForm{help: "write key: " + of + " in its place", field: "key", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: of}}
		}
	}
	return otherForm{}
}

// solverOfIssuer is what an issuer of cert-manager says of itself: of its solvers the one way to prove hosts is said
// here too.
func solverOfIssuer(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch key := folded(n.Keys[i].Text); {
	case slices.Contains([]string{"email", "server", "acme", "privatekeysecretref", "directory"}, key):
		return otherForm{help: "remove it: the issuer says it, an object of cert-manager's that is on the cluster"}
	case key != "solvers" || n.Get("solver") != nil:
		return otherForm{}
	}
	var ways []string
	for _, item := range value.Items {
		for _, way := range []string{"dns01", "http01"} {
			if (item.Get(way) != nil || item.Text == way) && !slices.Contains(ways, way) {
				ways = append(ways, way)
			}
		}
	}
	if len(ways) == 0 {
		return otherForm{help: "write solver: dns01 or solver: http01 in its place, the one by which the issuer proves hosts"}
	}
	one := &source.Node{Kind: source.Scalar, Place: value.Place, Text: ways[0]}
	return otherForm{help: "write solver: " + strings.Join(ways, " or solver: ") + " in its place; how it does so is said at the issuer", field: "solver", value: one}
}

// keyKindMeant is the kind of a key that is written with its size, or as an object; "" for none.
func keyKindMeant(n *source.Node, f *format.Field) string {
	if !slices.Contains(f.Enum, "ecdsa") || !slices.Contains(f.Enum, "rsa") {
		return ""
	}
	text := n.Text
	if n.Kind == source.Map {
		text = scalarOf(n, "algorithm")
	}
	for _, kind := range []string{"ecdsa", "rsa"} {
		if strings.HasPrefix(strings.ToLower(text), kind) {
			return kind
		}
	}
	return ""
}
