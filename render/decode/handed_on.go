package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

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
func handedOn(of reflect.Type, key string) string {
	switch {
	case of != reflect.TypeFor[format.App]():
	case slices.Contains(deploymentFields, key):
		return "patch the Deployment in an overlay, as in {op: add, path: /spec/" + key + ", value: ...}"
	case slices.Contains(alsoOfTiers, key):
		return "write it in pod, as in pod: {" + key + ": ...}; or at the tier, if it is for the gateway's pods"
	case key == "volumes":
		return "write it in pod, as in pod: {volumes: ...}, and where each is mounted in container, as in container: {volumeMounts: [{name: data, mountPath: /data}]}"
	case format.VolumeHelp(key) != "":
		return format.VolumeHelp(key)
	case slices.Contains(podFields, key):
		return "write it in pod, as in pod: {" + key + ": ...}"
	case slices.Contains(containerFields, key):
		return "write it in container, as in container: {" + key + ": ...}"
	}
	return ""
}

// volumesOfCompose is the help for volumes at an app that are written as Docker has them, a path
// outside and one in the container; "" for others.
func volumesOfCompose(of reflect.Type, n *source.Node, i int) string {
	list := n.Values[i]
	if of != reflect.TypeFor[format.App]() || n.Keys[i].Text != "volumes" || list.Kind != source.List || len(list.Items) == 0 || list.Items[0].Kind != source.Scalar {
		return ""
	}
	_, within, ok := strings.Cut(list.Items[0].Text, ":")
	if within, _, _ = strings.Cut(within, ":"); !ok || !strings.HasPrefix(within, "/") {
		return ""
	}
	return "write pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: NAME}}]}, with a claim that exists, and container: {volumeMounts: [{name: data, mountPath: " + format.YAMLWord(within) + "}]}"
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
	if forOne()[key] == "" || of != reflect.TypeFor[format.App]() || n.Get("pod") != nil {
		return ""
	}
	return fmt.Sprintf("write pod: {%s: %s}, for its pods; what is for every object stands at the beginning of a line of its own in the file", key, abridged(n.Values[i]))
}
