package decode

import (
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// foreignFields are names that fields have elsewhere (Kubernetes, Istio, MetalLB, cert-manager, Argo CD,
// Helm, nginx, Traefik, Contour, Terraform), by the type that has them here under another.
// Keys are in lower case, without - and _.
func foreignFields() map[string]map[string]string { return foreignFieldsOnce.Get(makeForeignFields) }

var foreignFieldsOnce later.Value[map[string]map[string]string]

func makeForeignFields() map[string]map[string]string {
	return map[string]map[string]string{
		"Document": {"k8s": "kubernetes", "k3s": "kubernetes", "k0s": "kubernetes", "rke2": "kubernetes", "talos": "kubernetes", "kubeadm": "kubernetes", "minikube": "kubernetes", "kubernetesversion": "kubernetes", "istioversion": "istio", "metallbversion": "metallb", "mesh": "istio",
			"gateways": "tiers", "gateway": "tiers", "ingress": "tiers", "ingresses": "tiers", "ingressgateways": "tiers", "cluster": "name", "clustername": "name",
			"commonlabels": "labels", "commonannotations": "annotations", "certificates": "certs", "tls": "certs", "mixin": "jsonnet", "api": "routing", "project": "name", "releasename": "name"},
		"MetalLB": {"iprange": "pools", "ipranges": "pools", "addressrange": "pools", "addressranges": "pools", "l2advertisement": "advertise", "l2advertisements": "advertise", "range": "pools", "ranges": "pools", "addresses": "pools", "addresspools": "pools", "addresspool": "pools", "ipaddresspool": "pools", "ippools": "pools", "ipaddresspools": "pools", "pool": "pools", "bgptype": "mode", "bgpmode": "mode", "protocol": "advertise", "advertisement": "advertise", "tag": "version"},
		"Pool": {"range": "addresses", "ranges": "addresses", "cidr": "addresses", "cidrs": "addresses", "ips": "addresses", "ip": "addresses", "address": "addresses",
			"autoassignment": "autoAssign", "serviceallocation": "allocate", "allocateto": "allocate", "bgpadvertisements": "advertisements", "bgpadvertisement": "advertisements", "protocol": "advertise"},
		"GitOps": {"repourl": "repo", "repository": "repo", "url": "repo", "targetrevision": "revision", "branch": "revision", "ref": "revision", "tag": "revision", "server": "destination", "cluster": "destination", "destinationserver": "destination",
			"tool": "layout", "controller": "layout", "engine": "layout", "type": "layout", "sourceref": "source", "gitrepository": "source", "folder": "path", "dir": "path", "directory": "path"},
		"DNS": {"provider": "by", "type": "by", "controller": "by", "annotationprefix": "prefix"},
		"Network": {"subnet": "cidr", "network": "cidr", "prefix": "cidr", "lan": "cidr", "address": "cidr", "gateway": "router", "gw": "router", "defaultgateway": "router", "routers": "router",
			"dhcprange": "dhcp", "dhcppool": "dhcp", "dhcpranges": "dhcp", "leases": "dhcp", "hosts": "nodes", "exclude": "reserved", "excluded": "reserved", "static": "reserved"},
		"Access": {"allow": "from", "allowed": "from", "allowlist": "from", "whitelist": "from", "ipblocks": "from", "sourceranges": "from", "networks": "from", "ips": "from", "cidrs": "from",
			"deny": "notFrom", "denied": "notFrom", "denylist": "notFrom", "blacklist": "notFrom", "blocklist": "notFrom", "notipblocks": "notFrom", "token": "jwt", "tokens": "jwt", "oidc": "jwt", "extauthz": "auth", "provider": "auth", "exclude": "except", "excluded": "except"},
		"Allocation":       {"serviceselectors": "services", "serviceselector": "services", "namespaceselectors": "namespaces", "namespace": "namespaces"},
		"BGPAdvertisement": {"aggregationlength": "aggregation", "aggregationlengthv6": "aggregation", "localpreference": "localPref", "nodeselectors": "nodes", "nodeselector": "nodes", "bgppeers": "peers", "community": "communities"},
		"Announce":         {"nodeselectors": "nodes", "nodeselector": "nodes", "interface": "interfaces", "nics": "interfaces"},
		"Node":             {"matchlabels": "labels", "matchexpressions": "expressions"},
		"BGP":              {"myasn": "asn", "localasn": "asn", "as": "asn", "neighbors": "peers", "bgppeers": "peers", "aggregationlength": "aggregation", "aggregationlengthv6": "aggregation", "routers": "peers", "localpreference": "localPref"},
		"BGPPeer":          {"peeraddress": "address", "peerasn": "asn", "remoteas": "asn", "ip": "address", "dynamicasn": "asn", "peerport": "port", "password": "passwordSecret", "bfdprofile": "bfd", "nodeselectors": "nodes", "nodeselector": "nodes", "keepalivetime": "keepalive", "enablegracefulrestart": "gracefulRestart", "dualstackaddressfamily": "dualStack", "vrfname": "vrf", "iface": "interface", "routerid": "routerID", "multihop": "ebgpMultiHop"},
		"Istio":            {"tagversion": "version", "method": "install", "installer": "install", "mtlsmode": "mtls", "mesh": "meshConfig", "rev": "revision", "hubs": "hub"},
		"Certs":            {"directory": "dir", "folder": "dir", "path": "dir", "validity": "days", "duration": "days", "keytype": "key", "algorithm": "key"},
		"CA":               {"cn": "commonName", "name": "commonName", "org": "organization", "o": "organization", "validity": "days"},
		"Secrets":          {"type": "mode", "sealedsecrets": "sealed", "externalsecrets": "external", "certmanager": "cert-manager", "letsencrypt": "cert-manager", "acme": "cert-manager", "eso": "external"},
		"External": {"secretstore": "store", "storename": "store", "secretstoreref": "store", "storekind": "kind", "refreshinterval": "refresh",
			"path": "key", "remotekey": "key", "target": "template"},
		"StoreTemplate": {"stringdata": "data", "texts": "data", "keys": "data", "secretkeys": "values", "read": "values", "properties": "values", "metadata": "annotations"},
		"CertManager":   {"clusterissuer": "issuer", "issuername": "issuer", "issuerref": "issuer", "issuerkind": "kind", "challenge": "solver", "challengetype": "solver", "acmechallenge": "solver", "validation": "solver"},
		"Namespace":     {"injection": "inject", "istioinjection": "inject", "sidecar": "inject", "pss": "podSecurity"},
		"Tier": {"virtualhosts": "hosts", "virtualhost": "hosts", "vhosts": "hosts", "vhost": "hosts", "servernames": "hosts", "firewall": "sourceRanges", "allowedips": "sourceRanges", "allowedcidrs": "sourceRanges", "allowedsourceranges": "sourceRanges", "ipwhitelist": "sourceRanges", "ipallowlist": "sourceRanges", "loadbalancerip": "ip", "loadbalancerips": "ip", "ips": "ip", "address": "ip", "addresses": "ip", "adress": "ip", "adresse": "ip", "addr": "ip", "ipaddress": "ip", "ipaddr": "ip", "externalip": "ip", "externalips": "ip", "vip": "ip",
			"loadbalancersourceranges": "sourceRanges", "whitelist": "sourceRanges", "allowlist": "sourceRanges", "whitelistsourcerange": "sourceRanges",
			"externaltrafficpolicy": "trafficPolicy", "domains": "hosts", "domain": "hosts", "hostnames": "hosts", "hostname": "hosts", "dnsnames": "hosts", "servername": "hosts", "host": "hosts", "fqdn": "hosts",
			"certificate": "cert", "certificates": "cert", "secretname": "cert", "credentialname": "cert", "tlssecret": "cert", "certs": "cert",
			"applications": "apps", "services": "apps", "backends": "apps", "upstreams": "apps", "app": "apps", "replicacount": "replicas", "autoscaling": "replicas", "hpa": "replicas",
			"serviceports": "ports", "extraports": "ports", "servicetype": "service", "daemonset": "pod", "xff": "proxies", "nics": "announce"},
		"HostItem": {"fqdn": "host", "hosts": "host", "name": "host", "names": "host", "hostname": "host", "hostnames": "host", "domain": "host", "domains": "host", "dnsname": "host", "dnsnames": "host", "servername": "host",
			"certificate": "cert", "secretname": "cert", "credentialname": "cert", "certs": "cert"},
		"SOPS": {"recipients": "age", "recipient": "age", "agerecipients": "age", "keys": "age"},
		"Cert": {"secretname": "secret", "credentialname": "secret", "existingsecret": "secret", "certfile": "crt", "certificate": "crt", "cert": "crt", "certificatefile": "crt", "tls.crt": "crt",
			"keyfile": "key", "privatekey": "key", "tls.key": "key", "cafile": "ca", "cacert": "ca", "chain": "ca"},
		"TLS": {"minprotocolversion": "minVersion", "ciphersuites": "ciphers", "cipher": "ciphers", "mintlsversion": "minVersion", "minimumversion": "minVersion", "version": "minVersion", "protocols": "minVersion",
			"httpsredirect": "redirect", "forcehttps": "redirect", "redirecttohttps": "redirect", "sslredirect": "redirect", "redirecthttps": "redirect", "redirecthttptohttps": "redirect", "httptohttps": "redirect", "forcessl": "redirect", "forcesslredirect": "redirect", "httpredirect": "redirect",
			"sslprotocols": "minVersion", "tlsversion": "minVersion", "tlsminversion": "minVersion", "minimumtlsversion": "minVersion", "minimumprotocolversion": "minVersion", "sslciphers": "ciphers", "sslclientcertificate": "clientCA", "mutualca": "clientCA", "ca": "clientCA", "cacertificates": "clientCA", "clientcert": "clientCA", "type": "mode"},
		"NodePorts":   {"port80": "http", "port443": "https", "http2": "http", "tls": "https", "statusport": "status"},
		"GatewayPort": {"number": "port", "containerport": "targetPort", "nodeport": "nodePort", "listen": "port"},
		"GatewayReplicas": {"targetcpu": "cpu", "targetcpuutilization": "cpu", "cputarget": "cpu", "minreplicas": "min", "maxreplicas": "max", "targetcpuutilizationpercentage": "cpu", "replicas": "min", "averageutilization": "cpu",
			"count": "min"},
		"Resources": {"request": "requests", "limit": "limits"},
		"App": {"containerport": "port", "ports": "port", "targetport": "port", "paths": "routes", "path": "routes", "route": "routes", "rules": "routes", "match": "routes", "environment": "env", "envs": "env", "extraenv": "env", "extraenvs": "env", "envvars": "env", "extraenvvars": "env", "autoscaling": "replicas", "hpa": "replicas", "expose": "port",
			"health": "probe", "healthcheck": "probe", "healthz": "probe", "replicacount": "replicas", "scale": "replicas", "instances": "replicas",
			"entrypoint": "command", "cmd": "command", "arguments": "args", "serviceaccountname": "serviceAccount", "backend": "service", "servicename": "service", "upstream": "service", "proxypass": "service",
			"externalname": "outside", "external": "outside", "externalservice": "outside", "serviceentry": "outside", "endpoint": "outside", "endpoints": "outside",
			"tag": "version", "containerimage": "image", "img": "image", "imagename": "image", "host": "hosts", "repository": "image", "subsets": "versions", "podsecuritycontext": "securityContext", "ns": "namespace",
			"domain": "hosts", "domains": "hosts", "hostname": "hosts", "hostnames": "hosts"},
		"Outside": {"ip": "address", "name": "address", "dnsname": "address", "endpoint": "address", "hostname": "host", "hostheader": "host", "authority": "host"},
		"BackendTLS": {"cacert": "ca", "cafile": "ca", "cacertificate": "ca", "cacertificates": "ca", "rootca": "ca", "trustedca": "ca", "trustedcertificate": "ca", "proxyssltrustedcertificate": "ca",
			"subjectaltnames": "names", "subjectnames": "names", "san": "names", "sans": "names", "servername": "sni", "hostname": "sni", "proxysslname": "sni", "sslverify": "verify", "proxysslverify": "verify"},
		"BackendCA":  {"secretname": "secret", "credentialname": "secret", "existingsecret": "secret"},
		"AppVersion": {"name": "version", "subset": "version", "percent": "weight", "share": "weight", "tag": "version"},
		"Port": {"number": "port", "containerport": "port", "target": "port", "published": "port", "hostport": "port", "appprotocol": "protocol",
			"service": "port", "serviceport": "port", "external": "port", "exposed": "port", "exposedport": "port", "value": "port", "container": "port", "internal": "port", "pod": "port"},
		"Probe": {"initialdelay": "initialDelaySeconds", "period": "periodSeconds", "interval": "periodSeconds", "timeout": "timeoutSeconds", "failures": "failureThreshold",
			"delay": "initialDelaySeconds", "startperiod": "initialDelaySeconds", "retries": "failureThreshold", "unhealthythreshold": "failureThreshold", "maxfailures": "failureThreshold", "url": "path", "uri": "path", "http": "path",
			"command": "exec"},
		"Probes":      {"readiness": "ready", "readinessprobe": "ready", "liveness": "live", "livenessprobe": "live", "startup": "start", "startupprobe": "start"},
		"AppReplicas": {"targetcpu": "cpu", "targetcpuutilization": "cpu", "cputarget": "cpu", "minreplicas": "min", "maxreplicas": "max", "targetcpuutilizationpercentage": "cpu", "averageutilization": "cpu", "replicas": "min", "count": "min"},
		"Strategy":    {"surge": "maxSurge", "unavailable": "maxUnavailable", "kind": "type", "strategy": "type"},
		"VariableValue": {"secretkeyref": "secret", "secretname": "secret", "configmapkeyref": "configMap", "configmapname": "configMap", "fieldref": "field", "fieldpath": "field",
			"resourcefieldref": "resource"},
		"Route": {"path": "exact", "uri": "exact", "url": "exact", "equals": "exact", "pathprefix": "prefix", "startswith": "prefix", "beginswith": "prefix", "pattern": "regex", "regexp": "regex", "regularexpression": "regex",
			"method": "methods", "verb": "methods", "verbs": "methods", "httpmethod": "methods", "httpmethods": "methods", "header": "headers", "host": "hosts", "hostname": "hosts", "hostnames": "hosts", "domain": "hosts", "domains": "hosts", "timeoutseconds": "timeout", "retry": "retries", "corspolicy": "cors",
			"rewritetarget": "rewrite", "stripprefix": "rewrite", "rewriteto": "rewrite", "redirectto": "redirect", "tcpport": "tcp", "mirrors": "mirror",
			"queryparams": "query", "queryparameters": "query", "parameters": "query", "ignoreuricase": "ignoreCase", "caseinsensitive": "ignoreCase", "withoutheaders": "headers",
			"setheaders": "request", "requestheaders": "request", "addheaders": "request", "requestheadermodifier": "request", "responseheaders": "response", "setresponseheaders": "response",
			"responseheadermodifier": "response",
			"directresponse":         "respond", "fixedresponse": "respond", "return": "respond", "subset": "version"},
		"Rewrite":      {"match": "regex", "pattern": "regex", "rewrite": "to", "replacement": "to", "substitution": "to"},
		"Respond":      {"code": "status", "statuscode": "status", "text": "body", "string": "body", "message": "body"},
		"HeaderValue":  {"equals": "exact", "value": "exact", "startswith": "prefix", "regexp": "regex", "exists": "present", "notexact": "not", "isnot": "not"},
		"HeaderChange": {"overwrite": "set", "append": "add", "delete": "remove"},
		"Redirect":     {"host": "to", "hostname": "to", "authority": "to", "path": "to", "url": "to", "uri": "to", "location": "to", "target": "to", "status": "code", "statuscode": "code", "redirectcode": "code"},
		"Retries":      {"count": "attempts", "max": "attempts", "tries": "attempts", "pertrytimeout": "perTry", "retryon": "on", "timeout": "perTry"},
		"JWT":          {"jwksuri": "jwks", "jwksurl": "jwks", "keys": "jwks", "audience": "audiences", "aud": "audiences", "iss": "issuer"},
		"Mirror":       {"host": "app", "service": "app", "name": "app", "percentage": "percent", "mirrorpercentage": "percent", "mirrorpercent": "percent"},
		"CORS": {"alloworigins": "origins", "alloworigin": "origins", "allowedorigins": "origins", "allowmethods": "methods", "allowheaders": "headers", "exposeheaders": "expose",
			"allowcredentials": "credentials"},
	}
}

// foreignWords are words that values have elsewhere, and those for them here, the
// first that the field knows.
func foreignWords() map[string][]string { return foreignWordsOnce.Get(makeForeignWords) }

var foreignWordsOnce later.Value[map[string][]string]

func makeForeignWords() map[string][]string {
	return map[string][]string{
		"mtls": {"mutual"}, "clientauth": {"mutual"}, "terminate": {"simple"}, "terminated": {"simple"}, "edge": {"simple"}, "reencrypt": {"simple"}, "internal": {"simple"}, "auto": {"simple"}, "enabled": {"simple"}, "tls": {"simple"}, "https": {"simple"},
		"on": {"simple", "external-dns"}, "true": {"simple", "external-dns"}, "yes": {"simple", "external-dns"}, "externaldns": {"external-dns"}, "none": {"off", "omit", "disable"}, "disabled": {"off", "disable"}, "false": {"off", "disable"}, "no": {"off", "disable"}, "plaintext": {"off"},
		"passthru": {"passthrough"}, "optionalmutual": {"optional-mutual"}, "optionalmtls": {"optional-mutual"},
		"h2": {"http2"}, "h2c": {"http2"}, "http/2": {"http2"}, "http/1.1": {"http"}, "http1": {"http"}, "grpcweb": {"grpc"}, "ssl": {"tls"},
		"frrk8s": {"frr-k8s"}, "frrmode": {"frr"}, "l2": {"layer2"}, "arp": {"layer2"}, "ndp": {"layer2"}, "layer3": {"bgp"}, "l3": {"bgp"},
		"sealedsecrets": {"sealed"}, "bitnami": {"sealed"}, "kubeseal": {"sealed"}, "externalsecrets": {"external"}, "eso": {"external"}, "certmanager": {"cert-manager"},
		"clear": {"plain"}, "cleartext": {"plain"}, "skip": {"omit"}, "gateway": {"gateway-api"}, "gatewayapi": {"gateway-api"}, "k8s": {"gateway-api"}, "httproute": {"gateway-api"}, "virtualservice": {"istio"},
		"ec": {"ecdsa"}, "ecc": {"ecdsa"}, "p256": {"ecdsa"}, "istioctlinstall": {"istioctl"}, "inclusteroperator": {"operator"}, "sailoperator": {"sail"}, "helmchart": {"helm"}, "charts": {"helm"}, "external": {"none"}, "existing": {"none"},
		"permanent": {"301", "308"}, "temporary": {"302", "307"}, "selfsigned": {"selfSigned"}, "stopfirst": {"Recreate"}, "startfirst": {"RollingUpdate"}, "rolling": {"RollingUpdate"}, "udp4": {"UDP"}, "tcp4": {"TCP"},
	}
}

func joined() *strings.Replacer { return joinedOnce.Get(makeJoined) }

var joinedOnce later.Value[*strings.Replacer]

func makeJoined() *strings.Replacer {
	return strings.NewReplacer("-", "", "_", "", " ", "")
}

// folded is a word without what tools write differently in it: large letters, "-", "_"
// and spaces.
func folded(word string) string { return joined().Replace(strings.ToLower(word)) }

// unpassed is the fault of a protocol that no gateway passes on; of where a port is opened
// for it alone there is a word.
func unpassed(text string, f *format.Field) wording.Fault {
	if name := strings.ToUpper(text); f.Key == "protocol" && (name == "UDP" || name == "SCTP") && !slices.Contains(f.Enum, name) {
		return wording.Fault{Code: "word-unknown", Message: wording.Quote(text) + unpassedMessage, Help: unpassedHelp}
	}
	return wording.Fault{}
}

// What is told of a port of an app that takes no connections by TCP.
const (
	unpassedMessage = " is not passed on by gateways, which take connections by TCP"
	unpassedHelp    = "leave it to a Service of its own, of type LoadBalancer: of this app write the ports that take TCP, or leave the app out"
)

// foreignField is the field of a type that has another name elsewhere.
func foreignField(of string, key string) string {
	if of == "TierRoute" { // which has those of an app's by which requests are told apart
		switch meant := foreignFields()["Route"][folded(key)]; meant {
		case "exact", "prefix", "regex", "hosts", "methods", "headers", "query", "respond", "redirect", "ignoreCase":
			return meant
		}
	}
	return foreignFields()[of][folded(key)]
}

// foreignBeside is the field of a type that has another name elsewhere, beside what else is there: a
// container's port is an app's, and where it listens beside a Service's.
func foreignBeside(of, key string, n *source.Node) string {
	if of == "Port" && slices.Contains([]string{"containerport", "target", "container", "internal", "pod"}, folded(key)) {
		for _, beside := range n.Keys { // the one by which clients come
			if word := folded(beside.Text); slices.Contains([]string{"port", "published", "service", "serviceport", "external", "exposed", "exposedport"}, word) {
				return "targetPort"
			}
		}
	}
	return foreignField(of, key)
}

// accessMeant is the help for a word in place of who may come in: the one word there is lets everybody
// in, which is not for whoever meant that few may; "" for other fields.
func accessMeant(text string, f *format.Field) string {
	if !slices.Equal(f.Enum, []string{string(format.AccessOff)}) {
		return ""
	}
	const everybody = "write: off, if everybody may come in"
	switch word := folded(text); {
	case slices.Contains([]string{"open", "public", "all", "any", "anyone", "anybody", "everyone", "everybody", "allow", "allowall", "*"}, word):
		return everybody
	case wording.Suggest(word, f.Enum) != "":
		return everybody
	}
	return "write who may come in, as in {from: [192.168.1.0/24]}, {jwt: ...} or {auth: ...}; or off, if everybody may"
}

// foreignWord is the word of an enum for one of elsewhere; "" for none.
func foreignWord(text string, enum []string) string {
	word := folded(text)
	for _, known := range foreignWords()[word] {
		if slices.Contains(enum, known) {
			return known
		}
	}
	for _, prefix := range []string{"versiontls", "tlsv", "tls"} { // TLSv1.3, TLSV1_3, VersionTLS13
		rest, ok := strings.CutPrefix(strings.ToLower(text), prefix)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(strings.ReplaceAll(rest, "_", "."), ". v")
		for _, known := range enum {
			if rest == known || rest == strings.ReplaceAll(known, ".", "") {
				return known
			}
		}
	}
	return ""
}
