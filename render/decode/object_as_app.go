package decode

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// objectAsApp is an object of Kubernetes in the place of an app, as the app that is meant, and what is told of it;
// "" for an object that becomes none, and no fault for any other value.
func objectAsApp(t reflect.Type, n *source.Node) (text string, fault wording.Fault) {
	if t != reflect.TypeFor[format.App]() {
		return "", wording.Fault{}
	}
	kind := n.Get("kind")
	if kind == nil || n.Get("apiVersion") == nil || kind.Kind != source.Scalar || n.Get("metadata") == nil && n.Get("spec") == nil {
		return "", wording.Fault{}
	}
	text = appOfObject(n)
	help := "write an app in its place, with its name, image, port and routes; what render does not make is applied beside it, from a file of its own"
	if text != "" {
		help = "write in its place: " + text
	}
	return text, wording.Fault{Code: "kubernetes-object", Message: "is a Kubernetes object, " + wording.Quote(kind.Text) + ", and no app", Help: help}
}

// in is a node below some keys; an empty one where there is none.
func in(n *source.Node, keys ...string) *source.Node {
	for _, key := range keys {
		if n = n.Get(key); n == nil {
			return &source.Node{}
		}
	}
	return n
}

// appOfObject is an object as an app, in braces; "" for one that is none.
func appOfObject(n *source.Node) string {
	pod, labels := in(n, "spec", "template", "spec"), in(n, "spec", "template", "metadata")
	switch kind := n.Get("kind").Text; kind {
	case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet":
	case "Pod":
		pod, labels = in(n, "spec"), in(n, "metadata")
	case "Service":
		return appOfService(n)
	default:
		return ""
	}
	containers := in(pod, "containers")
	if len(containers.Items) == 0 {
		return ""
	}
	c := containers.Items[0]
	fields := fieldList{}
	fields.add("name", cmp.Or(scalarOf(in(n, "metadata"), "name"), scalarOf(c, "name")))
	fields.add("namespace", scalarOf(in(n, "metadata"), "namespace"))
	fields.add("image", scalarOf(c, "image"))
	fields.add("port", cmp.Or(portsOfContainer(in(c, "ports")), "PORT"))
	fields.add("replicas", scalarOf(in(n, "spec"), "replicas"))
	for _, key := range []string{"command", "args", "resources"} {
		fields.add(key, handed(in(c, key)))
	}
	fields.add("env", entriesOf(in(c, "env")))
	container := &fieldList{}
	fields.add("probe", braced(probesOf(c, container)))
	fields.add("serviceAccount", scalarOf(pod, "serviceAccountName"))
	fields.add("securityContext", braced(append(members(in(pod, "securityContext")), members(in(c, "securityContext"))...)))
	said := []string{"name", "image", "ports", "command", "args", "resources", "readinessProbe", "livenessProbe", "startupProbe", "securityContext"}
	if entriesOf(in(c, "env")) != "" {
		said = append(said, "env")
	}
	fields.add("container", braced(append(*container, members(c, said...)...)))
	fields.add("pod", braced(podOfObject(pod, labels)))
	return braced(fields)
}

// podOfObject is what an app's pod has of that of an object: labels and annotations, what the spec has that no
// field of the app says, and further containers.
func podOfObject(pod, metadata *source.Node) []string {
	out := fieldList{}
	out.add("labels", braced(members(in(metadata, "labels"), "app", "version", "app.kubernetes.io/name", "app.kubernetes.io/version")))
	out.add("annotations", braced(members(in(metadata, "annotations"))))
	var more []string
	for _, item := range in(pod, "containers").Items[1:] {
		more = append(more, handed(item))
	}
	if len(more) > 0 {
		out.add("containers", "["+strings.Join(more, ", ")+"]")
	}
	return append(out, members(pod, "containers", "serviceAccountName", "serviceAccount", "securityContext", "restartPolicy")...)
}

// appOfService is an app for a Service that exists.
func appOfService(n *source.Node) string {
	name, namespace := scalarOf(in(n, "metadata"), "name"), scalarOf(in(n, "metadata"), "namespace")
	var ports []string
	for _, item := range in(n, "spec", "ports").Items {
		if port := scalarOf(item, "port"); format.Decimal.MatchString(port) {
			ports = append(ports, port)
		}
	}
	if name == "" || len(ports) == 0 {
		return ""
	}
	fields, service := fieldList{}, name
	if namespace != "" {
		service += "." + namespace
	}
	fields.add("name", name)
	fields.add("service", service)
	fields.add("port", oneOrBracketed(ports))
	fields.add("routes", "[/*]") // without which it has no effect
	return braced(fields)
}

// portsOfContainer are the ports of a container by TCP, as an app has them.
func portsOfContainer(n *source.Node) string {
	var ports []string
	for _, item := range n.Items {
		if port := scalarOf(item, "containerPort"); format.Decimal.MatchString(port) && (scalarOf(item, "protocol") == "" || scalarOf(item, "protocol") == "TCP") {
			ports = append(ports, port)
		}
	}
	return oneOrBracketed(ports)
}

func oneOrBracketed(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// probesOf are a container's probes as an app has them; what it has no words for stays in the container.
func probesOf(c *source.Node, container *fieldList) (out fieldList) {
	for _, key := range []string{"readinessProbe", "livenessProbe", "startupProbe"} {
		n := in(c, key)
		if text := probeMeant(n); text != "" && len(unsaidByProbe(n)) == 0 {
			out.add(probeName(key), text)
		} else {
			container.add(key, handed(n))
		}
	}
	return out
}

// fieldList are fields with their values, as they stand between braces.
type fieldList []string

// add adds a field that has a value.
func (f *fieldList) add(key, value string) {
	if value != "" {
		*f = append(*f, key+": "+value)
	}
}

// members are those of an object but for some.
func members(n *source.Node, but ...string) (out []string) {
	for i, k := range n.Keys {
		if !slices.Contains(but, k.Text) {
			out = append(out, format.YAMLWord(k.Text)+": "+inFlow(n.Values[i]))
		}
	}
	return out
}

// handed is a value as it stands, in one line; "" where there is none.
func handed(n *source.Node) string {
	if n.Place.Source == nil || n.Null() {
		return ""
	}
	return inFlow(n)
}

func braced(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return "{" + strings.Join(fields, ", ") + "}"
}
