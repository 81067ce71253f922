package decode

import (
	"reflect"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// otherForms are by the type that has them here.
func otherForms() map[string]func(n *source.Node, i int) otherForm {
	return otherFormsOnce.Get(makeOtherForms)
}

var otherFormsOnce later.Value[map[string]func(n *source.Node, i int) otherForm]

func makeOtherForms() map[string]func(n *source.Node, i int) otherForm {
	return map[string]func(n *source.Node, i int) otherForm{
		"App":             firstForm(nameInMetadata, specOfApp, besideInApp, serverOfProxies, ingressOfChart, annotationsOfIngress, pathsOfIngress, portsOfCompose, boundsBeside, strategyBeside, serverBeside, besideApp, appOfProxies),
		"AllowedOrigin":   originOfIstio,
		"Announce":        nodesByLabels,
		"AppReplicas":     countAlone,
		"AppVersion":      podsOfVersion,
		"BackendTLS":      modeOfIstio,
		"BGPPeer":         ownNumber,
		"CertManager":     firstForm(clusterIssuer, solverOfIssuer),
		"DNS":             zoneOfDNS,
		"Document":        objectOfFile,
		"GitOps":          syncOfGitOps,
		"Isolation":       wholeIsolation,
		"MetalLB":         partOfMetalLB,
		"Network":         unusedOfNetwork,
		"Pool":            boundsOfPool,
		"GatewayReplicas": countAlone,
		"HeaderChange":    headerAlone,
		"CA":              authorityFiles,
		"Cert":            secretByName,
		"Certs":           firstForm(certsOfManager, makerOfCerts),
		"Istio":           meshOfIstio,
		"HostItem":        firstForm(secretAsCert, hostAsKey),
		"Outside":         namesOfOutside,
		"Probe":           probeOfPod,
		"Probes":          probeOfPod,
		"Redirect":        redirectOfIstio,
		"Resources":       amountAlone,
		"Rewrite":         pathInside,
		"Strategy":        strategyOfPods,
		"Route":           routeOfElsewhere,
		"Tier":            firstForm(nameInMetadata, specOfTier, secretAsCert, sharedAddress, annotationsOfIngress, switchesOfTier, besideTier, boundsBeside, tierOfProxies),
		"TLS":             tlsOfElsewhere,
		"TierRoute":       firstForm(pathOfElsewhere, matchOfIstio, pathTypeOfElsewhere, routeOfApp),
		"VariableValue":   valueOfPod,
	}
}

// secretAsCert is the name of a Secret that exists, beside the hosts that it is for.
func secretAsCert(n *source.Node, i int) otherForm {
	if value := n.Values[i]; namesSecret(n.Keys[i].Text) && value.Kind == source.Scalar && !value.Null() && n.Get("cert") == nil {
		secret := &source.Node{Kind: source.Scalar, Place: n.Keys[i].Place, Text: "secret", Quoted: true}
		return otherForm{help: "write cert: " + valueOf("cert", n, i) + " in its place", field: "cert",
			value: &source.Node{Kind: source.Map, Place: value.Place, Keys: []*source.Node{secret}, Values: []*source.Node{value}}}
	}
	return otherForm{}
}

// namesOfOutside are names of a server's certificate beside its address.
func namesOfOutside(n *source.Node, i int) otherForm {
	switch folded(n.Keys[i].Text) {
	case "names", "sni", "servernames", "subjectaltnames", "san", "sans":
		field := "names"
		if n.Keys[i].Text == "sni" {
			field = "sni"
		}
		return otherForm{help: "write it in the tls of the app's port, as in port: {port: 443, protocol: https, tls: {" + field + ": " + abridged(n.Values[i]) + "}}"}
	}
	return otherForm{}
}

// modeOfIstio is a DestinationRule's mode of TLS, which the port's protocol says here.
func modeOfIstio(n *source.Node, i int) otherForm {
	if n.Keys[i].Text != "mode" {
		return otherForm{}
	}
	switch strings.ToUpper(n.Values[i].Text) {
	case "SIMPLE":
		return otherForm{help: "remove it: protocol: https at the port says it"}
	case "MUTUAL", "ISTIO_MUTUAL":
		return otherForm{help: "remove it: the gateway shows servers no certificate of its own"}
	}
	return otherForm{}
}

// wordOfTLS is the help for a word in the place of how a gateway speaks TLS to an app's port, which
// says that it does; "" for anything else.
func (d *decoder) wordOfTLS(t reflect.Type, n *source.Node) string {
	if t != reflect.TypeFor[format.BackendTLS]() || n.Kind != source.Scalar || foreignWord(n.Text, []string{"simple"}) == "" && !strings.EqualFold(n.Text, "simple") {
		return ""
	}
	if p := d.above[len(d.above)-1].node.Get("protocol"); p != nil && (p.Text == "https" || p.Text == "tls") {
		return "remove it: protocol: " + p.Text + " beside it says it"
	}
	return "write protocol: https in its place"
}

// ownNumber is the cluster's AS number at a peer, where MetalLB has it.
func ownNumber(n *source.Node, i int) otherForm {
	if word := folded(n.Keys[i].Text); word != "myasn" && word != "localasn" {
		return otherForm{}
	}
	return otherForm{help: "write asn: " + abridged(n.Values[i]) + " in metallb.bgp in its place: it is one for all peers"}
}

// amountAlone is an amount that is neither in requests nor in limits.
func amountAlone(n *source.Node, i int) otherForm {
	switch word := strings.ToLower(n.Keys[i].Text); word {
	case "cpu", "memory", "ephemeral-storage":
		return otherForm{help: "write it in requests, in limits, or in both: requests: {" + word + ": " + abridged(n.Values[i]) + "}"}
	}
	return otherForm{}
}

// pathInside is a path that replaces what matched, as an object has it elsewhere.
func pathInside(n *source.Node, i int) otherForm {
	switch folded(n.Keys[i].Text) {
	case "uri", "path", "prefix", "url", "replaceprefixmatch", "replacefullpath":
		if n.Get("regex") == nil && n.Get("to") == nil && n.Values[i].Kind == source.Scalar {
			return otherForm{help: "write rewrite: " + abridged(n.Values[i]), wrong: true}
		}
	}
	return otherForm{}
}

// clusterIssuer is an issuer whose kind is in the name of its key.
func clusterIssuer(n *source.Node, i int) otherForm {
	if folded(n.Keys[i].Text) != "clusterissuer" || n.Values[i].Kind != source.Scalar {
		return otherForm{}
	}
	if n.Get("kind") != nil {
		return otherForm{help: "did you mean \"issuer\"?", field: "issuer", value: n.Values[i]}
	}
	return otherForm{help: "write issuer: " + abridged(n.Values[i]) + ", kind: ClusterIssuer in its place", field: "issuer", value: n.Values[i]}
}

// answered is what is written of an answer of the gateway where headers are changed.
func answered(n *source.Node) string {
	var out []string
	for i, k := range n.Keys {
		switch k.Text {
		case "status", "code", "body":
			out = append(out, strings.Replace(k.Text, "code", "status", 1)+": "+abridged(n.Values[i]))
		}
	}
	return strings.Join(out, ", ")
}

// headerAlone is a header without what becomes of it.
func headerAlone(n *source.Node, i int) otherForm {
	k, value := n.Keys[i], n.Values[i]
	if k.Text == "headers" && value.Kind == source.Map && len(value.Keys) > 0 {
		return otherForm{help: "write what it holds in its place, set, add and remove, one level farther out"}
	}
	switch k.Text {
	case "status", "code", "body":
		return otherForm{help: "write respond: {" + answered(n) + "} at the route in place of what changes headers, if the gateway is to answer; a header is written in set"}
	}
	if foreignField("HeaderChange", k.Text) != "" || value.Kind != source.Scalar || wording.Suggest(k.Text, []string{"set", "add", "remove"}) != "" {
		return otherForm{}
	}
	word := format.YAMLWord(k.Text) + ": " + abridged(value)
	if n.Get("set") != nil {
		return otherForm{help: "write it in set: " + word}
	}
	all := &source.Node{Kind: source.Map, Place: value.Place, Keys: []*source.Node{k}, Values: []*source.Node{value}}
	return otherForm{help: "write set: {" + word + "} in its place", field: "set", value: all}
}

// hostAsKey is a host in the place of a key, with what is its own behind it.
func hostAsKey(n *source.Node, i int) otherForm {
	k, value := n.Keys[i], n.Values[i]
	if n.Get("host") != nil || !likeHost(k.Text) {
		return otherForm{}
	}
	return otherForm{help: "write " + hostItem(k, value) + " in its place", field: "host", value: &source.Node{Kind: source.Scalar, Place: k.Place, Text: k.Text}}
}

// routeOfElsewhere is a path or a change of headers as other tools have it.
func routeOfElsewhere(n *source.Node, i int) otherForm {
	if out := firstForm(ruleForm, switchesOfRoute, pathOfElsewhere, matchOfIstio, pathTypeOfElsewhere, routeOfGateways, targetOfElsewhere, routeOfProxies, stripOfProxies)(n, i); out.help != "" || out.told {
		return out
	}
	field, way := foreignField("Route", n.Keys[i].Text), "set"
	if field != "request" && field != "response" || n.Get(field) != nil {
		return otherForm{}
	}
	value := n.Values[i]
	if value.Kind != source.Map || len(value.Keys) == 0 {
		return otherForm{}
	}
	if strings.HasPrefix(strings.ToLower(n.Keys[i].Text), "add") {
		way = "add"
	}
	for j, k := range value.Keys {
		if value.Values[j].Kind != source.Scalar || k.Text == "set" || k.Text == "add" || k.Text == "remove" {
			return otherForm{} // said as here
		}
	}
	return otherForm{help: "write " + field + ": {" + way + ": " + abridgedMap(value) + "} in its place"}
}

// sharedAddress is MetalLB's key by which Services share an address.
func sharedAddress(n *source.Node, i int) otherForm {
	word := folded(n.Keys[i].Text)
	if !slices.Contains([]string{"shareip", "sharedip", "allowsharedip", "ipsharing", "sharingkey", "shareaddress"}, word) {
		return otherForm{}
	}
	return otherForm{help: "write service: {annotations: {metallb.io/allow-shared-ip: " + abridged(n.Values[i]) + "}}, MetalLB's annotation: Services that have the same share an address"}
}
