package manifest

import (
	"slices"
	"strings"
)

// keyRanks is the order of keys in all objects of the API: a key's place here
// is its rank. What tells a thing apart comes first, and each group follows the
// order in which the API's own documentation shows it. Keys that are not here
// come after those that are, in byte order; so the order is total.
var keyRanks = rankKeys(
	"apiVersion", "kind", "metadata",
	"name", "generateName", "namespace", "labels", "annotations",
	"type", // of a Secret before its data, of a Service before its ports

	// Container, EnvVar, VolumeMount (kubernetes.io/docs/reference/kubernetes-api)
	"image", "imagePullPolicy", "command", "args", "workingDir", "value", "valueFrom", "mountPath",

	// ports of Container, Service and Gateway; Destination of a VirtualService
	"number", "containerPort", "protocol", "path", "host", "subset", "port", "targetPort", "nodePort",

	// Deployment, Service, Gateway
	"replicas", "selector", "strategy", "template", "servers",

	// Server of a Gateway; VirtualService (istio.io/latest/docs/reference/config/networking)
	"hosts", "gateways", "http", "tls", "tcp",
	"mode", "credentialName",
	"match", "uri", "redirect", "rewrite", "route", "destination", "weight", "timeout", "retries",
	"trafficPolicy", "subsets",

	// PodSpec, and the rest of Container
	"serviceAccountName", "initContainers", "containers",
	"ports", "env", "envFrom", "apiGroups", "resources", "volumeMounts",
	"startupProbe", "readinessProbe", "livenessProbe", "securityContext", "volumes",

	// Gateway, HTTPRoute and ReferenceGrant (gateway-api.sigs.k8s.io/reference/spec)
	"gatewayClassName", "addresses", "infrastructure", "listeners", "group", "hostname", "parentRefs", "hostnames", "action", "provider", "rules",
	"matches", "filters", "backendRefs", "from", "to", "key", "operator",

	// IstioOperator
	"profile", "hub", "tag", "revision", "meshConfig", "components", "values",

	// Certificate (cert-manager.io/docs/reference/api-docs), ExternalSecret
	// (external-secrets.io/latest/api/externalsecret)
	"secretName", "issuerRef", "isCA", "commonName", "subject", "dnsNames", "ipAddresses", "duration", "privateKey", "algorithm", "size", "usages",
	"refreshInterval", "secretStoreRef", "target", "creationPolicy", "secretKey", "remoteRef", "recipient",

	// BGPPeer (metallb.io/apis)
	"myASN", "peerASN", "peerAddress", "peerPort",
)

func rankKeys(keys ...string) map[string]uint16 {
	ranks := make(map[string]uint16, len(keys))
	for i, k := range keys {
		ranks[k] = uint16(i)
	}
	return ranks
}

const unranked = ^uint16(0)

// openMap reports whether the keys below a key are a user's words, or some
// server's, and not the API's fields: there the byte order alone holds.
func openMap(key string) bool {
	switch key {
	case "labels", "annotations", "matchLabels", "sourceLabels", "label", "commonLabels", "podAnnotations",
		"serviceAnnotations", "data", "stringData", "binaryData", "selector", "nodeSelector", "requests", "limits",
		"headers", "withoutHeaders", "queryParams", "set", "add", "proxyMetadata", "properties", "encryptedData":
		return true
	}
	return false
}

func rankOf(key string, open bool) uint16 {
	if !open {
		if rank, ok := keyRanks[key]; ok {
			return rank
		}
	}
	return unranked
}

// CompareKeys tells which of two keys comes first in the object under another.
func CompareKeys(a, b, above string) int { return compareKeys(a, b, openMap(above)) }

func compareKeys(a, b string, open bool) int {
	return compareRanked(ranked{a, rankOf(a, open)}, ranked{b, rankOf(b, open)})
}

type ranked struct {
	key  string
	rank uint16
}

func compareRanked(a, b ranked) int {
	if a.rank != b.rank {
		return int(a.rank) - int(b.rank)
	}
	return strings.Compare(a.key, b.key)
}

// inOrder reports whether members stand in the order in which they are written.
func (o Object) inOrder(open bool) bool {
	var before ranked
	for i := range o {
		next := ranked{o[i].Key, rankOf(o[i].Key, open)}
		if i > 0 && compareRanked(before, next) >= 0 {
			return false
		}
		before = next
	}
	return true
}

// Sort puts the members of an object that is being made into the order in which
// those under a key are written; "" is for a whole object, or an item of a list.
func (o Object) Sort(above string) { o.sort(openMap(above)) }

// sort puts the members of an object that is being made into the order in which
// they are written. Nearly all objects are small, and there an insertion is the
// fastest.
func (o Object) sort(open bool) {
	const small = 24
	if len(o) > small {
		slices.SortFunc(o, func(a, b Member) int { return compareKeys(a.Key, b.Key, open) })
		return
	}
	var ranks [small]uint16
	for i := range o {
		moved := o[i]
		rank := rankOf(moved.Key, open)
		j := i
		for ; j > 0 && compareRanked(ranked{moved.Key, rank}, ranked{o[j-1].Key, ranks[j-1]}) < 0; j-- {
			o[j], ranks[j] = o[j-1], ranks[j-1]
		}
		o[j], ranks[j] = moved, rank
	}
}
