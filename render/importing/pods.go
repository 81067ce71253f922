package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

func templateLabel(d manifest.Object, key string) string {
	text, _ := objects.Labels(d.Object("spec").Object("template").Object("metadata").Object("labels")).Get(key)
	return text
}

func container(d manifest.Object) manifest.Object {
	for _, c := range d.Object("spec").Object("template").Object("spec").List("containers") {
		o, _ := c.(manifest.Object)
		return o
	}
	return nil
}

// pod is what an app's pods have beside image and ports.
func (im *importer) pod(m *mapping, d manifest.Object) {
	spec := d.Object("spec").Object("template").Object("spec")
	c := container(d)
	im.appReplicas(m, d)
	for _, key := range []string{"command", "args"} {
		m.add(key, c.List(key))
	}
	rest := without(c, "name", "image", "ports", "command", "args", "resources", "securityContext")
	if env, ok := variables(c.List("env")); ok {
		m.add("env", env)
		rest = without(rest, "env")
	}
	m.add("resources", c.Object("resources"))
	var probes mapping
	for _, p := range [][2]string{{"ready", "readinessProbe"}, {"live", "livenessProbe"}, {"start", "startupProbe"}} {
		if one := probe(c.Object(p[1]), c); one != nil {
			probes.add(p[0], one)
			rest = without(rest, p[1])
		}
	}
	if len(probes) == 1 && probes[0].key == "ready" {
		m.add("probe", probes[0].value)
	} else {
		m.add("probe", probes)
	}
	m.add("serviceAccount", spec.Text("serviceAccountName"))
	m.add("securityContext", append(slices.Clone(spec.Object("securityContext")), c.Object("securityContext")...))
	if c.Text("imagePullPolicy") == "IfNotPresent" {
		rest = without(rest, "imagePullPolicy")
	}
	m.add("container", rest)
	var pod mapping
	metadata := d.Object("spec").Object("template").Object("metadata")
	var labels manifest.Object
	for _, l := range metadata.Object("labels") {
		if l.Key != "app" && l.Key != "version" && im.labels.Get(l.Key) == nil && !strings.HasPrefix(l.Key, "app.kubernetes.io/") {
			labels = append(labels, l)
		}
	}
	pod.add("labels", labels)
	pod.add("annotations", without(metadata.Object("annotations"), keysOf(im.annotations)...))
	rests := without(spec, "containers", "serviceAccountName", "securityContext")
	if _, several := find(*m, "versions"); several {
		rests = without(rests, "topologySpreadConstraints") // of one version
	}
	if usual := rests.List("topologySpreadConstraints"); d.Object("spec").Get("replicas") != int64(1) && flow(usual) == spread(templateLabel(d, "app")) {
		rests = without(rests, "topologySpreadConstraints") // which render gives to several pods
	}
	for _, one := range rests {
		pod.add(one.Key, one.Value)
	}
	if list := spec.List("containers"); len(list) > 1 {
		pod.add("containers", list[1:])
	}
	m.add("pod", pod)
}

// spread is what render asks of the nodes of an app's pods.
func spread(app string) string {
	return "[{labelSelector: {matchLabels: {app: " + word(app) + "}}, maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]"
}

// appReplicas are a number, or those of an autoscaler.
func (im *importer) appReplicas(m *mapping, d manifest.Object) {
	id := manifest.ID{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: d.Object("metadata").Text("namespace"), Name: d.Object("metadata").Text("name")}
	n, ok := number(d.Object("spec").Get("replicas"))
	_, several := find(*m, "versions")
	o := im.world.Find(id)
	switch {
	case o != nil && several: // a version's own
	case o != nil:
		m.add("replicas", scaled(o.Members().Object("spec")))
	case ok && n != 1 && !several:
		m.add("replicas", n)
	}
}

// scaled is what an autoscaler's spec says.
func scaled(spec manifest.Object) mapping {
	r := mapping{{"min", spec.Get("minReplicas")}, {"max", spec.Get("maxReplicas")}}
	for _, metric := range spec.List("metrics") {
		of, _ := metric.(manifest.Object)
		r.add("cpu", of.Object("resource").Object("target").Get("averageUtilization"))
	}
	return r
}

// variables are those of a container as a map; false where one is of another form.
func variables(list []any) (mapping, bool) {
	var out mapping
	for _, v := range list {
		o, _ := v.(manifest.Object)
		name, from := o.Text("name"), o.Object("valueFrom")
		var value any
		switch {
		case len(from) == 0:
			value = o.Text("value")
		case len(from.Object("secretKeyRef")) == 2:
			ref := from.Object("secretKeyRef")
			value = mapping{{"secret", ref.Text("name")}, {"key", ref.Text("key")}}
		case len(from.Object("configMapKeyRef")) == 2:
			ref := from.Object("configMapKeyRef")
			value = mapping{{"configMap", ref.Text("name")}, {"key", ref.Text("key")}}
		case len(from.Object("fieldRef")) > 0:
			value = mapping{{"field", from.Object("fieldRef").Text("fieldPath")}}
		case len(from.Object("resourceFieldRef")) == 1:
			value = mapping{{"resource", from.Object("resourceFieldRef").Text("resource")}}
		default:
			return nil, false
		}
		if _, twice := find(out, name); twice || name == "" {
			return nil, false
		}
		out = append(out, member{name, value})
	}
	return out, true
}

// probe is a probe as the document has it; nil where it is of another form.
func probe(o, c manifest.Object) any {
	var m mapping
	get, tcp, grpc, exec := o.Object("httpGet"), o.Object("tcpSocket"), o.Object("grpc"), o.Object("exec")
	switch {
	case len(get) > 0 && get.Get("httpHeaders") == nil && get.Get("host") == nil && get.Get("scheme") == nil:
		m.add("path", get.Text("path"))
		if n, first := portOf(get.Get("port"), c); !first {
			m.add("port", n)
		}
	case len(tcp) > 0:
		n, _ := portOf(tcp.Get("port"), c)
		m.add("tcp", n)
	case len(grpc) > 0 && grpc.Get("service") == nil:
		m.add("grpc", grpc.Get("port"))
	case len(exec) > 0:
		m.add("exec", exec.List("command"))
	default:
		return nil
	}
	for _, one := range o {
		switch {
		case slices.Contains([]string{"httpGet", "tcpSocket", "grpc", "exec"}, one.Key):
		case slices.Contains([]string{"initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"}, one.Key):
			m.add(one.Key, one.Value)
		default:
			return nil
		}
	}
	if len(m) == 1 && m[0].key == "path" {
		return m[0].value
	}
	return m
}

// portOf is the number of a container's port, and whether it is the first.
func portOf(v any, c manifest.Object) (n int64, first bool) {
	name, _ := v.(string)
	n, _ = number(v)
	for i, p := range c.List("ports") {
		o, _ := p.(manifest.Object)
		is, _ := number(o.Get("containerPort"))
		if name != "" && o.Text("name") == name || name == "" && is == n {
			return is, i == 0
		}
	}
	return n, false
}
