package decode

import (
	"reflect"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// objectMeant is the help for a value in the place of an object that it can be told as: "" for any
// other.
func objectMeant(t reflect.Type, n *source.Node) string {
	switch named := n.Kind == source.Scalar && !format.Formats()["label"].Check(n.Text).Found(); t {
	case reflect.TypeFor[format.App]():
		if named {
			return "write what it is, as in {name: " + format.YAMLWord(n.Text) + ", image: ..., port: ..., routes: [/*]}"
		}
	case reflect.TypeFor[format.Tier]():
		if named {
			return "write what it is, as in {name: " + format.YAMLWord(n.Text) + ", ip: ..., hosts: [...], apps: [...]}"
		}
	case reflect.TypeFor[format.Cert]():
		return pairOfFiles(n)
	case reflect.TypeFor[format.CA]():
		if n.Kind == source.Scalar {
			return givenAuthority
		}
	case reflect.TypeFor[format.AppReplicas](), reflect.TypeFor[format.GatewayReplicas]():
		return boundsMeant(n)
	case reflect.TypeFor[format.CORS]():
		return originsMeant(n)
	case reflect.TypeFor[format.AppNames](), reflect.TypeFor[format.TierNames](), reflect.TypeFor[format.GatewayObject]():
		if help := namesMeant(t, n); help != "" {
			return help
		}
	case reflect.TypeFor[format.MetalLB]():
		if pool := itemFitting(format.LayoutOf(reflect.TypeFor[format.Pool]()), n); n.Kind == source.List && pool != "" {
			return "write: {pools: [" + pool + "]}"
		}
	case reflect.TypeFor[format.NodePorts]():
		return nodePortsMeant(n)
	case reflect.TypeFor[format.CertManager]():
		if n.Kind == source.Scalar && !n.Null() && format.FlagMeant(n.Text) != "true" && format.Formats()["subdomain"].Takes(n.Text) {
			return "write: {issuer: " + n.Text + ", kind: ClusterIssuer}, with an issuer of cert-manager's that is on the cluster"
		}
		return "write: {issuer: NAME, kind: ClusterIssuer}, with an issuer of cert-manager's that is on the cluster, or {create: ca} for an authority of its own"
	case reflect.TypeFor[format.Sticky]():
		if n.Kind == source.Scalar && n.Text != "false" {
			if cookie := format.LayoutOf(t).ByKey("cookie"); format.FlagMeant(n.Text) != "true" && cookie.Right(n.Text) && !slices.Contains([]string{"cookie", "session", "ip", "clientip"}, folded(n.Text)) {
				return "write: {cookie: " + format.YAMLWord(n.Text) + "}"
			}
			return "write: {cookie: session}"
		}
	}
	if n.Kind == source.Scalar && !n.Null() {
		if item := itemFitting(format.LayoutOf(t), n); item != "" {
			return "write: " + item
		}
	}
	return ""
}

// namesMeant is the help for names alone, where it is said of which object each is; "" for what is none.
func namesMeant(t reflect.Type, n *source.Node) string {
	if n.Kind == source.List && abridged(n) == "..." || n.Kind == source.Scalar && n.Null() {
		return ""
	}
	switch t {
	case reflect.TypeFor[format.GatewayObject]():
		if n.Kind != source.Scalar || !strings.HasPrefix(format.FlagMeant(n.Text), "true or") {
			return ""
		}
		name := n.Text[strings.LastIndexByte(n.Text, '/')+1:]
		return "write names: {gateway: " + format.YAMLWord(name) + "} in its place, if the tier's Gateway is to be called so; else remove it: each tier has a Gateway of its own"
	case reflect.TypeFor[format.TierNames]():
		if n.Kind == source.List {
			return "write what is listed in hosts, if these are hosts; names are what the tier's objects are called, as in names: {gateway: NAME}"
		}
		return "write names: {gateway: " + abridged(n) + "} for its Gateway, or {workload: " + abridged(n) + "} for its Deployment and Service"
	}
	if n.Kind == source.List {
		return "write what is listed in hosts, if clients ask for it; names of the server's certificate are in the tls of its port, as in tls: {names: " + abridged(n) + "}; names are what the app's objects are called"
	}
	return "write: {deployment: " + abridged(n) + ", service: " + abridged(n) + "}"
}

// pairOfFiles is the help for a certificate and its key in a list; "" for any other value.
func pairOfFiles(n *source.Node) string {
	if n.Kind != source.List || len(n.Items) != 2 {
		return ""
	}
	crt, key := n.Items[0], n.Items[1]
	if isKey := func(one *source.Node) bool { return strings.Contains(strings.ToLower(one.Text), "key") }; isKey(crt) == isKey(key) {
		return ""
	} else if isKey(crt) {
		crt, key = key, crt
	}
	return "write: {crt: " + abridged(crt) + ", key: " + abridged(key) + "}"
}

// boundsMeant is the help for the bounds of an autoscaler that stand alone, as in 1-3; "" for any other
// value.
func boundsMeant(n *source.Node) string {
	var bounds []string
	if n.Kind == source.Scalar {
		bounds = strings.FieldsFunc(strings.Replace(n.Text, "..", "-", 1), func(c rune) bool { return c == '-' || c == ' ' })
	}
	for _, item := range n.Items {
		bounds = append(bounds, item.Text)
	}
	if len(bounds) != 2 || slices.ContainsFunc(bounds, func(one string) bool { return !format.Decimal.MatchString(one) }) {
		return ""
	}
	return "write: {min: " + bounds[0] + ", max: " + bounds[1] + "}"
}

// originsMeant is the help for origins that stand alone where it is said who may ask from other pages;
// "" for any other value.
func originsMeant(n *source.Node) string {
	switch {
	case n.Kind == source.List && abridged(n) != "...":
		return "write: {origins: " + abridged(n) + "}"
	case n.Kind == source.Scalar && format.FlagMeant(n.Text) == "true":
		return "write: {origins: [ORIGIN]}, with those whose pages may ask, as https://www.example.org, or * in quotes for all"
	case n.Kind == source.Scalar && (strings.Contains(n.Text, "://") || n.Text == "*"):
		return "write: {origins: [" + abridged(n) + "]}"
	}
	return ""
}

// nodePortsMeant are node ports that stand alone, in the order of 80 and 443.
func nodePortsMeant(n *source.Node) string {
	items, keys := n.Items, []string{"http", "https", "status"}
	if n.Kind == source.Scalar {
		items = []*source.Node{n}
	}
	if len(items) == 0 || len(items) > len(keys) || slices.ContainsFunc(items, func(one *source.Node) bool { return !format.Decimal.MatchString(one.Text) }) {
		return ""
	}
	parts := make([]string, len(items))
	for i, one := range items {
		parts[i] = keys[i] + ": " + one.Text
	}
	if n.Kind == source.List {
		return "write nodePorts: {" + strings.Join(parts, ", ") + "}"
	}
	return "write: {" + strings.Join(parts, ", ") + "}"
}

// oneOnly tells of a list where a tier has one thing.
func oneOnly(t reflect.Type, n *source.Node, fault wording.Fault) wording.Fault {
	switch t {
	case reflect.TypeFor[format.Cert]():
		return wording.Fault{Code: "not-an-object", Message: "is a list, and hosts have one certificate", Help: "write one for all of the tier's hosts, and each other one beside its hosts: hosts: [a.example.org, {host: b.example.org, cert: certs/b}]"}
	case reflect.TypeFor[format.TLS]():
		if help := certsOfIngress(n); help != "" {
			return wording.Fault{Code: "not-an-object", Message: "is a list of Secrets, as an Ingress has it", Help: help}
		}
		return wording.Fault{Code: "not-an-object", Message: "is a list, and hosts have one mode of TLS", Help: "write one for all of the tier's hosts, and each other one beside its hosts: hosts: [a.example.org, " + ownMode(n) + "]"}
	}
	return fault
}

// ownMode shows a host with a mode of its own: of a list of modes the first that
// names hosts.
func ownMode(n *source.Node) string {
	for _, item := range n.Items {
		for _, key := range []string{"hosts", "host"} {
			hosts, rest := item.Get(key), &source.Node{Kind: source.Map}
			if hosts == nil || abridged(hosts) == "..." {
				continue
			}
			for i, k := range item.Keys {
				if k.Text != key {
					rest.Keys, rest.Values = append(rest.Keys, k), append(rest.Values, item.Values[i])
				}
			}
			return "{host: " + abridged(hosts) + ", tls: " + abridgedMap(rest) + "}"
		}
	}
	return "{host: b.example.org, tls: passthrough}"
}

// certsOfIngress is the help for a list of Secrets and their hosts, as an Ingress has its TLS; "" for any
// other list.
func certsOfIngress(n *source.Node) string {
	var hosts []string
	for _, item := range n.Items {
		secret, of := scalarOf(item, "secretName"), item.Get("hosts")
		switch {
		case secret == "":
			return ""
		case len(n.Items) == 1:
			return "write cert: {secret: " + secret + "} in place of tls"
		case of == nil || abridged(of) == "...":
			return ""
		}
		hosts = append(hosts, "{host: "+abridged(of)+", cert: {secret: "+secret+"}}")
	}
	return "write hosts: [" + strings.Join(hosts, ", ") + "] in place of tls and of hosts"
}
