package decode

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// wordOfElsewhere is the help for a key of Compose files, of Kubernetes' objects or of charts' values
// that is no field here under any name: what takes its place, or who does it without being told; ""
// for any other.
func wordOfElsewhere(of string, n *source.Node, i int) string {
	switch of {
	case "App":
		return cmp.Or(compose.Help(n, i), ofObjects(n, i), ofCharts(n, i), remark(n, i))
	case "Tier":
		return cmp.Or(ofGateways(n, i), needlessAtTier(n, i), remark(n, i))
	case "Pool":
		return ofAdvertisements(n, i)
	case "Document":
		return cmp.Or(ofFiles(n, i), ofKustomize(n, i), remark(n, i))
	}
	return remark(n, i)
}

// ofAdvertisements are fields of the L2Advertisement of a pool, whose interfaces and nodes its tiers choose.
func ofAdvertisements(n *source.Node, i int) string {
	const where = " at each tier that has an address of the pool"
	switch n.Keys[i].Text {
	case "interfaces", "interface":
		return "write announce: {interfaces: [...]}" + where + ", with what is listed here"
	case "nodeSelectors", "nodeSelector", "nodes":
		return "write announce: {nodes: [...]}" + where + ", each node by its name or as {labels: {...}}"
	case "announce":
		return "write it" + where
	}
	return ""
}

// ofObjects are fields of Kubernetes' objects round the pod.
func ofObjects(n *source.Node, i int) string {
	switch key := n.Keys[i].Text; key {
	case "metadata":
		return "write name: ... at the app, and its labels and annotations in pod: {labels: ..., annotations: ...}"
	case "apiVersion", "kind":
		return "remove it: an app is a Deployment and a Service, which are rendered of it"
	case "selector":
		return "remove it: an app's Service finds its pods by their label app"
	case "type", "serviceType", "clusterIP", "nodePort", "loadBalancerIP", "externalIPs":
		return "remove it: an app's Service is inside the cluster, and the tier's gateway alone is reached from outside, at the tier's ip"
	case "ingressClassName", "ingressClass":
		return "remove it: requests come in by the tier's gateway"
	case "sessionAffinity", "session_affinity", "stickySessions", "sticky_sessions":
		return "write sticky: {cookie: session} in its place, by which a client keeps its pod"
	case "configMap", "configMapRef", "configMapName", "configmap", "config_map":
		return "write container: {envFrom: [{configMapRef: {name: " + nameIn(n.Values[i]) + "}}]} for all of its keys, or env: {VARIABLE: {configMap: " + nameIn(n.Values[i]) + ", key: KEY}} for one"
	case "secret", "secretRef", "secretName", "secret_name", "existingSecret":
		return "write container: {envFrom: [{secretRef: {name: " + nameIn(n.Values[i]) + "}}]} for all of its keys, or env: {VARIABLE: {secret: " + nameIn(n.Values[i]) + ", key: KEY}} for one"
	case "schedule", "cronSchedule":
		return "leave the app out: apps run always; a CronJob is in a file of its own beside what is rendered"
	}
	return ""
}

// nameIn is the name in a reference; NAME where it holds none.
func nameIn(n *source.Node) string {
	if n.Kind == source.Map {
		return cmp.Or(scalarOf(n, "name"), "NAME")
	}
	if n.Kind != source.Scalar || n.Null() {
		return "NAME"
	}
	return abridged(n)
}

// ofCharts are what values of charts call what is said otherwise.
func ofCharts(n *source.Node, i int) string {
	switch key := n.Keys[i].Text; key {
	case "ingress":
		return "write what it holds at the app: hosts: [...] and routes: [...]; its certificate at the tier"
	case "persistence", "volumeClaimTemplates", "persistentVolumeClaims", "persistentVolume", "pvc", "storage", "storageSize", "storageClass", "storageClassName":
		of := n.Values[i]
		return "write pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: " + cmp.Or(scalarOf(of, "existingClaim"), scalarOf(of, "claimName"), "NAME") +
			"}}]}, with a claim that exists, and container: {volumeMounts: [{name: data, mountPath: " + cmp.Or(scalarOf(of, "mountPath"), "/data") + "}]}"
	case "networkPolicy", "networkPolicies":
		return "write isolation: {apps: true} in the file: apps take requests from their tiers' gateways alone, and from whom allowFrom at each lets in"
	case "antiAffinity", "podAntiAffinity", "topologySpread":
		return "write overlays: [ha] in the file, by which the pods of an app are on nodes of their own, as far as there are nodes"
	case "fullnameOverride", "nameOverride":
		word := format.YAMLWord(n.Values[i].Text)
		return "write names: {deployment: " + word + ", service: " + word + "} in its place"
	case "serviceMonitor", "metrics":
		return "write overlays: [monitoring] in the file, for the gateways and sidecars; a ServiceMonitor of the app itself is in a file of its own beside what is rendered"
	case "podDisruptionBudget", "pdb":
		return "write overlays: [ha] in the file, which gives each app of two pods and more one"
	}
	return ""
}

// ofGateways are words at a tier that it has no field for.
func ofGateways(n *source.Node, i int) string {
	switch key := n.Keys[i].Text; key {
	case "metadata":
		return "write name: ... at the tier, and what else it holds in gateway: {annotations: ...}, service: {annotations: ...} or pod: {labels: ..., annotations: ...}"
	case "selector":
		return "remove it: a tier's Gateway finds its pods by the label istio; names: {label: ...} changes that"
	case "servers", "listeners":
		return "write hosts: [...] in its place, with cert and tls: ports 80 and 443 are there; others are in ports"
	case "http", "rules", "paths", "path":
		return "write it at an app, as routes: [/path, /prefix/*], where it leads to"
	case "backend", "defaultBackend":
		return "write an app in apps, with service: NAME and routes: [/*]"
	case "environment", "env_file", "build", "healthcheck", "working_dir", "entrypoint", "user", "privileged", "cap_add", "tmpfs", "mem_limit", "deploy":
		return "write it at an app: a tier's own pods are those of its gateway"
	case "restart", "container_name", "depends_on", "networks", "logging":
		return compose.Help(n, i)
	case "strategy", "updateStrategy", "rollingUpdate":
		return "write it at an app, for its pods, as in strategy: Recreate; of a gateway's own an overlay patches it"
	}
	if !ofPodsAlone(n.Keys[i].Text) {
		return ""
	}
	return "write it at an app, in pod; of a gateway's pods a tier has pod: {labels, annotations, kind}, resources, nodeSelector, tolerations and affinity, and an overlay patches the rest"
}

// ofPodsAlone reports whether a key is a field of pods that a tier has under no name.
func ofPodsAlone(key string) bool {
	field := fieldOfPods(key)
	if field == "topologySpreadConstraints" || slices.Contains(alsoOfTiers, field) || foreignField("Tier", key) != "" {
		return false
	}
	return field == "serviceAccountName" || slices.Contains(podFields, field) || slices.Contains(containerFields, field) || slices.Contains(deploymentFields, field)
}

// ofFiles are words on the top of other tools' files.
func ofFiles(n *source.Node, i int) string {
	switch key := n.Keys[i].Text; {
	case key == "version":
		return "remove it; the versions of what is on the cluster are in microk8s or kubernetes, istio and metallb"
	case key == "addons":
		return "remove it: microk8s enable installs them on the cluster; what is there is said by microk8s, istio and metallb"
	case key == "ca" && (n.Values[i].Kind == source.Scalar || n.Values[i].Get("cert") != nil || n.Values[i].Get("key") != nil):
		return givenAuthority
	case key == "services", key == "deployments":
		return "write apps in a tier, each with name, image, port and routes: tiers: [{name: ..., ip: ..., hosts: [...], apps: [...]}]"
	case key == "volumes":
		return "write them in the pod of the app that has them, as in pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}, with a claim that exists"
	case key == "configs":
		return "remove it: ConfigMaps that exist are named in an app's env, pod or container"
	case key == "include", key == "extends":
		return "write what it names here: a topology is one file; what several share is in a .jsonnet that imports it"
	case key == "gateway" && (n.Values[i].Get("ip") != nil || n.Values[i].Get("hosts") != nil):
		return "write what it holds in tiers: a tier is a gateway, with its ip, hosts and apps"
	case key == "spec":
		return "write what it holds on the top of the file: a topology has no spec"
	case key == "metadata":
		return "write name, namespace, labels and annotations on the top of the file"
	case key == "restart":
		return compose.Help(n, i)
	case slices.Contains([]string{"image", "env", "command", "args", "probe", "container", "versions", "outside", "fallback", "port"}, key):
		return "write it at an app: it is a field of the apps of a tier"
	case strings.HasPrefix(key, "x-"):
		return "remove it: what several share is written where it stands first, with &name, and as *name farther down"
	}
	return ""
}
