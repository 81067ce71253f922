package decode

import (
	"cmp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compose"
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
	securityFields   = []string{"runAsUser", "runAsGroup", "runAsNonRoot", "fsGroup", "readOnlyRootFilesystem", "allowPrivilegeEscalation", "capabilities", "seccompProfile", "supplementalGroups"}
	deploymentFields = []string{"minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit"}
)

// fieldOfPods is a field of pods or of containers as Kubernetes has it, of which a key is another spelling:
// Terraform has them in small letters and in the singular, and charts have a few of their own.
func fieldOfPods(key string) string {
	switch word := folded(key); word {
	case "container": // which an app has
	case "pullsecret", "pullsecrets", "registrysecret", "imageregistrysecret", "dockersecret":
		return "imagePullSecrets"
	case "terminationgraceperiod", "graceperiod", "graceperiodseconds":
		return "terminationGracePeriodSeconds"
	default:
		for _, list := range [][]string{podFields, containerFields, deploymentFields} {
			for _, name := range list {
				if lower := strings.ToLower(name); word == lower || len(word) > 4 && word+"s" == lower {
					return name
				}
			}
		}
	}
	return key
}

// alsoOfTiers are those of a pod that tiers have as well, for their gateways' pods.
var alsoOfTiers = []string{"affinity", "nodeSelector", "tolerations"}

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

// podKey is the key of labels and annotations that charts call those of pods.
func podKey(key string) string {
	switch key {
	case "podLabels":
		return "labels"
	case "podAnnotations":
		return "annotations"
	}
	return key
}

// handedParts are a field of pods or of containers as it stands; none where it is long, or wrong there.
func handedParts(n *source.Node, i int) []compose.Part {
	key, value := fieldOfPods(n.Keys[i].Text), n.Values[i]
	object, text := "pod", abridgedAsIs(value)
	if slices.Contains(containerFields, key) {
		object = "container"
	}
	switch {
	case object == "pod" && !slices.Contains(podFields, key):
		return nil
	case value.Null():
		return nil
	case hasTexts(key, value):
		return objectParts(object, key, value)
	case text == "...":
		return nil
	case key == "hostname" && strings.Contains(value.Text, "."): // clients ask for it
		return nil
	case key == "volumes" && value.Get("name") != nil:
		return []compose.Part{{Object: object, Key: key, Value: text, In: "[]"}}
	case key == "volumes" && (value.Kind != source.List || slices.ContainsFunc(value.Items, func(one *source.Node) bool { return one.Kind != source.Map })):
		return nil
	case key == "volumes" && len(value.Items) > 0 && value.Items[0].Get("target") != nil: // of Compose
		return nil
	case value.Kind == source.List && len(value.Items) > 0:
		return []compose.Part{{Object: object, Key: key, Value: strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"), In: "[]"}}
	case value.Kind == source.Map && listedObject(key) != "": // one that stands alone
		return []compose.Part{{Object: object, Key: key, Value: text, In: "[]"}}
	case value.Kind == source.Map && len(value.Keys) > 0:
		return []compose.Part{{Object: object, Key: key, Value: strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}"), In: "{}"}}
	}
	return []compose.Part{{Object: object, Key: key, Value: text}}
}

// objectsParts are what resources and securityContext of an app hold, beside them.
func objectsParts(n *source.Node, i int) []compose.Part {
	key, value := n.Keys[i].Text, n.Values[i]
	text := abridgedAsIs(value)
	switch word := folded(key); {
	case value.Null() || text == "...":
	case (key == "requests" || key == "limits") && value.Kind == source.Map && len(value.Keys) > 0:
		return []compose.Part{{Object: "resources", Key: key, Value: text[1 : len(text)-1], In: "{}"}}
	case (word == "cpu" || word == "memory" || word == "ephemeral-storage") && value.Kind == source.Scalar:
		return []compose.Part{{Object: "resources", Key: "requests", Value: word + ": " + text, In: "{}"}}
	case slices.Contains(securityFields, key):
		return []compose.Part{{Object: "securityContext", Key: key, Value: text}}
	}
	return nil
}

// labelParts are labels or annotations of pods.
func labelParts(n *source.Node, i int) []compose.Part {
	key, value := podKey(n.Keys[i].Text), n.Values[i]
	if forOne()[key] == "" {
		return nil
	}
	if key == "labels" && compose.ForProxy(value) {
		return nil
	}
	if key == "labels" && !areLabels(value) { // as annotations, which may have any text
		key = "annotations"
	}
	all := cmp.Or(entriesOf(value), abridged(value))
	if len(all) < 2 || all[0] != '{' {
		return nil
	}
	return []compose.Part{{Object: "pod", Key: key, Value: all[1 : len(all)-1], In: "{}"}}
}

// areLabels reports whether an object, or a list of names and values, has values that labels may have.
func areLabels(n *source.Node) bool {
	right := func(key, value string) bool {
		return !format.Formats()["podlabel"].Check(key).Found() && !format.Formats()["labelvalue"].Check(value).Found()
	}
	for i, k := range n.Keys {
		if n.Values[i].Kind == source.Scalar && !right(k.Text, n.Values[i].Text) {
			return false
		}
	}
	return !slices.ContainsFunc(n.Items, func(item *source.Node) bool {
		key, value, ok := strings.Cut(item.Text, "=")
		return ok && !right(key, value)
	})
}

// keyBehindName is the help for the name of a Secret or ConfigMap with its key behind it, where a variable
// is taken from one; "" for any other text.
func (d *decoder) keyBehindName(text string, m format.Origin) string {
	of := d.above[len(d.above)-1]
	name, key, ok := strings.Cut(text, "/")
	forms := format.Formats()
	if of.of != "VariableValue" || m.Key() != "secret" && m.Key() != "configMap" || !ok || !forms["subdomain"].Takes(name) || !forms["datakey"].Takes(key) {
		return ""
	}
	switch own := of.node.Get("key"); {
	case own == nil:
		return "write " + name + " in its place, and key: " + format.YAMLWord(key) + " beside it"
	case own.Text == key:
		return "write: " + name
	}
	return ""
}
