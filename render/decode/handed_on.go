package decode

import (
	"cmp"
	"reflect"
	"slices"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// Fields that people know from Kubernetes and look for at the app itself: they are
// handed on from `pod` and from `container`.
var (
	podFields = []string{"affinity", "automountServiceAccountToken", "containers", "dnsConfig", "dnsPolicy", "enableServiceLinks", "hostAliases", "hostIPC",
		"hostNetwork", "hostPID", "hostUsers", "hostname", "imagePullSecrets", "initContainers", "nodeName", "nodeSelector", "priorityClassName", "runtimeClassName", "schedulerName",
		"shareProcessNamespace", "subdomain", "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes"}
	containerFields = []string{"envFrom", "imagePullPolicy", "lifecycle", "resizePolicy", "stdin", "terminationMessagePath", "terminationMessagePolicy", "tty", "volumeDevices",
		"volumeMounts", "workingDir"}
	deploymentFields = []string{"strategy", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit"}
)

// alsoOfTiers are those of a pod that tiers have as well, for their gateways' pods.
var alsoOfTiers = []string{"affinity", "nodeSelector", "tolerations"}

// handedOn is the help for such a field of an app; "" for what is none.
func handedOn(of reflect.Type, n *source.Node, i int) string {
	key := n.Keys[i].Text
	switch {
	case of != reflect.TypeFor[format.App]():
	case slices.Contains(deploymentFields, key):
		return "patch the Deployment in an overlay, as in {op: add, path: /spec/" + key + ", value: ...}"
	case slices.Contains(alsoOfTiers, key):
		return handOn(n, i, "pod") + "; or at the tier, if it is for the gateway's pods"
	case key == "volumes":
		if value := n.Values[i]; value.Kind != source.List || slices.ContainsFunc(value.Items, func(one *source.Node) bool { return one.Kind != source.Map }) {
			return "write them in pod, as in pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}, and where each is mounted in container, as in container: {volumeMounts: [{name: data, mountPath: /data}]}"
		}
		return handOn(n, i, "pod") + ", and where each is mounted in container, as in container: {volumeMounts: [{name: data, mountPath: /data}]}"
	case format.VolumeHelp(key) != "":
		return format.VolumeHelp(key)
	case slices.Contains(podFields, key):
		return handOn(n, i, "pod")
	case slices.Contains(containerFields, key):
		return handOn(n, i, "container")
	}
	return ""
}

// handOn is the help for key number i of an app that is one of its pod or its container.
func handOn(n *source.Node, i int, object string) string {
	key, value := n.Keys[i].Text, abridgedAsIs(n.Values[i])
	if value == "..." || n.Values[i].Null() {
		return "write it in " + object + ", as in " + object + ": {" + key + ": ...}"
	}
	return "write " + beside(n, object, key, value)
}

// forOne are fields of the whole file that people look for at one tier or app, and
// what does it there.
func forOne() map[string]string { return forOneOnce.Get(makeForOne) }

var forOneOnce later.Value[map[string]string]

func makeForOne() map[string]string {
	return map[string]string{
		"annotations": "; else write it in a tier's service, pod or gateway, in an app's pod, or patch the objects that are to have them in an overlay",
		"labels":      "; else write it in the pod of a tier or an app, or patch the objects that are to have them in an overlay",
	}
}

// ofPods is the help for labels and annotations at an app, which are those of its pods; ""
// for another key.
func ofPods(of reflect.Type, n *source.Node, i int) string {
	key := n.Keys[i].Text
	if forOne()[key] == "" || of != reflect.TypeFor[format.App]() {
		return ""
	}
	value := cmp.Or(entriesOf(n.Values[i]), abridged(n.Values[i]))
	return "write " + beside(n, "pod", key, value) + ", for its pods; what is for every object stands at the beginning of a line of its own in the file"
}

// beside is a field of an object of the app that may be there already, and what to write for it.
func beside(n *source.Node, object, key, value string) string {
	if n.Get(object) != nil {
		return key + ": " + value + " in " + object
	}
	return object + ": {" + key + ": " + value + "}"
}
