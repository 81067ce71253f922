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

// otherForm is how a key of elsewhere is said here where a name alone in its place
// would say less than was meant: what to write, and the field that then has it, "" for
// none, with the value that it has then.
type otherForm struct {
	help  string
	field string
	value *source.Node
	told  bool // with another key of the object
	wrong bool // the object is no such one
}

// otherForms are by the type that has them here.
func otherForms() map[string]func(n *source.Node, i int) otherForm {
	return otherFormsOnce.Get(makeOtherForms)
}

var otherFormsOnce later.Value[map[string]func(n *source.Node, i int) otherForm]

func makeOtherForms() map[string]func(n *source.Node, i int) otherForm {
	return map[string]func(n *source.Node, i int) otherForm{
		"App":           besideInApp,
		"BackendTLS":    modeOfIstio,
		"BGPPeer":       ownNumber,
		"CertManager":   clusterIssuer,
		"HeaderChange":  headerAlone,
		"HostItem":      firstForm(secretAsCert, hostAsKey),
		"Probes":        probeOfPod,
		"Resources":     amountAlone,
		"Rewrite":       pathInside,
		"Route":         routeOfElsewhere,
		"Tier":          firstForm(secretAsCert, sharedAddress),
		"TierRoute":     firstForm(pathOfElsewhere, matchOfIstio, pathTypeOfElsewhere, routeOfApp),
		"VariableValue": valueOfPod,
	}
}

// firstForm is the first of several forms that a key is told in.
func firstForm(of ...func(*source.Node, int) otherForm) func(*source.Node, int) otherForm {
	return func(n *source.Node, i int) otherForm {
		for _, read := range of {
			if out := read(n, i); out.help != "" || out.told {
				return out
			}
		}
		return otherForm{}
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

// headerAlone is a header without what becomes of it.
func headerAlone(n *source.Node, i int) otherForm {
	k, value := n.Keys[i], n.Values[i]
	if k.Text == "headers" && value.Kind == source.Map && len(value.Keys) > 0 {
		return otherForm{help: "write what it holds in its place, set, add and remove, one level farther out"}
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
	if out := firstForm(pathOfElsewhere, matchOfIstio, pathTypeOfElsewhere, targetOfElsewhere)(n, i); out.help != "" || out.told {
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
func pathTypes() map[string]string { return pathTypesOnce.Get(makePathTypes) }

var pathTypesOnce later.Value[map[string]string]

func makePathTypes() map[string]string {
	return map[string]string{"PathPrefix": "prefix", "Prefix": "prefix", "Exact": "exact", "RegularExpression": "regex"}
}

// pathOfElsewhere is a path of which the key does not say how it is compared, or
// says it farther in.
func pathOfElsewhere(n *source.Node, i int) otherForm {
	value := n.Values[i]
	word := strings.ToLower(n.Keys[i].Text)
	isPath := word == "path" || word == "uri" || word == "url" || word == "match" && value.Kind == source.Scalar && strings.HasPrefix(value.Text, "/")
	if !isPath || n.Get("exact") != nil || n.Get("prefix") != nil || n.Get("regex") != nil {
		return otherForm{}
	}
	if value.Kind == source.Map {
		way, text := "", value.Get("value")
		if kind := value.Get("type"); kind != nil && text != nil {
			way = pathTypes()[kind.Text]
		} else if len(value.Keys) == 1 && slices.Contains([]string{"exact", "prefix", "regex"}, value.Keys[0].Text) {
			way, text = value.Keys[0].Text, value.Values[0]
		}
		if way == "" {
			return otherForm{}
		}
		return otherForm{help: "write " + way + ": " + abridged(text) + " in its place", field: way, value: text}
	}
	if value.Kind != source.Scalar || value.Null() {
		return otherForm{}
	}
	if above, ok := strings.CutSuffix(value.Text, "/*"); ok || value.Text == "/" {
		above = "/" + strings.TrimPrefix(strings.TrimSuffix(above, "/"), "/")
		help := "write prefix: " + format.YAMLWord(above) + " in its place"
		switch kind := n.Get("pathType"); {
		case kind != nil && !ok && pathTypes()[kind.Text] == "exact":
			return otherForm{help: "write exact: / in place of it and of pathType", field: "exact", value: value}
		case kind != nil:
			help = "write prefix: " + format.YAMLWord(above) + " in place of it and of pathType"
		}
		return otherForm{help: help, field: "prefix", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: above}}
	}
	word = abridged(value)
	if strings.HasPrefix(value.Text, "^") {
		return otherForm{help: "write regex: " + word + " in its place", field: "regex", value: value}
	}
	if kind := n.Get("pathType"); kind != nil && pathTypes()[kind.Text] != "" {
		way := pathTypes()[kind.Text]
		return otherForm{help: "write " + way + ": " + word + " in place of it and of pathType", field: way, value: value}
	}
	return otherForm{help: "write prefix: " + word + " in its place, or exact: " + word + " for that path alone", field: "prefix", value: value}
}

// matchOfIstio is a VirtualService's match, of which the path is told.
func matchOfIstio(n *source.Node, i int) otherForm {
	match := n.Values[i]
	if n.Keys[i].Text != "match" && n.Keys[i].Text != "matches" {
		return otherForm{}
	}
	if match.Kind == source.List && len(match.Items) == 1 {
		match = match.Items[0]
	}
	for j, k := range match.Keys {
		out := pathOfElsewhere(match, j)
		if out.help == "" || n.Get(out.field) != nil {
			continue
		}
		if len(match.Keys) > 1 {
			return otherForm{help: "write what it holds in its place, as methods, headers and query beside the path, and of " + k.Text + " " + out.field + ": " + abridged(out.value), field: out.field, value: out.value}
		}
		return out
	}
	return otherForm{help: "write what it holds in its place, for each match a route: exact, prefix or regex, and methods, headers and query", wrong: true}
}

// pathTypeOfElsewhere is how a path is compared, which the path's own key says.
func pathTypeOfElsewhere(n *source.Node, i int) otherForm {
	switch {
	case n.Keys[i].Text != "pathType":
		return otherForm{}
	case n.Get("path") != nil:
		return otherForm{told: true}
	}
	return otherForm{help: "remove it: the path has a key for each way, exact, prefix or regex"}
}

// targetOfElsewhere is where a route goes, which is its app here.
func targetOfElsewhere(n *source.Node, i int) otherForm {
	switch key := n.Keys[i].Text; key {
	case "websocket", "websockets", "websocketUpgrade", "upgrade":
		return otherForm{help: "remove it: WebSockets pass without a word"}
	case "route", "destination", "backend", "backendRefs", "service":
		return otherForm{help: "remove it: requests go to the app that the route is of, and its image or service says where"}
	}
	return otherForm{}
}

// routeOfApp is a field that routes of apps have, and those of tiers, which answer, have not.
func routeOfApp(n *source.Node, i int) otherForm {
	if to := targetOfElsewhere(n, i); to.help == "" && format.LayoutOf(reflect.TypeFor[format.Route]()).ByKey(n.Keys[i].Text) == nil {
		return otherForm{}
	}
	return otherForm{help: "move the route to an app: one of a tier's own is a redirect or an answer", wrong: true}
}

// sharedAddress is MetalLB's key by which Services share an address.
func sharedAddress(n *source.Node, i int) otherForm {
	word := folded(n.Keys[i].Text)
	if !slices.Contains([]string{"shareip", "sharedip", "allowsharedip", "ipsharing", "sharingkey", "shareaddress"}, word) {
		return otherForm{}
	}
	return otherForm{help: "write service: {annotations: {metallb.io/allow-shared-ip: " + abridged(n.Values[i]) + "}}, MetalLB's annotation: Services that have the same share an address"}
}
