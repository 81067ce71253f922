package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// otherForm is how a key of elsewhere is said here where a name alone in its place
// would say less than was meant: what to write, and the field that then has it, "" for
// none, with the value that it has then, nil for one to be told of once it is there.
type otherForm struct {
	help  string
	field string
	value *source.Node
}

// otherForms are by the type that has them here.
var otherForms = map[string]func(n *source.Node, i int) otherForm{
	"BGPPeer":      ownNumber,
	"CertManager":  clusterIssuer,
	"HeaderChange": headerAlone,
	"HostItem":     hostAsKey,
	"Route":        routeOfElsewhere,
	"Tier":         sharedAddress,
}

// ownNumber is the cluster's AS number at a peer, where MetalLB has it.
func ownNumber(n *source.Node, i int) otherForm {
	if word := joined.Replace(strings.ToLower(n.Keys[i].Text)); word != "myasn" && word != "localasn" {
		return otherForm{}
	}
	return otherForm{help: "write asn: " + abridged(n.Values[i]) + " in metallb.bgp in its place: it is one for all peers"}
}

// clusterIssuer is an issuer whose kind is in the name of its key.
func clusterIssuer(n *source.Node, i int) otherForm {
	if joined.Replace(strings.ToLower(n.Keys[i].Text)) != "clusterissuer" || n.Values[i].Kind != source.Scalar {
		return otherForm{}
	}
	if n.Get("kind") != nil {
		return otherForm{"did you mean \"issuer\"?", "issuer", n.Values[i]}
	}
	return otherForm{"write issuer: " + abridged(n.Values[i]) + ", kind: ClusterIssuer in its place", "issuer", n.Values[i]}
}

// headerAlone is a header without what becomes of it.
func headerAlone(n *source.Node, i int) otherForm {
	k, value := n.Keys[i], n.Values[i]
	if foreignField("HeaderChange", k.Text) != "" || value.Kind != source.Scalar || wording.Suggest(k.Text, []string{"set", "add", "remove"}) != "" {
		return otherForm{}
	}
	word := format.YAMLWord(k.Text) + ": " + abridged(value)
	if n.Get("set") != nil {
		return otherForm{help: "write it in set: " + word}
	}
	all := &source.Node{Kind: source.Map, Place: value.Place, Keys: []*source.Node{k}, Values: []*source.Node{value}}
	return otherForm{"write set: {" + word + "} in its place", "set", all}
}

// hostAsKey is a host in the place of a key, with what is its own behind it.
func hostAsKey(n *source.Node, i int) otherForm {
	k, value := n.Keys[i], n.Values[i]
	if n.Get("host") != nil || !strings.Contains(k.Text, ".") && k.Text != "*" {
		return otherForm{}
	}
	return otherForm{"write " + hostItem(k, value) + " in its place", "host", &source.Node{Kind: source.Scalar, Place: k.Place, Text: k.Text}}
}

// routeOfElsewhere is a path or a change of headers as other tools have it.
func routeOfElsewhere(n *source.Node, i int) otherForm {
	if out := pathOfElsewhere(n, i); out.help != "" {
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

// pathTypes are the words of Ingresses and HTTPRoutes for how a path is compared.
var pathTypes = map[string]string{"PathPrefix": "prefix", "Prefix": "prefix", "Exact": "exact", "RegularExpression": "regex"}

// pathOfElsewhere is a path of which the key does not say how it is compared, or
// says it farther in.
func pathOfElsewhere(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if word := strings.ToLower(n.Keys[i].Text); word != "path" && word != "uri" && word != "url" || n.Get("exact") != nil || n.Get("prefix") != nil || n.Get("regex") != nil {
		return otherForm{}
	}
	if value.Kind == source.Map {
		way, text := "", value.Get("value")
		if kind := value.Get("type"); kind != nil && text != nil {
			way = pathTypes[kind.Text]
		} else if len(value.Keys) == 1 && slices.Contains([]string{"exact", "prefix", "regex"}, value.Keys[0].Text) {
			way, text = value.Keys[0].Text, value.Values[0]
		}
		if way == "" {
			return otherForm{}
		}
		return otherForm{"write " + way + ": " + abridged(text) + " in its place", way, text}
	}
	if value.Kind != source.Scalar || value.Null() {
		return otherForm{}
	}
	if above, ok := strings.CutSuffix(value.Text, "/*"); ok || value.Text == "/" {
		above = "/" + strings.TrimPrefix(strings.TrimSuffix(above, "/"), "/")
		return otherForm{"write prefix: " + format.YAMLWord(above) + " in its place", "prefix", &source.Node{Kind: source.Scalar, Place: value.Place, Text: above}}
	}
	word := abridged(value)
	return otherForm{"write prefix: " + word + " in its place, or exact: " + word + " for that path alone", "prefix", value}
}

// sharedAddress is MetalLB's key by which Services share an address.
func sharedAddress(n *source.Node, i int) otherForm {
	word := joined.Replace(strings.ToLower(n.Keys[i].Text))
	if !slices.Contains([]string{"shareip", "sharedip", "allowsharedip", "ipsharing", "sharingkey", "shareaddress"}, word) {
		return otherForm{}
	}
	return otherForm{help: "write service: {annotations: {metallb.io/allow-shared-ip: " + abridged(n.Values[i]) + "}}, MetalLB's annotation: Services that have the same share an address"}
}
