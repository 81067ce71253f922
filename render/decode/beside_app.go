package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// besideApp are words of charts and of other tools that a field of an app says here.
func besideApp(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	if help := needlessWebSockets(key, value); help != "" {
		return otherForm{help: help}
	}
	if slices.Contains([]string{"headers", "redirect", "protocol"}, key) && belowItem(n, i) {
		return otherForm{}
	}
	switch key {
	case "healthcheckpath", "healthpath", "healthcheckurl", "healthendpoint", "readinesspath", "livenesspath":
		if strings.HasPrefix(value.Text, "/") && n.Get("probe") == nil {
			return otherForm{help: "write probe: " + abridged(value) + " in its place", field: "probe", value: value}
		}
	case "gzip", "compress", "compression", "brotli", "zstd", "encode":
		return otherForm{help: compressed}
	case "appprotocol", "backendprotocol", "scheme", "protocol":
		return protocolBeside(n, value)
	case "headers":
		return otherForm{help: "write at the routes what becomes of headers, as in routes: [{prefix: /, response: {set: {NAME: TEXT}}}], or request for those that go to the app"}
	case "redirect", "httpsredirect", "sslredirect", "forcehttps", "redirecthttps":
		if word := strings.ToLower(value.Text); word == "https" || format.FlagMeant(word) == "true" {
			return otherForm{help: "remove it, and write tls: {redirect: true} at the tier"}
		}
	case "mtls":
		return otherForm{help: "write istio: {mtls: " + abridged(value) + "} in the file, which is for the whole mesh"}
	case "tier", "gateway", "gatewayref", "parentrefs":
		return otherForm{help: "remove it: an app is behind the tier in whose apps it stands"}
	case "stripprefix", "strippath", "rewritetarget":
		if to := strings.TrimSuffix(value.Text, "$1"); format.FlagMeant(value.Text) == "true" || to == "/" {
			return otherForm{help: atRoutes(n, "rewrite", "/")}
		}
	case "external", "externalservice":
		if format.FlagMeant(value.Text) == "true" {
			return otherForm{help: "write outside: ADDRESS in its place, with the name or the IP of what is outside the cluster", field: "outside", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: "outside.example.org"}}
		}
	case "hostport":
		return otherForm{help: "remove it: clients come in by the tier's gateway, at the tier's ip"}
	case "certs", "certificate", "certificates", "tlscert", "sslcert":
		return otherForm{help: certOfApp(n, value)}
	case "servicename":
		if n.Get("image") != nil {
			return otherForm{help: "write names: {service: " + abridged(value) + "} in its place; without it the Service is called as the app is"}
		}
	case "authentication":
		if jwt := value.Get("jwt"); jwt != nil && n.Get("access") == nil {
			return otherForm{help: "write access: {jwt: " + abridged(jwt) + "} in its place"}
		}
		return otherForm{help: needlessAtRoute(key)}
	case "basicauth", "ratelimit", "clientmaxbodysize", "proxybodysize", "plugins":
		return otherForm{help: needlessAtRoute(key)}
	case "circuitbreaker", "loadbalancing":
		return otherForm{help: "remove it: apps have no word for that; a DestinationRule that says it is added by an overlay"}
	}
	return firstForm(switchesOfApp, imageInParts)(n, i)
}

// certOfApp is the help for the pair of files, or the Secret, of one app's hosts; "" for what the whole file
// says of certificates.
func certOfApp(n, value *source.Node) string {
	if value.Kind == source.List && len(value.Items) == 1 {
		value = value.Items[0]
	}
	if value.Kind == source.Map && value.Get("crt") == nil && value.Get("key") == nil && value.Get("secret") == nil && value.Get("secretName") == nil {
		return ""
	}
	if secret := scalarOf(value, "secretName"); secret != "" && len(value.Keys) == 1 {
		key := &source.Node{Kind: source.Scalar, Text: "secret"}
		value = &source.Node{Kind: source.Map, Keys: []*source.Node{key}, Values: value.Values}
	}
	return certInHosts(n, value)
}

// needlessWebSockets is the help for a key by which other proxies are told of WebSockets; "" for any other.
func needlessWebSockets(key string, value *source.Node) string {
	switch key {
	case "websocket", "websockets", "ws", "enablewebsocket", "enablewebsockets", "websocketupgrade", "websocketsupport", "websocketsupported", "websocketservices", "allowwebsocket", "allowwebsockets", "upgradeconfigs",
		"upgradetype", "upgradetypes":
	case "upgrade", "upgrades", "connectionupgrade":
		if text := strings.ToLower(abridged(value)); value.Kind != source.Map && !strings.Contains(text, "websocket") && format.FlagMeant(value.Text) != "true" {
			return ""
		}
	default:
		return ""
	}
	return "remove it: WebSockets pass through gateways as they are, and need no word"
}

// belowItem reports whether key number i of an object stands below an item of a list in lines of its own, of which
// it may be a field that is indented too little.
func belowItem(n *source.Node, i int) bool {
	if i == 0 || n.Flow {
		return false
	}
	before := n.Values[i-1]
	if before.Kind != source.List || before.Flow || len(before.Items) == 0 {
		return false
	}
	last := before.Items[len(before.Items)-1]
	return last.Kind == source.Map && !last.Flow && last.Get(n.Keys[i].Text) == nil
}

// imageInParts is a part of an image beside the whole.
func imageInParts(n *source.Node, i int) otherForm {
	image, value := scalarOf(n, "image"), n.Values[i]
	if image == "" || value.Kind != source.Scalar || value.Null() {
		return otherForm{}
	}
	switch folded(n.Keys[i].Text) {
	case "registry", "imageregistry", "dockerregistry", "containerregistry":
		return otherForm{help: "write image: " + format.YAMLWord(strings.TrimSuffix(value.Text, "/")+"/"+n.Get("image").Text) + " in place of both"}
	case "tag", "imagetag":
		if at := strings.LastIndexByte(n.Get("image").Text, ':'); at > strings.LastIndexByte(n.Get("image").Text, '/') {
			return otherForm{help: "write image: " + format.YAMLWord(n.Get("image").Text[:at+1]+value.Text) + " in place of both; or remove it, if the image has the right one"}
		}
	}
	return otherForm{}
}

// protocolBeside is what an app's one port speaks, beside the port.
func protocolBeside(n, value *source.Node) otherForm {
	known := []string{"http", "http2", "grpc", "https", "tls", "tcp"}
	word := strings.ToLower(strings.TrimPrefix(value.Text, "kubernetes.io/"))
	if meant := foreignWord(word, known); meant != "" {
		word = meant
	}
	port := scalarOf(n, "port")
	if value.Kind != source.Scalar || port == "" || !slices.Contains(known, word) {
		return otherForm{}
	}
	return otherForm{help: "write port: {port: " + port + ", protocol: " + word + "} in place of both"}
}

// serverBeside are the address of a server outside the cluster, and that its certificate is not looked at, beside an
// app's other fields.
func serverBeside(n *source.Node, i int) otherForm {
	switch value := n.Values[i]; folded(n.Keys[i].Text) {
	case "ip", "address", "adress", "ipaddress", "server", "addr":
		if format.IsIP(value.Text) && n.Get("image") == nil && n.Get("service") == nil && n.Get("outside") == nil && n.Get("versions") == nil {
			return otherForm{help: "write outside: " + abridged(value) + " in its place, if it is that of a server outside the cluster", field: "outside", value: value}
		}
	case "insecureskipverify", "insecure", "skipverify", "skiptlsverify", "noverify", "tlsverify", "verify", "insecureskiptlsverify":
		return unverifiedBeside(n)
	}
	return otherForm{}
}

// unverifiedBeside is that a server's certificate is not looked at, beside the port of which that is said.
func unverifiedBeside(n *source.Node) otherForm {
	port := scalarOf(n, "port")
	if of := n.Get("port"); of != nil && of.Kind == source.Map {
		port = scalarOf(of, "port")
	}
	if port == "" {
		port = "443"
	}
	return otherForm{help: "remove it, and say it at the port, as in port: {port: " + port + ", protocol: https, tls: {verify: false}}, or tls: {ca: FILE} with who issued the server's certificate"}
}

// tlsOfElsewhere are words of Ingresses, Routes of OpenShift and charts in a tier's TLS.
func tlsOfElsewhere(n *source.Node, i int) otherForm {
	value := n.Values[i]
	word := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: value.Place, Text: text}
	}
	switch folded(n.Keys[i].Text) {
	case "termination":
		mode := foreignWord(value.Text, []string{"simple", "passthrough"})
		if value.Text == "passthrough" {
			mode = value.Text
		}
		if mode != "" && n.Get("mode") == nil {
			return otherForm{help: "write mode: " + mode + " in its place", field: "mode", value: word(mode)}
		}
	case "insecureedgeterminationpolicy":
		switch value.Text {
		case "Redirect":
			return otherForm{help: "write redirect: true in its place", field: "redirect", value: word("true")}
		case "Allow", "None":
			return otherForm{help: "remove it: port 80 serves the same hosts where redirect is not written"}
		}
	case "options":
		if value.Kind == source.Map && len(n.Keys) == 1 {
			return otherForm{help: "write tls: " + inFlow(value) + " in place of the whole", wrong: true}
		}
	case "enabled", "enable":
		if format.FlagMeant(value.Text) == "false" {
			return otherForm{help: "write mode: off in its place", field: "mode", value: word("off")}
		}
		return otherForm{help: "remove it: hosts have TLS where mode is not off"}
	case "certresolver", "issuer", "clusterissuer", "issuerref", "acme", "letsencrypt", "email":
		return otherForm{help: issuerHelp}
	}
	return otherForm{}
}
