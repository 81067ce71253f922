package decode

import (
	"strings"

	"render/render/format"
	"render/render/source"
)

// compressed is the help for compression of answers.
const compressed = "remove it: gateways pass answers on as apps give them; an app compresses its own, or an EnvoyFilter in an overlay those of all"

// besideTier are words of charts and of other gateways that one of a tier's objects says here.
func besideTier(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	if help := needlessWebSockets(key, value); help != "" {
		return otherForm{help: help}
	}
	switch key {
	case "addresspool", "ippool", "metallbpool", "loadbalancerpool", "pool":
		if value.Kind == source.Scalar && n.Get("names") == nil {
			return otherForm{help: "write names: {pool: " + abridged(value) + "} in its place"}
		}
	case "httpport", "httpsport":
		if text := value.Text; text == "80" || text == "443" {
			return otherForm{help: "remove it: ports 80 and 443 are there where a tier has hosts"}
		}
		item, _ := tierPort(value.Text)
		if item != "" && key == "httpsport" {
			item = strings.Replace(item, "{name: http-", "{name: https-", 1)
		}
		if item != "" && n.Get("ports") == nil {
			return otherForm{help: "write ports: [" + item + "] in its place; ports 80 and 443 are there where a tier has hosts"}
		}
	case "gzip", "compress", "compression", "brotli", "zstd", "encode":
		return otherForm{help: compressed}
	case "hsts":
		if value.Kind == source.List { // of hosts
			return otherForm{}
		}
		return otherForm{help: "write response: {set: {strict-transport-security: max-age=31536000}} at the routes of its apps, as in routes: [{prefix: /, response: {set: {...}}}]"}
	case "servicetype":
		return inObjectOfTier(n, "service", "type", value)
	case "daemonset":
		if format.FlagMeant(value.Text) == "true" && n.Get("pod") == nil {
			return otherForm{help: "write pod: {kind: DaemonSet} in its place"}
		}
	case "annotations":
		return issuerOfIngress(value)
	}
	return proxiesBeside(n, i)
}

// issuerOfIngress is what annotations of an Ingress have cert-manager do.
func issuerOfIngress(value *source.Node) otherForm {
	for i, k := range value.Keys {
		switch name := abridged(value.Values[i]); k.Text {
		case "cert-manager.io/cluster-issuer":
			return otherForm{help: "write secrets: {cert-manager: {issuer: " + name + ", kind: ClusterIssuer}} in the file, by which each tier has a Certificate, and remove the annotation"}
		case "cert-manager.io/issuer":
			return otherForm{help: "write secrets: {cert-manager: {issuer: " + name + "}} in the file, by which each tier has a Certificate, and remove the annotation"}
		}
	}
	return otherForm{}
}

// proxyField is the field of proxies that a key beside it says; "" for another key.
func proxyField(key string) string {
	switch folded(key) {
	case "proxyprotocol", "useproxyprotocol", "enableproxyprotocol":
		return "protocol"
	case "numtrustedproxies", "xffnumtrustedhops", "trustedhops", "trustedproxycount", "useforwardedheaders", "forwardedheaders":
		return "trusted"
	case "trustedproxies", "trustedips", "setrealipfrom", "proxyrealipcidr", "realipfrom":
		return "from"
	}
	return ""
}

// proxiesBeside is the help for what is known of proxies before the gateway and stands at the tier by itself: with
// all of it.
func proxiesBeside(n *source.Node, i int) otherForm {
	if proxyField(n.Keys[i].Text) == "" || n.Get("proxies") != nil {
		return otherForm{}
	}
	said := map[string]string{}
	for j, k := range n.Keys {
		value, field := n.Values[j], proxyField(k.Text)
		switch text := abridged(value); {
		case field == "":
		case value.Kind == source.Scalar && format.FlagMeant(value.Text) == "false" && value.Text != "0":
		case field == "protocol":
			said[field] = "true"
		case field == "from" && value.Kind == source.Scalar:
			said[field] = "[" + words(strings.FieldsFunc(value.Text, func(c rune) bool { return c == ',' || c == ' ' })) + "]"
		case field == "from":
			said[field] = text
		case format.Decimal.MatchString(value.Text):
			said[field] = text
		case said[field] == "":
			said[field] = "1"
		}
	}
	if said["trusted"] != "" && said["from"] == "" {
		said["from"] = "[NETWORK]"
	}
	var parts []string
	for _, field := range []string{"trusted", "from", "protocol"} {
		if said[field] != "" {
			parts = append(parts, field+": "+said[field])
		}
	}
	switch help := "write proxies: {" + strings.Join(parts, ", ") + "} in its place"; {
	case len(parts) == 0:
		return otherForm{help: "remove it: no proxy is trusted where nothing is written"}
	case said["from"] == "[NETWORK]":
		return otherForm{help: help + ", with the networks of the proxies"}
	default:
		return otherForm{help: help}
	}
}

// needlessAtTier is what a tier has no word for, and what has one; "" for any other key.
func needlessAtTier(n *source.Node, i int) string {
	switch word := folded(n.Keys[i].Text); word {
	case "timeout", "retries", "rewrite", "cors", "request", "response", "mirror":
		return "write it at the routes of its apps, as in routes: [{prefix: /, " + word + ": " + abridged(n.Values[i]) + "}]"
	case "headers", "timeouts":
		return "write what it says at the routes of its apps, as in routes: [{prefix: /, timeout: 30s, response: {set: {NAME: TEXT}}}]"
	case "ratelimit", "ratelimits", "maxconnections", "connectionlimit", "globalratelimit":
		return "remove it: tiers have no word for that; an EnvoyFilter that says it is in a mixin, or in a file of its own beside what is rendered"
	case "basicauth", "authbasic", "basicauthentication", "clientmaxbodysize", "proxybodysize", "maxbodysize", "bodysize", "middlewares", "plugins":
		return needlessAtRoute(word)
	case "poddisruptionbudget", "pdb":
		return "write overlays: [ha] in the file, by which each gateway of two pods and more has one"
	case "topologyspreadconstraints", "topologyspread", "podantiaffinity", "antiaffinity":
		return "remove it: gateways of two pods and more are kept on nodes of their own, as far as there are nodes"
	case "enabled":
		if format.FlagMeant(n.Values[i].Text) == "false" {
			return "remove the tier, or put # before its lines: what is in the file is rendered"
		}
		return "remove it: what is in the file is rendered"
	case "ingressclass", "ingressclassname", "gatewayclassname":
		return "remove it: a tier is a gateway of its own"
	}
	return ""
}
