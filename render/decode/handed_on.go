package decode

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// handedOn is the help for such a field of an app; "" for what is none.
func handedOn(of reflect.Type, n *source.Node, i int) string {
	if of != reflect.TypeFor[format.App]() {
		return ""
	}
	key, help := fieldOfPods(n.Keys[i].Text), cureOfParts(n, i)
	switch {
	case slices.Contains(deploymentFields, key):
		return "patch the Deployment in an overlay, as in {op: add, path: /spec/" + key + ", value: ...}"
	case slices.Contains(alsoOfTiers, key):
		return cmp.Or(help, "write it in pod, as in pod: {"+exampleOf(key)+"}") + "; or at the tier, if it is for the gateway's pods"
	case key == "volumes":
		const mounts = ", and where each is mounted in container, as in container: {volumeMounts: [{name: data, mountPath: /data}]}"
		if help == "" {
			return "write them in pod, as in pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}" + mounts
		}
		if !strings.Contains(help, "volumeMounts: ") && n.Get("volumeMounts") == nil {
			help += mounts
		}
		return help
	case key == "hostname" && strings.Contains(n.Values[i].Text, "."):
		return ""
	case format.VolumeHelp(key) != "":
		return format.VolumeHelp(key)
	case help != "" && key == "envFrom" && hasTexts(key, n.Values[i]):
		return help + ", or configMapRef in place of secretRef, if it is a ConfigMap"
	case help != "":
		return help
	case probeAtApp(n, i) != "":
		return probeAtApp(n, i)
	case slices.Contains(podFields, key):
		return "write it in pod, as in pod: {" + exampleOf(key) + "}"
	case slices.Contains(containerFields, key):
		return "write it in container, as in container: {" + exampleOf(key) + "}"
	}
	return ""
}

// ofPods is the help for labels and annotations at an app, which are those of its pods; ""
// for another key.
func ofPods(of reflect.Type, n *source.Node, i int) string {
	key := podKey(n.Keys[i].Text)
	if forOne()[key] == "" || of != reflect.TypeFor[format.App]() {
		return ""
	}
	switch hosts, led := compose.ProxyHosts(n.Values[i]), ledByProxy(n, n.Values[i]); {
	case led != "":
		return led + ": the tier's gateway leads requests to apps by their hosts and routes"
	case len(hosts) > 0 && n.Get("routes") == nil:
		return "write hosts: [" + words(hosts) + "] and routes: [/*] in its place: the tier's gateway leads requests to apps by their hosts and routes"
	case len(hosts) > 0:
		return "write hosts: [" + words(hosts) + "] in its place: the tier's gateway leads requests to apps by their hosts and routes"
	case compose.ForProxy(n.Values[i]):
		return "remove it: the tier's gateway leads requests to apps by their hosts and routes"
	}
	help := cmp.Or(cureOfParts(n, i), "write pod: {"+key+": ...}")
	if key == "labels" && !areLabels(n.Values[i]) {
		return help + ", for its pods, since labels have no such text"
	}
	return help + ", for its pods; what is for every object stands at the beginning of a line of its own in the file"
}
