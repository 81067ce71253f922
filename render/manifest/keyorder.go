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
	"gatewayClassName", "addresses", "infrastructure", "listeners", "group", "hostname", "parentRefs", "hostnames", "rules",
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

// entry is one member of a map, with its key's rank.
type entry struct {
	key   string
	value any
	rank  uint16
}

func appendEntries[V any](entries []entry, m map[string]V, open bool) []entry {
	for k, v := range m {
		rank := unranked
		if !open {
			if r, ok := keyRanks[k]; ok {
				rank = r
			}
		}
		entries = append(entries, entry{k, v, rank})
	}
	return entries
}

func compareEntries(a, b entry) int {
	if a.rank != b.rank {
		return int(a.rank) - int(b.rank)
	}
	return strings.Compare(a.key, b.key)
}

// sortEntries sorts in place. Nearly all maps are small, and there an insertion
// is the fastest.
func sortEntries(list []entry) {
	if len(list) > 24 {
		slices.SortFunc(list, compareEntries)
		return
	}
	for i := 1; i < len(list); i++ {
		moved := list[i]
		j := i
		for ; j > 0 && compareEntries(moved, list[j-1]) < 0; j-- {
			list[j] = list[j-1]
		}
		list[j] = moved
	}
}
